#!/usr/bin/env bash
# Answer texts longer than 120 bytes are cut without a word; two that differ at their end become one category.
# Seen with pyreadstat 1.3.7, pandas 3.1.1 on Python 3.11.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check pyreadstat==1.3.7 pandas==3.1.1
cd "$folder"
env/bin/python - <<'PYTHON'
import pandas
import pyreadstat

BEGIN = (
	"I løbet af de sidste to uger har jeg følt mig rolig og afslappet i hverdagen, "
	"når jeg var sammen med andre på min alder, "
)
LABELS = {1: BEGIN + "næsten hele tiden", 2: BEGIN + "næsten aldrig"}

pyreadstat.write_sav(pandas.DataFrame({"q1": [1.0, 2.0]}), "answers.sav", variable_value_labels={"q1": LABELS})
answers, told = pyreadstat.read_sav("answers.sav", apply_value_formats=True)
labels = list(told.variable_value_labels["q1"].values())
print("characters written:", [*map(len, LABELS.values())], "read:", [*map(len, labels)])
print("different answers:", answers.q1.nunique())
assert labels[0] == labels[1] and len(labels[0].encode()) == 120
assert answers.q1.nunique() == 1
PYTHON
