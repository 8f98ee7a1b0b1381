#!/usr/bin/env bash
# Hours given as 'Fra:' above 'Til:' are taken for the head of an earlier mail: they and all that follows are lost.
# Seen with mail-parser-reply 1.36 on Python 3.11.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check mail-parser-reply==1.36
cd "$folder"
env/bin/python - <<'PYTHON'
from mailparser_reply import EmailReplyParser

REPLIES = {
	"Jeg kan onsdag.\nFra: kl. 9\nTil: kl. 11\nMen ikke på skolen.": "Jeg kan onsdag.",
	"Jeg kan onsdag.\nFra: kl. 9\nMen ikke på skolen.": "Jeg kan onsdag.\nFra: kl. 9\nMen ikke på skolen.",
	"Jeg kan onsdag, kl. 9 til 11.\nMen ikke på skolen.": "Jeg kan onsdag, kl. 9 til 11.\nMen ikke på skolen.",
}
for reply, kept in REPLIES.items():
	seen = EmailReplyParser(languages=["da"]).parse_reply(text=reply)
	print(repr(reply), "->", repr(seen))
	assert seen == kept
PYTHON
