"""Files of old machines and other programmes, from the upload to the form (N10)."""

import frappe
import pytest

from lat_corps.measurement.doctype.lat_survey_import import lat_survey_import as survey_import
from tests.factories import as_user
from tests.spreadsheets.senders import archive, workbook
from tests.survey_files import HEADINGS, course, csv_of, line, upload


@pytest.fixture
def coordinator(world):
	course(world, external_id="001")
	course(world, external_id="002")
	with as_user(world["coordinator"]):
		yield world["coordinator"]


def checked(content, name="svar.csv", **values):
	survey = upload(content, name, **values)
	survey_import.check(survey.name)
	return survey.reload()


@pytest.mark.parametrize("encoding", ["cp850", "mac_roman"])
def test_letters_of_an_old_machine_are_recognised_shown_and_read_again(coordinator, encoding):
	survey = checked(csv_of([line("001")], encoding=encoding))
	assert (survey.encoding, survey.count_new) == (encoding, 1)
	assert encoding in survey.file_description
	assert survey_import.check(survey.name)["New"] == 1


def test_letters_of_central_europe_can_be_chosen(coordinator):
	headings = [heading.replace("å", "aa") for heading in (*HEADINGS, "Note")]
	content = csv_of([[*line("001", "Foer"), "Łódź miała"]], headings, encoding="cp1250")
	survey = checked(content)
	assert "Some letters look wrong" in survey.file_description
	survey.encoding = "cp1250"
	survey.save()
	survey_import.check(survey.name)
	assert survey.reload().encoding == "cp1250"
	assert "look wrong" not in survey.file_description


def test_short_rows_are_filled_up_and_the_form_names_them(coordinator):
	survey = checked(csv_of([[*line("001"), "kom for sent"], line("002")], [*HEADINGS, "Bemærkning"]))
	assert (survey.count_new, survey.count_error) == (2, 0)
	assert "1 rows have fewer cells than there are headings: 3." in survey.file_description


def test_a_packed_workbook_is_imported(coordinator):
	content = archive({"Excel/Trivsel.xlsx": workbook({"Svar": [HEADINGS, line("001"), line("002")]})})
	survey = checked(content, "Data_All.zip")
	assert (survey.standing, survey.count_new, survey.sheet) == ("Checked", 2, "Svar")
	assert survey_import.run(survey.name)["New"] == 2


@pytest.mark.parametrize(
	("content", "name", "words"),
	[
		(csv_of([]), "svar.csv", "no row of answers below them"),
		(csv_of([line("001"), line("002")], delimiter="^"), "svar.csv", "separated by"),
		(
			csv_of([[*line("001"), "x" * 140_000]], [*HEADINGS, "Note"]),
			"svar.csv",
			"more than 131072 characters",
		),
		(csv_of([line("001")]) + b'"002" x;1\r\n', "svar.csv", "a text begins with a quotation mark"),
		(
			archive({"svar.csv": csv_of([line("001")])}).replace(b"svar.csv", b"svar.cs\xff", 1),
			"svar.zip",
			"damaged",
		),
	],
	ids=["headings alone", "separator", "long cell", "quotation mark", "names that differ"],
)
def test_what_cannot_be_read_is_refused_with_what_is_true_of_it(coordinator, content, name, words):
	survey = upload(content, name)
	with pytest.raises(frappe.ValidationError, match=words):
		survey_import.check(survey.name)
	assert survey.reload().standing == "Draft"
