"""A survey file from the first drop to its last mended row, as the coordinator sees it (N10)."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import frappe
import pytest
from playwright.sync_api import expect

from lat_corps.measurement import import_job, importing
from lat_corps.measurement.import_writing import CHUNK
from tests.browser.desk import PHONE, Desk, stored
from tests.conftest import BENCH, SITE
from tests.factories import HOME, as_user
from tests.survey_files import HEADINGS, course, csv_of, line

DOCTYPE = "LAT Survey Import"
GOOD_ROWS = "Import all good rows"


@pytest.fixture
def cases(world):
	"""Three courses that a file may name."""
	return [course(world) for _number in range(3)]


@pytest.fixture
def file(tmp_path, cases) -> Path:
	"""A file with an answer before and after for each of the courses."""
	rows = [line(case) for case in cases] + [line(case, "Efter", "10-09-2023", "55555") for case in cases]
	return written(tmp_path / "svar.csv", rows)


@pytest.fixture
def faulty(tmp_path, cases) -> Path:
	"""A file of two good rows, and one with a day and an answer that there are not."""
	return written(
		tmp_path / "fejl.csv",
		[line(cases[0]), line(cases[1], date="32-01-2023", answers="19345"), line(cases[2])],
	)


def written(path: Path, rows, headings=HEADINGS) -> Path:
	path.write_bytes(csv_of(rows, headings))
	return path


def dropped(form: Desk, path: Path, **values: str) -> Desk:
	"""Drop a file on a new import and have it checked."""
	form.open(DOCTYPE, municipality=HOME, instrument="WHO5-v1", **values)
	form.field("survey_file").get_by_role("button").click()
	form.upload(path)
	form.name(DOCTYPE)
	return form.act("Kontrollér fil")


def choose_good_rows(form: Desk) -> Desk:
	form.input("rows_with_errors").select_option(GOOD_ROWS)
	return form.save()


def written_by(form: Desk) -> int:
	frappe.db.rollback()
	return frappe.db.count("LAT Measurement", {"survey_import": form.name(DOCTYPE)})


def test_how_a_file_is_read_is_shown_and_nothing_written(desk, file):
	form = dropped(desk("coordinator"), file)
	found = form.field("file_description")
	for words in ("6 rækker", "8 kolonner", "cp1252", "adskilt af ;"):
		expect(found).to_contain_text(words)
	expect(form.input("encoding")).to_have_value("cp1252")
	expect(form.input("delimiter")).to_have_value(";")
	expect(form.input("date_order")).to_have_value("Day first")
	assert not written_by(form)


def test_columns_that_nothing_tells_of_are_there_to_be_chosen(desk, tmp_path, cases):
	headings = [*HEADINGS[:3], *"abcde"]
	file = written(tmp_path / "x.csv", [line(cases[0], answers="xyzwq")], headings)
	form = dropped(desk("coordinator"), file)
	expect(form.dialog).to_contain_text("Vælg kolonnen til: Svar.")
	form.close_dialog()
	expect(form.field("mapping").locator(".grid-body .grid-row")).to_have_count(len(headings))
	expect(form.button("Importér")).to_have_count(0)


def test_a_mapping_is_suggested(desk, file):
	form = dropped(desk("coordinator"), file)
	rows = form.field("mapping").locator(".grid-body .grid-row")
	expect(rows).to_have_count(len(HEADINGS))
	expect(rows.nth(0)).to_contain_text("Deltager-ID")
	expect(rows.nth(3)).to_contain_text("WHO1")


def test_no_button_stands_idle_below_a_table(desk, file):
	form = dropped(desk("coordinator"), file)
	below = {
		table: form.field(table).locator(".grid-footer button:visible") for table in ("mapping", "codes")
	}
	expect(below["mapping"]).to_have_count(0)
	expect(below["codes"]).to_have_text(["Tilføj række"], ignore_case=True)
	expect(form.find("img[alt*='Empty State']")).to_have_count(0)


def test_a_dry_run_shows_counts_and_the_first_rows(desk, file, cases):
	form = dropped(desk("coordinator"), file)
	expect(form.find(".form-dashboard")).to_contain_text("Nye: 6")
	log = form.field("log").locator(".grid-body .grid-row")
	expect(log.first).to_contain_text(cases[0].name)
	day = log.first.locator('[data-fieldname="measured_on"] .static-area')
	assert day.evaluate("cell => cell.scrollWidth <= cell.clientWidth"), "the day is cut off"


def test_problems_are_told_by_row_and_column(desk, faulty):
	form = dropped(desk("coordinator"), faulty)
	told = form.find(".form-message").first
	for words in ("Dato for besvarelse", "32-01-2023", "WHO2", "9"):
		expect(told).to_contain_text(words)
	expect(told.locator("br")).to_have_count(1)
	expect(form.find(".form-dashboard")).to_contain_text("Med fejl: 1")


def test_rows_with_errors_keep_the_button_back_until_the_good_ones_are_chosen(desk, faulty):
	form = dropped(desk("coordinator"), faulty)
	expect(form.button("Importér")).to_have_count(0)
	choose_good_rows(form)
	expect(form.button("Importér")).to_be_visible()


def test_good_rows_are_imported_and_the_rest_handed_back(desk, faulty):
	form = choose_good_rows(dropped(desk("coordinator"), faulty))
	form.act("Importér")
	assert written_by(form) == 2
	expect(form.find(".form-message").first).to_contain_text("Rækker med fejl, som ikke er importeret: 1")
	with form.page.context.expect_event("response", lambda sent: "download_rejected" in sent.url) as sent:
		form.press("Rækker med fejl")
	assert sent.value.ok and ".xlsx" in sent.value.headers["content-disposition"]


def test_the_rest_is_mended_in_an_import_of_its_own(desk, faulty):
	form = choose_good_rows(dropped(desk("coordinator"), faulty))
	form.act("Importér")
	first = form.name(DOCTYPE)
	form.press("Upload rettede rækker").settle()
	expect(form.input("continues")).to_have_value(first)


def test_the_same_file_again_has_nothing_to_change(desk, file):
	form = dropped(desk("coordinator"), file)
	form.act("Importér")
	assert written_by(form) == 6
	dropped(form, file)
	expect(form.find(".form-dashboard")).to_contain_text("Uændrede: 6")


def test_a_correction_shows_old_and_new_and_is_confirmed(desk, tmp_path, cases):
	form = dropped(desk("coordinator"), written(tmp_path / "før.csv", [line(cases[0])]))
	form.act("Importér")
	first = form.name(DOCTYPE)
	dropped(form, written(tmp_path / "rettet.csv", [line(cases[0], answers="12340")]))
	assert form.name(DOCTYPE) != first
	form.press("Importér")
	expect(form.dialog).to_contain_text("Rækker, der ændrer det registrerede: 1.")
	expect(form.dialog).to_contain_text("WHO5 fra 5 til 0")
	assert not written_by(form)
	with form.page.expect_response(lambda answer: "lat_survey_import.run" in answer.url):
		form.dialog.get_by_role("button", name="Ja").click()
	form.settle()
	expect(form.find(".page-head")).to_contain_text("Importeret")
	assert written_by(form) == 1


def test_unknown_ids_are_listed_to_be_explained_and_a_day_is_given_for_all(desk, tmp_path, cases):
	rows = [[f"X{number}", "Før", *"12345"] for number in range(8)]
	file = written(tmp_path / "x.csv", rows, [*HEADINGS[:2], *HEADINGS[3:]])
	form = dropped(desk("coordinator"), file)
	expect(form.dialog).to_contain_text("skriv én dag for alle svar")
	form.close_dialog()
	day = form.page.evaluate("frappe.datetime.str_to_user('2023-01-10')")
	form.input("one_date").fill(day)
	form.save().act("Kontrollér fil")
	expect(form.find(".form-message").first).to_contain_text(
		"Id i kolonnen “Deltager-ID”, som ikke er kendte forløb (8)"
	)
	expect(form.field("codes").locator(".grid-body .grid-row")).to_have_count(8)
	headings = form.field("codes").locator(".grid-heading-row .grid-static-col .static-area")
	expect(headings).to_contain_text(["Står i filen", "Betyder", "Kolonne i filen"])
	for label in ("Tomme celler tømmer registrerede svar", "Foranstillede nuller i id tæller ikke"):
		expect(form.find(".form-page")).to_contain_text(label)


def test_the_profile_of_a_sender_is_suggested_for_the_next_file(desk, tmp_path, cases):
	headings = ["Deltager-ID", "Måletidspunkt", "Dato for besvarelse", "q1", "q2", "q3", "q4", "q5"]
	form = dropped(desk("coordinator"), written(tmp_path / "januar.csv", [line(cases[0])], headings))
	form.press("Gem som profil")
	form.input("title").fill("Ungekonsulenterne")
	with form.page.expect_response(lambda answer: "getdoc" in answer.url):
		form.dialog.get_by_role("button", name="Gem").click()
	dropped(form, written(tmp_path / "juni.csv", [line(cases[1])], headings))
	expect(form.find(".form-message").first).to_contain_text("Ungekonsulenterne")
	with form.page.expect_response(lambda answer: "getdoc" in answer.url):
		form.find(".lat-use-profile").click()
	expect(form.settle().field("profile")).to_contain_text("LAT-IP-")


def test_the_form_fits_a_phone(desk, faulty):
	form = dropped(desk("coordinator", PHONE), faulty)
	assert form.too_wide <= 0


class TestInTheBackground:
	"""More rows than one request may write: a worker of the bench writes them, chunk by chunk."""

	POINTS = (("Før", "10-01-2023"), ("Efter", "10-09-2023"))

	@pytest.fixture
	def large(self, world, tmp_path) -> Path:
		"""A file whose rows fill one chunk and a part of the next; its courses are copies of one."""
		first = course(world)
		rows = []
		for number in range(CHUNK // len(self.POINTS) + 20):
			copy = frappe.copy_doc(first)
			copy.update({"name": f"{first.name}-{number:04}", "docstatus": 0})
			copy.db_insert()
			rows += [line(copy, point, day) for point, day in self.POINTS]
		assert len(rows) > max(CHUNK, importing.IN_ONE_REQUEST)
		return written(tmp_path / "mange.csv", rows)

	def test_it_is_followed_stopped_and_resumed(self, desk, world, large):
		form = choose_good_rows(dropped(desk("coordinator"), large))
		form.act("Importér")
		name, seen = form.name(DOCTYPE), []

		def stopped_after_a_chunk(_name: str, done: int, total: int) -> None:
			"""What the person sees and does while the job is between two chunks."""
			if not seen:
				expect(form.find(".progress-message")).to_contain_text(f"{done} af {total} rækker")
				form.press("Afbryd import")
				form.dialog.get_by_role("button", name="Ja").click()
				form.settle()
			seen.append(done)

		frappe.db.rollback()
		with as_user(world["coordinator"]):
			import_job.work(name, "da", stopped_after_a_chunk)
		expect(form.find(".page-head")).to_contain_text("Annulleret")
		assert seen[0] == written_by(form) == CHUNK
		form.act("Fortsæt importen")
		work_through_the_queue()
		expect(form.find(".page-head")).to_contain_text("Importeret")
		assert written_by(form) == stored(DOCTYPE, name=name).row_count


def work_through_the_queue() -> None:
	"""Let a worker of the bench do what is queued, and end."""
	subprocess.run(
		[sys.executable, "-m", "frappe.utils.bench_helper", "frappe", "worker", "--queue", "long", "--burst"],
		cwd=Path(BENCH) / "sites",
		env={**os.environ, "FRAPPE_SITE": SITE},
		check=True,
		capture_output=True,
		timeout=120,
	)
