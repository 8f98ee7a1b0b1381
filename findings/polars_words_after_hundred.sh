#!/usr/bin/env bash
# A word that comes after the first hundred numbers of a column is read from a workbook as no answer, without a word.
# Seen with polars 2.1.0, fastexcel 0.21.0, XlsxWriter 3.3.1 on Python 3.11.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check polars==2.1.0 fastexcel==0.21.0 XlsxWriter==3.3.1
cd "$folder"
env/bin/python - <<'PYTHON'
import polars
import xlsxwriter


def last_answers(numbers, **options):
	with xlsxwriter.Workbook("answers.xlsx") as workbook:
		sheet = workbook.add_worksheet()
		for row, answer in enumerate(["svar", *[3] * numbers, "ved ikke", 4]):
			sheet.write_row(row, 0, [row or "nr", answer])
	return polars.read_excel("answers.xlsx", **options)["svar"].to_list()[-3:]


seen = {numbers: last_answers(numbers) for numbers in (99, 100, 2000)}
for numbers, answers in seen.items():
	print(numbers, "numbers, a word, a number:", answers)
assert seen[99] == ["3", "ved ikke", "4"]
assert seen[100] == seen[2000] == [3, None, 4]
assert last_answers(2000, infer_schema_length=None) == ["3", "ved ikke", "4"]
PYTHON
