#!/usr/bin/env bash
# People who answered nothing count as people: three of them for each who did halve the standard error.
# Seen with semopy 2.3.11, pandas 2.3.3 on Python 3.11.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check semopy==2.3.11 pandas==2.3.3
cd "$folder"
env/bin/python - <<'PYTHON'
import warnings

import numpy
import pandas
import semopy

warnings.simplefilter("ignore")
MODEL = "wellbeing =~ q1 + q2 + q3 + q4"
chance = numpy.random.default_rng(1)
common = chance.normal(size=100)
answers = pandas.DataFrame({f"q{item}": common + chance.normal(size=100) for item in range(1, 5)})
silent = pandas.DataFrame(numpy.nan, index=range(300), columns=answers.columns)

figures = []
for data in (answers, pandas.concat([answers, silent], ignore_index=True)):
	model = semopy.Model(MODEL)
	model.fit(data)
	loading = model.inspect().query("lval == 'q2' and op == '~'").iloc[0]
	fit = semopy.calc_stats(model).loc["Value"]
	figures.append((loading["Estimate"], loading["Std. Err"], fit["chi2"], fit["chi2 p-value"]))
	print(len(data), "rows: loading, its error, chi2, p", [round(float(figure), 4) for figure in figures[-1]])

alone, beside = figures
assert abs(alone[0] - beside[0]) < 1e-3
assert abs(alone[1] / beside[1] - 2) < 1e-2
assert abs(beside[2] / alone[2] - 4) < 1e-2
assert alone[3] > 0.2 and beside[3] < 0.01
PYTHON
