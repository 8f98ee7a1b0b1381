#!/usr/bin/env bash
# Figures of a PX file are texts: their sum is one long number made of their digits, and the greatest of 9 and 10 is 9.
# Seen with pyaxis 0.4.3 on Python 3.11.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check pyaxis==0.4.3
cd "$folder"
env/bin/python - <<'PYTHON'
from pathlib import Path

from pyaxis import pyaxis

Path("courses.px").write_text(
	"""CHARSET="ANSI";
AXIS-VERSION="2000";
TITLE="Forløb efter område og år";
CONTENTS="Forløb";
STUB="område";
HEADING="år";
VALUES("område")="Assens","Faaborg","Middelfart";
VALUES("år")="2024","2025";
UNITS="antal";
DATA=
9 12
10 "-"
8 ".."
;
""",
	encoding="latin-1",
)
table = pyaxis.parse("courses.px", encoding="latin-1")["DATA"]
first = table[table["år"] == "2024"]["DATA"]
print(first.tolist(), "sum:", repr(first.sum()), "greatest:", repr(first.max()))
print("nothing, and kept secret:", table[table["år"] == "2025"]["DATA"].tolist())
assert first.sum() == "9108"
assert first.max() == "9"
assert table["DATA"].tolist()[3] == '"-"'
PYTHON
