#!/usr/bin/env bash
# A month after 31 January is 3 March, and a month before 31 March too; another library counts eight years too few.
# Seen with pycel 1.0b30, xlcalculator 0.5.0, formulas 1.3.4, openpyxl 3.1.5 on Python 3.11.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check pycel==1.0b30 xlcalculator==0.5.0 formulas==1.3.4 \
	openpyxl==3.1.5
cd "$folder"
env/bin/python - <<'PYTHON'
import logging
from datetime import date, datetime, timedelta

import formulas
import openpyxl
from pycel import ExcelCompiler
from xlcalculator import Evaluator, ModelCompiler

logging.disable(logging.CRITICAL)
DUE = ("=EDATE(DATE(2026,1,31),1)", "=EDATE(DATE(2026,3,31),-1)", "=EDATE(DATE(2026,1,15),1)")
AGE = '=DATEDIF(DATE(2016,2,29),DATE(2026,2,28),"Y")'

book = openpyxl.Workbook()
for row, formula in enumerate((*DUE, AGE), 1):
	book.active.cell(row, 1, formula)
book.save("due.xlsx")


def day(value):
	if isinstance(value, datetime):
		return value.date().isoformat()
	return (date(1899, 12, 30) + timedelta(days=int(value))).isoformat()


again = formulas.ExcelModel().loads("due.xlsx").finish().calculate()
by_formulas = [again[f"'[due.xlsx]SHEET'!A{row}"].value[0, 0] for row in range(1, 5)]
pycel = ExcelCompiler("due.xlsx")
xlcalculator = Evaluator(ModelCompiler().read_and_parse_archive("due.xlsx"))
days = {
	"formulas": [day(value) for value in by_formulas[:3]],
	"pycel": [day(pycel.evaluate(f"Sheet!A{row}")) for row in range(1, 4)],
}
ages = {"formulas": int(by_formulas[3]), "xlcalculator": int(xlcalculator.evaluate("Sheet!A4"))}
print(days, ages, sep="\n")
assert days["formulas"] == ["2026-02-28", "2026-02-28", "2026-02-15"]
assert days["pycel"] == ["2026-03-03", "2026-03-03", "2026-02-15"]
assert ages == {"formulas": 9, "xlcalculator": 2}
PYTHON
