#!/usr/bin/env bash
# Babel cannot read the Danish date that it has just written, and turns an impossible month into a day.
# Seen with Babel 2.19.0 on Python 3.11.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check Babel==2.19.0
cd "$folder"
env/bin/python - <<'PYTHON'
import datetime

from babel.dates import format_date, parse_date

written = format_date(datetime.date(2026, 2, 1), locale="da")
try:
	parse_date(written, locale="da")
except Exception as error:
	seen = type(error).__name__
else:
	seen = "read"
print(repr(written), "->", seen)
assert (written, seen) == ("1. feb. 2026", "IndexError")

american = parse_date("01-31-2026", locale="da")
print("'01-31-2026' ->", american)
assert american == datetime.date(2026, 1, 31)
PYTHON
