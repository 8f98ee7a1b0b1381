"""Columns of answers in this app's own workbooks: headings that an import recognises in any language."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ..domain.instruments import Instrument, Item

Translate = Callable[[str], str]
"""From an English source string to the reader's language."""


@dataclass(frozen=True)
class ItemColumn:
	"""A column of answers to one item of an instrument; the versions of an instrument share it."""

	instrument_code: str
	item_code: str
	heading: str


def item_heading(item: Item, translate: Translate) -> str:
	"""Return the item's code, by which it is recognised, and its label."""
	return f"{item.code} {translate(item.label)}".strip()


def item_columns(instruments: Sequence[Instrument], translate: Translate) -> list[ItemColumn]:
	"""Return one column per item; headings of codes that instruments share begin with the instrument."""
	items = {(instrument.code, item.code): item for instrument in instruments for item in instrument.items}
	uses = Counter(item_code for _instrument_code, item_code in items)
	return [
		ItemColumn(
			instrument_code,
			item_code,
			item_heading(item, translate)
			if uses[item_code] == 1
			else f"{instrument_code} {item_heading(item, translate)}",
		)
		for (instrument_code, item_code), item in items.items()
	]
