#!/usr/bin/env bash
# Files that a PDF carries are gone once it is appended to another; only a copy of the whole keeps them.
# Seen with pypdf 7.1.1, fpdf2 2.8.9 on Python 3.11.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check pypdf==7.1.1 fpdf2==2.8.9
cd "$folder"
env/bin/python - <<'PYTHON'
import io

from fpdf import FPDF
from pypdf import PdfReader, PdfWriter


def packet(content):
	page = FPDF()
	page.add_page()
	page.set_font("helvetica", size=12)
	page.cell(text="Overdragelse")
	page.embed_file(bytes=content, basename="forloeb.json")
	return io.BytesIO(page.output())


def carried(writer):
	written = io.BytesIO()
	writer.write(written)
	return sorted(PdfReader(written).attachments)


source = packet(b'{"course": 1}')
appended, paged, cloned = PdfWriter(), PdfWriter(), PdfWriter(clone_from=source)
appended.append(source)
paged.append_pages_from_reader(PdfReader(source))
seen = {
	"before": sorted(PdfReader(source).attachments),
	"append": carried(appended),
	"append_pages_from_reader": carried(paged),
	"clone_from": carried(cloned),
}
print(seen)
assert seen["before"] == seen["clone_from"] == ["forloeb.json"]
assert seen["append"] == seen["append_pages_from_reader"] == []
PYTHON
