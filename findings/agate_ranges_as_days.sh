#!/usr/bin/env bash
# Ages as 3-4 and 5-6 are read as days of the year 2001, 1:30 as a minute and a half, a column of ones as yes.
# Seen with agate 1.14.2, parsedatetime 2.6 on Python 3.11.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check agate==1.14.2 parsedatetime==2.6
cd "$folder"
env/bin/python - <<'PYTHON'
import datetime as dt
import io

import agate

COLUMNS = {
	"ages": (["3-4", "5-6"], [dt.date(2001, 3, 4), dt.date(2001, 5, 6)]),
	"ages above eleven": (["12-13", "14-15"], ["12-13", "14-15"]),
	"length of a meeting": (["1:30", "2:00"], [dt.timedelta(minutes=1, seconds=30), dt.timedelta(minutes=2)]),
	"times met, once each": (["1", "1"], [True, True]),
	"names": (["May", "June"], [dt.date(1, 5, 1), dt.date(1, 6, 1)]),
}
for name, (texts, expected) in COLUMNS.items():
	table = agate.Table.from_csv(io.StringIO("a\n" + "\n".join(texts) + "\n"))
	seen = list(table.columns["a"].values())
	print(f"{name}: {texts} ->", *map(str, seen))
	assert seen == expected
PYTHON
