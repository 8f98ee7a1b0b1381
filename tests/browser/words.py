"""The words that a page of the Desk shows, and which of them are English.

What is English is known from the catalogues: a word that stands in a source text and in no Danish one.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

import frappe
from playwright.sync_api import Page

from tests.browser.desk import Desk
from tests.metadata import catalogue

WORD = re.compile(r"[^\W\d_]{2,}")
CODE = re.compile(r"[a-z]+(_+[a-z]+)+")
PLACEHOLDER = re.compile(r"\{[^{}]*\}")
TAG_OR_PLACEHOLDER = re.compile(r"<[^<>]*>|\{[^{}]*\}|&\w+;")

NAMES = {"frappe", "erpnext", "lat", "corps", "chromium", "print", "designer", "google", "windows"}
"""Products by their own names, and what stands in their names."""

KEYS = {"down", "up", "space"}
"""What Frappe calls keys, wherever it names them."""

SEEN = """() => {
	// Names of fields, to be copied by who builds; what a field of suggestions will say once it is entered.
	const UNSEEN = "script, style, noscript, textarea, .tooltip-content, .awesomplete > [role=status]";
	const texts = new Set();
	const shown = (element) => element.checkVisibility({ checkVisibilityCSS: true });
	const add = (text) => texts.add((text || "").replace(/\\s+/g, " ").trim());
	const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
	while (walker.nextNode()) {
		const element = walker.currentNode.parentElement;
		if (!element.closest(UNSEEN) && shown(element)) {
			add(walker.currentNode.textContent);
		}
	}
	for (const element of document.body.querySelectorAll("*")) {
		if (!shown(element)) continue;
		for (const name of ["title", "placeholder", "aria-label", "data-original-title", "alt"]) {
			add(element.getAttribute(name));
		}
		if (element.matches("input[type=button], input[type=submit]")) add(element.value);
	}
	texts.delete("");
	return [...texts];
}"""


def seen(page: Page) -> set[str]:
	"""Return every text on the page and every hint that the pointer or a screen reader would meet."""
	return {*page.evaluate(SEEN)}


class English:
	"""Tells English from Danish, knowing what the site's records hold."""

	def __init__(self, data: set[str]):
		self.data = data
		self.data_words = {word.casefold() for text in data for word in WORD.findall(text)}

	@cached_property
	def words(self) -> set[str]:
		english, danish = set(), NAMES | KEYS
		for source, translation in _pairs():
			english |= _words(source)
			danish |= _words(translation)
		return english - danish

	def among(self, texts: set[str]) -> set[str]:
		return {text for text in texts if self._speaks(text) and not self._excused(text)}

	def _excused(self, text: str) -> bool:
		"""Records are not ours to word, codes are no words, what Frappe calls Danish is never overridden."""
		return bool(text in self.data or CODE.fullmatch(text) or self._danish_of_frappe.fullmatch(text))

	@cached_property
	def _danish_of_frappe(self) -> re.Pattern:
		said = {danish for _source, danish in _pairs_of_frappe() if _words(danish)}
		patterns = (".*".join(map(re.escape, PLACEHOLDER.split(danish))) for danish in said)
		return re.compile("|".join(patterns) or r"(?!)", re.DOTALL)

	def _speaks(self, text: str) -> bool:
		return bool(_words(text) & self.words - self.data_words)


def _words(text: str) -> set[str]:
	return {word.casefold() for word in WORD.findall(TAG_OR_PLACEHOLDER.sub(" ", text))}


def _pairs() -> Iterator[tuple[str, str]]:
	"""Yield (source, Danish) of the app's own catalogues, and the sources of Frappe's."""
	for path in (catalogue.DANISH, catalogue.DESK_WORDS):
		yield from _pairs_of(path)
	for source, _danish in _pairs_of_frappe():
		yield source, ""


def _pairs_of_frappe() -> Iterator[tuple[str, str]]:
	folder = Path(frappe.get_app_path("frappe"))
	for path in (folder / "locale").glob("da.po"):
		yield from _pairs_of(path)
	for path in (folder / "translations").glob("da.csv"):
		with path.open(encoding="utf-8", newline="") as file:
			yield from ((row[0], row[1]) for row in csv.reader(file) if len(row) > 1)


def _pairs_of(path: Path) -> Iterator[tuple[str, str]]:
	return ((message.id, message.string) for message in catalogue.read_catalogue(path) if message.id)


def open_everything(desk: Desk, *selectors: str):
	"""Yield after each of these that can be pressed, and leave what opened by the key that does so."""
	for selector in selectors:
		for index in range(desk.find(selector).count()):
			desk.find(selector).nth(index).click(force=True)
			yield desk.settle()
			desk.page.keyboard.press("Escape")
