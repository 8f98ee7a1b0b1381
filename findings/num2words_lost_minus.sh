#!/usr/bin/env bash
# A fall of half a point is said as a rise: the minus is spoken from one on, and lost between nought and one.
# Seen with num2words 0.5.14 on Python 3.11.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check num2words==0.5.14
cd "$folder"
env/bin/python - <<'PYTHON'
from num2words import num2words

EXPECTED = {
	-1.5: ("minus et komma fem", "minus one point five"),
	-1: ("minus et", "minus one"),
	-0.5: ("nul komma fem", "zero point five"),
	-0.25: ("nul komma to fem", "zero point two five"),
	0.5: ("nul komma fem", "zero point five"),
}
for change, expected in EXPECTED.items():
	seen = tuple(num2words(change, lang=language) for language in ("da", "en"))
	print(change, seen)
	assert seen == expected
PYTHON
