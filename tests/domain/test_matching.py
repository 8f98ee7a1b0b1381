"""How a person and a mentor fit: each rule at its edges, and what holds for all of them (R26 to R36)."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lat_corps.domain import criteria, matching
from lat_corps.domain.criteria import MET, NOT_MET, PARTLY, UNKNOWN
from lat_corps.domain.match_rules import ALWAYS, OF_MENTORS_WISH, RULES
from lat_corps.domain.match_sides import CitizenSide, MentorSide, MentorsWish, Wish
from lat_corps.domain.matching import ALWAYS_WEIGHED, Weighing, weigh

DANISH_ENGLISH = {"da": "Dansk", "en": "Engelsk"}
DANISH_ARABIC = {"da": "Dansk", "ar": "Arabisk"}


def find(criterion, citizen, mentor):
	return next(finding for finding in weigh(citizen, mentor) if finding.criterion == criterion)


def fit_of(wish: Wish, mentor: MentorSide, **citizen) -> str:
	finding = find(wish.criterion, CitizenSide(wishes=(wish,), **citizen), mentor)
	assert finding.stated and finding.by_rule == (finding.fit != UNKNOWN)
	return finding.fit


@pytest.mark.parametrize(
	("wished", "offered", "fit"),
	[
		("Man", "Woman", NOT_MET),
		("Woman", "Woman", MET),
		("Another gender", "Man", NOT_MET),
		("Man", "", UNKNOWN),
	],
)
def test_gender(wished, offered, fit):
	assert fit_of(Wish(criteria.GENDER, value=wished), MentorSide(gender=offered)) == fit


@pytest.mark.parametrize(
	("span", "ages", "fit"),
	[
		((30, 40), (30, 31), MET),
		((30, 40), (39, 40), MET),
		((30, 40), (29, 30), PARTLY),
		((30, 40), (40, 41), PARTLY),
		((30, 40), (41, 42), NOT_MET),
		((30, 40), (28, 29), NOT_MET),
		((30, 0), (70, 71), MET),
		((0, 30), (30, 31), PARTLY),
		((30, 30), (29, 30), PARTLY),
		((30, 40), (), UNKNOWN),
	],
)
def test_age_with_both_limits_inside(span, ages, fit):
	assert fit_of(Wish(criteria.AGE, value=span), MentorSide(ages=ages)) == fit


@pytest.mark.parametrize(
	("wished", "offered", "fit"),
	[
		(criteria.WITH_MIGRATION, criteria.MIGRATED, MET),
		(criteria.WITH_MIGRATION, criteria.PARENTS_MIGRATED, MET),
		(criteria.WITH_MIGRATION, criteria.NOT_MIGRATED, NOT_MET),
		(criteria.WITHOUT_MIGRATION, criteria.NOT_MIGRATED, MET),
		(criteria.WITHOUT_MIGRATION, criteria.PARENTS_MIGRATED, NOT_MET),
		(criteria.WITH_MIGRATION, "", UNKNOWN),
	],
)
def test_family_history_of_migration(wished, offered, fit):
	assert fit_of(Wish(criteria.CULTURE, value=wished), MentorSide(migration=offered)) == fit


@pytest.mark.parametrize(
	("offered", "interpreter", "fit"),
	[
		(DANISH_ARABIC, "", MET),
		(DANISH_ENGLISH, "", NOT_MET),
		(DANISH_ENGLISH, "Nadia Saleh", PARTLY),
		({}, "Nadia Saleh", UNKNOWN),
	],
)
def test_a_wished_language_is_that_one_though_another_is_shared(offered, interpreter, fit):
	wish = Wish(criteria.LANGUAGE, value="ar", name="Arabisk")
	mentor = MentorSide(languages=offered)
	assert fit_of(wish, mentor, languages=DANISH_ARABIC, interpreter=interpreter) == fit


@pytest.mark.parametrize(
	("citizen", "mentor", "interpreter", "fit"),
	[
		({"ar": "Arabisk"}, DANISH_ARABIC, "", MET),
		({"ar": "Arabisk"}, {"da": "Dansk"}, "", NOT_MET),
		({"ar": "Arabisk"}, {"da": "Dansk"}, "Nadia Saleh", PARTLY),
		({}, {"da": "Dansk"}, "", UNKNOWN),
		({"ar": "Arabisk"}, {}, "Nadia Saleh", UNKNOWN),
	],
)
def test_without_a_wish_any_shared_language_does(citizen, mentor, interpreter, fit):
	finding = find(
		criteria.LANGUAGE,
		CitizenSide(languages=citizen, interpreter=interpreter),
		MentorSide(languages=mentor),
	)
	assert finding.fit == fit and not finding.stated and not finding.by_rule


@pytest.mark.parametrize(
	("ticked", "fit"),
	[(("Islam", "Conspiracy theories"), MET), (("Conspiracy theories",), NOT_MET), ((), UNKNOWN)],
)
def test_what_fills_much_is_what_the_mentor_can_talk_about(ticked, fit):
	mentor = MentorSide(subjects=frozenset(ticked))
	assert fit_of(Wish(criteria.RELIGION_POLITICS, value="Islam"), mentor) == fit


@pytest.mark.parametrize(
	("ticked", "fit"), [(("Extremism",), MET), (("Mental illness",), NOT_MET), ((), UNKNOWN)]
)
def test_experience(ticked, fit):
	assert (
		fit_of(Wish(criteria.EXPERIENCE, value="Extremism"), MentorSide(experience=frozenset(ticked))) == fit
	)


@pytest.mark.parametrize(
	("offered", "fit"),
	[(criteria.CARING, MET), (criteria.BOTH_WAYS, MET), (criteria.FORMAL, NOT_MET), ("", UNKNOWN)],
)
def test_temperament(offered, fit):
	assert fit_of(Wish(criteria.TEMPERAMENT, value=criteria.CARING), MentorSide(temperament=offered)) == fit


@pytest.mark.parametrize(
	("possible", "long_relation", "fit"),
	[(4, True, MET), (4, False, PARTLY), (2, True, PARTLY), (1, True, NOT_MET), (0, True, UNKNOWN)],
)
def test_availability_is_roughly_the_same_expectation(possible, long_relation, fit):
	mentor = MentorSide(meetings_a_month=possible, long_relation=long_relation)
	assert fit_of(Wish(criteria.AVAILABILITY, value=4), mentor) == fit


@pytest.mark.parametrize(("long_relation", "fit"), [(True, PARTLY), (False, UNKNOWN)])
def test_without_a_wish_the_mentors_half_of_availability_counts(long_relation, fit):
	finding = find(criteria.AVAILABILITY, CitizenSide(), MentorSide(long_relation=long_relation))
	assert (finding.fit, finding.stated, finding.by_rule) == (fit, False, False)


@pytest.mark.parametrize(
	("wishes", "gender", "age", "fit"),
	[
		(MentorsWish(gender="Woman"), "Man", 20, NOT_MET),
		(MentorsWish(gender="Woman", ages=(15, 20)), "Woman", 20, MET),
		(MentorsWish(gender="Woman", ages=(15, 20)), "Woman", 21, NOT_MET),
		(MentorsWish(gender="Woman", ages=(15, 20)), "Woman", None, UNKNOWN),
		(MentorsWish(gender="Woman", ages=(15, 20)), "Man", None, NOT_MET),
		(MentorsWish(words="Gerne en, der holder af heste"), "Woman", 17, UNKNOWN),
	],
)
def test_the_mentors_wishes_count_too(wishes, gender, age, fit):
	finding = find(criteria.MENTORS_WISH, CitizenSide(gender=gender, age=age), MentorSide(wishes=wishes))
	assert finding.stated and finding.fit == fit


def test_a_mentor_without_wishes_has_no_row_of_them():
	findings = weigh(CitizenSide(gender="Man", age=20), MentorSide())
	assert [finding.criterion for finding in findings] == list(ALWAYS_WEIGHED)


def test_words_are_left_to_a_person_whatever_they_say():
	finding = find(
		criteria.RELIGION_POLITICS,
		CitizenSide(wishes=(Wish(criteria.RELIGION_POLITICS, "Kan tale om islam"),)),
		MentorSide(words={criteria.RELIGION_POLITICS: "Kan tale om islam"}, subjects=frozenset(("Islam",))),
	)
	assert finding.stated and finding.fit == UNKNOWN and not finding.by_rule
	assert finding.citizen_side.render() == "Kan tale om islam"
	assert finding.mentor_side.render() == "Islam · Kan tale om islam"


@pytest.mark.parametrize(
	("offered", "confirmed", "fit"),
	[
		("Woman", True, MET),
		("Woman", False, UNKNOWN),
		("Man", False, NOT_MET),
		("", False, UNKNOWN),
	],
)
def test_what_the_mentor_alone_has_said_is_never_met(offered, confirmed, fit):
	unconfirmed = frozenset(() if confirmed else (criteria.GENDER,))
	citizen = CitizenSide(wishes=(Wish(criteria.GENDER, value="Woman"),))
	finding = find(criteria.GENDER, citizen, MentorSide(gender=offered, unconfirmed=unconfirmed))
	assert (finding.fit, finding.unconfirmed) == (fit, not confirmed)
	assert ("not confirmed" in finding.says.render()) == (fit == UNKNOWN)


@pytest.mark.parametrize("criterion", [criteria.LANGUAGE, criteria.AVAILABILITY, criteria.MENTORS_WISH])
def test_so_it_is_where_the_person_has_no_wish(criterion):
	citizen = CitizenSide(languages=DANISH_ENGLISH, gender="Man")
	mentor = MentorSide(languages=DANISH_ENGLISH, long_relation=True, wishes=MentorsWish(gender="Man"))
	assert find(criterion, citizen, mentor).fit in (MET, PARTLY)
	assert find(criterion, citizen, replace(mentor, unconfirmed=frozenset((criterion,)))).fit == UNKNOWN


def test_no_wish_and_not_asked_yet_are_no_wishes():
	for strength in (criteria.NO_WISH, criteria.NOT_ASKED):
		wish = Wish(criteria.GENDER, value="Woman", strength=strength)
		assert criteria.GENDER not in {
			finding.criterion for finding in weigh(CitizenSide(wishes=(wish,)), MentorSide(gender="Man"))
		}


def test_a_sentence_says_both_sides():
	finding = find(
		criteria.AGE, CitizenSide(wishes=(Wish(criteria.AGE, value=(30, 40)),)), MentorSide(ages=(52, 53))
	)
	assert finding.says.render() == "The wish is 30 to 40 years; the mentor is 52/53 years, outside it."
	assert (finding.citizen_side.render(), finding.mentor_side.render()) == ("30 to 40 years", "52/53 years")


def test_each_criterion_has_its_question_its_reason_and_its_source():
	assert [*criteria.ABOUT] == [*criteria.VALUE_FIELDS] == [*RULES]
	for about in criteria.ABOUT.values():
		assert about.question.endswith("?") and about.why and "Oxford Research 2018" in about.source


spans = st.tuples(st.integers(0, 60), st.integers(0, 60)).filter(lambda span: any(span))
VALUES = {
	criteria.GENDER: st.sampled_from(("Woman", "Man", "Another gender")),
	criteria.AGE: spans,
	criteria.CULTURE: st.sampled_from(tuple(criteria.MIGRATION_MEETS)),
	criteria.LANGUAGE: st.sampled_from(("da", "en", "ar", "ku")),
	criteria.RELIGION_POLITICS: st.sampled_from(tuple(criteria.SUBJECTS)),
	criteria.TEMPERAMENT: st.sampled_from((criteria.CARING, criteria.FORMAL)),
	criteria.EXPERIENCE: st.sampled_from(tuple(criteria.EXPERIENCES)),
	criteria.AVAILABILITY: st.integers(1, 12),
	criteria.OTHER: st.none(),
}
assert VALUES.keys() == RULES.keys()
languages = st.dictionaries(st.sampled_from(("da", "en", "ar", "ku")), st.just("Navn"))
mentors = st.builds(
	MentorSide,
	languages=languages,
	gender=st.sampled_from(("", "Woman", "Man", "Another gender")),
	ages=st.integers(18, 80).map(lambda age: (age - 1, age)) | st.just(()),
	migration=st.sampled_from(("", criteria.MIGRATED, criteria.PARENTS_MIGRATED, criteria.NOT_MIGRATED)),
	subjects=st.frozensets(st.sampled_from(tuple(criteria.SUBJECTS))),
	temperament=st.sampled_from(("", criteria.CARING, criteria.FORMAL, criteria.BOTH_WAYS)),
	experience=st.frozensets(st.sampled_from(tuple(criteria.EXPERIENCES))),
	meetings_a_month=st.integers(0, 12),
	long_relation=st.booleans(),
	wishes=st.builds(MentorsWish, gender=st.sampled_from(("", "Woman", "Man")), ages=spans | st.just((0, 0))),
	unconfirmed=st.frozensets(st.sampled_from(tuple(criteria.PROFILE)), max_size=3),
)
wishes = st.sampled_from(tuple(VALUES)).flatmap(
	lambda criterion: st.builds(
		Wish,
		criterion=st.just(criterion),
		value=VALUES[criterion] | st.none(),
		strength=st.sampled_from((criteria.MUST, criteria.WISH, criteria.NO_WISH, criteria.NOT_ASKED)),
	)
)
citizens = st.builds(
	CitizenSide,
	wishes=st.lists(wishes, max_size=6).map(tuple),
	languages=languages,
	interpreter=st.sampled_from(("", "Nadia Saleh")),
	gender=st.sampled_from(("", "Woman", "Man")),
	age=st.integers(12, 70) | st.none(),
)
NOTHING_KNOWN = MentorSide()


@given(citizens, mentors)
def test_each_stated_wish_has_its_finding_and_each_finding_its_sentence(citizen, mentor):
	findings = weigh(citizen, mentor)
	stated = [wish.criterion for wish in citizen.wishes if wish.stated]
	own = [criteria.MENTORS_WISH] if mentor.wishes else []
	unasked = [criterion for criterion in ALWAYS_WEIGHED if criterion not in stated]
	assert [finding.criterion for finding in findings] == [*stated, *unasked, *own]
	for finding in findings:
		assert finding.says.render() and "{" not in finding.says.render()
		assert finding.fit in (MET, PARTLY, NOT_MET, UNKNOWN)


@given(citizens)
def test_what_is_unknown_never_counts_as_met(citizen):
	assert {finding.fit for finding in weigh(citizen, NOTHING_KNOWN)} <= {UNKNOWN}


@given(citizens, mentors)
def test_a_person_of_whom_nothing_is_known_meets_no_wish_of_a_mentor(citizen, mentor):
	nobody = replace(citizen, gender="", age=None)
	assert {
		finding.fit for finding in weigh(nobody, mentor) if finding.criterion == criteria.MENTORS_WISH
	} <= {UNKNOWN}


@given(citizens, mentors)
def test_words_change_no_fit(citizen, mentor):
	worded = replace(citizen, wishes=tuple(replace(wish, words="Ja") for wish in citizen.wishes))
	told = replace(mentor, words=dict.fromkeys(RULES, "Ja"))
	assert [f.fit for f in weigh(worded, told)] == [f.fit for f in weigh(citizen, mentor)]


def test_every_fit_that_a_rule_can_give_has_a_sentence():
	rules = [*RULES.values(), *(rule for _known, rule in ALWAYS.values()), OF_MENTORS_WISH]
	assert all(UNKNOWN in rule.says for rule in rules)
	assert matching.ALWAYS_WEIGHED == tuple(ALWAYS)


@given(citizens, mentors)
def test_no_unconfirmed_answer_counts_as_met(citizen, mentor):
	for finding in weigh(citizen, mentor):
		if finding.criterion in mentor.unconfirmed:
			assert finding.unconfirmed and finding.fit in (UNKNOWN, NOT_MET)


@given(citizens, st.lists(mentors, max_size=4))
def test_many_are_weighed_as_each_alone(citizen, mentors):
	weighing = Weighing(citizen, lambda finding: finding)
	for mentor in mentors:
		assert [weighing.told[place] for place in weighing.of(mentor)] == weigh(citizen, mentor)
