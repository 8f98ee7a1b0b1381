"""How texts are spelt for Excel: `_x000D_` for what its XML cannot hold, `="007"` for what is no number."""

from __future__ import annotations

import re

SPELT = re.compile(r"_x([0-9A-Fa-f]{4})_")
TO_SPELL = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
"""Control characters, a carriage return among them, and an underscore that would begin a spelling."""

KEPT_TEXT = re.compile(r"\A\s*=\s*\"([^\"]*)\"\s*\Z")
"""="007": written so that Excel does not make a number of it."""

SURROGATES = range(0xD800, 0xE000)
"""Halves of a character: no text of their own."""


def from_excel_text(text: str) -> str:
	"""Return the text that a cell spells (ECMA-376, ST_Xstring), without NUL, which no database takes."""
	return SPELT.sub(_meant, text) if "_x" in text else text


def kept_text(text: str) -> str:
	"""Return the text that was written as a formula so that it stays one: 007 for ="007"."""
	return KEPT_TEXT.sub(r"\1", text) if "=" in text else text


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
