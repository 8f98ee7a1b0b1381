"""Whether the person's own answers may still come in, by the consent to them (N4, R90, R94).

A course that was never asked for this consent goes on as it did; who is to ask is told so. Once it was given
for a course, answers rest on it: nothing new is written down, and nothing is due, from the day on which
somebody's who must consent holds no more.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from .consent import Consent, given_since, missing_givers
from .purposes import SELF_REPORT
from .text import Message, Term, _

ASK_FOR_SELF_REPORT = _("Ask whether the person consents to answer questionnaires and ratings.")

STAY, ERASED, NONE = "Stay", "Are erased", "There are none"
"""What becomes of the answers so far once the consent is withdrawn."""

NOT_ASKED, GIVEN, STOPPED = _("Not asked for"), _("Given"), _("No more")


@dataclass(frozen=True)
class SelfReport:
	"""How a course stands: `missing` are those who have to be asked, `stopped_on` the day answers ended."""

	standing: str
	missing: tuple[str, ...] = ()
	stopped_on: date | None = None

	@property
	def stopped(self) -> bool:
		return self.standing == STOPPED

	def refusal(self) -> Message:
		"""Return why no new answer is written down, and what to do."""
		return Message(
			_(
				"The consent to self-report holds no more: no new answers of the person are written down. "
				"The coordinator asks {givers} anew, under Consents."
			),
			{"givers": [Term(giver) for giver in self.missing]},
			"N4",
		)


def self_report_on(
	consents: Iterable[Consent], givers: Collection[str], anew_since: date | None, day: date
) -> SelfReport:
	"""Return how a course stands on `day`; what was given before `anew_since` was for an earlier closing."""
	asked = [consent for consent in consents if consent.purpose == SELF_REPORT]
	missing = missing_givers(given_since(asked, anew_since), SELF_REPORT, givers, day)
	if not asked:
		return SelfReport(NOT_ASKED, missing)
	if not missing:
		return SelfReport(GIVEN)
	return SelfReport(STOPPED, missing, min(_ended_on(asked, giver, anew_since, day) for giver in missing))


def _ended_on(consents: Collection[Consent], giver: str, anew_since: date | None, day: date) -> date:
	"""Return the day from which none of a giver's consents holds; who gave none is missed from the start."""
	ends = [_end_of(consent, anew_since) for consent in consents if consent.given_by == giver]
	return max((end for end in ends if end), default=min(min(each.given_on for each in consents), day))


def _end_of(consent: Consent, anew_since: date | None) -> date | None:
	ends = [
		consent.withdrawn_on,
		consent.valid_until and consent.valid_until + timedelta(days=1),
		anew_since if anew_since and consent.given_on < anew_since else None,
		consent.outgrown_since,
	]
	return min((max(end, consent.given_on) for end in ends if end), default=None)
