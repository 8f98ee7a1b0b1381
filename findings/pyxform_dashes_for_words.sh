#!/usr/bin/env bash
# A question that is not translated yet asks with a dash, and the wording of others is changed, both without a warning.
# Seen with pyxform 4.5.0 on Python 3.11.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check pyxform==4.5.0
cd "$folder"
env/bin/python - <<'PYTHON'
import re

from pyxform.xls2xform import convert


def labels(heading):
	form = f"""
| survey |      |       |                        |                    |
|        | type | name  | {heading}              | label::Somali (so) |
|        | text | how   | Hvordan har du det?    | Sidee tahay?       |
|        | text | whom  | Hvem hjælper dig mest? |                    |
|        | text | quote | Har du  sagt “nej”?    | Maya?              |
| settings |  default_language |
|          |  Dansk (da)       |
"""
	made = convert(xlsform=form)
	languages = re.findall(r'<translation lang="(\w+).*?>(.*?)</translation>', made.xform, re.DOTALL)
	return made.warnings, {name: re.findall("<value>(.*?)</value>", part) for name, part in languages}


warnings, seen = labels("label::Dansk (da)")
print(warnings, seen)
assert warnings == []
assert seen["Somali"] == ["Sidee tahay?", "Maya?", "-"]
assert seen["Dansk"] == ["Hvordan har du det?", "Hvem hjælper dig mest?", 'Har du sagt "nej"?']
PYTHON
