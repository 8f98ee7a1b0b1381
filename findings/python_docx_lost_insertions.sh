#!/usr/bin/env bash
# Words put in while changes are tracked, and words in a field of a form, are absent from a paragraph's text.
# Seen with python-docx 1.2.0, mammoth 1.13.0 on Python 3.11.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check python-docx==1.2.0 mammoth==1.13.0
cd "$folder"
env/bin/python - <<'PYTHON'
import docx
import mammoth
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

BY = 'w:id="{}" w:author="Koordinator" w:date="2026-02-01T09:00:00Z"'
INSERTED = "<w:ins {} {}><w:r><w:t xml:space='preserve'>ikke </w:t></w:r></w:ins>"
DELETED = "<w:del {} {}><w:r><w:delText xml:space='preserve'>gerne </w:delText></w:r></w:del>"
FIELD = "<w:sdt {}><w:sdtPr><w:text/></w:sdtPr><w:sdtContent><w:r><w:t>Mette</w:t></w:r></w:sdtContent></w:sdt>"

document = docx.Document()
rule = document.add_paragraph("Mentoren må ")
rule._p.append(parse_xml(DELETED.format(nsdecls("w"), BY.format(1))))
rule._p.append(parse_xml(INSERTED.format(nsdecls("w"), BY.format(2))))
rule.add_run("dele oplysningen.")
document.add_paragraph("Mentor: ")._p.append(parse_xml(FIELD.format(nsdecls("w"))))
document.save("agreement.docx")

texts = [paragraph.text for paragraph in docx.Document("agreement.docx").paragraphs]
with open("agreement.docx", "rb") as file:
	others = mammoth.extract_raw_text(file).value.split("\n\n")[:2]
print("python-docx:", texts)
print("mammoth:    ", others)
assert texts == ["Mentoren må dele oplysningen.", "Mentor: "]
assert others == ["Mentoren må ikke dele oplysningen.", "Mentor: Mette"]
PYTHON
