"""Words for the ends of a scale of answers, which tell whether its codes rise or fall (N10)."""

from __future__ import annotations

from collections.abc import Sequence

from ..cells.headings import plain

MOST = (
	"Hele tiden", "Altid", "Meget ofte", "Hver dag", "Næsten hver dag", "Dagligt", "Helt enig", "Meget enig",
	"I meget høj grad", "I høj grad", "Særdeles godt", "Meget godt", "Meget tilfreds", "All of the time",
	"Always", "Very often", "Every day", "Nearly every day", "Strongly agree", "To a very high degree",
	"Very much", "Very good", "Excellent", "Very satisfied",
)  # fmt: skip
LEAST = (
	"Aldrig", "Aldrig eller næsten aldrig", "På intet tidspunkt", "Slet ikke", "Overhovedet ikke",
	"Helt uenig", "Meget uenig", "I meget lav grad", "Meget dårligt", "Meget utilfreds", "At no time",
	"Never", "None of the time", "Not at all", "Strongly disagree", "To a very low degree", "Very bad",
	"Very poor", "Very dissatisfied",
)  # fmt: skip

_MOST, _LEAST = (frozenset(plain(word) for word in words) for words in (MOST, LEAST))


def scale_falls(labels: Sequence[str]) -> bool:
	"""Whether labels, in the order of their codes, begin with the most of something or end with the least."""
	return plain(labels[0]) in _MOST or plain(labels[-1]) in _LEAST
