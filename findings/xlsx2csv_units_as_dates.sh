#!/usr/bin/env bash
# A number whose format names its unit, as '3 dage', becomes a piece of a date: quoted letters count as day and month.
# Seen with xlsx2csv 0.8.6, XlsxWriter 3.3.1, openpyxl 3.1.5 on Python 3.11.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check xlsx2csv==0.8.6 XlsxWriter==3.3.1 openpyxl==3.1.5
cd "$folder"
env/bin/python - <<'PYTHON'
import csv
import io

import openpyxl
import xlsxwriter
from xlsx2csv import Xlsx2csv

FORMATS = ['0" dage"', '0" mdr."', '0" timer"', '0" point"']
with xlsxwriter.Workbook("answers.xlsx") as workbook:
	sheet = workbook.add_worksheet()
	for row, number in enumerate((3, 7)):
		for column, shown in enumerate(FORMATS):
			sheet.write_number(row, column, number, workbook.add_format({"num_format": shown}))

text = io.StringIO()
Xlsx2csv("answers.xlsx").convert(text)
seen = list(csv.reader(io.StringIO(text.getvalue())))
print(seen)
assert seen[0] == ['0" 02age"', '0" 0102r."', '0" ti01er"', "3"]
assert seen[1] == ['0" 06age"', '0" 0106r."', '0" ti01er"', "7"]
rows = list(openpyxl.load_workbook("answers.xlsx").active.values)
assert rows == [(3,) * 4, (7,) * 4]
PYTHON
