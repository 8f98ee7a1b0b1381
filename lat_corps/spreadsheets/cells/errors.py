"""What goes wrong with a sender's file, in words that the sender can act on."""

from __future__ import annotations

from ...domain.text import Message


class SpreadsheetError(ValueError):
	"""The file, or the choice of its columns, cannot be used; `message` says where and how to mend it."""

	def __init__(self, message: Message) -> None:
		super().__init__(message.render())
		self.message = message


class CellError(SpreadsheetError):
	"""The value of one cell cannot be used."""


class UnknownValueError(CellError):
	"""Nobody has said yet what the value of the cell means; the cell itself may be right."""
