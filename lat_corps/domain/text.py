"""Sentences that people read, translatable while the rules stay free of any framework; Danish numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from .civil_numbers import without_civil_numbers


def _(source: str) -> str:
	"""Mark `source` for extraction into the translation catalogue and return it unchanged."""
	return source


@dataclass(frozen=True)
class Term:
	"""A word inside a message that is translated by itself, such as the name of a stage."""

	text: str


@dataclass(frozen=True)
class Message:
	"""An English source sentence with `{named}` placeholders, its values and the requirement behind it."""

	text: str
	values: Mapping[str, object] = field(default_factory=dict)
	requirement: str = ""
	asks: tuple[str, ...] = ()
	"""The fields that a person who takes a step can fill in to meet the condition, where that is enough.

	One of a row is written as table, number of the row and field: "criteria.2.reason".
	"""

	def render(self, translate: Callable[[str], str] = str) -> str:
		"""Return the sentence in the reader's language; `translate` maps a source string to it.

		What looks like a CPR number in its values is hidden: sentences are stored, logged and sent.
		"""
		return translate(self.text).format(
			**{key: _shown(value, translate) for key, value in self.values.items()}
		)

	def for_page(self) -> dict:
		"""Return the sentence for a page that puts it into the reader's language, which Desk has at hand.

		What looks like a CPR number is hidden in it as well.
		"""
		return {"text": self.text, "values": {key: _sent(value) for key, value in self.values.items()}}


def _sent(value: object) -> object:
	if isinstance(value, Term):
		return {"text": value.text}
	if isinstance(value, Message):
		return value.for_page()
	if isinstance(value, list | tuple):
		return [_sent(part) for part in value]
	return without_civil_numbers(value) if isinstance(value, str) else value


def missing(text: str, requirement: str, *fields: str) -> Message:
	"""Return what is said of a condition that `fields` of the document meet, once they are filled in."""
	return Message(text, requirement=requirement, asks=fields)


def danish_date(day: date) -> str:
	return f"{day:%d-%m-%Y}"


def danish_number(value: float, signed: bool = False) -> str:
	"""Write a number with decimal comma, thousands point and at most two decimals; `signed` adds a plus."""
	text = f"{abs(value):,.2f}".rstrip("0").rstrip(".").translate(str.maketrans(",.", ".,"))
	if text == "0":
		return text
	return ("−" if value < 0 else "+" if signed else "") + text


def _shown(value: object, translate: Callable[[str], str]) -> object:
	if isinstance(value, Term):
		return translate(value.text)
	if isinstance(value, Message):
		return value.render(translate)
	if isinstance(value, list | tuple):
		return ", ".join(str(_shown(part, translate)) for part in value)
	if isinstance(value, str):
		return without_civil_numbers(value)
	return value
