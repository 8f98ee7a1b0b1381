"""How many files of the app one reads who follows a save, or a survey file, from its first line on."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from inspect import CO_OPTIMIZED
from pathlib import Path

import lat_corps
from lat_corps.domain.documents import match as match_room
from lat_corps.measurement.doctype.lat_survey_import import lat_survey_import
from tests import factories
from tests.factories import act, as_user
from tests.survey_files import confirm, course, csv_of, line, upload

APP = Path(lat_corps.__file__).parent

MOST_OF_A_SURVEY_FILE = 53
MOST_OF_AN_ACCEPTANCE = 16
"""As few as have been reached, with nothing cached yet: a file more is a hop more."""


@contextmanager
def passed(until: str = "") -> Iterator[set[str]]:
	"""Note the files of the app whose functions are called, until the one called `until` is left."""
	files: set[str] = set()

	def note(frame, event, _argument):
		code = frame.f_code
		if event == "call" and code.co_flags & CO_OPTIMIZED and code.co_filename.startswith(f"{APP}/"):
			files.add(code.co_filename.removeprefix(f"{APP}/"))
		elif event == "return" and code.co_name == until:
			sys.setprofile(None)

	sys.setprofile(note)
	try:
		yield files
	finally:
		sys.setprofile(None)


def test_a_survey_file_passes_few_files(world):
	courses = [course(world, external_id=number) for number in ("001", "002")]
	with as_user(world["coordinator"]):
		survey = upload(csv_of([line("001"), line("002")]))
		with passed() as on_the_way:
			lat_survey_import.check(survey.name)
		survey = confirm(survey)
		with passed() as written:
			lat_survey_import.run(survey.name)
		assert survey.reload().count_new == len(courses)
	on_the_way |= written
	assert "spreadsheets/planning/answers.py" in on_the_way
	assert len(on_the_way) <= MOST_OF_A_SURVEY_FILE, "\n".join(sorted(on_the_way))


def test_an_acceptance_passes_few_files_to_its_judgement(world):
	case = factories.case_at("Matching", world)
	with as_user(world["coordinator"]):
		match = factories.propose(case, world.mentors["mentor"])
	act(match, "Offer match", world["coordinator"])
	with passed(until=match_room.guard_match_accepted.__name__) as on_the_way:
		act(match, "Accept match", world["mentor"])
	assert "domain/documents/match.py" in on_the_way
	assert len(on_the_way) <= MOST_OF_AN_ACCEPTANCE, "\n".join(sorted(on_the_way))
