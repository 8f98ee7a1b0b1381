#!/usr/bin/env bash
# Found in a Danish sentence, 'om 3 uger', in three weeks, is three weeks ago; the name Maj is a day in May.
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
from dateparser.search import search_dates

NOW = dt.datetime(2026, 3, 18, 12)
OPTIONS = {"languages": ["da"], "settings": {"RELATIVE_BASE": NOW}}
EXPECTED = {
	"Vi mødes om 3 uger på biblioteket": [("3 uger", dt.datetime(2026, 2, 25, 12))],
	"Hun ringer igen om 14 dage": [("14 dage", dt.datetime(2026, 3, 4, 12))],
	"Vi ses mandag den 6. april 2026": [("mandag den 6. april 2026", dt.datetime(2026, 4, 6))],
	"Mor og Maj har lavet en plan": [("Maj", dt.datetime(2026, 5, 18))],
}
for sentence, expected in EXPECTED.items():
	found = search_dates(sentence, **OPTIONS)
	print(sentence, "->", *[f"{words}: {time:%d-%m-%Y}" for words, time in found])
	assert found == expected
alone = dateparser.parse("om 3 uger", **OPTIONS)
print("by itself, om 3 uger:", alone)
assert alone == dt.datetime(2026, 4, 8, 12)
PYTHON
