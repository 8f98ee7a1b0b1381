#!/usr/bin/env bash
# That an SPSS file declares missing codes is not told unless their values are asked for.
# Seen with pyreadstat 1.3.7, pandas 3.0.3 on Python 3.11.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check pyreadstat==1.3.7 pandas==3.0.3
cd "$folder"
env/bin/python - <<'PYTHON'
import pandas
import pyreadstat

answers = pandas.DataFrame({"q1": [1.0, 9.0, None]})
pyreadstat.write_sav(
	answers,
	"answers.sav",
	missing_ranges={"q1": [9]},
	variable_value_labels={"q1": {1: "Aldrig", 9: "Ønsker ikke at svare"}},
)
plain, told = pyreadstat.read_sav("answers.sav")
asked, declared = pyreadstat.read_sav("answers.sav", user_missing=True)
print("plain:", plain.q1.tolist(), told.missing_ranges)
print("asked:", asked.q1.tolist(), declared.missing_ranges)
assert plain.q1.isna().tolist() == [False, True, True] and told.missing_ranges == {}
assert asked.q1.tolist()[:2] == [1.0, 9.0]
assert declared.missing_ranges == {"q1": [{"lo": 9.0, "hi": 9.0}]}
PYTHON
