#!/usr/bin/env bash
# Danish numbers with a decimal comma become places on the globe, and telephone numbers lose their +.
# Seen with frictionless 5.21.0 on Python 3.11.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check frictionless==5.21.0
cd "$folder"
env/bin/python - <<'PYTHON'
from frictionless import Resource


def read(text):
	with open("answers.csv", "w") as file:
		file.write(text)
	resource = Resource("answers.csv")
	rows = next(iter(resource.extract().values()))
	return {field.name: field.type for field in resource.schema.fields}, [list(row.values()) for row in rows]


types, rows = read("id;trivsel;postnr;telefon\n1;3,5;0800;+4520123456\n2;4,5;8000;+4520123457\n")
print(types, rows)
assert types == {"id": "integer", "trivsel": "geopoint", "postnr": "integer", "telefon": "integer"}
assert list(map(float, rows[0][1])) == [3, 5] and rows[0][2:] == [800, 4520123456]

types, rows = read("trivsel\n3,5\n4,5\n")
print(types, rows)
assert types == {"trivsel": "integer"} and rows == [[3], [4]]
PYTHON
