#!/usr/bin/env bash
# The rows of one sheet begin elsewhere for each of two methods: at the first cell, or at row 1 but not at column A.
# Seen with python-calamine 0.9.1, openpyxl 3.1.5 on Python 3.11.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check python-calamine==0.9.1 openpyxl==3.1.5
cd "$folder"
env/bin/python - <<'PYTHON'
import openpyxl
from python_calamine import CalamineWorkbook

book = openpyxl.Workbook()
book.active["C3"], book.active["C4"] = "ID", "007"
book.save("answers.xlsx")
sheet = CalamineWorkbook.from_path("answers.xlsx").get_sheet_by_index(0)
at_once, one_by_one, whole = sheet.to_python(), list(sheet.iter_rows()), sheet.to_python(skip_empty_area=False)
print("to_python:", at_once, "iter_rows:", one_by_one, "whole:", whole[2:])
assert at_once == [["ID"], ["007"]]
assert one_by_one == [[""], [""], ["ID"], ["007"]]
assert whole[2] == ["", "", "ID"]
PYTHON
