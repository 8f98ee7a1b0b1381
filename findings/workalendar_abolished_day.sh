#!/usr/bin/env bash
# Two libraries of Danish holidays count differently: one still has a day that was abolished from 2024, and Christmas Eve.
# Seen with workalendar 17.0.0, holidays 0.109 on Python 3.11.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check workalendar==17.0.0 holidays==0.109
cd "$folder"
env/bin/python - <<'PYTHON'
from datetime import date

import holidays
from workalendar.europe import Denmark

of_workalendar = {day: name for day, name in Denmark().holidays(2026)}
of_holidays = holidays.country_holidays("DK", years=2026)
only = {str(day): of_workalendar[day] for day in sorted(set(of_workalendar) - set(of_holidays))}
print("only in workalendar:", only, "only in holidays:", sorted(set(of_holidays) - set(of_workalendar)))
assert only == {"2026-05-01": "Store Bededag", "2026-12-24": "Christmas Eve"}
assert not set(of_holidays) - set(of_workalendar)

asked = date(2026, 4, 24)
due = Denmark().add_working_days(asked, 5), of_holidays.get_nth_working_day(asked, 5)
print("five working days after 24 April:", *due)
assert due == (date(2026, 5, 4), date(2026, 5, 1))
PYTHON
