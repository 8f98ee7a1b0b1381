#!/usr/bin/env bash
# The end of a meeting is taken for a time zone: 14:00-15:30 is two o'clock, fifteen and a half hours west of Greenwich.
# Seen with python-dateutil 2.9.0.post0 on Python 3.11.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check python-dateutil==2.9.0.post0 tzdata==2025.2
cd "$folder"
env/bin/python - <<'PYTHON'
import datetime as dt
from zoneinfo import ZoneInfo

from dateutil import parser

MEETINGS = ["18-03-2026 14:00-15:30", "18-03-2026 9:00-10:00", "18. mar 2026 16:30-18:00"]
for text in MEETINGS:
	time = parser.parse(text, dayfirst=True)
	local = time.astimezone(ZoneInfo("Europe/Copenhagen"))
	print(text, "->", time, "which is", local.strftime("%d-%m-%Y %H:%M"), "in Denmark")
	end = dt.datetime.strptime(text.split("-")[-1], "%H:%M")
	assert time.utcoffset() == -dt.timedelta(hours=end.hour, minutes=end.minute)
	assert local.hour != time.hour

apart = [parser.parse("18-03-2026 14:00", dayfirst=True), parser.parse("18/3 9.30", dayfirst=True)]
print(*apart)
assert apart == [dt.datetime(2026, 3, 18, 14), dt.datetime(2009, 3, 18)]
PYTHON
