"""Draft, submitted, cancelled."""

from __future__ import annotations


class DocStatus(int):
	"""0, 1 or 2, with questions to ask of it."""

	def is_draft(self) -> bool:
		return self == 0

	def is_submitted(self) -> bool:
		return self == 1

	def is_cancelled(self) -> bool:
		return self == 2

	@classmethod
	def draft(cls) -> DocStatus:
		return cls(0)

	@classmethod
	def submitted(cls) -> DocStatus:
		return cls(1)

	@classmethod
	def cancelled(cls) -> DocStatus:
		return cls(2)
