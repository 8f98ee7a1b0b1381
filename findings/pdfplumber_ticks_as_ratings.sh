#!/usr/bin/env bash
# A tick of a form, set in the font that every PDF reader has for it, is read as the figure 4; pypdf reads a tick.
# Seen with pdfplumber 0.11.10, pdfminer.six 20260107, pypdf 7.1.1, pypdfium2 5.15.2, reportlab 4.5.1 on Python 3.11.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check pdfplumber==0.11.10 pdfminer.six==20260107 \
	pypdf==7.1.1 pypdfium2==5.15.2 reportlab==4.5.1
cd "$folder"
env/bin/python - <<'PYTHON'
import pdfplumber
import pypdf
import pypdfium2
from reportlab.pdfgen.canvas import Canvas

ROWS = {"Må vi gemme dit svar?": "✔", "Må skolen se det?": "✓", "Må din mentor se det?": "✗"}

page = Canvas("consent.pdf")
for number, (question, answer) in enumerate(ROWS.items()):
	page.setFont("Helvetica", 12)
	page.drawString(50, 750 - 30 * number, question)
	page.setFont("ZapfDingbats", 12)
	page.drawString(250, 750 - 30 * number, answer)
page.save()


def last_signs(text):
	signs = text.replace("?", " ").split()
	return [sign for sign in signs if len(sign) == 1]


with pdfplumber.open("consent.pdf") as document:
	seen = {"pdfplumber": document.pages[0].extract_text()}
seen["pypdf"] = pypdf.PdfReader("consent.pdf").pages[0].extract_text()
seen["pypdfium2"] = pypdfium2.PdfDocument("consent.pdf")[0].get_textpage().get_text_range()
seen = {name: last_signs(text) for name, text in seen.items()}
print("on the page:", list(ROWS.values()))
print(seen)
assert seen["pypdf"] == seen["pypdfium2"] == list(ROWS.values())
assert seen["pdfplumber"] == ["4", "3", "7"]
PYTHON
