#!/usr/bin/env bash
# The Danish name of a language is English where there is none, and Dari is a kind of Persian.
# Seen with langcodes 3.5.1, language_data 1.4.0 on Python 3.11.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check langcodes==3.5.1 language_data==1.4.0
cd "$folder"
env/bin/python - <<'PYTHON'
import langcodes

names = {code: langcodes.Language.get(code).display_name("da") for code in ("ckb", "kmr", "prs")}
print(names)
assert names == {"ckb": "sorani", "kmr": "Northern Kurdish", "prs": "persisk (Afghanistan)"}
PYTHON
