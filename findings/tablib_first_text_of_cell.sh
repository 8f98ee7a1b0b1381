#!/usr/bin/env bash
# An ODS cell is read as the first text in it: a comment for the answer, one line of two, a rounded number.
# Seen with tablib 3.10.0, odfpy 1.4.1 on Python 3.11.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check 'tablib[ods]==3.10.0' odfpy==1.4.1
cd "$folder"
env/bin/python - <<'PYTHON'
from odf.office import Annotation
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P
from tablib import Dataset


def cell(*lines, comment="", **typed):
	made = TableCell(**(typed or {"valuetype": "string"}))
	if comment:
		beside = Annotation()
		beside.addElement(P(text=comment))
		made.addElement(beside)
	for line in lines:
		made.addElement(P(text=line))
	return made


document, table = OpenDocumentSpreadsheet(), Table(name="Svar")
for cells in (
	[cell("svar"), cell("note"), cell("score")],
	[
		cell("Ja", comment="Spurgt igen"),
		cell("Sover godt", "men vågner tidligt"),
		cell("3", valuetype="float", value="3.46"),
	],
):
	row = TableRow()
	for each in cells:
		row.addElement(each)
	table.addElement(row)
document.spreadsheet.addElement(table)
document.save("answers.ods")

with open("answers.ods", "rb") as file:
	(seen,) = Dataset().load(file, format="ods").dict
print(seen)
assert seen == {"svar": "Spurgt igen", "note": "Sover godt", "score": 3.0}
PYTHON
