"""Coaching sessions through save: what they hold together, and that their notes are of those who spoke."""

import frappe
import pytest
from frappe.utils import add_days, today

from lat_corps.coaching import reading
from lat_corps.coaching.invitations import of_session
from tests import factories
from tests.factories import AWAY, HOME, as_user

SESSION = "LAT Coaching Session"


def plan(world, mentors=("mentor",), by="coordinator", **values):
	with as_user(world[by]):
		return frappe.get_doc(
			{
				"doctype": SESSION,
				"municipality": HOME,
				"form": "One mentor" if len(mentors) == 1 else "A group",
				"participants": [{"mentor": world.mentors[mentor]} for mentor in mentors],
				**values,
			}
		).insert()


@pytest.fixture
def case(world):
	return factories.case_at("Active", world)


@pytest.fixture
def session(world, case):
	return plan(world, courses=[{"lat_case": case.name}], best_hope="At finde ro.", held_on=today())


def sees(user: str, session) -> bool:
	with as_user(user):
		may = frappe.has_permission(SESSION)
		listed = bool(may) and session.name in frappe.get_list(SESSION, pluck="name", limit=0)
		read = frappe.has_permission(SESSION, "read", doc=frappe.get_doc(SESSION, session.name))
		try:
			rows = frappe.get_list(
				"LAT Coaching Note", filters={"parent": session.name}, parent_doctype=SESSION
			)
		except frappe.PermissionError:
			rows = []
	assert listed == read == bool(rows), (user, listed, read, len(rows))
	return listed


def readers(world, session) -> set[str]:
	return {person for person in world.people if sees(world[person], session)}


def keeps(world, person: str, session, **values) -> bool:
	"""Tell whether a save by somebody leaves the stored session as it was: refused, or put back."""
	before = frappe.get_doc(SESSION, session.name).as_dict(no_default_fields=True)
	with as_user(world[person]):
		try:
			frappe.get_doc(SESSION, session.name).update(values).save()
		except frappe.PermissionError:
			pass
	after = frappe.get_doc(SESSION, session.name).as_dict(no_default_fields=True)
	return all(str(before.get(name)) == str(after.get(name)) for name in values)


class TestTalk:
	def test_the_card_of_the_municipality_lies_beside_it_and_keeps_its_version(self, world, session):
		national = frappe.get_doc("LAT Conversation Card", {"kind": "Individual coaching"})
		assert (session.card, session.card_version) == (national.name, national.version_number)
		assert [row.question for row in session.notes] == [row.question for row in national.questions]

	def test_a_card_of_its_own_comes_first(self, world):
		with as_user(world["coordinator"]):
			own = frappe.get_doc(
				{
					"doctype": "LAT Conversation Card",
					"title": "Vores",
					"kind": "Individual coaching",
					"municipality": HOME,
					"questions": [{"section": "Mål", "question": "Hvad?"}],
				}
			).insert()
		assert plan(world).card == own.name
		assert plan(world, ("mentor", "second_mentor")).card != own.name

	def test_nothing_of_the_card_is_compulsory_and_another_card_takes_nothing_away(self, world, session):
		with as_user(world["coordinator"]):
			session.save()
			session.notes[0].answer = "At hun kommer igen."
			goals = frappe.db.get_value(
				"LAT Conversation Card", {"kind": "Goals", "municipality": ["is", "not set"]}
			)
			session.card = goals
			session.save()
		assert session.notes[0].answer == "At hun kommer igen."
		asked = frappe.get_doc("LAT Conversation Card", goals).questions
		assert [row.question for row in session.notes[1:]] == [row.question for row in asked]

	def test_a_number_beside_words_of_ones_own_needs_the_words(self, world, session):
		anchored = next(row for row in session.notes if row.form == "Scale with an anchor")
		anchored.number = 6
		with as_user(world["coordinator"]):
			with pytest.raises(frappe.ValidationError, match="what 10 stands for"):
				session.save()
		session.reload()
		anchored = next(row for row in session.notes if row.form == "Scale with an anchor")
		with as_user(world["coordinator"]):
			anchored.update({"number": 6, "anchor": "Jeg tror på det"})
			assert session.save()
			anchored.number = 11
			with pytest.raises(frappe.ValidationError, match="from 1 to 10"):
				session.save()
			# As text, the way some clients send it.
			session.reload().notes[anchored.idx - 1].update({"number": "7", "anchor": "Jeg tror på det"})
			assert session.save().reload().notes[anchored.idx - 1].number == 7

	def test_a_step_has_its_day(self, world, session):
		session.next_step = "Ringer på tirsdag."
		with as_user(world["coordinator"]), pytest.raises(frappe.ValidationError, match="by when"):
			session.save()

	def test_the_step_opens_the_next_talk_of_the_same_two(self, world, session):
		with as_user(world["coordinator"]):
			session.update({"next_step": "Ringer.", "next_step_on": add_days(today(), 3)}).save()
			after = plan(world)
			assert after.last_time()["next_step"] == "Ringer."
			assert plan(world, ("second_mentor",)).last_time() is None
		other = plan(world, by="chief")
		with as_user(world["chief"]):
			assert other.last_time() is None

	def test_what_lies_ahead_is_planned(self, world):
		with pytest.raises(frappe.ValidationError, match="planned, not held"):
			plan(world, held_on=add_days(today(), 2))


class TestPeople:
	@pytest.mark.parametrize(
		("form", "mentors", "words"),
		[
			("One mentor", ("mentor", "second_mentor"), "one mentor has one"),
			("A group", ("mentor",), "at least two"),
			("A group", ("mentor", "mentor"), "twice"),
		],
	)
	def test_one_or_a_group(self, world, form, mentors, words):
		with pytest.raises(frappe.ValidationError, match=words):
			plan(world, mentors, form=form)

	def test_a_row_without_a_mentor_or_course_is_asked_for(self, world):
		with pytest.raises(frappe.ValidationError):
			plan(world, participants=[{"part": ""}])
		with pytest.raises(frappe.MandatoryError):
			plan(
				world, participants=[{"mentor": world.mentors["mentor"]}, {"part": "Colleague who observes"}]
			)
		with pytest.raises(frappe.MandatoryError):
			plan(world, courses=[{}])

	def test_a_mentor_of_another_municipality_is_not_named(self, world):
		with pytest.raises(frappe.PermissionError):
			plan(world, ("away_mentor",))

	def test_a_colleague_may_observe(self, world):
		rows = [
			{"mentor": world.mentors["mentor"]},
			{"mentor": world.mentors["second_mentor"], "part": "Colleague who observes"},
		]
		session = plan(world, participants=rows)
		with as_user(world["second_mentor"]):
			seen = frappe.get_doc(SESSION, session.name)
			seen.feedback = "Du spurgte mere, end du svarede."
			assert seen.save().feedback

	@pytest.mark.parametrize("form", ["observing", "in the group"])
	def test_no_course_is_named_before_who_does_not_work_with_it(self, world, case, form):
		part = "Colleague who observes" if form == "observing" else ""
		rows = [
			{"mentor": world.mentors["mentor"]},
			{"mentor": world.mentors["second_mentor"], "part": part},
		]
		with pytest.raises(frappe.ValidationError, match="does not work with"):
			plan(
				world,
				form="One mentor" if part else "A group",
				participants=rows,
				courses=[{"lat_case": case.name}],
			)

	def test_a_course_that_has_ended_since_keeps_nobody_from_saving(self, world, case, session):
		frappe.db.set_value("LAT Match", {"lat_case": case.name}, "stage", "Ended")
		with as_user(world["coordinator"]):
			session.worry = "Sent ude."
			assert session.save().worry

	@pytest.mark.parametrize("guest", ["manager", "mentor", "away_coordinator", "coordinator"])
	def test_who_is_invited_coordinates_here(self, world, guest):
		with pytest.raises(frappe.ValidationError):
			plan(world, guest=world[guest])


class TestNotes:
	def test_of_the_two_alone(self, world, session):
		assert readers(world, session) == {"coordinator", "mentor"}

	def test_a_deputy_reads_them_once_invited_and_not_before(self, world, session):
		factories.appoint(world)
		assert not sees(world["deputy"], session)
		with as_user(world["coordinator"]):
			session.update({"guest": world["deputy"]}).save()
		assert sees(world["deputy"], session)

	def test_nor_once_the_period_is_over(self, world, session):
		deputy = factories.appoint(world)
		with as_user(world["coordinator"]):
			session.update({"guest": world["deputy"]}).save()
		frappe.db.set_value("LAT Deputy", deputy.name, {"from_date": "2026-01-01", "to_date": "2026-01-02"})
		assert not sees(world["deputy"], session)

	def test_all_of_a_group(self, world):
		session = plan(world, ("mentor", "second_mentor"))
		assert readers(world, session) == {"coordinator", "mentor", "second_mentor"}

	def test_not_of_a_course_that_the_mentor_has_handed_on(self, world, case, session):
		frappe.db.set_value("LAT Match", {"lat_case": case.name}, "stage", "Ended")
		assert not sees(world["mentor"], session) and sees(world["coordinator"], session)

	def test_nobody_makes_one_in_the_name_of_another(self, world):
		with pytest.raises(frappe.PermissionError):
			plan(world, by="chief", coach=world["coordinator"])
		with pytest.raises(frappe.PermissionError):
			plan(world, by="mentor", coach=world["mentor"])

	@pytest.mark.parametrize(
		("person", "fieldname", "value"),
		[
			("chief", "guest", "chief"),
			("manager", "guest", "manager"),
			("mentor", "guest", "chief"),
			("mentor", "coach", "chief"),
			("mentor", "best_hope", "Noget andet."),
			("second_mentor", "step_went", "Godt."),
		],
	)
	def test_nobody_else_writes_in_it_and_nobody_lets_others_in(
		self, world, session, person, fieldname, value
	):
		assert keeps(world, person, session, **{fieldname: world.people.get(value, value)})

	def test_a_mentor_puts_no_other_into_it(self, world, session):
		with as_user(world["mentor"]):
			doc = frappe.get_doc(SESSION, session.name)
			doc.append("participants", {"mentor": world.mentors["second_mentor"]})
			doc.save()
		assert not sees(world["second_mentor"], session)

	def test_the_mentor_writes_the_own_step(self, world, session):
		with as_user(world["mentor"]):
			doc = frappe.get_doc(SESSION, session.name)
			doc.update(
				{"next_step": "Ringer.", "next_step_on": add_days(today(), 2), "step_went": "Godt."}
			).save()
			assert doc.reload().next_step == "Ringer."

	def test_no_copy_of_them_is_kept_by_frappe(self, world, session):
		with as_user(world["coordinator"]):
			session.update({"best_hope": "Noget nyt."}).save()
		assert not frappe.db.exists("Version", {"ref_doctype": SESSION})

	def test_a_coordinator_of_another_municipality_leads_none_here(self, world):
		with pytest.raises(frappe.PermissionError):
			plan(world, by="away_coordinator")
		with pytest.raises(frappe.PermissionError):
			plan(world, ("away_mentor",), municipality=AWAY)


class TestDeputy:
	"""A deputy opens the notes by a reason, which those who spoke see (R9, R68)."""

	WHY = "Samir er syg, og hans forløb skal have en vikar."

	@pytest.fixture(autouse=True)
	def appointed(self, world):
		return factories.appoint(world)

	def give(self, world, session, person="deputy", reason=WHY) -> None:
		with as_user(world[person]):
			reading.give_reason(session.name, reason)

	def test_without_one_they_stay_closed_and_are_known_by_day_and_people_alone(self, world, session):
		assert not sees(world["deputy"], session)
		with as_user(world["deputy"]):
			(talk,) = reading.talks()
		assert talk.name == session.name and set(talk) == {*reading.SHOWN}

	def test_with_one_they_are_read_and_not_written(self, world, session):
		self.give(world, session)
		assert sees(world["deputy"], session)
		assert readers(world, session) == {"coordinator", "mentor", "deputy"}
		assert keeps(world, "deputy", session, best_hope="Noget andet.")
		assert keeps(world, "deputy", session, guest=world["deputy"])
		with as_user(world["deputy"]):
			assert not reading.talks()

	def test_no_other_talk_is(self, world, session):
		other = plan(world, held_on=today())
		self.give(world, session)
		assert not sees(world["deputy"], other)

	def test_it_is_kept_and_those_who_spoke_see_it_and_are_told(self, world, session):
		self.give(world, session)
		for person in ("coordinator", "mentor"):
			with as_user(world[person]):
				(row,) = frappe.get_doc(SESSION, session.name).readings
			assert (row.deputy_name, row.reason) == ("Stine Vedel", self.WHY)
		bells = {"document_name": session.name, "document_type": SESSION}
		assert {*frappe.get_all("Notification Log", bells, pluck="for_user")} == {
			world["coordinator"],
			world["mentor"],
		}
		assert not any(
			self.WHY in bell for bell in frappe.get_all("Notification Log", bells, pluck="subject")
		)

	def test_it_stands_in_the_read_log(self, world, session):
		self.give(world, session)
		for person in ("deputy", "mentor"):
			with as_user(world[person]):
				frappe.get_doc(SESSION, session.name).apply_fieldlevel_read_permissions()
		log = frappe.get_all(
			"LAT Read Log", {"document_number": session.name}, ["user", "reason"], order_by="read_on asc"
		)
		assert [(row.user, row.reason) for row in log] == [
			(world["deputy"], self.WHY),
			(world["mentor"], None),
		]

	def test_no_save_of_the_session_makes_or_takes_one(self, world, session):
		self.give(world, session)
		with as_user(world["coordinator"]):
			doc = frappe.get_doc(SESSION, session.name)
			doc.update({"readings": [], "worry": "Ny."}).save()
			doc.append("readings", {"deputy": world["chief"], "stands_in": "LAT-D-00001", "reason": "Fordi."})
			doc.save()
		assert [row.reason for row in frappe.get_doc(SESSION, session.name).readings] == [self.WHY]

	def test_it_ends_with_the_period_and_another_one_asks_anew(self, world, session, appointed):
		self.give(world, session)
		past = {"from_date": add_days(today(), -9), "to_date": add_days(today(), -1)}
		frappe.db.set_value("LAT Deputy", appointed.name, past)
		assert not sees(world["deputy"], session)
		factories.appoint(world)
		assert not sees(world["deputy"], session)
		self.give(world, session)
		assert sees(world["deputy"], session)

	@pytest.mark.parametrize("reason", ["", "  "])
	def test_it_says_something(self, world, session, reason):
		with pytest.raises(frappe.ValidationError, match="Write why"):
			self.give(world, session, reason=reason)

	@pytest.mark.parametrize("person", ["chief", "manager", "second_mentor", "away_coordinator", "mentor"])
	def test_nobody_else_gives_one(self, world, session, person):
		with pytest.raises(frappe.PermissionError):
			self.give(world, session, person)
		assert readers(world, session) == {"coordinator", "mentor"}

	def test_nor_does_a_deputy_for_a_talk_of_another_coordinator(self, world, case):
		talk = plan(world, by="chief", held_on=today())
		for name in (talk.name, "LAT-CS-99999"):
			with as_user(world["deputy"]), pytest.raises(frappe.PermissionError):
				reading.give_reason(name, self.WHY)


def test_the_reading_of_a_session_about_a_course_is_logged(world, session, case):
	with as_user(world["mentor"]):
		frappe.get_doc(SESSION, session.name).apply_fieldlevel_read_permissions()
	logged = {"lat_case": case.name, "document_type": SESSION, "user": world["mentor"]}
	assert frappe.get_all("LAT Read Log", filters=logged, pluck="action") == ["Opened"]


def test_a_talk_goes_with_the_citizen_it_is_about(world, session, case):
	from lat_corps.privacy.traces import find

	kept = plan(world, held_on=today())
	found = find(case.citizen)
	assert found.records[SESSION] == [session.name]
	assert kept.name not in found.numbers


def test_a_borrowed_mentor_is_coached_and_reads_it_while_the_loan_holds(world):
	frappe.db.set_value("LAT Mentor", world.mentors["away_mentor"], "may_be_lent", 1)
	loan = factories.loan_at("Active", world, "away_mentor")
	session = plan(world, ("away_mentor",))
	assert sees(world["away_mentor"], session)
	frappe.db.set_value("LAT Mentor Loan", loan.name, {"from_date": "2026-01-01", "to_date": "2026-01-02"})
	assert not sees(world["away_mentor"], session)


class TestInvitation:
	@pytest.fixture
	def invitation(self, world, case):
		session = plan(
			world,
			courses=[{"lat_case": case.name}],
			planned_on="2026-12-14 09:30:00",
			place="Rådhuset, lokale 2",
			best_hope="At Mikkel kommer igen.",
		)
		with as_user(world["mentor"]):
			of_session(session.name)
		return frappe.response["filecontent"].decode()

	def test_it_says_when_where_and_who(self, world, invitation):
		said = invitation.replace("\r\n ", "")
		for words in ("DTSTART:20261214T083000Z", "DTEND:20261214T091500Z", "lokale 2", world["mentor"]):
			assert words in said

	def test_it_names_no_citizen_and_no_course(self, case, invitation):
		for word in ("Mikkel", case.name, case.citizen):
			assert word not in invitation

	def test_nobody_else_takes_one_out(self, world):
		session = plan(world, planned_on="2026-12-14 09:30:00")
		for person in ("chief", "manager", "second_mentor"):
			with as_user(world[person]), pytest.raises(frappe.PermissionError):
				of_session(session.name)
