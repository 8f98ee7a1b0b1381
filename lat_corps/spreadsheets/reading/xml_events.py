"""The XML of strangers, told bit by bit to functions: no tree is built, no entity expanded (security 19)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import IO
from xml.parsers import expat

from defusedxml import EntitiesForbidden

CHUNK = 1 << 16

Attributes = dict[str, str]


def told(
	part: IO[bytes],
	start: Callable[[str, Attributes], None],
	end: Callable[[str], None],
	text: Callable[[str], None],
) -> Iterator[None]:
	"""Tell the elements of `part`, pausing after each chunk so that what was told can be taken away.

	Names come as they are written, with their prefix: see `local`. Raises EntitiesForbidden for a document
	that declares an entity, and expat.ExpatError for what is no XML.
	"""
	parser = expat.ParserCreate()
	parser.buffer_text = True
	parser.EntityDeclHandler = parser.UnparsedEntityDeclHandler = _refuse
	parser.StartElementHandler, parser.EndElementHandler = start, end
	parser.CharacterDataHandler = text
	while chunk := part.read(CHUNK):
		parser.Parse(chunk)
		yield
	parser.Parse(b"", True)
	yield


def local(name: str) -> str:
	"""Return the name without its prefix: x:row is a row."""
	return name.rpartition(":")[2]


def _refuse(name: str, *_declared: object) -> None:
	raise EntitiesForbidden(name, None, None, None, None, None)
