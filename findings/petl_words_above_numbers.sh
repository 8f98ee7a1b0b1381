#!/usr/bin/env bash
# Texts stand above every number: nobody of a CSV file has a score below 5, and all have one above 8; nothing tells.
# Seen with petl 1.7.30 on Python 3.11.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check petl==1.7.30
cd "$folder"
env/bin/python - <<'PYTHON'
import warnings
from pathlib import Path

import petl

Path("scores.csv").write_text("barn,trivsel\nAne,3\nBo,9\nCai,\nDina,ved ikke\n", encoding="utf-8")
asked = petl.fromcsv("scores.csv", encoding="utf-8")


def children(table):
	return list(petl.values(table, "barn"))


with warnings.catch_warnings(record=True) as told:
	warnings.simplefilter("always")
	low, high = children(petl.selectlt(asked, "trivsel", 5)), children(petl.selectgt(asked, "trivsel", 8))
	numbers = petl.convert(asked, "trivsel", petl.numparser())
	number_low = children(petl.selectlt(numbers, "trivsel", 5))
	number_high = children(petl.selectgt(numbers, "trivsel", 8))
print("as read: below 5:", low, "above 8:", high)
print("numbers made of texts: below 5:", number_low, "above 8:", number_high)
print("warnings:", len(told))
assert low == [] and high == ["Ane", "Bo", "Cai", "Dina"]
assert number_low == ["Ane"] and number_high == ["Bo", "Cai", "Dina"] and not told
PYTHON
