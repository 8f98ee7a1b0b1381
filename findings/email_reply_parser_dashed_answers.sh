#!/usr/bin/env bash
# Days offered in a list with dashes pass for a signature and are cut from the reply, with what follows.
# Seen with email-reply-parser 0.5.12 on Python 3.11.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check email-reply-parser==0.5.12
cd "$folder"
env/bin/python - <<'PYTHON'
from email_reply_parser import EmailReplyParser

OFFER = "Hej\n\nVi kan mødes:\n\n{0}mandag kl. 9\n{0}tirsdag kl. 10\n\nHilsen Mette"

dashed, spaced, starred = (EmailReplyParser.parse_reply(OFFER.format(mark)) for mark in ("-", "- ", "*"))
print("with '-':", repr(dashed))
print("with '- ':", repr(spaced))
assert dashed == "Hej\n\nVi kan mødes:"
assert spaced == OFFER.format("- ") and starred == OFFER.format("*")

(hidden,) = (part for part in EmailReplyParser.read(OFFER.format("-")).fragments if part.hidden)
print("hidden as a signature:", hidden.signature, repr(hidden.content))
assert hidden.signature and "tirsdag kl. 10" in hidden.content
PYTHON
