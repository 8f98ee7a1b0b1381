"""A sender's next file is recognised, and a stored mapping says what has changed in it (N10)."""

from __future__ import annotations

from lat_corps.spreadsheets.meaning.profiles import apply_mapping, fingerprint, similarity

from .senders import mapping_of, read, text_file

LONG = ["Forløb", "Måling", "Dato", *(f"WHO5_{n}" for n in range(1, 6))]
ROW = ["001", "Før", "31-01-2024", "3", "2", "4", "1", "3"]
STORED = list(mapping_of(read(text_file([LONG, ROW]))).values())


def applied(headers: list[str]) -> object:
	return apply_mapping(read(text_file([headers, ["1"] * len(headers)])), STORED)


def test_moved_columns_and_capitals_leave_the_fingerprint_as_it_is() -> None:
	assert fingerprint(LONG) == fingerprint([header.upper() for header in reversed(LONG)])
	assert fingerprint(LONG) != fingerprint([*LONG, "Note"])


def test_a_column_more_or_fewer_does_not_make_another_sender() -> None:
	assert similarity(LONG, LONG) == 1
	assert similarity(LONG, [*LONG, "Note", "Køn"]) > 0.9
	assert similarity(LONG, LONG[:-1]) > 0.9
	assert similarity(LONG, ["s_1", "maaling", "Dato", "s_2_1"]) < 0.5
	assert similarity(LONG, []) == 0


def test_moved_columns_are_found() -> None:
	fits = applied([*LONG[::-1]])
	assert [column.header for column in fits.mapping] == LONG[::-1]
	assert (fits.mapping[-1].role, fits.mapping[-1].position, fits.changes) == ("Case", 7, [])


def test_added_columns_are_left_out_and_said() -> None:
	fits = applied([*LONG, "Note"])
	assert fits.mapping[-1].role == "Ignore"
	assert "New columns since the sender's last file: Note" in fits.changes[0].render()


def test_a_renamed_column_is_proposed_and_must_be_confirmed() -> None:
	fits = applied(["Forløbet", *LONG[1:]])
	assert (fits.mapping[0].role, fits.mapping[0].certain, fits.complete) == ("Case", False, True)
	assert "“Forløb” is now called “Forløbet”" in fits.changes[0].render()


def test_a_column_that_is_gone_is_said() -> None:
	fits = applied(LONG[:-1])
	assert not fits.complete
	assert "had WHO5_5, this one has not" in fits.changes[0].render()
