#!/usr/bin/env bash
# A half in a QR code, as in 9-12½, is read as a Japanese sign: nothing in the code says which letters it has.
# Seen with segno 1.6.6, qrcode 8.2, zxing-cpp 2.3.0, Pillow 12.0.0 on Python 3.11.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check segno==1.6.6 qrcode==8.2 zxing-cpp==2.3.0 pillow==12.0.0
cd "$folder"
env/bin/python - <<'PYTHON'
import io

import qrcode
import segno
import zxingcpp
from PIL import Image


def read(picture):
	(code,) = zxingcpp.read_barcodes(Image.open(picture).convert("L"))
	return code.text


def by_segno(text, **options):
	picture = io.BytesIO()
	segno.make_qr(text, **options).save(picture, kind="png", scale=8)
	return read(picture)


def by_qrcode(text):
	picture = io.BytesIO()
	qrcode.make(text).save(picture)
	return read(picture)


EXPECTED = {"Åben 9-12½": "ﾅben 9-12ｽ", "2½ km": "2ｽ km", "Åben hos Søren": "Åben hos Søren"}
for text, expected in EXPECTED.items():
	seen = by_segno(text)
	print(text, "->", seen)
	assert seen == expected
	assert by_segno(text, encoding="utf-8") == by_qrcode(text) == text
PYTHON
