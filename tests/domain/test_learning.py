"""What keeps a learning note from the corps, and when it is shown again (R107, R108)."""

from lat_corps.domain import learning
from lat_corps.domain.scrubber import PERSON, Known

KNOWN = [Known(PERSON, "Qwasim Yahyawi")]
NOTE = ("Korte møder", "Gå en tur.")


def asked(title=NOTE[0], note=NOTE[1], read_whole=True) -> list[str]:
	return [message.render() for message in learning.lacking(title, note, KNOWN, read_whole)]


def test_a_note_that_a_person_has_read():
	assert asked() == []
	assert len(asked("", "", read_whole=False)) == 3


def test_a_name_of_the_course_stays_in_no_note():
	(sentence,) = asked(note="Gå en tur, som qwasims bror sagde til Yahyawi.")
	assert "qwasims" in sentence and "Yahyawi" in sentence
	assert asked(title="Med Qwasim på tur")


def test_what_the_lists_mark_is_left_to_who_reads_it():
	assert asked(note="Gå en tur i Esbjerg.") == []


def test_it_is_shown_by_the_criteria_that_are_asked_for():
	about = {"about_language": 1, "about_age": 1, "about_gender": 0}
	assert learning.shared(about, {"Language", "Gender", "Age", "Other wish"}) == ["Age", "Language"]
