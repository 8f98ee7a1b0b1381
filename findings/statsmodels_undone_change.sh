#!/usr/bin/env bash
# A question that nobody answered otherwise than before takes the significance of another: one change is found, not two.
# Seen with statsmodels 0.15.0, pingouin 0.7.0, scipy 1.17.1, numpy 2.4.6, pandas 2.3.3 on Python 3.11.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check statsmodels==0.15.0 pingouin==0.7.0 scipy==1.17.1 \
	numpy==2.4.6 pandas==2.3.3
cd "$folder"
env/bin/python - <<'PYTHON'
import warnings

import numpy
import pingouin
from scipy.stats import ttest_rel
from statsmodels.stats.multitest import multipletests

warnings.simplefilter("ignore")
BEFORE = {
	"Skole": [3, 4, 2, 5, 4, 3, 4, 2],
	"Venner": [4, 3, 5, 2, 3, 4, 4, 3],
	"Fritid": [5, 5, 5, 5, 5, 5, 5, 5],
	"Familie": [2, 4, 3, 3, 4, 2, 5, 3],
}
AFTER = {
	"Skole": [5, 5, 4, 6, 6, 4, 6, 4],
	"Venner": [5, 3, 5, 3, 3, 5, 3, 4],
	"Fritid": [5, 5, 5, 5, 5, 5, 5, 5],
	"Familie": [5, 7, 5, 4, 4, 2, 5, 4],
}
found = numpy.array([ttest_rel(BEFORE[name], AFTER[name]).pvalue for name in BEFORE])
print(dict(zip(BEFORE, found.round(4).tolist(), strict=True)))


def changed(decisions, names=tuple(BEFORE)):
	return [name for name, decision in zip(names, decisions, strict=True) if decision]


told = numpy.isfinite(found)
seen = {
	"statsmodels": changed(multipletests(found, method="fdr_bh")[0]),
	"statsmodels, hommel": changed(multipletests(found, method="hommel")[0]),
	"pingouin": changed(pingouin.multicomp(found, method="fdr_bh")[0]),
	"statsmodels without Fritid": changed(
		multipletests(found[told], method="fdr_bh")[0], [name for name in BEFORE if name != "Fritid"]
	),
}
for name, questions in seen.items():
	print(f"{name}: {questions}")
assert numpy.isnan(found[2])
assert seen["pingouin"] == seen["statsmodels without Fritid"] == ["Skole", "Familie"]
assert seen["statsmodels"] == ["Skole"] and seen["statsmodels, hommel"] == []
PYTHON
