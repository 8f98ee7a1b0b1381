"""How texts are spelt in files: letters found out and mended, Excel's spelling, Danish text files (N7)."""

from __future__ import annotations

import codecs
import csv
import datetime as dt
import io
import itertools
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from ...domain.text import Message, _
from .table import SpreadsheetError

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


MARK = "\ufeff"

HARMLESS = re.compile(r"[+-] ?[0-9][0-9 .]*(?:,[0-9]+)?")
"""A telephone number or a negative number written as text: there is nothing in it to be run."""

APOSTROPHE = "'"
RUN = frozenset("=+-@")
"""Signs with which a formula begins, in whatever width they are written."""

STARTS_A_CELL = "\t\r"
"""White space at which an import of text may begin a cell anew."""

UNSEEN_CATEGORIES = ("Cc", "Cf", "Zs", "Zl", "Zp")
UNSEEN = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0]")
"""Signs of other categories that nobody sees either."""

AT_ONCE = 1000
"""Rows that are put together before they are handed on."""


def danish_csv(headings: Sequence[str], records: Iterable[Sequence[object]]) -> Iterator[bytes]:
	"""Yield the file in pieces; text that a spreadsheet would run is written with an apostrophe in front."""
	buffer = io.StringIO(newline="")
	buffer.write(MARK)
	writer = csv.writer(buffer, delimiter=";")
	writer.writerow([csv_text(heading) for heading in headings])
	for number, record in enumerate(records, 1):
		writer.writerow([csv_text(value) for value in record])
		if number % AT_ONCE == 0:
			yield _taken(buffer)
	yield _taken(buffer)


def csv_text(value: object) -> str:
	"""Return a value as it stands between two semicolons, before quotation marks."""
	if value is None:
		return ""
	if isinstance(value, dt.date):
		return f"{value:%d-%m-%Y}"
	if isinstance(value, float):
		return format(Decimal(repr(value)).normalize(), "f").replace(".", ",")
	text = str(value).replace("\x00", "")
	return f"{APOSTROPHE}{text}" if not isinstance(value, int) and _is_to_disarm(text) else text


def read_back(text: str) -> str:
	"""Return the text that went out: without the apostrophe with which `csv_text` has disarmed it."""
	return text[1:] if text[:1] == APOSTROPHE and _is_to_disarm(text) else text


def _is_to_disarm(text: str) -> bool:
	"""Whether a spreadsheet would run the text, or would have run it before it was disarmed."""
	text = text.lstrip(APOSTROPHE)
	return bool(text) and not text[0].isalnum() and _runs(text) and not HARMLESS.fullmatch(text)


def _runs(text: str) -> bool:
	"""Whether the text begins as a formula does, behind whatever nobody sees."""
	for sign in text:
		if sign in STARTS_A_CELL:
			return True
		if unicodedata.category(sign) not in UNSEEN_CATEGORIES and not UNSEEN.match(sign):
			return unicodedata.normalize("NFKC", sign) in RUN
	return False


def _taken(buffer: io.StringIO) -> bytes:
	text = buffer.getvalue()
	buffer.seek(0)
	buffer.truncate()
	return text.encode("utf-8", "replace")
