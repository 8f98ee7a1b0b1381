#!/usr/bin/env bash
# Of 01-02-26 one reader of CSV makes 26 February 2001 and another 1 February of the year 26, both as a date.
# Seen with duckdb 2.0.1, polars 2.1.0 on Python 3.11.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check duckdb==2.0.1 polars==2.1.0
cd "$folder"
env/bin/python - <<'PYTHON'
import datetime as dt
from pathlib import Path

import duckdb
import polars

FILES = {"two": ["01-02-26", "31-12-25"], "four": ["01-02-2026", "31-12-2025"], "short": ["1-2-26", "9-8-25"]}
MEANT = [dt.date(2026, 2, 1), dt.date(2025, 12, 31)]

seen = {}
for name, dates in FILES.items():
	file = Path(f"{name}.csv")
	file.write_text("dato;svar\n" + "".join(f"{date};4\n" for date in dates))
	by_duckdb = [date for date, _ in duckdb.sql(f"from '{file}'").fetchall()]
	by_polars = polars.read_csv(file, separator=";", try_parse_dates=True)["dato"].to_list()
	seen[name] = by_duckdb, by_polars
	print(dates, "duckdb:", *by_duckdb, "polars:", *by_polars)
assert seen["two"] == ([dt.date(2001, 2, 26), dt.date(2031, 12, 25)], [dt.date(26, 2, 1), dt.date(25, 12, 31)])
assert seen["four"] == (MEANT, MEANT)
assert seen["short"][0] == [dt.date(2026, 2, 1), dt.date(2025, 8, 9)]
PYTHON
