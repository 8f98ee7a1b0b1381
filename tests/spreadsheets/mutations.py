"""Small valid files of every kind that can be uploaded, and what a damaged disk or line makes of them."""

from __future__ import annotations

import datetime as dt
import random

from tests.who5 import WHO5

from .senders import archive, open_document, spss, surveyxact, text_file, workbook

HEADINGS = ["Forløb", "Måling", "Dato", *(item.code for item in WHO5.items), "Bemærkning"]
ROWS = [
	HEADINGS,
	["001", "Før", "31-01-2024", "3", "2", "4", "1", "3", 'kom for "sent"; ringede'],
	["001", "Efter", "30-06-2024", "5", "5", "4", "3", "2", "æøå – to\nlinjer"],
	["002", "Før", "31-01-2024", "1,5", "-99", "Ofte", "", "3", None],
]
NUMBERS = [
	["ID", "Punkt", "Dato", *(item.code for item in WHO5.items)],
	["001", "Før", dt.date(2024, 1, 31), 3, 2, 4, 1, 3],
	["001", "Efter", dt.date(2024, 6, 30), 5, 5, 4, 3, 9],
]
DECLARED = {
	"column_labels": {"WHO5_1": "Jeg har været glad og i godt humør"},
	"variable_value_labels": {"WHO5_5": {0: "På intet tidspunkt", 9: "Ønsker ikke at svare"}},
	"missing_ranges": {"WHO5_5": [9]},
}
SPSS, SPSS_PACKED = (spss(NUMBERS, compressed, **DECLARED) for compressed in (False, True))
DIRECTORY_ENTRY, LOCAL_HEADER, END = b"PK\x01\x02", b"PK\x03\x04", b"PK\x05\x06"
FIXED_PARTS = {DIRECTORY_ENTRY: 46, LOCAL_HEADER: 30, END: 22}
NAME_LENGTH = 40


def small_files() -> dict[str, bytes]:
	"""Return ten files by name: texts, workbooks, files of SPSS, and archives of them."""
	groups = [[*HEADINGS[:3], "Trivsel", *[None] * 4], [None, None, None, *HEADINGS[3:8]], *ROWS[1:3]]
	two = workbook({"Før": [HEADINGS, ROWS[1]], "Efter": [HEADINGS, ROWS[2]], "Noter": [["a", "b"]]})
	return {
		"plain.csv": text_file(ROWS),
		"windows.csv": text_file(ROWS, encoding="cp1252", errors="replace"),
		"unicode.txt": text_file(ROWS, "\t", "utf-16"),
		"spss.sav": SPSS,
		"one sheet.xlsx": workbook({"Ark1": ROWS}),
		"two sheets.xlsx": two,
		"groups.xlsx": workbook({"Ark1": groups}, lambda book: book["Ark1"].merge_cells("D1:H1")),
		"surveyxact.zip": archive(surveyxact()),
		"packed.zip": archive({"SPSS/svar.zsav": SPSS_PACKED}),
		"libreoffice.ods": open_document(ROWS),
	}


def damaged(content: bytes, seed: int, in_directory: bool = False) -> bytes:
	"""Return the file with one to three faults: bytes changed, cut out, doubled, or its end cut off.

	With `in_directory`, of an archive, they lie in its headers and its directory.
	"""
	chance = random.Random(seed)
	changed = bytearray(content)
	for _fault in range(chance.choice((1, 1, 2, 3))):
		place = _in_directory(changed, chance) if in_directory else chance.randrange(len(changed) or 1)
		_damage(changed, place, chance, in_directory)
	return bytes(changed)


def _in_directory(content: bytearray, chance: random.Random) -> int:
	starts = [
		(place, length)
		for sign, length in FIXED_PARTS.items()
		for place in range(len(content))
		if content.startswith(sign, place)
	]
	if not starts:
		return chance.randrange(len(content) or 1)
	start, length = chance.choice(starts)
	return min(start + chance.randrange(length + NAME_LENGTH), len(content) - 1)


def _damage(content: bytearray, place: int, chance: random.Random, gently: bool) -> None:
	fault = chance.choice(("flip", "flip", "flip", "set", "set", "cut", "double", "end"))
	if gently and fault == "end":
		fault = "flip"
	length = chance.choice((1, 1, 2, 4, 16))
	if fault == "flip" and place < len(content):
		content[place] ^= 1 << chance.randrange(8)
	elif fault == "set":
		content[place : place + length] = bytes(
			chance.choice((0, 0xFF, chance.randrange(256))) for _n in range(length)
		)
	elif fault == "cut":
		del content[place : place + length]
	elif fault == "double":
		content[place:place] = content[place : place + length]
	elif fault == "end":
		del content[place:]
