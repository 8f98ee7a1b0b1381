"""In which groups ages are counted: the same everywhere, so that years can be compared (R87, R110)."""

from __future__ import annotations

from .text import _

AGE_GROUPS = (
	(0, _("Under 15")),
	(15, _("15 to 17")),
	(18, _("18 to 24")),
	(25, _("25 and older")),
)
"""The first age of each group, and its name. 15 and 18 are ages of the law (R24)."""


def age_group(age: int) -> str:
	"""Return the name of the group of an age in whole years; ValueError before birth."""
	if age < 0:
		raise ValueError("Not born yet")
	return [name for first, name in AGE_GROUPS if first <= age][-1]
