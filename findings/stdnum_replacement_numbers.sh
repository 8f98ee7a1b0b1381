#!/usr/bin/env bash
# A replacement number (60 added to the day) is no CPR number for the library; one that fails the old check is.
# Seen with python-stdnum 2.2 on Python 3.11.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check python-stdnum==2.2
cd "$folder"
env/bin/python - <<'PYTHON'
from stdnum.dk import cpr

seen = {number: cpr.is_valid(number) for number in ("610101-0000", "010101-0000", "010101-0001")}
print(seen)
assert seen == {"610101-0000": False, "010101-0000": True, "010101-0001": True}
PYTHON
