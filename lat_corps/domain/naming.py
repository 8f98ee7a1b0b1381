"""What a citizen is called on a page, and how names are sought and ordered in Danish."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

FULL_NAME, WORKING_NAME, INITIALS = "Full name", "Working name", "Initials"
"""What a municipality lets its mentors see in lists and titles."""

_LIKE_DANISH = str.maketrans("äöđðłı", "æøddli")
_AS_TWO = (("aa", "å"), ("ae", "æ"), ("oe", "ø"))
_WITHOUT = str.maketrans({"å": "a", "æ": "ae", "ø": "o"})
SIGNS = "\\u0300-\\u036f\\u0640\\u064b-\\u065f\\u0670"
"""Between brackets of a pattern: accents that stand for themselves, Arabic vowel signs and tatweel."""
_LAST = {letter: chr(ord("z") + place) for place, letter in enumerate("æøå", start=1)}


def shown_to_mentor(full_name: str, working_name: str, choice: str) -> str:
	"""Return the name that a mentor sees by the municipality's choice; without a working name, initials."""
	if choice == FULL_NAME:
		return full_name
	if choice == WORKING_NAME and working_name:
		return working_name
	return "".join(f"{part[0].upper()}." for part in full_name.split())


def without_signs(text: str) -> str:
	"""Return `text` with each accent in its letter, and without what Arabic may leave out."""
	return re.sub(f"[{SIGNS}]", "", unicodedata.normalize("NFC", text))


def without_names(text: str, names: Iterable[str]) -> str:
	"""Return `text` with … for each word of the names, in whatever case and with a genitive's s or not."""
	words = sorted(
		{word for name in names for word in re.findall(r"[^\W\d_]{2,}", without_signs(name))}, key=len
	)
	if not words:
		return text
	either = "|".join("".join(f"{letter}[{SIGNS}]*" for letter in word) for word in reversed(words))
	whole = rf"(?<![\w{SIGNS}])(?:{either})(?:['’]?s)?(?![\w{SIGNS}])"
	return re.sub(whole, "…", unicodedata.normalize("NFC", text), flags=re.IGNORECASE)


def is_sought(text: str, name: str) -> bool:
	"""Tell whether each word of `text` is found in `name`, whatever the spelling: å or aa, ø or o, é or e."""
	whole = spelled(name)
	plain = whole.translate(_WITHOUT)
	words = [spelled(word) for word in text.split()]
	return all(word in whole or word.translate(_WITHOUT) in plain for word in words)


def danish_order(name: str) -> str:
	"""Return what to sort names by: æ, ø and å come last, and aa counts as å."""
	return "".join(_LAST.get(letter, letter) for letter in _bare(name).replace("aa", "å"))


def spelled(text: str) -> str:
	"""Return `text` in small letters, one spelling for those that are written in two: å for aa, e for é."""
	text = _bare(text)
	for two, one in _AS_TWO:
		text = text.replace(two, one)
	return text


def _bare(text: str) -> str:
	"""Return `text` in small letters without accents; the ring of å is none."""
	letters = unicodedata.normalize("NFC", text.casefold()).translate(_LIKE_DANISH)
	return "".join(letter if letter in _LAST else _without_accents(letter) for letter in letters)


def _without_accents(letter: str) -> str:
	parts = unicodedata.normalize("NFKD", letter)
	return "".join(part for part in parts if not unicodedata.combining(part))
