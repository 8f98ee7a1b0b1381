#!/usr/bin/env bash
# Days that a calendar adds to a series, or gives beside a meeting, are left out without an error.
# Seen with icalevents 0.3.1, recurring-ical-events 3.8.2, icalendar 7.3.2 on Python 3.11.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check icalevents==0.3.1 recurring-ical-events==3.8.2 \
	icalendar==7.3.2
cd "$folder"
env/bin/python - <<'PYTHON'
from datetime import date, datetime

import recurring_ical_events
from icalendar import Calendar
from icalevents import icalevents

MEETINGS = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//eksempel//DA
BEGIN:VEVENT
UID:1@eksempel.dk
DTSTAMP:20260101T000000Z
DTSTART:20260302T090000Z
DURATION:PT1H
RRULE:FREQ=WEEKLY;COUNT=2
RDATE:20260312T090000Z
SUMMARY:Mentormøde
END:VEVENT
BEGIN:VEVENT
UID:2@eksempel.dk
DTSTAMP:20260101T000000Z
DTSTART:20260303T140000Z
DURATION:PT1H
RDATE:20260319T140000Z
SUMMARY:Opfølgning
END:VEVENT
END:VCALENDAR
""".replace("\n", "\r\n")

found = icalevents.events(
	string_content=MEETINGS.encode(), start=datetime(2026, 3, 1), end=datetime(2026, 4, 1)
)
seen = {
	"icalevents": sorted(event.start.date() for event in found),
	"recurring-ical-events": sorted(
		event["DTSTART"].dt.date()
		for event in recurring_ical_events.of(Calendar.from_ical(MEETINGS)).between(
			date(2026, 3, 1), date(2026, 4, 1)
		)
	),
}
for name, days in seen.items():
	seen[name] = [day.day for day in days]
	print(f"{name}: March {seen[name]}")
assert seen == {"icalevents": [2, 3, 9], "recurring-ical-events": [2, 3, 9, 12, 19]}
PYTHON
