#!/usr/bin/env bash
# write() takes an answer that begins like an address for a link: its beginning or all of it is lost.
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

ANSWERS = ["mailto: min mor", "internal: det er i mig selv", "external: skolen", "https://example.org/" + "a" * 2080]

warnings.simplefilter("ignore")
with xlsxwriter.Workbook("answers.xlsx") as book:
	by_guess, as_text = book.add_worksheet("write"), book.add_worksheet("write_string")
	for row, answer in enumerate(ANSWERS):
		code = by_guess.write(row, 0, answer)
		as_text.write_string(row, 0, answer)
		print(repr(answer[:30]), "->", code)
read = openpyxl.load_workbook("answers.xlsx")
guessed = [read["write"].cell(row, 1).value for row in range(1, 5)]
print(guessed)
assert guessed == [" min mor", " det er i mig selv", " skolen", None]
assert [read["write_string"].cell(row, 1).value for row in range(1, 5)] == ANSWERS
PYTHON
