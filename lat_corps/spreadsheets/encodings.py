"""Letters of Danish senders' text files: found out, and mended where they were encoded twice."""

from __future__ import annotations

import codecs
import re
import unicodedata

from ..domain.text import Message, _
from .errors import SpreadsheetError

ENCODED_TWICE = re.compile("Ã[\u0080-\u00bf†…˜‰°–¦¸¥]")
"""UTF-8 that was taken for Windows-1252 and saved again: Ã¸ for ø."""

MAC_LETTER = re.compile(r"[A-Za-z][¾¿Œ]|[¾¿Œ][a-z]")
DANISH = re.compile("[æøåÆØÅ]")
"""Letters of a Mac's own encoding when they are read as Windows-1252, and what they then are not."""

INVISIBLE = {ord(sign): None for sign in "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad"}


def decoded(content: bytes, encoding: str | None) -> tuple[str, str]:
	"""Return the text and its encoding, `encoding` where a person has said it; SpreadsheetError otherwise."""
	for candidate in (encoding,) if encoding else _candidates(content):
		try:
			text = content.decode(candidate)
		except (UnicodeDecodeError, LookupError):
			continue
		if candidate == "cp1252" and not encoding and MAC_LETTER.search(text) and not DANISH.search(text):
			return content.decode("mac_roman"), "mac_roman"
		return text.removeprefix("\ufeff"), candidate
	if encoding:
		raise SpreadsheetError(
			Message(
				_("The letters in the file are not written in {encoding}. Choose another encoding, or none."),
				{"encoding": encoding},
			)
		)
	raise SpreadsheetError(
		Message(_("The letters in the file cannot be read. Save it as “CSV UTF-8” and upload it again."))
	)


def mended(text: str) -> str:
	"""Return the text with letters that were encoded twice set right, or as it is where that cannot be."""
	try:
		return text.encode("cp1252").decode("utf-8")
	except UnicodeError:
		return ENCODED_TWICE.sub(_mended_letter, text)


def clean(text: str) -> str | None:
	"""Return the text trimmed, composed, without invisible characters; None where nothing is left."""
	if not text.isascii():
		text = unicodedata.normalize("NFC", text.translate(INVISIBLE))
	return text.strip() or None


def _mended_letter(match: re.Match[str]) -> str:
	try:
		return match[0].encode("cp1252").decode("utf-8")
	except UnicodeError:
		return match[0]


def _candidates(content: bytes) -> tuple[str, ...]:
	if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
		return ("utf-16",)
	if content.startswith(codecs.BOM_UTF8):
		return ("utf-8-sig",)
	if guess := _utf16_without_mark(content):
		return (guess, "utf-8")
	return ("utf-8", "cp1252")


def _utf16_without_mark(content: bytes) -> str:
	"""Return the byte order of UTF-16 that lacks its mark: every second byte of ordinary text is zero."""
	sample = content[:400]
	if len(sample) < 8 or len(content) % 2:
		return ""
	for offset, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
		zeros = sample[offset::2].count(0)
		if zeros > 0.8 * len(sample[offset::2]) and not sample[1 - offset :: 2].count(0):
			return encoding
	return ""
