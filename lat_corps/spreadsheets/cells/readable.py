"""Texts as a person reads them: without markup, entities and escapes that survey systems and Excel leave."""

from __future__ import annotations

import html
import re

INLINE = "a|abbr|b|bdi|bdo|big|cite|code|del|em|font|i|img|ins|kbd|label|mark|o:p|q|s|samp|small|span|strike"
INLINE += "|strong|sub|sup|tt|u|var|wbr"
BLOCKS = "address|article|aside|blockquote|body|br|center|dd|div|dl|dt|figure|footer|form|h[1-6]|header|hr"
BLOCKS += "|html|li|main|nav|ol|p|pre|section|table|tbody|td|tfoot|th|thead|tr|ul"

_ATTRIBUTES = r"(?:\s[^<>]{0,2000})?/?"
INLINE_TAG = re.compile(rf"</?(?:{INLINE}){_ATTRIBUTES}>", re.IGNORECASE)
BLOCK_TAG = re.compile(rf"</?(?:{BLOCKS}){_ATTRIBUTES}>|<!--[^<>]{{0,2000}}-->", re.IGNORECASE)
"""Known names only: "<18 years>" is a text, and so is "<unknown>"."""

ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")

LEVELS = 2
"""Some systems escape what is escaped already: &amp;lt;b&amp;gt;."""

ESCAPED_BREAK = re.compile(r"_x000[9adAD]_")
"""A line break of a workbook that went through a text file."""


def readable(text: str) -> str:
	"""Return the text without HTML and escaped line breaks, entities as their signs, blanks made single.

	A text that is markup alone stays as it is.
	"""
	shown = ESCAPED_BREAK.sub(" ", text) if "_x000" in text else text
	for _level in range(LEVELS):
		if "<" in shown:
			shown = BLOCK_TAG.sub(" ", INLINE_TAG.sub("", shown))
		if "&" in shown:
			shown = ENTITY.sub(lambda entity: html.unescape(entity[0]), shown)
	return " ".join(shown.split()) or " ".join(text.split())
