"""The list of measures follows the source, so that `tests.security.measures` can take each one out."""

import pytest

from tests.security.measures import AT_THE_DOOR, MEASURES, QUERIES, ROOT, THE_DOOR


@pytest.mark.parametrize("measure", MEASURES, ids=lambda measure: f"{measure.row} {measure.name}")
def test_its_text_is_there_once_and_its_tests_exist(measure):
	assert measure.taken_out() != (ROOT / measure.file).read_text("utf-8")
	assert (ROOT / measure.tests.split()[0]).exists()


def test_the_door_is_taken_out_with_every_measure_behind_it():
	for measure in MEASURES:
		queries = measure.sources().get(ROOT / QUERIES)
		assert (queries is None) == (measure.row in AT_THE_DOOR and measure.file != QUERIES), measure.name
		assert queries is None or THE_DOOR not in queries, measure.name


def test_each_is_named_once():
	names = [(measure.row, measure.name) for measure in MEASURES]
	assert len(names) == len(set(names))
