#!/usr/bin/env bash
# A day as 20260301 is read as a time of August 1970: figures alone are counted as seconds, and a date refuses them.
# Seen with pydantic 2.14.4 on Python 3.11.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check pydantic==2.14.4
cd "$folder"
env/bin/python - <<'PYTHON'
import datetime as dt

from pydantic import TypeAdapter, ValidationError

DAY = "20260301"
seen = TypeAdapter(dt.datetime).validate_python(DAY)
print(DAY, "as a time:", seen, "as Python reads it:", dt.datetime.fromisoformat(DAY))
assert seen == dt.datetime(1970, 8, 23, 11, 51, 41, tzinfo=dt.timezone.utc)
assert dt.datetime.fromisoformat(DAY) == dt.datetime(2026, 3, 1)

dashed = TypeAdapter(dt.datetime).validate_python("2026-03-01")
print("2026-03-01 as a time:", dashed)
assert dashed == dt.datetime(2026, 3, 1)

try:
	TypeAdapter(dt.date).validate_python(DAY)
except ValidationError as error:
	print(DAY, "as a date:", error.errors()[0]["msg"])
else:
	raise AssertionError("a date of eight figures is taken")
PYTHON
