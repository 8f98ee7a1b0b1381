"""Letters of Danish senders' text files: found out, and mended where they were encoded twice."""

from __future__ import annotations

import codecs
import itertools
import re
import unicodedata

from ...domain.text import Message, _
from .errors import SpreadsheetError

ENCODED_TWICE = re.compile("Ã[\u0080-\u00bf†…˜‰°–¦¸¥]")
"""UTF-8 that was taken for Windows-1252 and saved again: Ã¸ for ø."""

GUESSED = ("cp850", "cp865", "mac_roman")
"""Letters of MS-DOS and of a Mac, which nothing but Danish words tells from those of Windows."""

SIGNS_OF_CP865 = re.compile(r"[≥≤≈] ?[0-9]|¤")
"""What only the MS-DOS of Denmark and Norway can write; all Danish letters are the same in cp850."""

OTHERWISE_IN_CP865 = bytes(
	byte for byte in range(128, 256) if bytes([byte]).decode("cp865") != bytes([byte]).decode("cp850")
)

NOT_ASCII = re.compile(rb"[\x80-\xff]+")
LOOKED_AT = 2000
"""Places with letters beyond a to z that tell the encoding."""

WELL_PLACED = re.compile(
	r"[A-Za-zæøåÆØÅ][æøå]|[æøå][a-z]|(?<![^\W\d_])[ÆØÅ](?=[A-Za-zæøåÆØÅ])|[A-Z][ÆØÅ]|(?<!\w)[æøå](?!\w)"
)
"""Danish letters where Danish words have them."""

SIGNS = "‘“”†‡‰‹›¢£¤¥¦§¨©ª«¬®¯°±²³¶¸¹º»¼½¾¿ˆ˜•™×÷ˇ˘˙˚˛˝€∂∆∏∑√∞∫≈≠≤≥◊ıƒ\u2500-\u259f"
ILL_PLACED = re.compile(
	f"[^\\W\\d_][{SIGNS}]+[^\\W\\d_]|[A-Za-zæøå][†‡‰‹›¢¥¾¿Œ]|[a-zæøå][ÆØÅÐÕÏÂÊµ]"
	r"|(?<![^\W\d_])[¾¿®¯›][a-zæøå]|(?<!\w)[£ª¬¦](?=[^\W\d_]{2})"
)
"""Signs and capitals in the middle of words, or signs at their head: the text has the wrong letters."""

SAMPLE_CHARACTERS = 200_000
BETWEEN_WORDS = re.compile(r"[\s;,\"]")
WORD = 15

AHEAD = 2
"""So much better must letters fit that are rarer than those of Windows."""

INVISIBLE = {ord(sign): None for sign in "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad"}


def decoded(content: bytes, encoding: str | None) -> tuple[str, str]:
	"""Return the text and its encoding, `encoding` where a person has said it; SpreadsheetError otherwise."""
	for candidate in (encoding,) if encoding else _candidates(content):
		try:
			text = content.decode(candidate)
		except (UnicodeDecodeError, LookupError):
			continue
		return text.removeprefix("\ufeff"), candidate
	if encoding:
		raise SpreadsheetError(
			Message(
				_("The letters in the file are not written in {encoding}. Choose another encoding, or none."),
				{"encoding": encoding},
			)
		)
	raise SpreadsheetError(
		Message(
			_(
				"The letters in the file cannot be read. Save it as “CSV UTF-8” and upload it again, "
				"or choose its encoding."
			)
		)
	)


def doubtful_word(text: str) -> str:
	"""Return a word that no sender has written so, where more words are wrong than right; otherwise ""."""
	sample = text[:SAMPLE_CHARACTERS]
	wrong = list(ILL_PLACED.finditer(sample))
	if not wrong or len(wrong) * AHEAD <= len(WELL_PLACED.findall(sample)):
		return ""
	start, end = wrong[0].span()
	before = BETWEEN_WORDS.split(sample[max(0, start - WORD) : start])[-1]
	after = BETWEEN_WORDS.split(sample[end : end + WORD])[0]
	return f"{before}{wrong[0][0]}{after}"


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
	return ("utf-8", *_likely_letters(content))


def _likely_letters(content: bytes) -> tuple[str, ...]:
	"""Return the encoding of one byte a letter in which the words are Danish, that of Windows in doubt."""
	places = (match.span() for match in itertools.islice(NOT_ASCII.finditer(content), LOOKED_AT))
	sample = b"\n".join(content[max(0, start - 1) : end + 1] for start, end in places)
	fits = {each: fitness for each in ("cp1252", *GUESSED) if (fitness := _fitness(sample, each)) is not None}
	usual = fits.get("cp1252", 1 - AHEAD)
	best = max(GUESSED, key=lambda each: fits.get(each, usual))
	if fits.get(best, 0) > 0 and fits[best] >= usual + AHEAD:
		return (best if best != "cp850" else _of_dos(content),)
	return ("cp1252",)


def _of_dos(content: bytes) -> str:
	"""Return which MS-DOS wrote the text: all that the two write differently must make sense in cp865."""
	text = content.decode("cp865")
	otherwise = len(content) - len(content.translate(None, OTHERWISE_IN_CP865))
	told = otherwise and otherwise == len(SIGNS_OF_CP865.findall(text)) and "«" not in text
	return "cp865" if told else "cp850"


def _fitness(sample: bytes, encoding: str) -> int | None:
	"""Return how many letters are where Danish has them, less those that are not; None for other bytes."""
	try:
		text = sample.decode(encoding)
	except UnicodeDecodeError:
		return None
	return len(WELL_PLACED.findall(text)) - AHEAD * len(ILL_PLACED.findall(text))


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
