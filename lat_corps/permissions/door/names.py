"""Whether a text names a document of the app, in every spelling that Frappe or the database reads.

A text is decoded first (URLs, JSON, HTML, in any order and depth) and folded as MariaDB compares names: small
letters, no accents, nothing that it passes over. Then one pattern finds the app's DocTypes, however their
words are joined (`tabLAT Case`, lat-case, lat_case), the numbers of its records, and the dotted names of its
methods.
"""

from __future__ import annotations

import html
import re
import unicodedata
from functools import lru_cache
from urllib.parse import unquote

from lat_corps.permissions.core_doctypes import TRACES
from lat_corps.permissions.table import CHILD_TABLES, ROWS

WITHOUT_ROWS = ("LAT Settings", "LAT Shipped Record")
"""Documents of the app that every holder of a role reads alike."""

DOCTYPES = frozenset((*ROWS, *CHILD_TABLES, *WITHOUT_ROWS))

A_NUMBER = "LAT"
"""What is said of a number that stands without its DocType, and of a method."""

UNREADABLE = "?"
"""What is said of a text that is encoded deeper than anybody writes: nobody knows what it names."""

DEPTH = 8
"""How often a text is decoded: eight layers of different codes stand in no honest request."""

PERCENT = re.compile(r"%(?:25)+")
AMPERSAND = re.compile(r"&(?:amp;)+")
ENTITY = re.compile(r"&(?:#|[a-zA-Z])")
_BACKSLASHES = r"\\(?<!\\\\)\\*"
"""A run of them, each begun once: a long one is read in one go."""

BY_CODE = re.compile(_BACKSLASHES + r"(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2}))")
BY_LETTER = re.compile(_BACKSLASHES + r"([bfnrt])")
BEYOND_ASCII = re.compile(r"[^\x00-\x7f]+")

_SMALL = {
	**{code: chr(code + 32) for code in range(ord("A"), ord("Z") + 1)},
	# The database passes over these: a name with one of them is the name without it.
	**dict.fromkeys([*range(9), *range(14, 32), 127]),
}
_PASSED_OVER = ("Cc", "Cf", "Cs", "Mc", "Me", "Mn")
_ABOVE_A_LETTER = {chr(0x363 + place): letter for place, letter in enumerate("aeioucdhmrtvx")}
"""Small letters that stand above others: marks to Unicode, letters to the database."""

_APART = r"[\W_]*"


def _joined(doctype: str) -> str:
	return _APART.join(doctype.lower().split()[1:])


_KINDS = "|".join(sorted((_joined(doctype) for doctype in DOCTYPES), key=len, reverse=True))
_WHOLE = r"lat(?:(?<![a-z0-9]lat)|(?<=tablat))"
"""Begins with plain letters, which are found fast, and looks behind them afterwards."""

OURS = re.compile(rf"{_WHOLE}(?:{_APART}(?P<kind>{_KINDS}|corps)|\W(?:[a-z]{{1,2}}\W)?\d{{4}})")
_BY_LETTERS = {re.sub(r"[\W_]", "", doctype.lower()[3:]): doctype for doctype in DOCTYPES}

_CORE_BY_LETTERS = {doctype.lower(): doctype for doctype in TRACES}
_TRACES = "|".join(sorted(_CORE_BY_LETTERS, key=len, reverse=True))
TABLE = re.compile(rf"tab(?<![a-z0-9]tab)(?P<name>{_TRACES})\b")
RANDOM_NAME = re.compile(r"(?<![a-z0-9])[a-z0-9]{10}(?![a-z0-9])")
FILE_ON_DISK = re.compile(r"(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])")


def named_in(text: str) -> str | None:
	"""Return the DocType of the app that a text names, `A_NUMBER`, `UNREADABLE`, or None."""
	return named_in_plain(plain(text))


def named_in_plain(text: str) -> str | None:
	"""Return what `named_in` does, of a text that `plain` has returned."""
	if text == UNREADABLE:
		return UNREADABLE
	found = OURS.search(text)
	return found and _BY_LETTERS.get(re.sub(r"[\W_]", "", found["kind"] or ""), A_NUMBER)


def table_in_plain(text: str) -> str | None:
	"""Return the DocType of Frappe whose table a plain text spells out, among those that keep traces."""
	found = TABLE.search(text)
	return found and _CORE_BY_LETTERS[found["name"]]


def core_doctype(value: str) -> str | None:
	"""Return the DocType of Frappe that a value names whole, among those that keep traces."""
	return _CORE_BY_LETTERS.get(plain(value).strip())


def random_names_in(plain_text: str) -> frozenset[str]:
	"""Return what may be the random name of a record or of a file on disk."""
	return frozenset((*RANDOM_NAME.findall(plain_text), *FILE_ON_DISK.findall(plain_text)))


def plain(text: str) -> str:
	"""Return a text decoded, in small letters, without accents and what the database passes over."""
	if "\\" in text or "%" in text or "&" in text:
		decoded = _decoded(text)
		if decoded is None:
			return UNREADABLE
		text = decoded
	if not text.isascii():
		text = BEYOND_ASCII.sub(_folded, text)
	return text.translate(_SMALL)


def _decoded(text: str) -> str | None:
	for _round in range(DEPTH):
		before = text
		if "%" in text:
			text = unquote(PERCENT.sub("%", text))
		if "\\" in text:
			text = BY_LETTER.sub(_space, BY_CODE.sub(_character, text))
		if "&" in text and ENTITY.search(text):
			text = html.unescape(AMPERSAND.sub("&", text))
		if text == before:
			return text
	return None


def _character(code: re.Match[str]) -> str:
	return chr(int(code[1] or code[2], 16))


def _space(code: re.Match[str]) -> str:
	return "" if code[1] == "b" else " "


def _folded(run: re.Match[str]) -> str:
	return "".join([_base(character) for character in run[0]])


@lru_cache(maxsize=4096)
def _base(character: str) -> str:
	"""Return the letters that the database takes a character for: none for a mark that it passes over."""
	if character in _ABOVE_A_LETTER:
		return _ABOVE_A_LETTER[character]
	if unicodedata.category(character) in _PASSED_OVER or character in "\u06de\ufe73":
		return ""
	letters = unicodedata.normalize("NFKD", character)
	if len(letters) > 1 and letters[0] in " \u0640":
		# A mark by itself, on a space or a stroke.
		return ""
	return "".join([_plain_letter(letter) for letter in letters])


def _plain_letter(letter: str) -> str:
	kind = unicodedata.category(letter)
	if kind == "Mn":
		return ""
	if letter.isascii():
		return letter
	# No name of the app has it: a letter stays one, so that what stands beside it is no whole word.
	return "z" if kind[0] in "LN" else " "
