#!/usr/bin/env bash
# Of a limit with two ends, as 1 <= sum(taken) <= 2, two modelling libraries keep the upper end alone.
# Seen with PuLP 3.3.2, mip 2.0.0, highspy 1.16.0 on Python 3.11.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check PuLP==3.3.2 mip==2.0.0 highspy==1.16.0
cd "$folder"
env/bin/python - <<'PYTHON'
import highspy
import mip
import pulp

COURSES = range(3)
fewest = {}

problem = pulp.LpProblem("fewest", pulp.LpMinimize)
taken = [pulp.LpVariable(f"course{number}", cat="Binary") for number in COURSES]
problem += pulp.lpSum(taken)
problem += 1 <= pulp.lpSum(taken) <= 2
status = pulp.LpStatus[problem.solve(pulp.PULP_CBC_CMD(msg=False))]
fewest["PuLP"] = sum(course.value() for course in taken)

model = mip.Model()
model.verbose = 0
taken = [model.add_var(var_type=mip.BINARY) for _ in COURSES]
model += 1 <= mip.xsum(taken) <= 2
model.objective = mip.minimize(mip.xsum(taken))
model.optimize()
fewest["python-mip"] = sum(course.x for course in taken)

highs = highspy.Highs()
highs.silent()
taken = [highs.addBinary() for _ in COURSES]
highs.addConstr(1 <= highs.qsum(taken) <= 2)
highs.minimize(highs.qsum(taken))
fewest["highspy"] = sum(highs.val(course) for course in taken)

print(status, "fewest courses of a mentor who is to have one or two:", fewest)
assert status == "Optimal"
assert {name: round(courses) for name, courses in fewest.items()} == {"PuLP": 0, "python-mip": 0, "highspy": 1}
PYTHON
