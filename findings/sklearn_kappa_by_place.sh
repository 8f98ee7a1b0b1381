#!/usr/bin/env bash
# Weighted kappa counts steps between the points that occur: unused points are none, and words go by alphabet.
# Seen with scikit-learn 1.9.1 on Python 3.11.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check scikit-learn==1.9.1
cd "$folder"
env/bin/python - <<'PYTHON'
from sklearn.metrics import cohen_kappa_score

FIRST, SECOND = [1, 2, 5, 5, 2, 1, 2, 5], [1, 2, 5, 2, 2, 2, 5, 5]
as_given = cohen_kappa_score(FIRST, SECOND, weights="quadratic")
on_the_scale = cohen_kappa_score(FIRST, SECOND, weights="quadratic", labels=[1, 2, 3, 4, 5])
as_neighbours = cohen_kappa_score(
	[min(point, 3) for point in FIRST], [min(point, 3) for point in SECOND], weights="quadratic"
)
print("points 1, 2 and 5:", round(as_given, 3), "on their scale of 1 to 5:", round(on_the_scale, 3))
assert as_given == as_neighbours and round(as_given, 3) == 0.647 and round(on_the_scale, 3) == 0.558

SCALE = ["aldrig", "sjældent", "ofte", "altid"]
first, second = SCALE * 3, ["altid", "sjældent", "ofte", "aldrig"] * 3
words = cohen_kappa_score(first, second, weights="linear")
ordered = cohen_kappa_score(first, second, weights="linear", labels=SCALE)
print("'aldrig' taken for 'altid':", round(words, 3), "in their order:", round(ordered, 3))
assert words > 0.5 and ordered < 0
PYTHON
