#!/usr/bin/env bash
# A time with a zone is written as UTC without its zone: an answer given after midnight moves to the day before.
# Seen with pyreadstat 1.3.7, pandas 3.1.1 on Python 3.11.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check pyreadstat==1.3.7 pandas==3.1.1 tzdata==2026.6
cd "$folder"
env/bin/python - <<'PYTHON'
import pandas
import pyreadstat

given = pandas.DataFrame({"given": pandas.to_datetime(["2026-03-02 00:30"]).tz_localize("Europe/Copenhagen")})
pyreadstat.write_sav(given, "answers.sav")
read, told = pyreadstat.read_sav("answers.sav")
print("written:", given.given[0], "read:", read.given[0], told.original_variable_types)
assert str(read.given[0]) == "2026-03-01 23:30:00"

spent = pandas.DataFrame({"spent": [pandas.Timedelta(minutes=90)]})
pyreadstat.write_sav(spent, "answers.sav")
read, told = pyreadstat.read_sav("answers.sav")
print("a duration becomes the text", read.spent.tolist(), told.original_variable_types)
assert read.spent.tolist() == ["0 days 01:30:00"]
PYTHON
