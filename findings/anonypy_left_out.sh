#!/usr/bin/env bash
# Who has no answer in a column that is made coarser is in no group of the table: the counts are fewer than the people.
# Seen with anonypy 0.2.1, pandas 2.3.3 on Python 3.11.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check anonypy==0.2.1 pandas==2.3.3
cd "$folder"
env/bin/python - <<'PYTHON'
import anonypy
import pandas

AGES = [12, 13, 14, 15, None, 16, 17, 18]
people = pandas.DataFrame({"age": AGES, "answer": ["ja", "nej", "ja", "ja", "nej", "ja", "nej", "ja"]})
people["answer"] = people["answer"].astype("category")
rows = anonypy.Preserver(people, ["age"], "answer").anonymize_k_anonymity(k=2)
for row in rows:
	print(row)
counted = sum(row["count"] for row in rows)
print(counted, "counted of", len(people))
assert counted == 7
assert not any("nan" in str(row["age"]) for row in rows)

people["age"] = people["age"].fillna(0)
complete = anonypy.Preserver(people, ["age"], "answer").anonymize_k_anonymity(k=2)
assert sum(row["count"] for row in complete) == 8
PYTHON
