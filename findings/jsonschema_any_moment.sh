#!/usr/bin/env bash
# A validator that was told to check formats takes any text as a date-time, and others refuse one without a zone.
# Seen with jsonschema 4.26.0, fastjsonschema 2.22.3, jsonschema-rs 0.61.2 on Python 3.11.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check jsonschema==4.26.0 fastjsonschema==2.22.3 jsonschema-rs==0.61.2
cd "$folder"
env/bin/python - <<'PYTHON'
import fastjsonschema
import jsonschema_rs
from jsonschema import Draft7Validator

DRAFT = "http://json-schema.org/draft-07/schema#"
VALUES = {
	"date": ("2026-02-30", "2026-02-28"),
	"date-time": ("i går", "2026-02-30T10:00:00Z", "2026-02-28T10:00:00", "2026-02-28T10:00:00+01:00"),
}


def takes(of_format, value):
	schema = {"$schema": DRAFT, "type": "string", "format": of_format}
	try:
		fastjsonschema.compile(schema)(value)
	except fastjsonschema.JsonSchemaValueException:
		fast = False
	else:
		fast = True
	checked = Draft7Validator(schema, format_checker=Draft7Validator.FORMAT_CHECKER).is_valid(value)
	return checked, fast, jsonschema_rs.validator_for(schema, validate_formats=True).is_valid(value)


seen = {(kind, value): takes(kind, value) for kind, values in VALUES.items() for value in values}
print("taken by jsonschema, fastjsonschema, jsonschema-rs:")
for (kind, value), answers in seen.items():
	print(f"{kind:10}{value:27}{answers}")
assert list(seen.values()) == [
	(False, False, False),
	(True, True, True),
	(True, False, False),
	(True, False, False),
	(True, False, False),
	(True, True, True),
]
PYTHON
