#!/usr/bin/env bash
# What is a whole number of hundredths is so for two validators and not for the third.
# Seen with jsonschema 4.26.0, fastjsonschema 2.22.3, jsonschema-rs 0.61.2 on Python 3.11.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check jsonschema==4.26.0 fastjsonschema==2.22.3 jsonschema-rs==0.61.2
cd "$folder"
env/bin/python - <<'PYTHON'
import json
from decimal import Decimal

import fastjsonschema
import jsonschema
import jsonschema_rs

SCHEMA = {"$schema": "http://json-schema.org/draft-07/schema#", "multipleOf": 0.01}
fast, rust = fastjsonschema.compile(SCHEMA), jsonschema_rs.validator_for(SCHEMA)
plain = jsonschema.Draft7Validator(SCHEMA)


def taken_by_fast(value):
	try:
		fast(value)
	except fastjsonschema.JsonSchemaValueException:
		return False
	return True


refused = {"jsonschema": [], "fastjsonschema": [], "jsonschema-rs": []}
for hundredths in range(501):
	value = hundredths / 100
	for name, takes in zip(refused, (plain.is_valid, taken_by_fast, rust.is_valid), strict=True):
		if not takes(value):
			refused[name].append(value)
print("refused of 501:", {name: len(values) for name, values in refused.items()})
print("the first:", refused["jsonschema"][:4])
assert refused["jsonschema"][:2] == [0.07, 0.14] and len(refused["jsonschema"]) > 50
assert not refused["fastjsonschema"] and not refused["jsonschema-rs"]

exact = json.loads(json.dumps(SCHEMA), parse_float=Decimal)
print("0.07 read as a decimal:", jsonschema.Draft7Validator(exact).is_valid(Decimal("0.07")))
assert jsonschema.Draft7Validator(exact).is_valid(Decimal("0.07"))
PYTHON
