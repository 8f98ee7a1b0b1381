"""Labels are compared as a person reads them, and the instrument's own words go first (N10)."""

from __future__ import annotations

import io
from dataclasses import replace

import openpyxl
import pytest

from lat_corps.domain.instruments import Choice, Instrument
from lat_corps.spreadsheets.cells.headings import readable
from lat_corps.spreadsheets.cells.table import Table
from lat_corps.spreadsheets.instruments.instrument_workbook import instrument_workbook, read_instrument
from lat_corps.spreadsheets.meaning.codes import suggest_codes
from tests.who5 import WHO5

from .senders import (
	DAY,
	FREQUENCY,
	WORDED,
	Rows,
	answered,
	archive,
	codes_of,
	mapping_of,
	plan_of,
	read,
	text_file,
	workbook,
)

CODES = [item.code for item in WHO5.items]
LONG = ["Forløb", "Måling", "Dato", *CODES]
ROW = ["001", "Før", "31-01-2024", "3", "2", "4", "1", "3"]


def scale_of(*labels: str, first: int = 0) -> Instrument:
	"""WHO-5's structure with another scale of answers."""
	choices = tuple(Choice(value, label) for value, label in enumerate(labels, first))
	limits = {"minimum": first, "maximum": first + len(labels) - 1}
	return replace(WHO5, items=tuple(replace(item, choices=choices, **limits) for item in WHO5.items))


def redcap(choices: str, answers: str, label: str = "{}") -> Table:
	dictionary: Rows = [
		["Variable / Field Name", "Form Name", "Field Type", "Field Label", "Choices"],
		*([item.code.lower(), "f", "radio", label.format(item.label), choices] for item in WHO5.items),
	]
	head = ["record_id", "redcap_event_name", "dato", *(code.lower() for code in CODES)]
	rows = [head, ["001", "baseline_arm_1", "2024-01-31", *answers]]
	return read(
		archive({"data.csv": text_file(rows, ","), "dictionary.csv": text_file(dictionary, ",")}),
		"redcap.zip",
	)


@pytest.mark.parametrize(
	("written", "read_as"),
	[
		("<b>Sj&aelig;ldent</b>", "Sjældent"),
		('<div class="rich-text-field-label"><p>Mood</p></div>', "Mood"),
		("Af<br/>og&nbsp;til", "Af og til"),
		("&lt;b&gt;Ofte&lt;/b&gt;", "Ofte"),
		("&amp;lt;i&amp;gt; R&amp;D", "<i> R&D"),
		("H<sub>2</sub>O", "H2O"),
		("Hele\u00a0\r\ntiden", "Hele tiden"),
		("Ofte_x000D_\n", "Ofte"),
		("q_x0001_ok", "q_x0001_ok"),
		("<18 år", "<18 år"),
		("<ukendt>", "<ukendt>"),
		("<b></b>", "<b></b>"),
		("Fisk & fugl; mere", "Fisk & fugl; mere"),
	],
)
def test_a_text_without_its_markup(written: str, read_as: str) -> None:
	assert readable(written) == read_as


@pytest.mark.parametrize("choice", ["<b>{}</b>", "<span style='color:red'>{}</span><br>", "&nbsp;{}&#160;"])
def test_a_codebook_in_html_says_what_its_plain_twin_says(choice: str) -> None:
	labels = [label.replace("æ", "&aelig;") for label in reversed(FREQUENCY)]
	written = " | ".join(f"{code}, {choice.format(label)}" for code, label in enumerate(labels, 1))
	table = redcap(written, "12346", label="<p>{}&nbsp;</p>")
	assert table.labels.texts["who5_1"] == "Mood"
	assert codes_of(table, WORDED).certain
	assert answered(plan_of(table, WORDED)) == [("LAT-1", "Before", DAY, 5, 4, 3, 2, 0)]


def test_headings_points_and_answers_in_html_are_read() -> None:
	head = ["Forl&oslash;b", "<b>M&aring;ling</b>", "Dato", *(f"<p>{code}</p>" for code in CODES)]
	row = [
		"001",
		"<i>F&oslash;r</i>",
		"31-01-2024",
		"<p>Ofte</p>",
		"3&nbsp;",
		"Hele&nbsp;tiden",
		"2",
		"<b>4</b>",
	]
	table = read(text_file([head, row]))
	assert table.headers[:2] == ["Forløb", "Måling"]
	assert codes_of(table, WORDED).certain
	assert answered(plan_of(table, WORDED)) == [("LAT-1", "Before", DAY, 3, 3, 5, 2, 4)]


def test_line_breaks_that_excel_escapes_are_line_breaks() -> None:
	head = [
		"Forløb",
		"Måling_x000D_\n",
		"Dato",
		*(f"De sidste uger_x000D_\n{item.label}" for item in WHO5.items),
	]
	row = ["001", "Før_x000D_\n", "31-01-2024", "Ofte_x000D_\n", "Af og_x000A_til", "Aldrig", "Ofte", "Ofte"]
	table = read(workbook({"Ark1": [head, row]}), "a.xlsx")
	assert table.headers[3] == "De sidste uger Mood"
	assert answered(plan_of(table, WORDED)) == [("LAT-1", "Before", DAY, 3, 2, 0, 3, 3)]


def test_an_instrument_workbook_is_read_with_such_headings_and_texts() -> None:
	definition = {
		"instrument_code": "X",
		"title": "Title",
		"method": "Sum",
		"items": [{"item_code": "X1", "item_label": "Question", "minimum": 0, "maximum": 5}],
	}
	stored = {"Title": "Title_x000D_\n", "Wording": "<b>Word&shy;ing</b>_x000D_\n", "X1": "X1\u00a0"}
	sheets = {
		sheet.title: [[stored.get(cell, cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
		for sheet in openpyxl.load_workbook(io.BytesIO(instrument_workbook(definition))).worksheets
	}
	read_back = read_instrument(workbook(sheets), "x.xlsx")
	assert read_back["title"] == "Title"
	assert [row["item_code"] for row in read_back["items"]] == ["X1"]
	assert [row["item_label"] for row in read_back["items"]] == ["Question"]


@pytest.mark.parametrize(
	("labels", "answers", "read_as"),
	[
		(("None", "Mild", "Moderate", "Severe"), "01203", (0, 1, 2, 0, 3)),
		(("Ikke relevant", "Lidt", "Noget", "Meget"), "01203", (0, 1, 2, 0, 3)),
		(("Irrelevant", "A little", "A lot", "Not applicable"), "01203", (0, 1, 2, 0, 3)),
	],
)
def test_a_word_for_missing_that_is_an_answer_of_the_scale_is_that_answer(
	labels: tuple[str, ...], answers: str, read_as: tuple[float, ...]
) -> None:
	instrument = scale_of(*labels)
	table = redcap(" | ".join(f"{code}, {label}" for code, label in enumerate(labels)), answers)
	assert codes_of(table, instrument).codes == []
	assert answered(plan_of(table, instrument))[0][3:] == read_as
	in_words = read(text_file([LONG, [*ROW[:3], *(labels[int(answer)] for answer in answers)]]))
	assert codes_of(in_words, instrument).codes == []
	assert answered(plan_of(in_words, instrument))[0][3:] == read_as


@pytest.mark.parametrize(("first", "told"), [(0, []), (1, [0, 1, 2, 3])])
def test_none_of_a_senders_scale_is_its_lowest_step(first: int, told: list[float]) -> None:
	choices = ("None", "Mild", "Moderate", "Severe")
	written = " | ".join(f"{code}, {label}" for code, label in enumerate(choices, first))
	for instrument in (scale_of("Slet ikke", "Lidt", "Noget", "Meget"), without_words(3)):
		proposal = codes_of(redcap(written, [first] * 5), instrument)
		assert [code.value for code in proposal.codes] == told


def test_not_relevant_at_the_top_of_a_senders_scale_is_asked_about() -> None:
	table = redcap("0, Lidt | 1, Noget | 2, Meget | 3, Ikke relevant", "01233")
	proposal = codes_of(table, without_words(3))
	assert proposal.codes == []
	assert "Say which answer each code is" in proposal.warnings[0].render()


def test_a_word_that_one_item_has_for_an_answer_is_missing_only_in_the_columns_of_others() -> None:
	worded = scale_of("None", "Mild", "Moderate", "Severe")
	items = (replace(WHO5.items[0], maximum=3), *worded.items[1:])
	instrument = replace(worded, items=items)
	table = read(text_file([LONG, [*ROW[:3], "none", "None", "Mild", "none", "Severe"]]))
	(code,) = suggest_codes(table, list(mapping_of(table).values()), instrument).codes
	assert (code.written, code.value, code.header) == ("none", None, "WHO5_1")
	assert answered(plan_of(table, instrument))[0][3:] == (None, 0, 1, 0, 3)


def without_words(maximum: int) -> Instrument:
	return replace(WHO5, items=tuple(replace(item, maximum=maximum) for item in WHO5.items))
