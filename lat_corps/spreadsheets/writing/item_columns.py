"""Columns of answers in this app's own workbooks: headings that an import recognises in any language."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ...domain.instruments import Instrument, Item, Subscale
from ...domain.text import _

Translate = Callable[[str], str]
"""From an English source string to the reader's language."""

WORDS = _("words")
"""Ends the heading of a column that tells in words what the number beside it means."""


@dataclass(frozen=True)
class ItemColumn:
	"""A column of answers to one item of an instrument; the versions of an instrument share it.

	`words_heading` is that of the column with the same answers in words, empty where no version has any.
	"""

	instrument_code: str
	item_code: str
	heading: str
	words_heading: str = ""


@dataclass(frozen=True)
class SubscaleColumn:
	"""A column of scores of one subscale; the versions of an instrument share it."""

	instrument_code: str
	subscale_code: str
	heading: str


def item_heading(item: Item, translate: Translate) -> str:
	"""Return the item's code, by which it is recognised, and its label."""
	return f"{item.code} {translated(item.label, translate)}".strip()


def item_columns(instruments: Sequence[Instrument], translate: Translate) -> list[ItemColumn]:
	"""Return one column per item; headings of codes that instruments share begin with the instrument."""
	items = {(instrument.code, item.code): item for instrument in instruments for item in instrument.items}
	worded = {
		(instrument.code, item.code)
		for instrument in instruments
		for item in instrument.items
		if item.choices
	}
	uses = Counter(item_code for _instrument_code, item_code in items)
	columns = []
	for (instrument_code, item_code), item in items.items():
		owner = "" if uses[item_code] == 1 else f"{instrument_code} "
		heading = owner + item_heading(item, translate)
		# not a heading that an import would take for the answers themselves
		words = f"{owner}{item_code}_{translate(WORDS)}" if (instrument_code, item_code) in worded else ""
		columns.append(ItemColumn(instrument_code, item_code, heading, words))
	return columns


def subscale_columns(instruments: Sequence[Instrument], translate: Translate) -> list[SubscaleColumn]:
	"""Return one column per subscale; headings of codes that instruments share begin with the instrument."""
	subscales: dict[tuple[str, str], Subscale] = {
		(instrument.code, subscale.code): subscale
		for instrument in instruments
		for subscale in instrument.subscales
	}
	uses = Counter(code for _instrument_code, code in subscales)
	score = translate(_("Score"))
	return [
		SubscaleColumn(
			instrument_code,
			code,
			f"{score} " + (code if uses[code] == 1 else f"{instrument_code} {code}"),
		)
		for instrument_code, code in subscales
	]


def translated(text: str, translate: Translate) -> str:
	"""Translate, but leave an empty text empty: gettext answers that with the catalogue's header."""
	return translate(text) if text else ""
