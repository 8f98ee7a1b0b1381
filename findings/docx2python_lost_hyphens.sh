#!/usr/bin/env bash
# A hyphen that keeps a line together, as Word writes it for Ctrl+Shift+hyphen, is left out: 2-3 becomes 23.
# Seen with docx2python 3.7.1, python-docx 1.2.0, mammoth 1.13.0 on Python 3.11.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check docx2python==3.7.1 python-docx==1.2.0 mammoth==1.13.0
cd "$folder"
env/bin/python - <<'PYTHON'
import docx
import mammoth
from docx.oxml import OxmlElement
from docx2python import docx2python

document = docx.Document()
paragraph = document.add_paragraph("Mødes 2")
paragraph.add_run()._r.append(OxmlElement("w:noBreakHyphen"))
paragraph.add_run("3 gange om måneden.")
document.save("agreement.docx")

with docx2python("agreement.docx") as content:
	seen = {"docx2python": content.text}
with open("agreement.docx", "rb") as file:
	seen["mammoth"] = mammoth.extract_raw_text(file).value
seen["python-docx"] = docx.Document("agreement.docx").paragraphs[0].text
seen = {name: text.strip() for name, text in seen.items()}
print(seen)
assert seen["docx2python"] == "Mødes 23 gange om måneden."
assert seen["python-docx"] == "Mødes 2-3 gange om måneden."
assert seen["mammoth"] == "Mødes 2\u20113 gange om måneden."
PYTHON
