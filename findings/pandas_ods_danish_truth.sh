#!/usr/bin/env bash
# A yes in an ODS sheet is read as no where the sheet was written in Danish, for the word that is shown counts.
# Seen with pandas 3.1.1, odfpy 1.4.1, python-calamine 0.9.1 on Python 3.11.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check pandas==3.1.1 odfpy==1.4.1 python-calamine==0.9.1
cd "$folder"
env/bin/python - <<'PYTHON'
import pandas
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P

document, table = OpenDocumentSpreadsheet(), Table(name="Svar")
document.spreadsheet.addElement(table)
for word, attributes in (
	("samtykke", {"valuetype": "string"}),
	("TRUE", {"valuetype": "boolean", "booleanvalue": "true"}),
	("SAND", {"valuetype": "boolean", "booleanvalue": "true"}),
	("FALSK", {"valuetype": "boolean", "booleanvalue": "false"}),
):
	row, cell = TableRow(), TableCell(**attributes)
	cell.addElement(P(text=word))
	row.addElement(cell)
	table.addElement(row)
document.save("answers.ods")

seen = {}
for engine in ("odf", "calamine", None):
	seen[engine] = pandas.read_excel("answers.ods", engine=engine).samtykke.tolist()
print(seen)
assert seen["odf"] == seen[None] == [True, False, False]
assert seen["calamine"] == [True, True, False]
PYTHON
