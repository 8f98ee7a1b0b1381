#!/usr/bin/env bash
# A note after a telephone number is dialled: its letters become digits, and nothing is refused.
# Seen with phonenumbers 9.0.43 on Python 3.11.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check phonenumbers==9.0.43
cd "$folder"
env/bin/python - <<'PYTHON'
import phonenumbers

SEEN = {
	"20 12 34 56 ext. 12": "tel:+45-20-12-34-56;ext=12",
	"20 12 34 56 lokal 12": "tel:+45-201234565652512",
	"20 12 34 56 (mor)": "tel:+45-20123456667",
}
for text, link in SEEN.items():
	number = phonenumbers.parse(text, "DK")
	made = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.RFC3966)
	print(text, "->", made, "possible:", phonenumbers.is_possible_number(number))
	assert made == link
	assert phonenumbers.is_possible_number(number) == ("ext=" in link)
PYTHON
