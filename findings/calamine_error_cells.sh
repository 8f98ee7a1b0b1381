#!/usr/bin/env bash
# A cell that holds an error is read as an empty text, like a cell that was left empty.
# Seen with python-calamine 0.9.1, XlsxWriter 3.3.1, openpyxl 3.1.5 on Python 3.11.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check python-calamine==0.9.1 XlsxWriter==3.3.1 openpyxl==3.1.5
cd "$folder"
env/bin/python - <<'PYTHON'
import openpyxl
import python_calamine
import xlsxwriter

with xlsxwriter.Workbook("errors.xlsx") as workbook:
	sheet = workbook.add_worksheet()
	sheet.write_formula(0, 0, "=1/0", None, "#DIV/0!")
	sheet.write_formula(1, 0, "=NA()", None, "#N/A")
	sheet.write_formula(2, 0, '=""', None, "")
	sheet.write_number(3, 0, 5)

calamine = [row[0] for row in python_calamine.load_workbook("errors.xlsx").get_sheet_by_index(0).to_python()]
rows = openpyxl.load_workbook("errors.xlsx", data_only=True).active.iter_rows(values_only=True)
other = [row[0] for row in rows]
print("calamine", calamine, "openpyxl", other)
assert calamine == ["", "", "", 5.0]
assert other[:2] == ["#DIV/0!", "#N/A"] and other[3] == 5
PYTHON
