#!/usr/bin/env bash
# Without shaping an Arabic name stands mirrored on the page, and just then pdfplumber reads it as it was given.
# Seen with fpdf2 2.8.9, uharfbuzz 0.57.0, pypdf 7.1.1, pdfplumber 0.11.10, matplotlib 3.11.2 (its font) on Python 3.11.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check fpdf2==2.8.9 uharfbuzz==0.57.0 pypdf==7.1.1 pdfplumber==0.11.10 matplotlib==3.11.2
cd "$folder"
env/bin/python - <<'PYTHON'
import io
from importlib.util import find_spec
from pathlib import Path
from unicodedata import normalize

import pdfplumber
from fpdf import FPDF
from pypdf import PdfReader

FONT = Path(find_spec("matplotlib").origin).parent / "mpl-data/fonts/ttf/DejaVuSans.ttf"
NAME = "محمد علي"

seen = {}
for shaped in (False, True):
	page = FPDF()
	page.add_page()
	page.add_font("dejavu", fname=FONT)
	page.set_font("dejavu", size=12)
	page.set_text_shaping(shaped)
	page.cell(text=NAME)
	file = io.BytesIO(page.output())
	with pdfplumber.open(file) as document:
		first = document.pages[0]
		leftmost = normalize("NFKC", min(first.chars, key=lambda char: char["x0"])["text"])
		by_place = normalize("NFKC", first.extract_text())
	in_order = normalize("NFKC", PdfReader(file).pages[0].extract_text().strip())
	seen[shaped] = leftmost == NAME[0], by_place, in_order
	print("shaped" if shaped else "unshaped", "pdfplumber:", ascii(by_place), "pypdf:", ascii(in_order))

MIRRORED = NAME[::-1]
# whether the first letter stands at the left, where it is wrong; what each reads
assert seen[False] == (True, NAME, MIRRORED)
assert seen[True] == (False, MIRRORED, NAME)
PYTHON
