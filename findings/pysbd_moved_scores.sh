#!/usr/bin/env bash
# Where a sentence ends in a number, and the next one in the number that follows, each number goes to the next sentence.
# Seen with pysbd 0.3.4 on Python 3.11.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check pysbd==0.3.4
cd "$folder"
env/bin/python - <<'PYTHON'
import pysbd

EXPECTED = {
	"Før scorede hun 4. Nu scorer hun 5. Hun er glad.": ["Før scorede hun ", "4. Nu scorer hun ", "5. Hun er glad."],
	"Før scorede hun 4. Nu scorer hun 6. Hun er glad.": ["Før scorede hun 4. Nu scorer hun 6. Hun er glad."],
	"Før scorede hun lavt. Nu scorer hun højt.": ["Før scorede hun lavt. ", "Nu scorer hun højt."],
}
for text, expected in EXPECTED.items():
	seen = pysbd.Segmenter(language="da", clean=False).segment(text)
	print(text, "->", seen)
	assert seen == expected
PYTHON
