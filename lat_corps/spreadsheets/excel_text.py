"""Characters that a workbook's XML cannot hold, spelt `_x000D_`: read as what they mean, written rightly."""

from __future__ import annotations

import re

SPELT = re.compile(r"_x([0-9A-Fa-f]{4})_")
TO_SPELL = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
"""Control characters, a carriage return among them, and an underscore that would begin a spelling."""

SURROGATES = range(0xD800, 0xE000)
"""Halves of a character: no text of their own."""


def from_excel_text(text: str) -> str:
	"""Return the text that a cell spells (ECMA-376, ST_Xstring), without NUL, which no database takes."""
	return SPELT.sub(_meant, text) if "_x" in text else text


def to_excel_text(text: str) -> str:
	"""Spell the text so that Excel and `from_excel_text` read it as it is; halves of characters are lost."""
	if not text.isascii():
		text = text.encode("utf-8", "replace").decode()
	return TO_SPELL.sub(lambda match: f"_x{ord(match[0]):04X}_", text)


def _meant(match: re.Match[str]) -> str:
	code = int(match[1], 16)
	if code in SURROGATES:
		return match[0]
	return chr(code) if code else ""
