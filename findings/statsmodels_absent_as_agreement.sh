#!/usr/bin/env bash
# Raters who gave no rating agree with each other: people whom nobody rated make the agreement grow.
# Seen with statsmodels 0.15.0, krippendorff 0.9.0, numpy 2.4.6 on Python 3.11.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check statsmodels==0.15.0 krippendorff==0.9.0 numpy==2.4.6
cd "$folder"
env/bin/python - <<'PYTHON'
import krippendorff
import numpy
from statsmodels.stats.inter_rater import aggregate_raters, fleiss_kappa

ABSENT = numpy.nan
RATED = numpy.array(
	[[1, 2, 1], [2, 2, ABSENT], [3, ABSENT, ABSENT], [1, ABSENT, ABSENT], [2, 3, 2], [3, 1, ABSENT]], float
)
"""Six children by three raters; beside them six whom nobody has rated yet."""
UNRATED = numpy.full((6, 3), ABSENT)


def agreement(ratings):
	counts, points = aggregate_raters(ratings)
	alpha = krippendorff.alpha(ratings.T, level_of_measurement="nominal")
	return points, round(float(fleiss_kappa(counts)), 2), round(float(alpha), 2)


few, many = agreement(RATED), agreement(numpy.vstack([RATED, UNRATED]))
print(f"points of the scale: {few[0]}")
print(f"six children: Fleiss' kappa {few[1]}, Krippendorff's alpha {few[2]}")
print(f"with six unrated: Fleiss' kappa {many[1]}, Krippendorff's alpha {many[2]}")
assert numpy.isnan(few[0]).sum() == 1
assert few[1:] == (0.02, 0.13) and many[1:] == (0.3, 0.13)
PYTHON
