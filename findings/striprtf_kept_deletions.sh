#!/usr/bin/env bash
# Words struck out while changes are tracked, and hidden ones, stand in the text beside those put in for them.
# Seen with striprtf 0.0.29 on Python 3.11.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check striprtf==0.0.29
cd "$folder"
env/bin/python - <<'PYTHON'
from striprtf.striprtf import rtf_to_text

HEAD = r"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Arial;}}{\*\revtbl{Ukendt;}{Koordinator;}}"
RULES = (
	r"Mentoren m\'e5 {\deleted\revauthdel1 gerne }{\revised\revauth1 ikke }dele oplysningen.\par ",
	r"M\'f8des {\deleted\revauthdel1 2}{\revised\revauth1 3} gange.\par ",
	r"Aftalt med far{\v  og mor}.\par ",
)
text = rtf_to_text(HEAD + "".join(RULES) + "}")
print(text)
assert text.splitlines() == [
	"Mentoren må gerne ikke dele oplysningen.",
	"Mødes 23 gange.",
	"Aftalt med far og mor.",
]
PYTHON
