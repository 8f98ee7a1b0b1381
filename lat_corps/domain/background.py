"""What is known of a person from elsewhere, and when it may be passed on to the mentor (R37 to R43)."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from .consent import COLLECTING, Consent, missing_to_pass_on
from .handover import SECTION_115
from .text import Message, Term, _, danish_date

COORDINATOR_ONLY = "Coordinator only"
COORDINATOR_AND_MENTOR = "Coordinator and mentor"

_NAMED_IN_CONSENTS = {"Other knowledge": "Life situation"}
"""Kinds that a consent has another word for: it names types of information, and "other" is none."""

DAYS_OF_MONTH = 30


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


def unmet_to_rest_on(consent: Consent | None, kind: str, received_on: date) -> list[Message]:
	"""Return why information of that day cannot rest on `consent`; None stands for one of another course."""
	if consent is None or consent.purpose != COLLECTING:
		text = _("Choose a consent “{purpose}” of this course.")
		return [Message(text, {"purpose": Term(COLLECTING)}, "R37")]
	unmet = []
	if information_type(kind) not in consent.information_types:
		text = _("The consent it rests on does not name “{type}”: choose one that does.")
		unmet.append(Message(text, {"type": Term(information_type(kind))}, "R37"))
	if not consent.valid_on(received_on):
		text = _("The consent it rests on did not hold on {day}, when it was received.")
		unmet.append(Message(text, {"day": danish_date(received_on)}, "R37"))
	return unmet


WITHDRAWN = Message(
	_("The consent it was collected with was withdrawn: it stays with the coordinator."), requirement="R37"
)


def information_type(kind: str) -> str:
	"""Return what a consent calls this kind of background information."""
	return _NAMED_IN_CONSENTS.get(kind, kind)


def unmet_by_consents(
	kinds: Iterable[str], consents: Collection[Consent], givers: Collection[str], day: date
) -> list[Message]:
	"""Return what is lacking before these kinds of information may be passed on to the mentor on `day`."""
	lacking: dict[tuple[str, ...], list[str]] = {}
	for kind in dict.fromkeys(information_type(kind) for kind in kinds):
		if missing := missing_to_pass_on(consents, kind, givers, day):
			lacking.setdefault(missing, []).append(kind)
	return [
		Message(
			_(
				"No valid consent lets the mentor know this: {types}. Ask {givers}, and add the consent "
				"“Passing on to the mentor” to the course."
			),
			{"types": [Term(kind) for kind in kinds], "givers": [Term(giver) for giver in missing]},
			"R39",
		)
		for missing, kinds in lacking.items()
	]


def known_for(since: date, day: date) -> Message:
	"""Return how long something has been known on `day`, in days at first and then in months."""
	days = (day - since).days
	if days < 2 * DAYS_OF_MONTH:
		return Message(_("{days} days old"), {"days": days})
	return Message(_("{months} months old"), {"months": days // DAYS_OF_MONTH})


def tells_of(secrets: Iterable[str], text: str) -> bool:
	"""Tell whether `text` repeats one of `secrets`, whatever the spacing and case."""
	words = _squeezed(text)
	return any(_squeezed(secret) in words for secret in secrets if secret.strip())


def goes_no_further(texts: Iterable[tuple[str, str]], secrets: Collection[str]) -> list[Message]:
	"""Return which of (label, text) repeat what was told in a section 115 exchange."""
	return [
		Message(
			_(
				"{place}: it repeats material from a section 115 exchange, which goes no further: "
				"take it out."
			),
			{"place": Term(label)},
			"R104",
		)
		for label, text in texts
		if tells_of(secrets, text)
	]


def _squeezed(text: str) -> str:
	return " ".join(text.split()).casefold()
