#!/usr/bin/env bash
# Told to speak Danish, it says Danish words around English numbers: 1,250 and 1.2 millioner; ordinals are Swedish.
# Seen with humanize 4.17.0 on Python 3.11.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check humanize==4.17.0
cd "$folder"
env/bin/python - <<'PYTHON'
import humanize


def said():
	return {
		"1250 hours": humanize.intcomma(1250),
		"1 200 000 kroner": humanize.intword(1_200_000),
		"the text 1234,5": humanize.intcomma("1234,5"),
		"the third": humanize.ordinal(3),
	}


humanize.activate("da_DK")
danish = said()
humanize.activate("de_DE")
german = said()
print("da_DK:", danish)
print("de_DE:", german)
assert danish == {
	"1250 hours": "1,250",
	"1 200 000 kroner": "1.2 millioner",
	"the text 1234,5": "12,345",
	"the third": "3:e",
}
assert german["1250 hours"] == "1.250" and german["1 200 000 kroner"] == "1,2 Millionen"
PYTHON
