#!/usr/bin/env bash
# A choice with a comma becomes two choices of the list in the cell, and the method reports no error.
# Seen with XlsxWriter 3.3.1, openpyxl 3.1.5 on Python 3.11.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check XlsxWriter==3.3.1 openpyxl==3.1.5
cd "$folder"
env/bin/python - <<'PYTHON'
import warnings

import openpyxl
import xlsxwriter

warnings.simplefilter("error")
with xlsxwriter.Workbook("answers.xlsx") as workbook:
	sheet = workbook.add_worksheet()
	rule = {"validate": "list", "source": ["Ja, altid", "Ja, af og til", "Nej"]}
	returned = sheet.data_validation("A1:A9", rule)
	decimals = sheet.data_validation("B1:B9", {"validate": "list", "source": ["1,5", "2,5"]})
rules = openpyxl.load_workbook("answers.xlsx").active.data_validations.dataValidation
choices = [rule.formula1.strip('"').split(",") for rule in rules]
print("returned", returned, decimals, "choices", choices)
assert returned == decimals == 0
assert choices == [["Ja", " altid", "Ja", " af og til", "Nej"], ["1", "5", "2", "5"]]
PYTHON
