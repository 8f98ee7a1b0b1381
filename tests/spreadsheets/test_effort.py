"""Whether a file is read while a person waits is told by its size unpacked, not by its size (N10)."""

from __future__ import annotations

import io
import zipfile

from lat_corps.spreadsheets.reading.uploads import MARKUP, effort

from .senders import archive


def packed(**parts: int) -> bytes:
	content = io.BytesIO()
	with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
		for name, size in parts.items():
			archive.writestr(name.replace("__", "/").replace("_", "."), "12;" * (size // 3))
	return content.getvalue()


def test_a_text_is_as_long_as_it_is() -> None:
	assert effort(b"a;b\n" * 100) == 400


def test_a_workbook_counts_as_it_unpacks_and_texts_in_an_archive_whole() -> None:
	workbook = packed(xl__workbook_xml=30, xl__worksheets__sheet1_xml=900_000)
	assert len(workbook) < 10_000 and effort(workbook) == 900_000 // MARKUP + 30 // MARKUP
	assert effort(packed(data_csv=600_000, labels_csv=300)) == 600_300


def test_what_is_packed_counts_as_much_as_alone() -> None:
	workbook = packed(xl__workbook_xml=30, xl__worksheets__sheet1_xml=900_000)
	spss = b"$FL2" + bytes(5_000)
	for name, content in (("svar.xlsx", workbook), ("SPSS/svar.sav", spss)):
		assert effort(archive({name: content, "readme.txt": b"Exported"})) == effort(content) > 1_000


def test_what_cannot_be_opened_is_refused_at_once() -> None:
	assert effort(b"PK\x03\x04" + bytes(3_000_000)) == 0
