"""The XML of strangers told bit by bit (security 19); what a workbook, "Strict" or not, tells of itself."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import IO, Literal
from xml.parsers import expat

from defusedxml import EntitiesForbidden
from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format, is_timedelta_format
from openpyxl.utils.datetime import CALENDAR_MAC_1904, WINDOWS_EPOCH

from ..cells.table import clean
from ..cells.texts import from_excel_text

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


WORKBOOK = "xl/workbook.xml"
CONTENTS = "[Content_Types].xml"
TRUE = ("1", "true", "on")

Format = Literal["", "date", "duration", "percent"]

Relations = dict[str, tuple[str, str]]
"""Id -> last word of the kind, and the part."""


@dataclass(frozen=True)
class SheetPart:
	"""One worksheet: its name, the part that holds it, and whether the workbook shows it."""

	title: str
	path: str
	visible: bool


class WorkbookParts:
	"""The parts of a workbook; each is parsed when it is asked for. KeyError for one that is not there."""

	def __init__(self, archive: zipfile.ZipFile) -> None:
		self.archive = archive
		self._names = {name.lower(): name for name in archive.namelist()}
		if CONTENTS.lower() not in self._names:
			raise KeyError(CONTENTS)
		targets = self._relations("").values()
		self.path = next((path for kind, path in targets if kind == "officeDocument"), WORKBOOK)
		self._read_workbook()

	def opened(self, path: str) -> IO[bytes]:
		return self.archive.open(self._names[path.lower()])

	def format(self, style: str) -> Format:
		"""Return what a style makes of a number, nothing for a style that there is not."""
		return self.formats[int(style)] if style.isdecimal() and int(style) < len(self.formats) else ""

	@cached_property
	def formats(self) -> list[Format]:
		"""What each style of cells makes of a number."""
		codes: dict[str, str] = {}
		of_cells: list[str] = []
		path: list[str] = []

		def start(name: str, attributes: Attributes) -> None:
			path.append(local(name))
			if path[-2:] == ["numFmts", "numFmt"]:
				codes[attributes["numFmtId"]] = attributes.get("formatCode", "")
			elif path[-2:] == ["cellXfs", "xf"]:
				of_cells.append(attributes.get("numFmtId", "0"))

		if self._related("styles"):
			self._tell(self._related("styles"), start, lambda _name: path.pop())
		return [_format(codes.get(number) or BUILTIN_FORMATS.get(int(number), "")) for number in of_cells]

	@cached_property
	def texts(self) -> list[str | None]:
		"""The texts that cells name by their place, trimmed; hints of how to pronounce them are left out."""
		texts: list[str | None] = []
		pieces: list[str] = []
		said: list[str] = []
		path: list[str] = []

		def start(name: str, _attributes: Attributes) -> None:
			path.append(local(name))
			pieces.clear()

		def end(_name: str) -> None:
			if path[-1] == "t" and "rPh" not in path:
				said.extend(pieces)
			elif path[-1] == "si":
				texts.append(clean(from_excel_text("".join(said))))
				said.clear()
			path.pop()

		if part := self._related("sharedStrings"):
			self._tell(part, start, end, pieces.append)
		return texts

	def _read_workbook(self) -> None:
		relations = self._relations(self.path)
		self._others = {kind: path for kind, path in relations.values()}
		self.sheets: list[SheetPart] = []
		self.epoch = WINDOWS_EPOCH
		self.calculates_on_opening = False
		titles: set[str] = set()

		def start(name: str, attributes: Attributes) -> None:
			if local(name) == "workbookPr" and attributes.get("date1904") in TRUE:
				self.epoch = CALENDAR_MAC_1904
			elif local(name) == "calcPr":
				self.calculates_on_opening = attributes.get("fullCalcOnLoad") in TRUE
			elif local(name) == "sheet":
				title = attributes["name"]
				while title.casefold() in titles:
					title += "'"
				titles.add(title.casefold())
				kind, path = relations[next(attributes[each] for each in attributes if local(each) == "id")]
				if kind == "worksheet":
					visible = attributes.get("state", "visible") == "visible"
					self.sheets.append(SheetPart(from_excel_text(title), path, visible))

		self._tell(self.path, start)

	def _related(self, kind: str) -> str:
		"""Return the part of a kind, empty where there is none."""
		path = self._others.get(kind, "")
		return path if path.lower() in self._names else ""

	def _relations(self, path: str) -> Relations:
		folder, name = posixpath.split(path)
		relations: Relations = {}

		def start(name: str, attributes: Attributes) -> None:
			if local(name) == "Relationship" and attributes.get("TargetMode") != "External":
				target = posixpath.normpath(posixpath.join("/", folder, attributes["Target"])).lstrip("/")
				relations[attributes["Id"]] = (posixpath.basename(attributes["Type"]), target)

		part = posixpath.join(folder, "_rels", f"{name}.rels")
		if part.lower() in self._names:
			self._tell(part, start)
		return relations

	def _tell(self, path: str, start, end=lambda _name: None, text=lambda _text: None) -> None:
		with self.opened(path) as part:
			for _pause in told(part, start, end, text):
				pass


def _format(code: str) -> Format:
	if is_timedelta_format(code):
		return "duration"
	if is_date_format(code):
		return "date"
	return "percent" if _is_percent(code) else ""


def _is_percent(code: str) -> bool:
	"""Whether a per cent sign is part of the format, and not of a text in it."""
	signs = code.split('"')[::2]
	return any("%" in part.replace("\\%", "") for part in signs)
