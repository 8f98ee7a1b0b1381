#!/usr/bin/env bash
# A line that ends within a paragraph ends in nothing: the number of a house and a postal code become one number.
# Seen with mammoth 1.13.0, python-docx 1.2.0 on Python 3.11.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check mammoth==1.13.0 python-docx==1.2.0
cd "$folder"
env/bin/python - <<'PYTHON'
import docx
import mammoth

LINES = ["Mødested: Søndergade 3", "5000 Odense C"]

document = docx.Document()
run = document.add_paragraph().add_run(LINES[0])
run.add_break()
run.add_text(LINES[1])
document.add_paragraph("Telefon: 20 12 34 56")
document.save("agreement.docx")

with open("agreement.docx", "rb") as file:
	text = mammoth.extract_raw_text(file).value
	page = mammoth.convert_to_html(file).value
print(repr(text))
print(page)
assert text == "Mødested: Søndergade 35000 Odense C\n\nTelefon: 20 12 34 56\n\n"
assert page.startswith("<p>Mødested: Søndergade 3<br />5000 Odense C</p>")
assert docx.Document("agreement.docx").paragraphs[0].text == "\n".join(LINES)
PYTHON
