#!/usr/bin/env bash
# The end of a recurrence that is given with its zone is written without, and what reads recurrences refuses it.
# Seen with icalendar 7.3.2, vobject 0.9.9, python-dateutil 2.9.0.post0 on Python 3.11.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check icalendar==7.3.2 vobject==0.9.9 python-dateutil==2.9.0.post0
cd "$folder"
env/bin/python - <<'PYTHON'
from datetime import datetime
from zoneinfo import ZoneInfo

import icalendar
import vobject
from dateutil.rrule import MONTHLY, rrule, rruleset, rrulestr

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
start, until = (datetime(2026, *when, 9, tzinfo=COPENHAGEN) for when in ((1, 31), (6, 30)))

event = icalendar.Event()
event.add("dtstart", start)
event.add("rrule", {"freq": "monthly", "bymonthday": -1, "until": until})
of_icalendar = event["rrule"].to_ical().decode()

other, rules = vobject.iCalendar().add("vevent"), rruleset()
rules.rrule(rrule(MONTHLY, dtstart=start, bymonthday=-1, until=until))
other.add("dtstart").value = start
other.rruleset = rules
of_vobject = other.rrule.value

print("icalendar:", of_icalendar)
print("vobject:  ", of_vobject)
assert "UNTIL=20260630T090000;" in of_icalendar
assert "UNTIL=20260630T070000Z;" in of_vobject
assert len(list(rrulestr(of_vobject, dtstart=start))) == 6
try:
	rrulestr(of_icalendar, dtstart=start)
except ValueError as error:
	print("ValueError:", error)
else:
	raise AssertionError("the end that icalendar writes can be read now")
PYTHON
