#!/usr/bin/env bash
# Sentences of one or two words are not counted, so the LIX of the easiest text is that of the hardest.
# Seen with textstat 0.7.13 on Python 3.11.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check textstat==0.7.13
cd "$folder"
env/bin/python - <<'PYTHON'
import textstat


def lix(words, sentences, long_words):
	return words / sentences + 100 * long_words / words


TEXTS = {"Hun lytter. " * 30: (60, 30, 0), "Hun lytter altid. " * 30: (90, 30, 0)}
seen = []
for text, counts in TEXTS.items():
	seen.append((textstat.sentence_count(text), textstat.lix(text)))
	print(repr(text[:18]), "30 times: sentences, LIX", seen[-1], "by its definition", lix(*counts))
assert seen == [(1, 60.0), (30, 3.0)]
PYTHON
