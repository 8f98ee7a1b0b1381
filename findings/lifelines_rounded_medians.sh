#!/usr/bin/env bash
# Where half have had the event, rounding decides whether the median is that time or the next; two libraries round apart.
# Seen with lifelines 0.30.3, statsmodels 0.15.0 on Python 3.11.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check lifelines==0.30.3 statsmodels==0.15.0
cd "$folder"
env/bin/python - <<'PYTHON'
from lifelines import KaplanMeierFitter
from statsmodels.duration.survfunc import SurvfuncRight

ways = {"lifelines": [], "statsmodels": []}
for people in range(2, 41, 2):
	months = list(range(1, people + 1))
	fitted = KaplanMeierFitter().fit(months)
	assert abs(fitted.predict(people / 2) - 0.5) < 1e-12
	ways["lifelines"].append(fitted.median_survival_time_ - people / 2)
	ways["statsmodels"].append(SurvfuncRight(months, [1] * people).quantile(0.5) - people / 2)

# One course ends in each month; half have ended after as many months as half the people.
for library, later in ways.items():
	print(f"{library}, months later than that for 2, 4 ... 40 people:", [int(each) for each in later])
	assert set(later) == {0, 1}
assert ways["lifelines"] != ways["statsmodels"]
PYTHON
