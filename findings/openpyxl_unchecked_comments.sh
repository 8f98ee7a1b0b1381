#!/usr/bin/env bash
# The text of a comment is checked by nobody: a control sign that a cell would refuse stands in it unseen. With lxml
# installed the workbook cannot be saved; without it, it is saved and no longer opens. Spelt as _x0001_ it is read by both.
# Seen with openpyxl 3.1.5 alone and with lxml 6.0.2 on Python 3.11.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check openpyxl==3.1.5
cd "$folder"
cat >see.py <<'PYTHON'
import io

import openpyxl
from openpyxl.comments import Comment
from openpyxl.utils.exceptions import IllegalCharacterError

SIGN = "a\x01b"


def outcome(text: str) -> str:
	book, content = openpyxl.Workbook(), io.BytesIO()
	book.active["A1"].comment = Comment(text, "x")
	try:
		book.save(content)
	except ValueError:
		return "not saved"
	try:
		return openpyxl.load_workbook(content).active["A1"].comment.text
	except SyntaxError:
		return "not opened"


try:
	openpyxl.Workbook().active["A1"] = SIGN
except IllegalCharacterError:
	print("a cell refuses it")
else:
	raise SystemExit("a cell takes it")
print(openpyxl.LXML, outcome(SIGN), outcome("a_x0001_b"))
assert outcome(SIGN) == ("not saved" if openpyxl.LXML else "not opened")
assert outcome("a_x0001_b") == "a_x0001_b"
PYTHON
env/bin/python see.py
env/bin/pip install --quiet --disable-pip-version-check lxml==6.0.2
env/bin/python see.py
