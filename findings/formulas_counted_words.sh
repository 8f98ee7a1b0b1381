#!/usr/bin/env bash
# Three libraries that reckon a sheet again find three sums of the same answers: text, and what is true, count as numbers.
# Seen with formulas 1.3.4, pycel 1.0b30, xlcalculator 0.5.0, openpyxl 3.1.5 on Python 3.11.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check formulas==1.3.4 pycel==1.0b30 xlcalculator==0.5.0 \
	openpyxl==3.1.5
cd "$folder"
env/bin/python - <<'PYTHON'
import logging

import formulas
import openpyxl
from pycel import ExcelCompiler
from xlcalculator import Evaluator, ModelCompiler

logging.disable(logging.CRITICAL)
ANSWERS = [3, 4, None, "5", "syg", True, 2]
RECKONED = ("=SUM(A1:A7)", "=COUNT(A1:A7)", '=COUNTIF(A1:A7,">3")', "=AVERAGE(A1,A2,A6)")
IN_EXCEL = [9, 3, 1, 3.5]
"""Numbers alone count in a range: 3, 4 and 2."""

book = openpyxl.Workbook()
sheet = book.active
sheet.title = "Svar"
for row, answer in enumerate(ANSWERS, 1):
	sheet.cell(row, 1, answer)
for row, formula in enumerate(RECKONED, 1):
	sheet.cell(row, 2, formula)
book.save("answers.xlsx")

cells = [f"Svar!B{row}" for row in range(1, len(RECKONED) + 1)]
by_formulas = formulas.ExcelModel().loads("answers.xlsx").finish().calculate()
by_pycel = ExcelCompiler("answers.xlsx")
by_xlcalculator = Evaluator(ModelCompiler().read_and_parse_archive("answers.xlsx"))
seen = {
	"formulas": [by_formulas[f"'[answers.xlsx]SVAR'!B{row}"].value[0, 0] for row in range(1, 5)],
	"pycel": [by_pycel.evaluate(cell) for cell in cells],
	"xlcalculator": [by_xlcalculator.evaluate(cell) for cell in cells],
}
print("asked:", *RECKONED)
for name, values in seen.items():
	seen[name] = [round(float(value), 2) for value in values]
	print(f"{name}: {seen[name]}")
assert seen["pycel"] == IN_EXCEL
assert seen["formulas"] == [14, 4, 2, 3.5]
assert seen["xlcalculator"] == [15, 3, 4, 2.67]
PYTHON
