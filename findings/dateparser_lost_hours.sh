#!/usr/bin/env bash
# In Danish the hour after i dag, i går and i morgen is left out where kl. stands before it, and it is now o'clock.
# Seen with dateparser 1.5.0 on Python 3.11.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check dateparser==1.5.0
cd "$folder"
env/bin/python - <<'PYTHON'
import datetime as dt

import dateparser

NOW = dt.datetime(2026, 3, 18, 12, 7)
EXPECTED = {
	"i dag kl. 9.30": NOW,
	"i går kl. 14": NOW - dt.timedelta(days=1),
	"i morgen kl. 10.30": NOW + dt.timedelta(days=1),
	"i morgen 10:30": dt.datetime(2026, 3, 19, 10, 30),
	"tirsdag kl. 9.30": dt.datetime(2026, 3, 17, 9, 30),
	"18-03-2026 kl. 9.30": dt.datetime(2026, 3, 18, 9, 30),
}
for text, expected in EXPECTED.items():
	seen = dateparser.parse(text, languages=["da"], settings={"RELATIVE_BASE": NOW})
	print(f"{text!s:20} at {NOW} -> {seen}")
	assert seen == expected
PYTHON
