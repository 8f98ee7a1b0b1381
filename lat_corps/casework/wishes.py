"""What a person wishes of a mentor: asked for question by question, and read by what it names (R31, R36)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import frappe
from frappe import _

from lat_corps.domain import criteria
from lat_corps.languages import language_code

if TYPE_CHECKING:
	from frappe.model.document import Document

NAMED_BY_WORDS = {criteria.GENDER: "gender", criteria.LANGUAGE: "spoken"}
"""Criterion -> the field that takes over words that are the name of a choice and nothing more."""

GENDERS = ("Woman", "Man", "Another gender")


@frappe.whitelist()
def questions(case: str) -> list[dict]:
	"""Return for each criterion what to ask the person of a course, why it counts, and the source (R36)."""
	frappe.get_doc("LAT Case", case).check_permission("read")
	return [
		{
			"criterion": criterion,
			"question": _(about.question),
			"why": _(about.why),
			"source": _(about.source),
			"fields": criteria.VALUE_FIELDS[criterion],
		}
		for criterion, about in criteria.ABOUT.items()
	]


def settle(case: Document) -> None:
	"""Read what the words of each wish name; refuse a wish that says nothing, and ages upside down."""
	for row in case.preferences:
		row.strength = row.strength or criteria.WISH
		# Frappe looks at choices after this, and says of one that is not there what may be chosen.
		if row.strength not in criteria.STATED or row.criterion not in criteria.VALUE_FIELDS:
			continue
		keep_to_criterion(row)
		take_over_words(row)
		_check(row)


def take_over_words(row: Document) -> None:
	"""Let the choice that the words name stand for them, so that the two cannot say different things."""
	choice = row.wish and named(row.criterion, row.wish)
	if choice:
		row.update({NAMED_BY_WORDS[row.criterion]: choice, "wish": None})


def named(criterion: str, words: str) -> str | None:
	"""Return the choice whose name `words` are, in English, Danish or the user's language, or None."""
	words = words.strip().casefold()
	if criterion == criteria.LANGUAGE:
		return language_code(words)
	if criterion == criteria.GENDER:
		for gender in GENDERS:
			if words in {name.casefold() for name in (gender, _(gender), _(gender, "da"))}:
				return gender
	return None


def keep_to_criterion(row: Document) -> None:
	"""Empty what belongs to another criterion than the one chosen last."""
	for criterion, fields in criteria.VALUE_FIELDS.items():
		if criterion != row.criterion:
			row.update(dict.fromkeys(fields))


def _check(row: Document) -> None:
	if not row.wish and not any(row.get(field) for field in criteria.VALUE_FIELDS[row.criterion]):
		frappe.throw(
			_("Wishes for a match, row {0}: say what is wished, or choose that there is no wish.").format(
				row.idx
			)
		)
	if min(row.age_from or 0, row.age_to or 0, row.meetings_a_month or 0) < 0 or (
		row.age_from and row.age_to and row.age_from > row.age_to
	):
		frappe.throw(
			_("Wishes for a match, row {0}: the lower number comes first, and none is below 0.").format(
				row.idx
			)
		)
