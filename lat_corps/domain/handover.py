"""What may pass in a handover, and how a packet is frozen (R98, R103, R104)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from . import consent as consent_rules
from .consent import Consent
from .text import Message, Term, _

SECTION_115 = "Section 115 exchange"
FROM_SECTION_115 = Message(_("It comes from a section 115 exchange, which is never handed on."))


@dataclass(frozen=True)
class Line:
	"""One line of a handover: `row` counts from 1 as on the form."""

	row: int
	information_type: str
	origin: str


def left_out(
	lines: Iterable[Line], consents: Collection[Consent], receiver: str, givers: Collection[str], day: date
) -> dict[int, Message]:
	"""Return row number -> reason for each line that must not pass to `receiver` on `day`.

	Material from an exchange under retsplejeloven § 115 never passes: it is for prevention among the
	authorities of that exchange. Every other line needs a valid consent from each of `givers` that names
	its type of information (retssikkerhedsloven § 11 a).
	"""
	reasons = {}
	for line in lines:
		if line.origin == SECTION_115:
			reasons[line.row] = FROM_SECTION_115
		elif not consent_rules.covers(consents, line.information_type, receiver, givers, day):
			reasons[line.row] = Message(
				_("There is no valid consent for {information} to this caseworker."),
				{"information": Term(line.information_type)},
				"R104",
			)
	return reasons


def freeze(packet: Mapping[str, object]) -> tuple[str, str]:
	"""Return the packet as canonical JSON and the SHA-256 of its UTF-8 bytes as 64 hex digits (R103)."""
	text = json.dumps(packet, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
	return text, fingerprint(text)


def fingerprint(text: str) -> str:
	"""Return the SHA-256 of `text` in UTF-8 as 64 hex digits."""
	return hashlib.sha256(text.encode()).hexdigest()
