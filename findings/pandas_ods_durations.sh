#!/usr/bin/env bash
# One duration above 24 hours makes the whole sheet unreadable for one reader, and a code for the other.
# Seen with pandas 3.0.3, odfpy 1.4.1, python-calamine 0.9.1 on Python 3.11.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check pandas==3.0.3 odfpy==1.4.1 python-calamine==0.9.1
cd "$folder"
env/bin/python - <<'PYTHON'
import pandas
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P


def cell(text, **values):
	made = TableCell(**values)
	made.addElement(P(text=text))
	return made


def save(path, hours):
	document, table = OpenDocumentSpreadsheet(), Table(name="Svar")
	for cells in (
		[cell("id", valuetype="string"), cell("tid", valuetype="string")],
		[cell("007", valuetype="string"), cell(f"{hours}:30", valuetype="time", timevalue=f"PT{hours}H30M00S")],
	):
		row = TableRow()
		for one in cells:
			row.addElement(one)
		table.addElement(row)
	document.spreadsheet.addElement(table)
	document.save(path)


save("long.ods", 26)
save("short.ods", 2)
print("odf, 2 hours:", pandas.read_excel("short.ods", engine="odf").values.tolist())
try:
	pandas.read_excel("long.ods", engine="odf")
except ValueError as error:
	print("odf, 26 hours:", type(error).__name__, error)
else:
	raise AssertionError("a duration of 26 hours is read now")
seen = pandas.read_excel("long.ods", engine="calamine").values.tolist()
print("calamine, 26 hours:", seen)
assert seen[0][1] == "PT26H30M00S"
PYTHON
