#!/usr/bin/env bash
# Making a solver writes two lines to standard output, before any option can forbid it: what a program prints
# for another one, JSON here, is no longer what that one can read. Up to 1.15.1 it was silent.
# Seen with highspy 1.16.0, numpy 2.4.6 on Python 3.11.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
cd "$folder"
cat >solve.py <<'PYTHON'
import json

import highspy

solver = highspy.Highs()
solver.setOptionValue("output_flag", False)
solver.setOptionValue("log_to_console", False)
solver.run()
print(json.dumps({"cost": solver.getObjectiveValue()}))
PYTHON
told() {
	env/bin/pip install --quiet --disable-pip-version-check "highspy==$1" numpy==2.4.6
	env/bin/python solve.py >"$1"
	echo "highspy $1:" && cat "$1"
}
told 1.15.1
told 1.16.0
test "$(wc -l <1.15.1)" = 1
test "$(wc -l <1.16.0)" = 3
head -1 1.16.0 | grep -q "^Running HiGHS 1.16.0 "
