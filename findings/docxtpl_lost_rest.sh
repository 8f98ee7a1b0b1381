#!/usr/bin/env bash
# Where a value holds a word in angle brackets, the rest of the letter is gone, and the file opens without a word.
# Seen with docxtpl 0.20.2, python-docx 1.2.0 on Python 3.11.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check docxtpl==0.20.2 python-docx==1.2.0
cd "$folder"
env/bin/python - <<'PYTHON'
import docx
from docxtpl import DocxTemplate

document = docx.Document()
document.add_paragraph("Note: {{ note }}. Hilsen koordinator")
document.add_paragraph("Næste møde er den 3. marts.")
document.save("template.docx")


def letter(note, **options):
	template = DocxTemplate("template.docx")
	template.render({"note": note}, **options)
	template.save("letter.docx")
	return [paragraph.text for paragraph in docx.Document("letter.docx").paragraphs]


NEXT = "Næste møde er den 3. marts."
EXPECTED = {
	"Aftalt med <navn> i dag": ["Note: Aftalt med "],
	"Skriv til Ane <ane@eksempel.dk> først": ["Note: Skriv til Ane ", NEXT],
	"Mål < 3 er lavt": ["Note: Mål  3 er lavt. Hilsen koordinator", NEXT],
	"Far & mor": ["Note: Far  mor. Hilsen koordinator", NEXT],
}
for note, expected in EXPECTED.items():
	seen = letter(note)
	print(note, "->", seen)
	assert seen == expected
	assert letter(note, autoescape=True) == [f"Note: {note}. Hilsen koordinator", NEXT]
PYTHON
