#!/usr/bin/env bash
# With the locale da_DK a civil number is an American one, and some telephone numbers are none that Denmark gives out.
# Seen with Faker 40.63.0, phonenumbers 9.0.18 on Python 3.11.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check Faker==40.63.0 phonenumbers==9.0.18
cd "$folder"
env/bin/python - <<'PYTHON'
import re

import phonenumbers
from faker import Faker

Faker.seed(1)
people = Faker("da_DK")
names = [people.name() for _ in range(3)]
numbers = [people.ssn() for _ in range(200)]
print(*names, *numbers[:3], sep=", ")
assert all(re.fullmatch(r"\d{3}-\d{2}-\d{4}", number) for number in numbers)
assert not any(re.fullmatch(r"\d{6}-?\d{4}", number) for number in numbers)

telephones = [people.phone_number() for _ in range(200)]
unused = [text for text in telephones if not phonenumbers.is_valid_number(phonenumbers.parse(text, "DK"))]
print(len(unused), "of 200 telephone numbers are no Danish ones:", *unused[:3], sep=" | ")
assert 20 < len(unused) < 100

print("number of a company:", hasattr(people, "vat_id"), "in da_DK,", Faker("dk_DK").vat_id(), "in dk_DK")
assert not hasattr(people, "vat_id")
PYTHON
