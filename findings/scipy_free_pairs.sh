#!/usr/bin/env bash
# A pair that costs nothing is no pair for the sparse assignment: a dearer plan is found, without a word.
# Seen with scipy 1.17.1, numpy 2.4.6 on Python 3.11.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check scipy==1.17.1 numpy==2.4.6
cd "$folder"
env/bin/python - <<'PYTHON'
import warnings

import numpy
from scipy.optimize import linear_sum_assignment
from scipy.sparse import csr_array
from scipy.sparse.csgraph import min_weight_full_bipartite_matching

COSTS = numpy.array([[0, 5], [5, 8]])
"""A perfect pair (no wish is broken) in the corner: it belongs to the best plan."""


def total(pairs):
	return int(COSTS[pairs].sum())


with warnings.catch_warnings(record=True) as told:
	warnings.simplefilter("always")
	sparse = total(min_weight_full_bipartite_matching(csr_array(COSTS)))
dense = total(linear_sum_assignment(COSTS))
print("dense:", dense, "sparse:", sparse, "warnings:", len(told))
assert (dense, sparse, len(told)) == (8, 10, 0)
lifted = total(min_weight_full_bipartite_matching(csr_array(COSTS + 1)))
print("each cost lifted by one, sparse:", lifted)
assert lifted == dense
PYTHON
