#!/usr/bin/env bash
# A Danish number written with a decimal point is read tenfold or worse, without an error.
# Seen with Babel 2.19.0 on Python 3.11.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check Babel==2.19.0
cd "$folder"
env/bin/python - <<'PYTHON'
from babel.numbers import NumberFormatError, parse_decimal

seen = {text: str(parse_decimal(text, locale="da")) for text in ("8,5", "8.5", "12.34.56", "1,250.5")}
print(seen)
assert seen == {"8,5": "8.5", "8.5": "85", "12.34.56": "123456", "1,250.5": "1.2505"}
try:
	parse_decimal("8.5", locale="da", strict=True)
except NumberFormatError as error:
	print("strict:", error)
else:
	raise AssertionError("strict reading no longer refuses 8.5")
PYTHON
