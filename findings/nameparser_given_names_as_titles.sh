#!/usr/bin/env bash
# Given names are taken for titles: what stands as the first name is then empty, or somebody else's word.
# Seen with nameparser 2.6.0 on Python 3.11.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check nameparser==2.6.0
cd "$folder"
env/bin/python - <<'PYTHON'
from nameparser import HumanName

NAMES = ("Maj Sørensen", "Sultan Ahmed", "Prince Mensah", "Ida Hansen", "Ida Hansen, født Lund")
seen = {name: {part: word for part, word in HumanName(name).as_dict().items() if word} for name in NAMES}
for name, parts in seen.items():
	print(name, parts)
assert seen["Maj Sørensen"] == {"title": "Maj", "last": "Sørensen"}
assert seen["Sultan Ahmed"] == {"title": "Sultan", "last": "Ahmed"}
assert seen["Prince Mensah"] == {"title": "Prince", "first": "Mensah"}
assert seen["Ida Hansen"] == {"first": "Ida", "last": "Hansen"}
assert seen["Ida Hansen, født Lund"] == {"first": "født", "middle": "Lund", "last": "Ida Hansen"}
PYTHON
