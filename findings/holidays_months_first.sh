#!/usr/bin/env bash
# Asked for 03-04-2026, Good Friday, it tells of 4 March, a working day; 25-12-2026 is Christmas all the same.
# Seen with holidays 0.109 on Python 3.11.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check holidays==0.109
cd "$folder"
env/bin/python - <<'PYTHON'
import datetime as dt

import holidays

DENMARK = holidays.country_holidays("DK")
EXPECTED = {
	"02-04-2026": (dt.date(2026, 4, 2), True),
	"03-04-2026": (dt.date(2026, 4, 3), True),
	"05.04.2026": (dt.date(2026, 4, 5), True),
	"14-05-2026": (dt.date(2026, 5, 14), False),
	"25-12-2026": (dt.date(2026, 12, 25), False),
}
for text, (date, works) in EXPECTED.items():
	print(text, "as a text:", DENMARK.get(text), "as a date:", DENMARK.get(date))
	assert DENMARK.get(date)
	assert DENMARK.is_working_day(text) == works
	assert (text in DENMARK) is not works
PYTHON
