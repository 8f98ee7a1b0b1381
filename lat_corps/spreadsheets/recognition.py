"""What kind of file a sender has sent, for a person to confirm before anything is read from it (N10)."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..domain.text import Message
from .limits import Limits
from .reading import read_table
from .settings import FileSettings


@dataclass(frozen=True)
class Recognition:
	"""`settings` has everything that applies to the file; `sheets` are those that can be chosen."""

	settings: FileSettings
	headers: list[str]
	sheets: tuple[str, ...] = ()
	warnings: list[Message] = field(default_factory=list)


def recognise(
	content: bytes, filename: str, limits: Limits | None = None, settings: FileSettings | None = None
) -> Recognition:
	"""Return how the file would be read; what `settings` say is taken as said.

	Raises SpreadsheetError, which says how to mend the file, when it is refused.
	"""
	table = read_table(content, filename, settings, limits)
	return Recognition(table.settings, table.headers, table.sheets, table.warnings)
