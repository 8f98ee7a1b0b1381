#!/usr/bin/env bash
# Whole costs are reckoned with as floating point: of two assignments the dearer one comes back, without a word.
# Seen with scipy 1.17.1, numpy 2.4.6 on Python 3.11.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check scipy==1.17.1 numpy==2.4.6
cd "$folder"
env/bin/python - <<'PYTHON'
import numpy as np
from scipy.optimize import linear_sum_assignment

LARGE = 2**53
costs = np.array([[LARGE + 1, LARGE], [LARGE + 1, LARGE + 1]], dtype=np.int64)
rows, columns = linear_sum_assignment(costs)
sums = {
	order: sum(int(costs[row, column]) for row, column in enumerate(order)) for order in ((0, 1), (1, 0))
}
chosen = tuple(columns.tolist())
print("dtype", costs.dtype, "chosen", chosen, "costs", sums[chosen], "the best", min(sums.values()))
assert costs.dtype == np.int64 and sums[chosen] == min(sums.values()) + 1
PYTHON
