#!/usr/bin/env bash
# A monthly meeting at nine is at eight in winter once it was read and written; a whole day becomes the day before.
# Seen with ics 0.7.3, icalendar 7.3.2, recurring-ical-events 3.8.2 on Python 3.11.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check ics==0.7.3 icalendar==7.3.2 recurring-ical-events==3.8.2
cd "$folder"
env/bin/python - <<'PYTHON'
from datetime import date, datetime
from zoneinfo import ZoneInfo

import ics
import recurring_ical_events
from icalendar import Calendar

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
LINES = (
	"BEGIN:VCALENDAR",
	"VERSION:2.0",
	"PRODID:-//Example//DA",
	"CALSCALE:GREGORIAN",
	"BEGIN:VEVENT",
	"UID:1@example.org",
	"DTSTAMP:20260901T080000Z",
	"DTSTART;TZID=Europe/Copenhagen:20260928T090000",
	"DURATION:PT1H",
	"RRULE:FREQ=MONTHLY;COUNT=3",
	"SUMMARY:Møde i korpset",
	"END:VEVENT",
	"END:VCALENDAR",
	"",
)


def hours(text):
	events = recurring_ical_events.of(Calendar.from_ical(text)).between(date(2026, 9, 1), date(2027, 1, 1))
	return [f"{event['DTSTART'].dt.astimezone(COPENHAGEN):%d.%m. %H:%M}" for event in events]


text = "\r\n".join(LINES)
written = ics.Calendar(text).serialize()
print(hours(text), "->", hours(written))
assert hours(text) == ["28.09. 09:00", "28.10. 09:00", "28.11. 09:00"]
assert hours(written) == ["28.09. 09:00", "28.10. 08:00", "28.11. 08:00"]

whole_day = ics.Event(name="Kursusdag", begin=datetime(2026, 7, 2, 0, 0, tzinfo=COPENHAGEN))
whole_day.make_all_day()
line = next(line for line in ics.Calendar(events=[whole_day]).serialize().splitlines() if "DTSTART" in line)
print("2 July as a whole day:", line)
assert line == "DTSTART;VALUE=DATE:20260701"

silent = "\r\n".join(line for line in LINES if not line.startswith("CALSCALE"))
line = next(line for line in ics.Calendar(silent).serialize().splitlines() if line.startswith("CALSCALE"))
print("a calendar that names no scale is written as", line)
assert line == "CALSCALE:GEORGIAN"
PYTHON
