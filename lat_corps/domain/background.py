"""What is known of a person from elsewhere, and when it may be passed on to the mentor (R37 to R43)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from .handover import SECTION_115
from .text import Message, _

COORDINATOR_AND_MENTOR = "Coordinator and mentor"


def has_run_out(expires_on: date | None, day: date) -> bool:
	"""Tell whether information that may be kept up to and with `expires_on` is past its time on `day`."""
	return bool(expires_on and expires_on < day)


def reaches_mentor(audience: str | None, expires_on: date | None, day: date) -> bool:
	"""Tell whether the mentor of the course sees the information on `day`."""
	return audience == COORDINATOR_AND_MENTOR and not has_run_out(expires_on, day)


def unmet_for_sharing(origin: str, allowed_use: str, expires_on: date | None, day: date) -> list[Message]:
	"""Return every unmet condition of passing information on to the mentor on `day`.

	Material from an exchange under retsplejeloven § 115 serves prevention alone, so it goes no further
	without the use that it may be put to.
	"""
	messages = []
	if origin == SECTION_115 and not allowed_use:
		messages.append(
			Message(
				_("It comes from a section 115 exchange: write what the mentor may use it for."),
				requirement="R39",
			)
		)
	if has_run_out(expires_on, day):
		messages.append(
			Message(
				_("It has run out: write a later day, or keep it with the coordinator."), requirement="R39"
			)
		)
	return messages


def tells_of(secrets: Iterable[str], text: str) -> bool:
	"""Tell whether `text` repeats one of `secrets`, whatever the spacing and case."""
	words = _squeezed(text)
	return any(_squeezed(secret) in words for secret in secrets if secret.strip())


def _squeezed(text: str) -> str:
	return " ".join(text.split()).casefold()
