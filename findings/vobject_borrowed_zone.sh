#!/usr/bin/env bash
# A time of one country is written under the rules of another that calls its zone by the same letters.
# Seen with vobject 0.9.9, python-dateutil 2.9.0.post0, tzdata 2026.6 on Python 3.11.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check vobject==0.9.9 python-dateutil==2.9.0.post0 tzdata==2026.6
cd "$folder"
env/bin/python - <<'PYTHON'
import io
from datetime import datetime, timezone
from zoneinfo import ZoneInfo

import vobject
from dateutil.tz import tzical

at_nine = [datetime(2026, 7, 1, 9, tzinfo=ZoneInfo(zone)) for zone in ("Europe/Copenhagen", "Africa/Tunis")]
calendar = vobject.iCalendar()
for start in at_nine:
	calendar.add("vevent").add("dtstart").value = start
text = calendar.serialize()

zones = [line for line in text.splitlines() if line.startswith(("TZID", "DTSTART;"))]
read = [event.dtstart.value.astimezone(timezone.utc) for event in vobject.readOne(text).vevent_list]
print(zones)
print("meant:", [f"{start.astimezone(timezone.utc):%H:%M}" for start in at_nine], "UTC")
print("read: ", [f"{start:%H:%M}" for start in read], "UTC")
assert zones == ["TZID:CET", "DTSTART;TZID=CET:20260701T090000", "DTSTART;TZID=CET:20260701T090000"]
assert [start.hour for start in read] == [7, 7]

zone, night = tzical(io.StringIO(text)).get(), datetime(2026, 10, 25, 3, 30)
offsets = [str(night.replace(tzinfo=of).utcoffset()) for of in (ZoneInfo("Europe/Copenhagen"), zone)]
print("half past three when summer time has ended: of Copenhagen", offsets[0], "as written", offsets[1])
assert offsets == ["1:00:00", "2:00:00"]
PYTHON
