"""What may pass in a handover, and how a packet is frozen (R98, R103, R104)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from . import consent as consent_rules
from .consent import Consent
from .text import Message, Term, _

SECTION_115 = "Section 115 exchange"
FROM_SECTION_115 = Message(_("It comes from a section 115 exchange, which is never handed on."))
WANTED_OUT = Message(_("The person wants it left out."))
LACKS_CONSENT = _("There is no valid consent for {information} to this caseworker.")

READ_ON_SCREEN, READ_ON_PAPER = "Read together on screen", "Read together on paper"
READ = (READ_ON_SCREEN, READ_ON_PAPER)
NOT_READ = ("The person did not want to see it", "The person could not be reached")
"""How the person has seen the packet before it is sent, or why not."""


@dataclass(frozen=True)
class Line:
	"""One line of a handover: `row` counts from 1 as on the form."""

	row: int
	information_type: str
	origin: str
	wanted_out: bool = False
	left_out_because: str = ""


def left_out(
	lines: Iterable[Line], consents: Collection[Consent], receiver: str, givers: Collection[str], day: date
) -> dict[int, Message]:
	"""Return row number -> reason for each line that must not pass to `receiver` on `day`.

	Material from an exchange under retsplejeloven § 115 never passes: it is for prevention among the
	authorities of that exchange. The person has a line out by saying so, the coordinator by writing why.
	Every other line needs a valid consent from each of `givers` that names its type of information
	(retssikkerhedsloven § 11 a).
	"""
	reasons = {}
	for line in lines:
		if line.origin == SECTION_115:
			reasons[line.row] = FROM_SECTION_115
		elif line.wanted_out:
			reasons[line.row] = WANTED_OUT
		elif line.left_out_because.strip():
			reasons[line.row] = Message(
				_("The coordinator leaves it out: {because}"), {"because": line.left_out_because}
			)
		elif not consent_rules.covers(consents, line.information_type, receiver, givers, day):
			reasons[line.row] = Message(LACKS_CONSENT, {"information": Term(line.information_type)}, "R104")
	return reasons


def lacks_consent(reason: Message | None) -> bool:
	return reason is not None and reason.text == LACKS_CONSENT


def mark(line: Mapping[str, object]) -> str:
	"""Return what tells a line from any other one, and from itself once a word of it is changed."""
	return freeze(line)[1]


def freeze(packet: Mapping[str, object] | Sequence[object]) -> tuple[str, str]:
	"""Return the packet as canonical JSON and the SHA-256 of its UTF-8 bytes as 64 hex digits (R103)."""
	text = json.dumps(packet, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
	return text, fingerprint(text)


def fingerprint(text: str) -> str:
	"""Return the SHA-256 of `text` in UTF-8 as 64 hex digits."""
	return hashlib.sha256(text.encode()).hexdigest()
