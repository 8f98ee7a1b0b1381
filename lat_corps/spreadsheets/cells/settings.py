"""How a sender's file is to be read: recognised, shown for confirmation, kept in a profile (N10)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import Literal

Layout = Literal["Long", "Wide", "Two sheets"]
DateOrder = Literal["Day first", "Month first", "ISO"]

LAYOUTS: tuple[Layout, ...] = ("Long", "Wide", "Two sheets")
DATE_ORDERS: tuple[DateOrder, ...] = ("Day first", "Month first", "ISO")
ENCODINGS = (
	"utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "iso-8859-1", "cp850", "cp865",
	"mac_roman", "cp1250",
)  # fmt: skip
"""cp850 and cp865 are MS-DOS, mac_roman an old Mac, cp1250 a Windows of Central Europe."""

DELIMITERS = (";", "\t", ",", "|")
"""In order of preference: a comma may be a decimal comma, a line stand between a codebook's choices."""


@dataclass(frozen=True)
class FileSettings:
	"""What was recognised, or what a person has said instead; None where the reader is to recognise it.

	`sheet` holds the answers; `second_sheet` those of another point, or the labels of the codes. `first_row`
	is the row of the first heading, from 1; `header_rows` how many rows the headings take.
	"""

	encoding: str | None = None
	delimiter: str | None = None
	decimal: str | None = None
	sheet: str | None = None
	second_sheet: str | None = None
	header_rows: int | None = None
	date_order: DateOrder | None = None
	layout: Layout | None = None
	first_row: int | None = None

	def over(self, recognised: FileSettings) -> FileSettings:
		"""Return `recognised` with everything that is said here in its place."""
		said = {each.name: getattr(self, each.name) for each in fields(self)}
		return replace(recognised, **{name: value for name, value in said.items() if value is not None})


@dataclass(frozen=True)
class Labels:
	"""A sender's own codebook: heading -> question text, and heading -> code -> label.

	`missing` has the codes that the file declares to be no answers, by heading.
	"""

	texts: Mapping[str, str] = field(default_factory=dict)
	codes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
	missing: Mapping[str, Sequence[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class AnswerCode:
	"""What a sender's code or label of an answer means; None is a missing answer.

	`header` limits it to one column, and is empty where it holds for every column of answers.
	"""

	written: str
	value: float | None
	header: str = ""
