#!/usr/bin/env bash
# A weight that breaks ties decides nothing from 1e-7 downwards; a factor of 1e-9 is no limit at all.
# Seen with scipy 1.17.1, numpy 2.4.6 on Python 3.11.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check scipy==1.17.1 numpy==2.4.6
cd "$folder"
env/bin/python - <<'PYTHON'
from scipy.optimize import linprog

chosen = {}
for less in (1e-6, 1e-7):
	found = linprog([1, 1, 1 - less], A_eq=[[1, 1, 1]], b_eq=[1])
	assert found.status == 0
	chosen[less] = int(found.x.argmax())
	print(f"the third of three is cheaper by {less}: chosen is number {chosen[less] + 1}; {found.message}")
assert chosen == {1e-6: 2, 1e-7: 0}

limited = {}
for factor in (2e-9, 1e-9):
	found = linprog([-1], A_ub=[[factor]], b_ub=[1e-3])
	limited[factor] = found.status
	print(f"{factor} x <= 0.001: x at most {found.x}; {found.message}")
assert limited == {2e-9: 0, 1e-9: 3}
PYTHON
