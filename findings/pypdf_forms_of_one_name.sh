#!/usr/bin/env bash
# Two filled-in forms put together are read as one: the second's answers stand for both people.
# Seen with pypdf 7.1.1, reportlab 5.1.0 on Python 3.11.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check pypdf==7.1.1 reportlab==5.1.0
cd "$folder"
env/bin/python - <<'PYTHON'
import io

from pypdf import PdfReader, PdfWriter
from reportlab.pdfgen.canvas import Canvas


def filled(name, consents):
	file = io.BytesIO()
	page = Canvas(file)
	page.drawString(50, 700, "Navn og samtykke")
	page.acroForm.textfield(name="navn", value=name, x=50, y=650)
	page.acroForm.checkbox(name="samtykke", checked=consents, x=50, y=600)
	page.save()
	file.seek(0)
	return PdfReader(file)


def answers(*forms):
	writer, written = PdfWriter(), io.BytesIO()
	for form in forms:
		writer.append(form)
	writer.write(written)
	document = PdfReader(written)
	on_pages = [[str(box.get_object()["/V"]) for box in page["/Annots"]] for page in document.pages]
	return {name: str(field["/V"]) for name, field in document.get_fields().items() if "/V" in field}, on_pages


together, on_pages = answers(filled("Ole", True), filled("Pia", False))
print("fields:", together, "on the pages:", on_pages)
assert together == {"navn": "Pia", "samtykke": "/Off"}
assert on_pages == [["Ole", "/Yes"], ["Pia", "/Off"]]

named = [filled("Ole", True), filled("Pia", False)]
for number, form in enumerate(named, 1):
	form.add_form_topname(f"form{number}")
apart, _ = answers(*named)
print("each below a name of its own:", apart)
assert apart["form1.navn"] == "Ole" and apart["form2.navn"] == "Pia" and apart["form1.samtykke"] == "/Yes"
PYTHON
