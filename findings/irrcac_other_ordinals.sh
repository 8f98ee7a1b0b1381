#!/usr/bin/env bash
# Krippendorff's alpha with ordinal weights is not his ordinal alpha: two raters agree to 0.89 here, to 0.93 there.
# Seen with irrCAC 0.4.4, krippendorff 0.9.0 on Python 3.11.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check irrCAC==0.4.4 krippendorff==0.9.0
cd "$folder"
env/bin/python - <<'PYTHON'
import krippendorff
import pandas
from irrCAC.raw import CAC

FIRST = [1, 2, 3, 4, 5, 1, 2, 4, 5, 3]
SECOND = [1, 2, 3, 4, 4, 2, 2, 5, 5, 3]
raters = pandas.DataFrame({"first": FIRST, "second": SECOND})

seen = {}
for weights, level in (("identity", "nominal"), ("ordinal", "ordinal"), ("quadratic", "interval")):
	weighted = CAC(raters, weights=weights).krippendorff()["est"]["coefficient_value"]
	own = krippendorff.alpha(reliability_data=[FIRST, SECOND], level_of_measurement=level)
	seen[weights] = round(float(weighted), 3), round(float(own), 3)
	print(f"irrCAC, {weights}: {seen[weights][0]}  krippendorff, {level}: {seen[weights][1]}")
assert seen == {"identity": (0.642, 0.642), "ordinal": (0.891, 0.929), "quadratic": (0.923, 0.923)}
PYTHON
