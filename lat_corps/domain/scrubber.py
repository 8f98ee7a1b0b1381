"""Marks in a Danish text what could tell whom it is about, before it becomes a learning note (R107, R108).

A mark is a proposal: the scrubber knows some lists, what names look like, and what it is told of the course.
It misses things, such as a nickname in small letters or a story that only one family has: a person reads the
text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from . import scrubber_words as words
from .civil_numbers import CIVIL_NUMBER
from .naming import SIGNS, spelled, without_signs
from .text import _

PERSON, PLACE, HOUSE = _("Name of a person"), _("Place"), _("School or other house")
DATE, CONTACT, RARE, NAME = _("Day or year"), _("Way to reach somebody"), _("Rare feature"), _("Unknown name")

ADVICE = _(
	"The marks are proposals, and some things are never marked: a nickname in small letters, or a story that"
	" only one family has. Read every line before you release the note."
)

BY_COURSE = _("It belongs to the course.")
BY_LIST = _("It is a known name.")
BY_CAPITAL = _("It begins with a capital, and no word of Danish does so here.")
BY_FORM = _("It looks like a date, a number or an address.")
BY_RARITY = _("Few people have it.")
AGAIN = _("It is marked elsewhere in the text.")


@dataclass(frozen=True)
class Mark:
	"""Letters `start` to `end` of a text, what they may tell, and why they are marked."""

	start: int
	end: int
	kind: str
	reason: str


@dataclass(frozen=True)
class Known:
	"""What the course knows by name: found in every form, in small letters too where it is no word."""

	kind: str
	name: str


_LETTERS = rf"(?:[^\W\d_][{SIGNS}]*)+"
WORD = re.compile(rf"{_LETTERS}(?:['’-]{_LETTERS})*['’]?")
GENITIVE = re.compile(r"(?:['’]?s|['’]|es)$")
SENTENCE_END = re.compile(r"(?:^|[.!?:\n»”\"•]|\s[–-])[\s\"»«”“(•–-]*$")
LIST_POINT = re.compile(r"(?:^|\n)\s*\d{1,2}[.)]\s*$")
LOOKED_BACK = 30
"""How many letters before a word tell whether it begins a sentence."""

_MONTH = "|".join((*words.MONTHS, *(f"{month}\\b\\.?" for month in words.MONTHS_IN_SHORT)))
_YEAR = r"(?:19[3-9]|20[0-4])\d"

PATTERNS: tuple[tuple[str, re.Pattern], ...] = (
	(CONTACT, re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?:https?://|www\.)\S+")),
	(CONTACT, CIVIL_NUMBER),
	(
		DATE,
		re.compile(
			rf"\b(?:den |d\. )?\d{{1,2}}\.? ?(?:{_MONTH})(?: {_YEAR})?\b"
			rf"|\b(?:den |d\. )\d{{1,2}}\.(?=\s)"
			rf"|\b(?:{'|'.join(words.MONTHS)})(?: {_YEAR})?\b"
			rf"|(?<!kl\. )(?<!kl )(?<!\d\.)\b\d{{1,2}}[./-]\d{{1,2}}(?:[./-]\d{{2,4}})?\b"
			rf"|\b\d{{4}}-\d\d-\d\d\b"
			rf"|\b(?:{'|'.join(words.SEASONS)})\w* (?:i )?{_YEAR}\b"
			rf"|\b(?:[1-3]\. )?(?:{'|'.join(words.FEASTS)})\b"
			rf"|\buge \d{{1,2}}\b|\b{_YEAR}\b",
			re.IGNORECASE,
		),
	),
	(
		CONTACT,
		re.compile(
			r"(?:\+|00)\d{1,3}[\d ]{6,14}\d\b|\b\d{2}(?P<gap>[ .-]?)\d{2}(?P=gap)\d{2}(?P=gap)\d{2}\b"
			r"|\b\d{4} \d{4}\b|\b\d{2} \d{3} \d{3}\b"
		),
	),
	# A number in a register: of a car, a case, an account, or the day that begins a CPR number.
	(
		CONTACT,
		re.compile(
			r"\b[A-ZÆØÅ]{2} ?\d{2} ?\d{3}\b|\b\d{5,}\b"
			r"|\b(?!\d{1,2}[-/]\d{1,2}[-/]|\d{4}-\d\d-\d\d\b)\d{2,6}(?:[-/]\d{2,6}){2,}\b"
		),
	),
	# What somebody is called on a service.
	(CONTACT, re.compile(r"(?<!\w)@\w[\w.]+|\b(?=\w*[^\W\d_])\w+_\w+|\b[^\W\d_]{3,}\d{3,}\w*")),
	(
		CONTACT,
		re.compile(
			rf"\b(?=[A-ZÆØÅ])(?:[A-ZÆØÅ][\wé]*\.? ){{0,3}}\w*(?i:{'|'.join(words.STREET_ENDINGS)})"
			r" \d+(?: ?[A-HJ-Z]|[a-z])?\b(?:, ?(?:st|kl|\d+)\.? ?(?:tv|th|mf)\b\.?)?"
			r"|\b[A-ZÆØÅ]\w+ \d+[a-zA-Z]?, ?(?:st|kl|\d+)\.? ?(?:tv|th|mf)\b\.?"
		),
	),
	(HOUSE, re.compile(r"\b\d{1,2}\. (?=[A-ZÆØÅ]\w+ [A-ZÆØÅ])")),
	(PLACE, re.compile(r"\b[1-9]\d{3} [A-ZÆØÅ]\w+(?: [A-ZÆØÅ]\b)?")),
	(PERSON, re.compile(r"(?<![\w.])[A-ZÆØÅ]\.(?: ?[A-ZÆØÅ]\.)*(?= ?\w)")),
	(
		RARE,
		re.compile(
			r"\b\d{1,2}(?:-| )?årig\w*|\b(?:er|var|fyldte|fylder|blev|bliver|på) (?P<only>\d{1,2} år)\b"
			r"|\b\d{1,2} år gammel|\bden eneste (?!grund|måde|gang|vej|ting)\w+(?: (?:på|i|af|med) \w+)?"
			r"|\b(?:\w+ )?\w*mester i (?-i:[a-zæøå]\w*)"
			r"|\b(?:dom(?:men)?|dømt|sigtet|tiltalt|straffet) for (?!at\b)\w+",
			re.IGNORECASE,
		),
	),
)


SPELLED = {
	name: frozenset(spelled(word) for word in getattr(words, name))
	for name in (
		"FIRST_NAMES",
		"SURNAMES",
		"NAMES_AND_WORDS",
		"PLACES",
		"SENTENCE_STARTS",
		"WITH_CAPITAL",
		"HOUSES",
		"COMMON_HOUSES",
		"RARE",
	)
}
NAMES = SPELLED["FIRST_NAMES"] | SPELLED["SURNAMES"]
ALSO_WORDS, STARTS, SPARED = (
	SPELLED[name] for name in ("NAMES_AND_WORDS", "SENTENCE_STARTS", "WITH_CAPITAL")
)
PLACES, HOUSES, COMMON_HOUSES = (SPELLED[name] for name in ("PLACES", "HOUSES", "COMMON_HOUSES"))
RARE_WORDS = frozenset(
	stem + ending
	for stem in SPELLED["RARE"]
	for ending in ("", "s", "e", "t", "en", "er", "et", "erne", "ers", "ens")
)

OFFICES = tuple(spelled(word) for word in words.OFFICES)

SHORT = 4
"""Shorter names than this are looked for with a capital alone."""


def marks(text: str, known: Iterable[Known] = ()) -> list[Mark]:
	"""Return what could tell whom the text is about, in its order, what touches as one."""
	tokens = list(_tokens(text))
	found = [*_by_pattern(text), *_of_the_course(tokens, known), *_rare(tokens), *_names(tokens)]
	return _joined(text, [*found, *_again(tokens, found)])


@dataclass(frozen=True)
class Token:
	start: int
	end: int
	text: str
	begins_sentence: bool

	@cached_property
	def whole(self) -> str:
		return self.bare.rstrip("'’")

	@cached_property
	def bare(self) -> str:
		return spelled(without_signs(self.text))

	@cached_property
	def forms(self) -> frozenset[str]:
		"""The word as a list may have it: as it stands, without its genitive, and its parts."""
		parts = self.bare.split("-") if "-" in self.bare else ()
		return frozenset(
			(self.whole, GENITIVE.sub("", self.bare), *(part for part in parts if len(part) >= SHORT))
		)

	@property
	def has_capital(self) -> bool:
		return self.text[0].isupper()

	@property
	def is_spared(self) -> bool:
		"""Whether its capital tells nothing: a polite form, a known app, an abbreviation."""
		return self.whole in SPARED or (
			self.text.isupper() and len(self.text) <= SHORT and not self.forms & NAMES
		)

	def mark(self, kind: str, reason: str) -> Mark:
		return Mark(self.start, self.end, kind, reason)


def _tokens(text: str) -> Iterator[Token]:
	for match in WORD.finditer(text):
		before = text[max(match.start() - LOOKED_BACK, 0) : match.start()]
		yield Token(match.start(), match.end(), match[0], _begins_sentence(before))


def _begins_sentence(before: str) -> bool:
	"""Tell whether a word after this, the last letters before it, begins a sentence or a point of a list."""
	if LIST_POINT.search(before):
		return True
	last = re.search(r"(\S+)\.\s*$", before)
	if last and (last[1].isdigit() or last[1].casefold() in words.ABBREVIATIONS):
		return False
	return bool(SENTENCE_END.search(before))


def _by_pattern(text: str) -> Iterator[Mark]:
	for kind, pattern in PATTERNS:
		for match in pattern.finditer(text):
			start, end = match.span("only") if match.groupdict().get("only") else match.span()
			yield Mark(start, end, kind, BY_RARITY if kind == RARE else BY_FORM)


def _of_the_course(tokens: Sequence[Token], known: Iterable[Known]) -> Iterator[Mark]:
	"""Mark each word of a known name, in every form and as the beginning of a longer word."""
	parts = {
		spelled(part): each.kind
		for each in known
		for part in re.findall(r"[^\W\d_]{2,}", without_signs(each.name))
		if spelled(part) not in HOUSES | COMMON_HOUSES
	}
	for token in tokens:
		for part, kind in parts.items():
			is_it = part in token.forms or (len(part) > SHORT and token.whole.startswith(part))
			if is_it and (token.has_capital or _has_no_other_meaning(part)):
				yield token.mark(kind, BY_COURSE)


def _has_no_other_meaning(name: str) -> bool:
	return len(name) >= SHORT and name not in ALSO_WORDS | STARTS


def _rare(tokens: Sequence[Token]) -> Iterator[Mark]:
	for token in tokens:
		if token.whole in RARE_WORDS or token.whole.endswith(OFFICES):
			yield token.mark(RARE, BY_RARITY)


def _names(tokens: Sequence[Token]) -> Iterator[Mark]:
	for before, token, after in zip((None, *tokens), tokens, (*tokens[1:], None), strict=False):
		beside = [
			each
			for each, gap in (
				(before, before and token.start - before.end),
				(after, after and after.start - token.end),
			)
			if each and gap == 1 and each.has_capital and not each.is_spared
		]
		kind = (
			_kind_of_house(token, before, beside)
			or _listed(token)
			or _abbreviated(token, beside)
			or _by_capital(token, beside)
		)
		if kind:
			yield token.mark(kind, BY_CAPITAL if kind == NAME else BY_LIST)


def _kind_of_house(token: Token, before: Token | None, beside: Sequence[Token]) -> str | None:
	if token.whole in HOUSES:
		named = [
			each for each in beside if each is not before or not each.begins_sentence or not _is_common(each)
		]
		return HOUSE if named and (token.has_capital or before in named) else None
	if not token.has_capital or token.whole in COMMON_HOUSES:
		return None
	if token.whole.endswith(words.HOUSE_ENDINGS):
		return HOUSE
	return PLACE if token.whole.endswith(words.STREET_ENDINGS) and not _is_common(token) else None


def _listed(token: Token) -> str | None:
	if token.is_spared:
		return None
	if token.has_capital:
		if token.begins_sentence and token.whole in STARTS:
			return None
		if token.forms & PLACES:
			return PLACE
		return PERSON if token.forms & (NAMES | ALSO_WORDS) else None
	found = {form for form in token.forms & (NAMES | PLACES) if len(form) >= SHORT}
	if found and _has_no_other_meaning(token.whole) and not found & ALSO_WORDS:
		return PERSON if found & NAMES else PLACE
	return None


def _abbreviated(token: Token, beside: Sequence[Token]) -> str | None:
	"""An abbreviation that a name follows is a part of it: of which school, or whose office."""
	named = [each for each in beside if each.start > token.start and not each.text.isupper()]
	return HOUSE if named and token.is_spared and token.text.isupper() and len(token.text) > 1 else None


def _by_capital(token: Token, beside: Sequence[Token]) -> str | None:
	if not token.has_capital or token.is_spared or len(token.text) < 2:
		return NAME if len(token.text) == 1 and token.has_capital and _follows_a_name(token, beside) else None
	if not token.begins_sentence:
		return None if token.whole.endswith(words.UNIT_ENDINGS) and not beside else NAME
	if token.whole in STARTS:
		named = token.forms & (NAMES | ALSO_WORDS) and any(each.start > token.start for each in beside)
		return PERSON if named else None
	return None if _is_common(token) else NAME


def _follows_a_name(token: Token, beside: Sequence[Token]) -> bool:
	return any(each.start < token.start and each.forms & PLACES for each in beside)


def _is_common(token: Token) -> bool:
	"""Tell whether a word that begins a sentence is one of Danish, by the lists and by how it ends."""
	whole = token.whole
	return (
		whole in STARTS
		or whole in COMMON_HOUSES
		or GENITIVE.sub("", whole) in STARTS
		or any(whole.endswith(ending) and len(whole) >= len(ending) + 2 for ending in words.WORD_ENDINGS)
	)


def _again(tokens: Sequence[Token], found: Sequence[Mark]) -> Iterator[Mark]:
	"""Mark what is marked as a name elsewhere in the text; in small letters where it is no word of Danish."""
	marked = {mark.start: mark for mark in found if mark.kind in (PERSON, PLACE, NAME, HOUSE)}
	names = {
		form: marked[token.start].kind for token in tokens if token.start in marked for form in token.forms
	}
	for token in tokens:
		if token.start in marked or token.whole in STARTS:
			continue
		form = next((form for form in token.forms if form in names), None)
		if form and (token.has_capital or _is_written_small(token, form, names[form])):
			yield token.mark(names[form], AGAIN)


def _is_written_small(token: Token, form: str, kind: str) -> bool:
	return kind != HOUSE and _has_no_other_meaning(form) and not _is_common(token)


_ORDER = (CONTACT, DATE, RARE, HOUSE, PLACE, PERSON, NAME)


def _joined(text: str, found: Iterable[Mark]) -> list[Mark]:
	"""Return the marks in the order of the text; what overlaps, or is names side by side, is one."""
	joined: list[Mark] = []
	for mark in sorted(found, key=lambda mark: (mark.start, -mark.end, _ORDER.index(mark.kind))):
		last = joined[-1] if joined else None
		if last and (mark.start < last.end or _belong_together(text, last, mark)):
			first = min(last, mark, key=lambda mark: _ORDER.index(mark.kind))
			joined[-1] = Mark(last.start, max(last.end, mark.end), first.kind, first.reason)
		else:
			joined.append(mark)
	return joined


def _belong_together(text: str, first: Mark, second: Mark) -> bool:
	names = (PERSON, PLACE, HOUSE, NAME)
	return first.kind in names and second.kind in names and text[first.end : second.start] in ("", " ", "-")
