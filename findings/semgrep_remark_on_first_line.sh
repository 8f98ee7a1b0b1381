#!/usr/bin/env bash
# A remark that allows a finding counts on the first line of what a rule matches, not on the line it is about.
# Seen with Semgrep 1.185.0 on Python 3.11, with a rule of the shape of Frappe's against patches.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check semgrep==1.185.0
mkdir "$folder/source"
cd "$folder"
cat > rule.yml <<'RULE'
rules:
- id: no-patch
  pattern: |
    from $MODULE import $PART
    ...
    $PART.$NAME = ...
  message: patched
  languages: [python]
  severity: ERROR
RULE
cat > source/at_the_patch.py <<'PYTHON'
from json import decoder

decoder.scanner = print  # nosemgrep: no-patch
PYTHON
cat > source/at_the_import.py <<'PYTHON'
from json import decoder  # nosemgrep: no-patch

decoder.scanner = print
PYTHON
PATH="$folder/env/bin:$PATH" semgrep scan --quiet --metrics off --disable-version-check --no-git-ignore \
	--config rule.yml --json source > seen.json
env/bin/python - <<'PYTHON'
import json

seen = [(found["path"], found["start"]["line"]) for found in json.load(open("seen.json"))["results"]]
print(seen)
assert seen == [("source/at_the_patch.py", 1)]
PYTHON
