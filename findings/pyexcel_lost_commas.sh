#!/usr/bin/env bash
# Of a CSV file 3,5 is read as the number 35, while 0,5 and -1,5 of the same column stay texts.
# Seen with pyexcel 0.7.6, pyexcel-io 0.6.8 on Python 3.11.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check pyexcel==0.7.6 pyexcel-io==0.6.8
cd "$folder"
env/bin/python - <<'PYTHON'
from pathlib import Path

import pyexcel

EXPECTED = {"3,5": 35, "12,0": 120, "1,25": 125, "0,5": "0,5", "-1,5": "-1,5", "1.234,5": "1.234,5", "3.5": 3.5}
Path("answers.csv").write_text("gennemsnit;barn\n" + "".join(f"{text};A\n" for text in EXPECTED))
seen = [row[0] for row in pyexcel.get_array(file_name="answers.csv", delimiter=";")[1:]]
print(dict(zip(EXPECTED, seen, strict=True)))
assert seen == list(EXPECTED.values())

raw = pyexcel.get_array(file_name="answers.csv", delimiter=";", auto_detect_float=False, auto_detect_int=False)
assert [row[0] for row in raw[1:]] == list(EXPECTED)
PYTHON
