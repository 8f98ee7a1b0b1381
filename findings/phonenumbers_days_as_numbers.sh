#!/usr/bin/env bash
# The search for telephone numbers in Danish text finds days from the 20th on, ISO dates and school years.
# Seen with phonenumbers 9.0.43 on Python 3.11.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check phonenumbers==9.0.43
cd "$folder"
env/bin/python - <<'PYTHON'
from phonenumbers import Leniency, PhoneNumberMatcher

TEXTS = {
	"Mødet er den 24-12-2026 kl. 9": ["24-12-2026"],
	"Mødet er den 24.12.2026 kl. 9": ["24.12.2026"],
	"Mødet er den 24/12/2026 kl. 9": [],
	"Mødet er den 12-12-2026 kl. 9": [],
	"Oprettet 2026-03-09": ["2026-03-09"],
	"Skoleåret 2026-2027": ["2026-2027"],
	"Ring på 20 12 34 56": ["20 12 34 56"],
}


def found(text, **how):
	return [match.raw_string for match in PhoneNumberMatcher(text, "DK", **how)]


for text, expected in TEXTS.items():
	seen = found(text)
	print(text, "->", seen)
	assert seen == expected

grouped = [found(text, leniency=Leniency.EXACT_GROUPING) for text in TEXTS]
print("where the groups must be those of a number:", grouped)
assert grouped == [[]] * 6 + [["20 12 34 56"]]
PYTHON
