"""Dictionary with attribute access."""

from __future__ import annotations

from typing import Any


class _dict(dict):
	"""`d.key` reads and writes `d["key"]`; a missing key reads as None."""

	__slots__ = ()

	__getattr__ = dict.get
	__setattr__ = dict.__setitem__

	def __delattr__(self, key: str) -> None:
		del self[key]

	def update(self, *args: Any, **kwargs: Any) -> _dict:
		super().update(*args, **kwargs)
		return self

	def copy(self) -> _dict:
		return _dict(self)
