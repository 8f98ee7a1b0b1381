#!/usr/bin/env bash
# Two different texts of a workbook become one: a carriage return, and the characters that spell it.
# Seen with openpyxl 3.1.5, XlsxWriter 3.3.1, python-calamine 0.9.1 on Python 3.11.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check openpyxl==3.1.5 XlsxWriter==3.3.1 python-calamine==0.9.1
cd "$folder"
env/bin/python - <<'PYTHON'
import openpyxl
import python_calamine
import xlsxwriter

SPELT, RETURN = "a_x000D_b", "a\rb"


def by_openpyxl(path):
	return [row[0] for row in openpyxl.load_workbook(path).active.iter_rows(values_only=True)]


def by_calamine(path):
	return [row[0] for row in python_calamine.load_workbook(path).get_sheet_by_index(0).to_python()]


with xlsxwriter.Workbook("shared.xlsx") as workbook:
	sheet = workbook.add_worksheet()
	sheet.write_string(0, 0, SPELT)
	sheet.write_string(1, 0, RETURN)
print("written by XlsxWriter:", by_openpyxl("shared.xlsx"), by_calamine("shared.xlsx"))
assert by_openpyxl("shared.xlsx") == [SPELT, SPELT]
assert by_calamine("shared.xlsx") == [SPELT, RETURN]

workbook = openpyxl.Workbook()
workbook.active["A1"] = SPELT
workbook.save("inline.xlsx")
print("written by openpyxl:", by_openpyxl("inline.xlsx"), by_calamine("inline.xlsx"))
assert by_openpyxl("inline.xlsx") == [SPELT]
assert by_calamine("inline.xlsx") == [RETURN]
PYTHON
