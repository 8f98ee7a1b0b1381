#!/usr/bin/env bash
# Names are torn at their marks: an accent or vowel sign that stands as a sign of its own becomes a space.
# Seen with RapidFuzz 3.14.6 on Python 3.11.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check RapidFuzz==3.14.6
cd "$folder"
env/bin/python - <<'PYTHON'
from unicodedata import normalize

from rapidfuzz import fuzz
from rapidfuzz.utils import default_process

apart = normalize("NFD", "Åse Çelik")
vowels = "\u0645\u064f\u062d\u064e\u0645\u0651\u064e\u062f"
bare = "\u0645\u062d\u0645\u062f"
print(repr(default_process("Åse Çelik")), repr(default_process(apart)), ascii(default_process(vowels)))
assert default_process("Åse Çelik") == "åse çelik"
assert default_process(apart) == "a se c elik"
assert default_process(vowels) == "\u0645 \u062d \u0645  \u062f"

alike = [fuzz.token_sort_ratio(vowels, bare, processor=by) for by in (default_process, None)]
print("with and without its vowel signs, processed and as it is:", [round(value) for value in alike])
assert round(alike[0]) == 36 and alike[1] > 60
PYTHON
