#!/usr/bin/env bash
# A minus before a sum, and a comparison within one, lose their brackets: -(a + b) becomes -a+b.
# Seen with PyPika 0.51.1 and 0.48.9 on Python 3.11.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
cd "$folder"
for version in 0.48.9 0.51.1; do
	env/bin/pip install --quiet --disable-pip-version-check --target "of$version" "PyPika==$version"
	PYTHONPATH="of$version" env/bin/python - <<'PYTHON'
import sqlite3
from importlib.metadata import version

from pypika import Query, Table

score = Table("score")
change = -(score.after - score.before)
points_above = (score.before > 2) + (score.after > 2)

connection = sqlite3.connect(":memory:")
connection.execute("create table score (before integer, after integer)")
connection.execute("insert into score values (3, 7)")
seen = {}
for words in (change, points_above):
	sql = Query.from_(score).select(words).get_sql()
	((seen[sql],),) = connection.execute(sql)
print(version("PyPika"), seen)
assert list(seen.values()) == [-10, 0]
PYTHON
done
