#!/usr/bin/env bash
# A colour given by its hue, as hsl(120, 60%, 40%), is painted black, and one with its opacity in eight digits opaque.
# Seen with CairoSVG 2.9.1, Pillow 12.0.0 on Python 3.11.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check CairoSVG==2.9.1 pillow==12.0.0
cd "$folder"
env/bin/python - <<'PYTHON'
import io

import cairosvg
from PIL import Image

EXPECTED = {
	"#29a329": (41, 163, 41, 255),
	"rgb(41, 163, 41)": (41, 163, 41, 255),
	"hsl(120, 60%, 40%)": (0, 0, 0, 255),
	"hsl(0, 0%, 90%)": (0, 0, 0, 255),
	"rebeccapurple": (0, 0, 0, 255),
	"#29a32980": (41, 163, 41, 255),
}
for colour, expected in EXPECTED.items():
	square = f'<rect width="8" height="8" fill="{colour}"/>'
	picture = cairosvg.svg2png(f'<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8">{square}</svg>'.encode())
	painted = Image.open(io.BytesIO(picture)).convert("RGBA").getpixel((4, 4))
	print(colour, "->", painted)
	assert painted == expected
PYTHON
