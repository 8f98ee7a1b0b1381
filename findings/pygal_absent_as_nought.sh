#!/usr/bin/env bash
# An answer that is absent is drawn and told as 0 on a wheel and in stacked charts; a plain line leaves it out.
# Seen with pygal 3.1.3 on Python 3.11.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check pygal==3.1.3
cd "$folder"
env/bin/python - <<'PYTHON'
import re

import pygal

RATINGS = [7, None, 9]


def told(kind):
	chart = kind(include_x_axis=True)
	chart.x_labels = ["Skole", "Venner", "Fritid"]
	chart.add("Trivsel", RATINGS)
	drawing = chart.render(is_unicode=True)
	return re.findall(r'<desc class="value">([^<]*)</desc>', drawing)


KINDS = (pygal.Line, pygal.Bar, pygal.Radar, pygal.StackedLine, pygal.StackedBar)
seen = {kind.__name__: told(kind) for kind in KINDS}
for name, values in seen.items():
	print(f"{name:12} of {RATINGS}: {values}")
assert seen["Line"] == seen["Bar"] == ["7", "9"]
assert seen["Radar"] == seen["StackedLine"] == seen["StackedBar"] == ["7", "0", "9"]
PYTHON
