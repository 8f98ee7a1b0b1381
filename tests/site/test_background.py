"""Background information: what the mentor needs is passed on, as long as it may be kept (R37 to R43)."""

import frappe
import pytest
from frappe.utils import add_days, today

from lat_corps.casework.facts import passed_on
from lat_corps.domain.consent import COURSE
from tests import factories
from tests.factories import as_user, refusal_of

BOTH = "Coordinator and mentor"


@pytest.fixture
def case(world):
	return factories.case_at("Preparing", world)


def seen_by(user: str, case) -> list[str]:
	with as_user(user):
		return frappe.get_list("LAT Background Information", filters={"lat_case": case.name}, pluck="name")


def test_it_is_the_coordinators_alone_until_it_is_passed_on(world, case, coordinator):
	factories.consent_to_pass_on(case)
	information = factories.write_background(case)
	assert seen_by(world["coordinator"], case) == [information.name]
	assert not seen_by(world["mentor"], case) and not information.shared_on
	information.audience = BOTH
	information.save()
	assert seen_by(world["mentor"], case) == [information.name] and information.shared_on


def test_the_mentor_reads_what_is_passed_on_and_writes_none_of_it(world, case, coordinator):
	information = factories.pass_on(case)
	with as_user(world["mentor"]):
		read = frappe.get_doc("LAT Background Information", information.name)
		read.check_permission("read")
		read.content = "Noget andet."
		with pytest.raises(frappe.PermissionError):
			read.save()


def test_what_is_taken_back_is_seen_no_more(world, case, coordinator):
	information = factories.pass_on(case)
	information.audience = "Coordinator only"
	information.save()
	assert not seen_by(world["mentor"], case) and not information.shared_on


def test_what_has_run_out_is_hidden_from_the_mentor_and_stays_with_the_coordinator(world, case, coordinator):
	information = factories.pass_on(case, received_on=add_days(today(), -30), expires_on=today())
	assert seen_by(world["mentor"], case) and passed_on(case.name)
	information.expires_on = add_days(today(), -1)
	information.save()
	assert not seen_by(world["mentor"], case) and not passed_on(case.name)
	with as_user(world["mentor"]):
		assert not frappe.has_permission("LAT Background Information", "read", doc=information)
	assert seen_by(world["coordinator"], case) == [information.name]


def test_a_mentor_of_another_course_sees_nothing(world, case, coordinator):
	factories.pass_on(case)
	for person in ("second_mentor", "away_mentor", "caseworker", "away_coordinator"):
		try:
			assert not seen_by(world[person], case)
		except frappe.PermissionError:
			pass


def test_g9_rests_on_what_the_mentor_sees(world, case, coordinator):
	def lacking() -> str:
		with pytest.raises(frappe.ValidationError) as refusal:
			factories.act(case, "Start course")
		return str(refusal.value)

	factories.prepare_meeting(case)
	case.nothing_to_pass_on = 0
	case.save()
	factories.write_background(case)
	assert "Pass on what" in lacking()
	information = factories.pass_on(case, received_on=add_days(today(), -30), expires_on=add_days(today(), 1))
	assert "must confirm" in lacking()
	factories.confirm_knowledge(case, world)
	information.db_set("expires_on", add_days(today(), -1))
	assert "Pass on what" in lacking()
	information.db_set("expires_on", None)
	assert factories.act(case, "Start course").stage == "Active"


class TestConfirmation:
	"""What is passed on or changed after the mentor has confirmed must be read anew."""

	@pytest.fixture
	def information(self, world, case, coordinator):
		information = factories.pass_on(case)
		factories.confirm_knowledge(case, world)
		assert case.knowledge_confirmed
		return information

	def test_something_more_is_passed_on(self, case, information):
		factories.pass_on(case, content="Ring ikke efter kl. 20.")
		assert not case.knowledge_confirmed and not case.knowledge_confirmed_by

	def test_something_kept_before_is_passed_on(self, case, information):
		other = factories.write_background(case, content="Ring ikke efter kl. 20.")
		assert case.reload().knowledge_confirmed
		other.audience = BOTH
		other.save()
		assert not case.reload().knowledge_confirmed

	@pytest.mark.parametrize(
		("fieldname", "value"),
		[
			("content", "Bor hos sin far."),
			("allowed_use", "Kun til at aftale møder."),
			("kind", "Risk and safety plans"),
			("origin", "Infohus"),
			("legal_basis", "Serviceloven § 12 b"),
		],
	)
	def test_what_was_passed_on_is_changed(self, case, information, fieldname, value):
		information.set(fieldname, value)
		information.save()
		assert not case.reload().knowledge_confirmed

	def test_what_had_run_out_is_seen_again(self, case, information):
		information.db_set({"received_on": add_days(today(), -30), "expires_on": add_days(today(), -1)})
		information.reload()
		information.expires_on = add_days(today(), 30)
		information.save()
		assert not case.reload().knowledge_confirmed

	def test_a_shorter_time_asks_nothing_anew(self, case, information):
		information.expires_on = add_days(today(), 30)
		information.save()
		assert case.reload().knowledge_confirmed

	def test_a_form_opened_before_confirms_nothing_unread(self, world, case, information):
		information.content = "Bor hos sin far."
		information.save()
		case.reload()
		with as_user(world["mentor"]):
			stale = frappe.get_doc("LAT Case", case.name)
		information.content = "Bor alene."
		information.save()
		with as_user(world["mentor"]):
			stale.knowledge_confirmed = 1
			with pytest.raises(frappe.TimestampMismatchError):
				stale.save()

	def test_there_is_something_to_pass_on_after_all(self, case, information):
		case.nothing_to_pass_on = 1
		case.save()
		factories.pass_on(case, content="Ring ikke efter kl. 20.")
		assert not case.nothing_to_pass_on


class TestSection115:
	SECRET = {"origin": "Section 115 exchange", "legal_basis": "Retsplejelovens § 115"}

	def test_the_mentor_gets_it_only_with_a_stated_use(self, world, case, coordinator):
		with pytest.raises(frappe.ValidationError, match="section 115"):
			factories.pass_on(case, **self.SECRET)
		information = factories.pass_on(case, allowed_use="Forebyggelse.", **self.SECRET)
		assert seen_by(world["mentor"], case) == [information.name]
		information.allowed_use = ""
		with pytest.raises(frappe.ValidationError, match="section 115"):
			information.save()

	def test_it_is_written_down_for_the_coordinator_without(self, case, coordinator):
		assert factories.write_background(case, **self.SECRET).name


@pytest.mark.parametrize(
	("received", "expires", "words"), [(1, None, "future"), (0, -1, "mend one of the two dates")]
)
def test_impossible_dates_are_refused(case, coordinator, received, expires, words):
	dates = {"received_on": add_days(today(), received)}
	if expires:
		dates["expires_on"] = add_days(today(), expires)
	with pytest.raises(frappe.ValidationError, match=words):
		factories.write_background(case, **dates)


def test_the_legal_basis_is_said(case, coordinator):
	with pytest.raises(frappe.MandatoryError, match="legal_basis"):
		factories.write_background(case, legal_basis="")


def test_information_that_has_run_out_is_not_passed_on(case, coordinator):
	past = {"received_on": add_days(today(), -30), "expires_on": add_days(today(), -1)}
	information = factories.write_background(case, **past)
	information.audience = BOTH
	with pytest.raises(frappe.ValidationError, match="run out"):
		information.save()


COLLECTING = "Collecting information from others"
DEEDS = {"origin": "Another authority", "kind": "Social action plans and assessments"}


class TestCollected:
	"""What was collected with the person's consent rests on one that covers it (R37)."""

	@pytest.fixture
	def consent(self, case, coordinator):
		types = [{"information_type": DEEDS["kind"]}]
		return factories.give_consent(case, purpose=COLLECTING, information_types=types)

	def test_a_consent_of_the_course_that_names_it_is_kept_with_it(self, case, consent):
		assert factories.write_background(case, consent=consent.name, **DEEDS).consent == consent.name

	@pytest.mark.parametrize(
		("values", "said"),
		[
			({"kind": "Risk and safety plans"}, "does not name “Risk and safety plans”"),
			({"received_on": "2020-01-31"}, "did not hold on 31-01-2020"),
		],
	)
	def test_one_that_does_not_cover_it_is_refused(self, case, consent, values, said):
		refused = refusal_of(
			lambda: factories.write_background(case, **{**DEEDS, "consent": consent.name, **values})
		)
		assert said in refused

	def test_nor_does_one_to_another_purpose_or_of_another_course(self, world, case, consent):
		(other,) = frappe.get_all("LAT Consent", {"lat_case": case.name, "purpose": COURSE}, pluck="name")
		elsewhere = factories.case_brought_to("Referred", world)
		for course, name in ((case, other), (elsewhere, consent.name)):
			assert COLLECTING in refusal_of(
				lambda course=course, name=name: factories.write_background(course, consent=name, **DEEDS)
			)

	def test_once_withdrawn_it_is_taken_back_from_the_mentor_and_passed_on_no_more(
		self, world, case, consent
	):
		factories.consent_to_pass_on(case)
		shared = factories.write_background(case, consent=consent.name, audience=BOTH, **DEEDS)
		source = factories.write_background(case, consent=consent.name, **DEEDS)
		free = factories.write_background(case, audience=BOTH, **DEEDS)
		told = factories.write_briefing(case, "Kommer helst om formiddagen.", source=source, passed_on=1)
		assert set(seen_by(world["mentor"], case)) == {shared.name, free.name}
		consent.withdrawn_on = today()
		consent.save()
		assert seen_by(world["mentor"], case) == [free.name]
		assert told.reload().closed_because == "A consent no longer covers it" and not told.passed_on
		shared.reload().audience = BOTH
		assert "was withdrawn" in refusal_of(shared.save)
		told.passed_on = 1
		assert "was withdrawn" in refusal_of(told.save)
