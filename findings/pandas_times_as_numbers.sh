#!/usr/bin/env bash
# Told that a point parts thousands, read_csv takes it out of times, days and telephone numbers too: 9.30 is 930.
# Seen with pandas 3.1.1 on Python 3.11.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check pandas==3.1.1
cd "$folder"
env/bin/python - <<'PYTHON'
import io

import pandas

ROWS = """dag;kl;gennemsnit;telefon
01.02.2026;9.30;1.234,5;20.12.34.56
13.02.2026;10.15;8.5;20.12.34.57
"""
table = pandas.read_csv(io.StringIO(ROWS), sep=";", decimal=",", thousands=".")
print(table.to_string(index=False))
assert table["dag"].tolist() == [1022026, 13022026]
assert table["kl"].tolist() == [930, 1015]
assert table["gennemsnit"].tolist() == [1234.5, 85.0]
assert table["telefon"].tolist() == [20123456, 20123457]
plain = pandas.read_csv(io.StringIO(ROWS), sep=";", decimal=",")
print(plain.to_string(index=False))
assert plain["dag"].tolist() == ["01.02.2026", "13.02.2026"]
assert plain["gennemsnit"].tolist() == ["1.234,5", "8.5"]
PYTHON
