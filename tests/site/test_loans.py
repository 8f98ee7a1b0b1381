"""Loans of mentors, from request to return: the steps of each side, two rooms, days of access (R22)."""

import json

import frappe
import pytest
from frappe.utils import add_days, getdate, today

from lat_corps.casework.contact import card
from lat_corps.corps import loan_days, loans
from lat_corps.corps.acknowledgement_requests import every_day
from lat_corps.corps.binding import bound_by
from lat_corps.corps.doctype.lat_mentor.lat_mentor import places
from lat_corps.corps.facts import loan_standing
from tests import factories
from tests.factories import AWAY, HOME, act, as_user
from tests.security.test_walls import sees

WORDS = "Arbejdet på gadeplan i ti år."


@pytest.fixture(autouse=True)
def lent(world):
	"""A mentor of the away municipality whom no other test has met."""
	return factories.lendable_mentor(world)


@pytest.fixture
def loan(world):
	return factories.loan_at("Offered", world)


@pytest.fixture
def agreed(world):
	return factories.loan_at("Agreed", world)


def move_period(loan, first: int, last: int) -> None:
	"""Set the period as days from today, as if it had been agreed on at the time."""
	loan.db_set({"from_date": add_days(today(), first), "to_date": add_days(today(), last)})


def both_sides_coordinator(world) -> str:
	"""Make the home coordinator one of the away municipality too."""
	municipality = frappe.get_doc("LAT Municipality", AWAY)
	municipality.append("members", {"user": world["coordinator"], "member_function": "Coordinator"})
	municipality.save()
	return world["coordinator"]


class TestRequest:
	def test_the_coordinator_of_the_borrower_asks(self, world):
		loan = factories.request_loan(world)
		assert loan.stage == "Requested" and not loan.mentor

	@pytest.mark.parametrize("person", ["away_coordinator", "manager", "mentor", "centre", "caseworker"])
	def test_nobody_else_asks_for_the_borrower(self, world, person):
		with pytest.raises(frappe.PermissionError):
			factories.request_loan(world, person)

	def test_the_lender_registers_a_borrower_outside_the_corps(self, world):
		outside = {"borrowing_municipality": None, "borrower_outside": "Øby Kommune"}
		loan = factories.request_loan(world, "away_coordinator", **outside)
		assert loan.borrower_outside == "Øby Kommune"
		with pytest.raises(frappe.PermissionError):
			factories.request_loan(world, "coordinator", **outside)

	@pytest.mark.parametrize(
		("person", "values", "words"),
		[
			("away_coordinator", {"borrowing_municipality": None}, "Choose the borrowing"),
			("coordinator", {"borrower_outside": "Øby"}, "Choose the borrowing"),
			("coordinator", {"lending_municipality": HOME}, "from one municipality to another"),
			("coordinator", {"to_date": "2020-01-01"}, "before the first"),
		],
	)
	def test_a_request_makes_sense(self, world, person, values, words):
		with pytest.raises(frappe.ValidationError, match=words):
			factories.request_loan(world, person, **values)

	def test_the_sides_are_set_once(self, world):
		loan = factories.request_loan(world)
		with as_user(world["coordinator"]):
			loan.lending_municipality = HOME
			with pytest.raises(frappe.ValidationError):
				loan.save()

	def test_a_request_begins_without_offer_signature_or_mentor(self, world):
		loan = factories.request_loan(
			world,
			mentor=world.mentors["lent"],
			mentor_name="Zeynep",
			profile="x",
			lender_signed_on=today(),
			lender_signed_name="x",
		)
		assert not any(
			loan.get(name)
			for name in ("mentor", "mentor_name", "profile", "lender_signed_on", "lender_signed_name")
		)


class TestOffer:
	def test_the_lender_offers_and_the_borrower_reads_the_profile(self, loan, world):
		assert loan.stage == "Offered" and AWAY in loan.profile and not loan.mentor
		assert "Zeynep" not in loan.profile

	def test_the_borrower_cannot_offer(self, world):
		loan = factories.request_loan(world)
		factories.choose_mentor(loan, world)
		with pytest.raises(frappe.ValidationError, match="by a coordinator of the lending"):
			act(loan, "Offer mentor", world["coordinator"])

	def test_an_offer_needs_a_mentor(self, world):
		loan = factories.request_loan(world)
		with pytest.raises(frappe.ValidationError, match="Choose mentor"):
			act(loan, "Offer mentor", world["away_coordinator"])

	@pytest.mark.parametrize(
		("values", "words"),
		[
			({"stage": "Paused"}, "must be active"),
			({"may_be_lent": 0}, "not open to loans"),
			({"kind": "Parent Coach"}, "does not work as"),
		],
	)
	def test_the_mentor_can_be_lent(self, world, values, words):
		loan = factories.request_loan(world)
		factories.choose_mentor(loan, world)
		frappe.db.set_value("LAT Mentor", world.mentors["lent"], values)
		with pytest.raises(frappe.ValidationError, match=words):
			act(loan, "Offer mentor", world["away_coordinator"])

	def test_the_mentor_has_room(self, world):
		loan = factories.request_loan(world)
		factories.choose_mentor(loan, world)
		mentor = world.mentors["lent"]
		frappe.db.set_value("LAT Mentor", mentor, "capacity", 1)
		case = factories.case_at("Matching", world)
		frappe.get_doc({"doctype": "LAT Match", "lat_case": case.name, "mentor": mentor}).insert().db_set(
			"stage", "Approved"
		)
		with pytest.raises(frappe.ValidationError, match="1 of 1 courses"):
			act(loan, "Offer mentor", world["away_coordinator"])

	def test_the_lender_offers_no_mentor_of_another_municipality(self, world):
		loan = factories.request_loan(world)
		with as_user(world["away_coordinator"]):
			with pytest.raises(frappe.PermissionError, match="not yours to read"):
				loans.choose_mentor(loan.name, world.mentors["mentor"])
		with pytest.raises(frappe.ValidationError, match="of the lending municipality"):
			loans.choose_mentor(loan.name, world.mentors["mentor"])

	def test_the_borrower_chooses_no_mentor(self, world):
		loan = factories.request_loan(world)
		with as_user(world["coordinator"]):
			with pytest.raises(frappe.PermissionError):
				loans.choose_mentor(loan.name, world.mentors["lent"])

	def test_a_profile_that_tells_the_name_is_refused(self, world):
		loan = factories.request_loan(world)
		with pytest.raises(frappe.ValidationError, match="tells the mentor's name"):
			factories.choose_mentor(loan, world, profile="Zeynep har ti års erfaring.")

	def test_the_lender_words_the_profile(self, world):
		loan = factories.request_loan(world)
		factories.choose_mentor(loan, world, profile=WORDS)
		act(loan, "Offer mentor", world["away_coordinator"])
		assert loan.profile == WORDS

	def test_another_mentor_is_offered_only_when_free(self, loan, world):
		with as_user(world["away_coordinator"]):
			other = factories.active_mentor(world["away_manager"], AWAY)
			with pytest.raises(frappe.ValidationError, match="not open to loans"):
				loans.choose_mentor(loan.name, other.name)

	def test_after_the_agreement_the_mentor_stays(self, agreed, world):
		with as_user(world["away_coordinator"]):
			with pytest.raises(frappe.ValidationError, match="stays as agreed"):
				loans.choose_mentor(agreed.name, world.mentors["lent"])

	def test_offer_and_decline_can_be_done_by_either_side_with_a_reason(self, loan, world):
		with pytest.raises(frappe.ValidationError, match="reason for declining"):
			act(loan, "Decline loan", world["coordinator"])
		with as_user(world["coordinator"]):
			loan.status_reason = "Borgeren vil ikke længere."
			loan.save()
		assert act(loan, "Decline loan", world["away_coordinator"]).stage == "Declined"


class TestAgreement:
	def test_both_sign_and_then_both_know_the_mentor(self, loan, world):
		factories.sign_loan(loan, world)
		act(loan, "Agree on loan", world["away_coordinator"])
		assert loan.mentor == world.mentors["lent"] and loan.mentor_name == factories.LENT

	@pytest.mark.parametrize(
		("signer", "lacking"),
		[("coordinator", "lending municipality has not"), ("away_coordinator", "borrowing municipality has")],
	)
	def test_one_signature_is_not_enough(self, loan, world, signer, lacking):
		factories.sign_loan(loan, world, signer)
		with pytest.raises(frappe.ValidationError, match=lacking):
			act(loan, "Agree on loan", world["coordinator"])
		assert not frappe.db.get_value("LAT Mentor Loan", loan.name, "mentor")

	def test_a_signature_carries_name_login_and_time(self, loan, world):
		factories.sign_loan(loan, world)
		assert (loan.lender_signed_name, loan.lender_signed_by) == ("Jonas Bech", world["away_coordinator"])
		assert (loan.borrower_signed_name, loan.borrower_signed_by) == ("Birgit Holm", world["coordinator"])
		assert loan.lender_signed_on and loan.borrower_signed_on

	@pytest.mark.parametrize("person", ["manager", "away_manager", "mentor", "lent", "centre"])
	def test_only_coordinators_of_a_side_sign(self, loan, world, person):
		with as_user(world[person]):
			with pytest.raises(frappe.PermissionError):
				loans.sign(loan.name, "x")

	def test_a_coordinator_signs_for_no_other_side(self, loan, world):
		with as_user(world["coordinator"]):
			with pytest.raises(frappe.PermissionError, match="of that side"):
				loans.sign(loan.name, "Birgit Holm", side="Lending")

	def test_who_coordinates_both_municipalities_signs_for_one(self, loan, world):
		with as_user(both_sides_coordinator(world)):
			loans.sign(loan.name, "Birgit Holm", side="Borrowing")
			with pytest.raises(frappe.ValidationError, match="somebody else signs"):
				loans.sign(loan.name, "Birgit Holm", side="Lending")

	def test_nobody_signs_in_another_name(self, loan, world):
		with as_user(world["coordinator"]):
			with pytest.raises(frappe.ValidationError, match="your own name"):
				loans.sign(loan.name, "Jonas Bech")

	def test_a_side_signs_once(self, loan, world):
		factories.sign_loan(loan, world, "coordinator")
		with as_user(world["chief"]):
			with pytest.raises(frappe.ValidationError, match="already signed"):
				loans.sign(loan.name, "Vibeke Storm")

	def test_signing_waits_for_an_offer(self, world):
		loan = factories.request_loan(world)
		with as_user(world["coordinator"]):
			with pytest.raises(frappe.ValidationError, match="when a mentor is offered"):
				loans.sign(loan.name, "Birgit Holm")

	def test_what_changed_since_it_was_read_is_not_signed(self, loan, world):
		read = str(loan.modified)
		with as_user(world["away_coordinator"]):
			loan.payment = "Låner betaler det dobbelte."
			loan.save()
		with as_user(world["coordinator"]):
			with pytest.raises(frappe.ValidationError, match="changed since"):
				loans.sign(loan.name, "Birgit Holm", modified=read)
			loans.sign(loan.name, "Birgit Holm", modified=str(loan.modified))

	@pytest.mark.parametrize(
		"change",
		[
			{"to_date": "2099-12-31"},
			{"payment": "Udlåner betaler."},
			{"extent": "Otte timer."},
			{"other_terms": "Mentoren holder fri i juli."},
		],
	)
	def test_a_change_takes_both_signatures_back(self, loan, world, change):
		factories.sign_loan(loan, world)
		with as_user(world["coordinator"]):
			loan.update(change)
			loan.save()
		assert not loan.lender_signed_on and not loan.borrower_signed_name

	def test_what_is_not_signed_for_can_change(self, loan, world):
		factories.sign_loan(loan, world)
		with as_user(world["coordinator"]):
			loan.status_reason = "Til senere."
			loan.save()
		assert loan.lender_signed_on and loan.borrower_signed_on

	def test_another_offer_takes_both_signatures_back(self, loan, world):
		factories.sign_loan(loan, world)
		factories.choose_mentor(loan, world, profile=WORDS)
		loan.reload()
		assert loan.profile == WORDS and not loan.lender_signed_on and not loan.borrower_signed_on

	def test_a_client_cannot_write_signature_profile_or_mentor(self, loan, world):
		before = loan.profile
		with as_user(world["coordinator"]):
			loan.update(
				{
					"lender_signed_name": "Jonas Bech",
					"lender_signed_on": today(),
					"lender_signed_by": world["away_coordinator"],
					"mentor": world.mentors["lent"],
					"profile": "x",
				}
			)
			loan.save()
		loan.reload()
		assert not loan.lender_signed_on and not loan.mentor and loan.profile == before

	def test_terms_are_written_first(self, world):
		loan = factories.loan_at("Offered", world, insurance="", travel="")
		factories.sign_loan(loan, world)
		with pytest.raises(frappe.ValidationError, match="Travel and transport time, Insurance"):
			act(loan, "Agree on loan", world["coordinator"])

	def test_a_period_that_is_over_is_not_agreed_on(self, loan, world):
		factories.sign_loan(loan, world)
		move_period(loan, -20, -1)
		with pytest.raises(frappe.ValidationError, match="is over"):
			act(loan, "Agree on loan", world["coordinator"])

	def test_the_borrower_learns_nothing_of_a_mentor_who_is_no_longer_free(self, loan, world):
		factories.sign_loan(loan, world)
		frappe.db.set_value("LAT Mentor", world.mentors["lent"], "stage", "Paused")
		with pytest.raises(frappe.ValidationError) as refused:
			act(loan, "Agree on loan", world["coordinator"])
		assert "no longer free" in str(refused.value) and "Zeynep" not in str(refused.value)

	@pytest.mark.parametrize("fieldname", ["payment", "to_date", "purpose", "competences"])
	def test_what_was_agreed_stays(self, agreed, world, fieldname):
		with as_user(world["coordinator"]):
			agreed.set(fieldname, add_days(today(), 5) if fieldname == "to_date" else "x")
			with pytest.raises(frappe.ValidationError, match="stays as it is"):
				agreed.save()

	def test_the_wish_for_languages_stays_too(self, agreed, world):
		with as_user(world["coordinator"]):
			agreed.append("languages", {"language": "ar", "fluency": "Fluent"})
			with pytest.raises(frappe.ValidationError, match="stays as it is"):
				agreed.save()


class TestBorrowerOutside:
	@pytest.fixture
	def outside(self, world):
		loan = factories.request_loan(
			world,
			"away_coordinator",
			borrowing_municipality=None,
			borrower_outside="Øby Kommune",
			outside_contact="Leder af ungeindsatsen",
		)
		factories.choose_mentor(loan, world)
		return act(loan, "Offer mentor", world["away_coordinator"])

	def test_signs_on_paper_and_the_lender_registers_it(self, outside, world):
		with as_user(world["away_coordinator"]):
			loans.sign_on_paper(outside.name, "Mette Øby", "Ungechef", today())
			assert loans.sign(outside.name, "Jonas Bech") == "Lending"
		act(outside, "Agree on loan", world["away_coordinator"])
		assert (outside.borrower_signed_name, outside.borrower_signed_title) == ("Mette Øby", "Ungechef")
		assert outside.stage == "Agreed" and getdate(outside.paper_signed_on) == getdate(today())

	def test_nobody_signs_in_the_app_for_it(self, outside, world):
		with as_user(world["away_coordinator"]):
			with pytest.raises(frappe.PermissionError):
				loans.sign(outside.name, "Jonas Bech", side="Borrowing")

	def test_a_signature_on_paper_needs_title_and_a_day_that_has_been(self, outside, world):
		with as_user(world["away_coordinator"]):
			with pytest.raises(frappe.ValidationError, match="title"):
				loans.sign_on_paper(outside.name, "Mette Øby", " ", today())
			with pytest.raises(frappe.ValidationError, match="future"):
				loans.sign_on_paper(outside.name, "Mette Øby", "Ungechef", add_days(today(), 1))

	def test_a_borrower_of_the_corps_does_not_sign_on_paper(self, loan, world):
		with as_user(world["away_coordinator"]):
			with pytest.raises(frappe.PermissionError):
				loans.sign_on_paper(loan.name, "Birgit Holm", "Koordinator", today())

	def test_it_is_nobody_elses_loan(self, outside, world):
		with as_user(world["coordinator"]):
			assert not sees("LAT Mentor Loan", outside.name)


class TestRooms:
	"""Who sees a loan and an offer, by list and by document."""

	def test_both_sides_and_their_managers_see_the_loan(self, loan, world):
		for person in ("coordinator", "chief", "away_coordinator", "manager", "away_manager"):
			with as_user(world[person]):
				assert sees("LAT Mentor Loan", loan.name), person

	def test_nobody_else_does(self, loan, world):
		for person in ("mentor", "lent", "caseworker", "centre", "administrator", "technician"):
			with as_user(world[person]):
				assert not sees("LAT Mentor Loan", loan.name), person

	def test_the_mentor_sees_the_loan_when_it_is_agreed(self, agreed, world):
		with as_user(world["lent"]):
			assert sees("LAT Mentor Loan", agreed.name)
		with as_user(world["mentor"]):
			assert not sees("LAT Mentor Loan", agreed.name)

	def test_the_offer_is_the_lenders_alone(self, loan, world):
		offer = frappe.db.get_value("LAT Loan Offer", {"loan": loan.name})
		for person in ("away_coordinator", "coordinator", "chief", "away_manager", "manager", "lent"):
			with as_user(world[person]):
				assert sees("LAT Loan Offer", offer) is (person == "away_coordinator"), person

	def test_nothing_on_the_loan_tells_the_mentor(self, loan, world):
		"""Neither the document nor its versions and comments hold name, number or login before Agreed."""
		factories.sign_loan(loan, world)
		told = json.dumps(loan.as_dict(), default=str)
		for trace, link in (("Version", "docname"), ("Comment", "reference_name")):
			told += json.dumps(frappe.get_all(trace, filters={link: loan.name}, fields=["*"]), default=str)
		for secret in (world.mentors["lent"], "Zeynep", "Ozgan", world["lent"]):
			assert secret not in told

	def test_managers_and_mentors_only_read(self, agreed, world):
		for person in ("manager", "away_manager", "lent"):
			with as_user(world[person]):
				with pytest.raises(frappe.PermissionError):
					frappe.get_doc("LAT Mentor Loan", agreed.name).save()

	def test_an_offer_is_not_deleted(self, loan, world):
		offer = frappe.get_doc("LAT Loan Offer", {"loan": loan.name})
		with pytest.raises(frappe.ValidationError, match="stays with it"):
			offer.delete()


class TestSearch:
	@pytest.fixture(autouse=True)
	def described(self, world):
		frappe.db.set_value(
			"LAT Mentor",
			world.mentors["lent"],
			{
				"professional_experience": "Zeynep har arbejdet i socialpsykiatrien på Månen.",
				"religion_politics": "Hemmelig tro",
				"availability": "Tirsdag aften",
				"gender": "Woman",
				"birth_year": 1981,
			},
		)

	def search(self, world, person="coordinator", experience="Månen", **wish) -> list[dict]:
		with as_user(world[person]):
			return loans.search(experience=experience, **wish)

	def test_finds_the_competence_without_the_name(self, world):
		(found,) = self.search(world, kind="Mentor", language="da", experience="månen socialpsykiatri")
		assert found["municipality"] == AWAY and "socialpsykiatrien" in found["professional_experience"]
		told = json.dumps(found, ensure_ascii=False)
		for secret in (
			"Zeynep",
			"Ozgan",
			world.mentors["lent"],
			world["lent"],
			"Hemmelig",
			"1981",
		):
			assert secret not in told

	def test_a_name_finds_nobody(self, world):
		assert self.search(world) and not self.search(world, experience="Månen Zeynep")

	def test_own_mentors_are_no_loans(self, world):
		open_to_loans = {"may_be_lent": 1, "professional_experience": "Har også været på Månen."}
		frappe.db.set_value("LAT Mentor", world.mentors["mentor"], open_to_loans)
		assert {found["municipality"] for found in self.search(world)} == {AWAY}

	@pytest.mark.parametrize("values", [{"may_be_lent": 0}, {"stage": "Paused"}])
	def test_finds_only_who_may_be_lent(self, world, values):
		frappe.db.set_value("LAT Mentor", world.mentors["lent"], values)
		assert not self.search(world)

	def test_finds_only_who_has_room(self, world):
		frappe.db.set_value("LAT Mentor", world.mentors["lent"], "capacity", 1)
		assert self.search(world)[0]["free_places"] == 1
		case = factories.case_at("Matching", world)
		match = frappe.get_doc(
			{"doctype": "LAT Match", "lat_case": case.name, "mentor": world.mentors["lent"]}
		)
		match.insert().db_set("stage", "Offered")
		assert not self.search(world)

	def test_the_centre_searches_all_municipalities(self, world):
		open_to_loans = {"may_be_lent": 1, "professional_experience": "Har også været på Månen."}
		frappe.db.set_value("LAT Mentor", world.mentors["mentor"], open_to_loans)
		assert {found["municipality"] for found in self.search(world, "centre")} == {HOME, AWAY}

	@pytest.mark.parametrize(
		"person", ["mentor", "manager", "caseworker", "administrator", "technician", "outsider"]
	)
	def test_nobody_else_searches(self, world, person):
		with pytest.raises(frappe.PermissionError):
			self.search(world, person)
		with as_user(world[person]):
			with pytest.raises(frappe.PermissionError):
				loans.lenders("LAT Municipality", "", "name", 0, 20)

	def test_a_coordinator_finds_whom_to_ask(self, world):
		with as_user(world["coordinator"]):
			assert AWAY in [row[0] for row in loans.lenders("LAT Municipality", "Nabo", "name", 0, 20)]


class TestAccess:
	"""A borrowed mentor works in the borrowing municipality on the days of the loan, and on no other."""

	@pytest.fixture
	def case(self, world, agreed):
		factories.acknowledge(world.descriptions[("Mentor", HOME)], world["lent"])
		case = factories.case_at("Matching", world)
		factories.approve_match(case, world, "lent")
		act(case, "Prepare course", world["coordinator"])
		with as_user(world["coordinator"]):
			frappe.get_doc(
				{"doctype": "LAT Plan", "lat_case": case.name, "goals": [{"goal": "Ro."}]}
			).insert()
			factories.pass_on(case)
		return case

	def what_the_mentor_sees(self, world, case) -> set[str]:
		match = frappe.db.get_value("LAT Match", {"lat_case": case.name})
		plan = frappe.db.get_value("LAT Plan", {"lat_case": case.name})
		background = frappe.db.get_value("LAT Background Information", {"lat_case": case.name})
		with as_user(world["lent"]):
			seen = {
				doctype
				for doctype, name in (
					("LAT Case", case.name),
					("LAT Background Information", background),
					("LAT Match", match),
					("LAT Plan", plan),
					("LAT Municipality", HOME),
					("LAT Role Description", world.descriptions[("Mentor", HOME)]),
				)
				if sees(doctype, name)
			}
			for child, parent, name in (
				("LAT Plan Goal", "LAT Plan", plan),
				("LAT Preparation Topic", "LAT First Meeting", factories.sheet_of(case).name),
			):
				if name in frappe.get_list(child, parent_doctype=parent, pluck="parent", limit=0):
					seen.add(child)
		return seen

	@pytest.mark.parametrize(
		("first", "last", "inside"),
		[(1, 30, False), (0, 30, True), (-30, 0, True), (-30, -1, False)],
	)
	def test_access_follows_the_dates(self, world, case, agreed, first, last, inside):
		move_period(agreed, first, last)
		everything = {
			"LAT Case",
			"LAT Background Information",
			"LAT Match",
			"LAT Plan",
			"LAT Municipality",
			"LAT Role Description",
			"LAT Plan Goal",
			"LAT Preparation Topic",
		}
		assert self.what_the_mentor_sees(world, case) == (everything if inside else set())
		with as_user(world["lent"]):
			if inside:
				assert "full_name" in {field["fieldname"] for field in card(case)["fields"]}
			else:
				with pytest.raises(frappe.PermissionError):
					card(case)

	def test_the_borrowers_descriptions_bind_on_the_days_of_the_loan(self, world, agreed):
		awaits = {"user": world["lent"], "municipality": HOME, "standing": "Awaiting"}
		assert frappe.db.count("LAT Acknowledgement Request", awaits) == 2
		assert world["lent"] in bound_by("Mentor", HOME)
		move_period(agreed, -30, -1)
		assert world["lent"] not in bound_by("Mentor", HOME)
		every_day()
		assert not frappe.db.count("LAT Acknowledgement Request", awaits)

	@pytest.mark.parametrize("stage", ["Requested", "Offered", "Returned", "Declined"])
	def test_no_other_stage_opens_anything(self, world, case, agreed, stage):
		agreed.db_set("stage", stage)
		assert not self.what_the_mentor_sees(world, case)

	def test_a_loan_to_another_municipality_opens_nothing_here(self, world, case, agreed):
		agreed.db_set({"borrowing_municipality": None, "borrower_outside": "Øby"})
		assert not self.what_the_mentor_sees(world, case)

	def test_nothing_new_is_written_after_the_period(self, world, case, agreed):
		move_period(agreed, -30, -1)
		with as_user(world["lent"]):
			with pytest.raises(frappe.PermissionError):
				frappe.get_doc({"doctype": "LAT Progression", "lat_case": case.name, "rating": 4}).insert()

	def test_the_borrower_reads_what_a_match_needs_within_the_period(self, world, agreed):
		frappe.db.set_value("LAT Mentor", agreed.mentor, "status_reason", "Sygemeldt i foråret")
		with as_user(world["coordinator"]):
			told = json.dumps(loans.borrowed_mentor(agreed.name), ensure_ascii=False)
			assert "Danish" in told and "Year of birth" in told and "Sygemeldt" not in told
			assert not sees("LAT Mentor", agreed.mentor)

	@pytest.mark.parametrize(("first", "last"), [(1, 30), (-30, -1)])
	def test_and_not_outside_the_period(self, world, agreed, first, last):
		move_period(agreed, first, last)
		with as_user(world["coordinator"]):
			with pytest.raises(frappe.PermissionError, match="does not hold"):
				loans.borrowed_mentor(agreed.name)
			assert world.mentors["lent"] not in self.matchable()

	def test_before_the_agreement_the_borrower_reads_nothing(self, world, loan):
		with as_user(world["coordinator"]):
			with pytest.raises(frappe.PermissionError):
				loans.borrowed_mentor(loan.name)
			assert world.mentors["lent"] not in self.matchable()

	@pytest.mark.parametrize("person", ["manager", "away_coordinator", "mentor"])
	def test_nobody_but_the_borrowers_coordinator_reads_it(self, world, agreed, person):
		with as_user(world[person]):
			with pytest.raises(frappe.PermissionError):
				loans.borrowed_mentor(agreed.name)

	def matchable(self) -> list[str]:
		return [row[0] for row in loans.mentors_for_match("LAT Mentor", "", "name", 0, 100)]

	def test_a_borrowed_mentor_can_be_picked_on_a_match(self, world, agreed):
		with as_user(world["coordinator"]):
			assert {world.mentors["mentor"], world.mentors["lent"]} <= set(self.matchable())
		with as_user(world["away_coordinator"]):
			assert world.mentors["mentor"] not in self.matchable()


class TestMatch:
	"""G5, and again at G6 and G9: a mentor of another municipality only while a loan holds."""

	@pytest.fixture
	def match(self, world):
		"""A match from a loan before, of which the coordinator reads nothing any more."""
		return factories.propose(factories.case_at("Matching", world), world.mentors["lent"])

	def test_only_who_is_on_loan_today_is_proposed(self, world, agreed):
		case = factories.case_at("Matching", world)
		move_period(agreed, 1, 30)
		with as_user(world["coordinator"]), pytest.raises(frappe.PermissionError, match="not yours to read"):
			factories.propose(case, world.mentors["lent"])
		move_period(agreed, -30, 0)
		with as_user(world["coordinator"]):
			assert factories.propose(case, world.mentors["lent"]).stage == "Proposed"

	def test_without_a_loan_nothing_is_offered(self, world, match):
		with pytest.raises(frappe.ValidationError, match="arrange a loan first"):
			act(match, "Offer match", world["coordinator"])

	def test_with_a_loan_it_is(self, world, match, agreed):
		assert act(match, "Offer match", world["coordinator"]).stage == "Offered"

	@pytest.mark.parametrize(("first", "last"), [(1, 30), (-30, -1)])
	def test_not_outside_its_period(self, world, match, agreed, first, last):
		move_period(agreed, first, last)
		with pytest.raises(frappe.ValidationError, match="arrange a loan first"):
			act(match, "Offer match", world["coordinator"])

	def test_courses_everywhere_count_on_the_capacity(self, world, match, agreed):
		frappe.db.set_value("LAT Mentor", match.mentor, "capacity", 1)
		act(match, "Offer match", world["coordinator"])
		with as_user(world["away_coordinator"]):
			citizen = factories.make_citizen(AWAY)
			case = frappe.get_doc(
				{
					"doctype": "LAT Case",
					"municipality": AWAY,
					"citizen": citizen.name,
					"course_type": "Mentor course",
					"target_group": "Vulnerable to extremism",
					"referral_source": "Skolen",
				}
			).insert()
			factories.give_consent(case)
			act(case, "Assess course")
			factories.describe_person(case)
			act(case, "Start matching")
			own = factories.propose(case, match.mentor)
			with pytest.raises(frappe.ValidationError, match="1 of 1 courses"):
				act(own, "Offer match")

	def test_the_mentor_accepts_only_while_it_holds(self, world, match, agreed):
		factories.acknowledge(world.descriptions[("Mentor", HOME)], world["lent"])
		act(match, "Offer match", world["coordinator"])
		move_period(agreed, -30, -1)
		with pytest.raises(frappe.PermissionError):
			act(match, "Accept match", world["lent"])
		with pytest.raises(frappe.ValidationError, match="arrange a loan first"):
			act(match, "Accept match", "Administrator")
		move_period(agreed, -30, 0)
		assert act(match, "Accept match", world["lent"]).stage == "Accepted"

	def test_g6_asks_for_the_borrowers_role_description(self, world, match, agreed):
		act(match, "Offer match", world["coordinator"])
		with pytest.raises(frappe.ValidationError, match="has not acknowledged"):
			act(match, "Accept match", world["lent"])

	def test_a_course_starts_only_while_it_holds(self, world, agreed):
		factories.acknowledge(world.descriptions[("Mentor", HOME)], world["lent"])
		case = factories.case_at("Matching", world)
		factories.approve_match(case, world, "lent")
		act(case, "Prepare course", world["coordinator"])
		with as_user(world["coordinator"]):
			factories.prepare_meeting(case)
		move_period(agreed, -30, -1)
		with pytest.raises(frappe.ValidationError, match="arrange a loan first"):
			act(case, "Start course", world["coordinator"])
		move_period(agreed, -30, 0)
		assert act(case, "Start course", world["coordinator"]).stage == "Active"


def under_way(world) -> tuple:
	"""A loan and a course of the home municipality that the borrowed mentor has."""
	loan = factories.loan_at("Active", world)
	factories.acknowledge(world.descriptions[("Mentor", HOME)], world["lent"])
	case = factories.case_at("Matching", world)
	factories.approve_match(case, world, "lent")
	return loan, act(case, "Prepare course", world["coordinator"])


def notices(loan) -> list[tuple[str, str]]:
	return [
		(row.for_user, row.subject)
		for row in frappe.get_all(
			"Notification Log",
			filters={"document_name": loan.name},
			fields=["for_user", "subject"],
			order_by="creation asc",
		)
	]


def told(loan, words: str) -> set[str]:
	return {user for user, subject in notices(loan) if words in subject}


class TestDays:
	def test_a_loan_begins_on_its_first_day(self, world, agreed):
		move_period(agreed, 1, 30)
		with pytest.raises(frappe.ValidationError, match="wait for the first day"):
			act(agreed, "Begin loan", world["coordinator"])
		loan_days.daily()
		assert agreed.reload().stage == "Agreed"
		move_period(agreed, 0, 30)
		loan_days.daily()
		agreed.reload()
		assert (agreed.stage, agreed.workflow_state) == ("Active", "Loan under way")

	def test_a_loan_ends_after_its_last_day(self, world, agreed):
		move_period(agreed, -30, 0)
		loan_days.daily()
		assert agreed.reload().stage == "Active"
		move_period(agreed, -30, -1)
		loan_days.daily()
		agreed.reload()
		assert (agreed.stage, getdate(agreed.returned_on)) == ("Returned", getdate(today()))

	def test_a_coordinator_returns_early_with_a_reason(self, world):
		loan = factories.loan_at("Active", world)
		with pytest.raises(frappe.ValidationError, match="reason for returning"):
			act(loan, "Return mentor", world["coordinator"])
		with as_user(world["coordinator"]):
			loan.status_reason = "Borgeren er flyttet."
			loan.save()
		act(loan, "Return mentor", world["coordinator"])
		assert loan.stage == "Returned" and loan.returned_on
		with as_user(world["coordinator"]):
			loan.status_reason = "Noget andet."
			with pytest.raises(frappe.ValidationError, match="stays as it is"):
				loan.save()

	def test_but_not_from_an_open_course(self, world):
		loan, case = under_way(world)
		with as_user(world["away_coordinator"]):
			loan.status_reason = "Vi mangler folk."
			loan.save()
		with pytest.raises(frappe.ValidationError) as refused:
			act(loan, "Return mentor", world["away_coordinator"])
		assert "Hand them on first" in str(refused.value) and case.name not in str(refused.value)

	def test_the_employer_is_told_where_a_course_is_and_not_which(self, world):
		_loan, case = under_way(world)
		with as_user(world["away_coordinator"]):
			mentor = frappe.get_doc("LAT Mentor", world.mentors["lent"])
			mentor.status_reason = "Skifter job."
			mentor.save()
			with pytest.raises(frappe.ValidationError) as refused:
				act(mentor, "Mentor leaves")
		assert f"a course in {HOME}" in str(refused.value) and case.name not in str(refused.value)
		assert "Return these loans first" in str(refused.value)

	def test_the_other_coordinators_are_told_of_each_step(self, world):
		loan = factories.request_loan(world)
		assert told(loan, "requested") == {world["away_coordinator"], world["chief"]}
		factories.choose_mentor(loan, world)
		act(loan, "Offer mentor", world["away_coordinator"])
		assert told(loan, "is offered") == {world["coordinator"], world["chief"]}
		assert not any("Zeynep" in subject for _user, subject in notices(loan))

	def test_everybody_is_told_in_their_own_language(self, world):
		frappe.db.set_value("User", world["chief"], "language", "da")
		loan = factories.request_loan(world)
		assert told(loan, "Der ønskes udlån af en mentor") == {world["chief"]}

	def test_both_sides_are_told_once_before_the_end_while_a_course_is_open(self, world):
		loan, _case = under_way(world)
		both = {world["coordinator"], world["chief"], world["away_coordinator"]}
		days = frappe.get_doc("LAT Settings").loan_notice_days
		move_period(loan, -30, days + 1)
		loan_days.daily()
		assert not told(loan, "still needs the mentor")
		move_period(loan, -30, days)
		loan_days.daily()
		loan_days.daily()
		assert told(loan, "still needs the mentor") == both
		assert len([1 for _user, subject in notices(loan) if "still needs the mentor" in subject]) == 3

	def test_and_at_the_end(self, world):
		loan, case = under_way(world)
		move_period(loan, -30, -1)
		loan_days.daily()
		assert len(told(loan, "has ended while")) == 3
		assert not any(case.name in subject for _user, subject in notices(loan))

	def test_nobody_is_told_when_an_agreed_loan_carries_on(self, world):
		loan, _case = under_way(world)
		following = factories.loan_at("Agreed", world, from_date=add_days(today(), 4))
		move_period(loan, -30, 3)
		assert loan_standing(loan.mentor, HOME) == {"last_day": str(following.to_date), "soon": False}
		loan_days.daily()
		assert not told(loan, "still needs")
		move_period(loan, -30, -1)
		move_period(following, 0, 30)
		loan_days.daily()
		assert loan.reload().stage == "Returned" and not told(loan, "still needs")

	def test_a_loan_without_courses_ends_quietly(self, world, agreed):
		move_period(agreed, -30, -1)
		loan_days.daily()
		assert not told(agreed, "still needs")

	def test_the_course_says_how_the_loan_stands(self, world):
		loan, _case = under_way(world)
		mentor = world.mentors["lent"]
		assert loan_standing(mentor, AWAY) is None
		assert loan_standing(mentor, HOME) == {"last_day": add_days(today(), 90), "soon": False}
		move_period(loan, -30, 3)
		assert loan_standing(mentor, HOME) == {"last_day": add_days(today(), 3), "soon": True}
		move_period(loan, -30, -1)
		assert loan_standing(mentor, HOME) == {"last_day": None, "soon": True}


def test_the_employer_sees_how_many_courses_the_mentor_has_everywhere(world):
	loan, _case = under_way(world)
	with as_user(world["away_coordinator"]):
		assert places(loan.mentor) == {"open": 1, "capacity": 50}
	with as_user(world["coordinator"]):
		with pytest.raises(frappe.PermissionError):
			places(loan.mentor)


class TestWaiting:
	def value(self, world, person) -> int:
		with as_user(world[person]):
			return loans.waiting()["value"]

	def test_a_request_waits_for_the_lender_and_an_offer_for_who_has_not_signed(self, world):
		before = {person: self.value(world, person) for person in ("coordinator", "away_coordinator")}
		loan = factories.request_loan(world)

		def waits() -> tuple[int, int]:
			return tuple(self.value(world, person) - before[person] for person in before)

		assert waits() == (0, 1)
		factories.choose_mentor(loan, world)
		act(loan, "Offer mentor", world["away_coordinator"])
		assert waits() == (1, 1)
		factories.sign_loan(loan, world, "away_coordinator")
		assert waits() == (1, 0)
		factories.sign_loan(loan, world, "coordinator")
		assert waits() == (1, 1)
		act(loan, "Agree on loan", world["coordinator"])
		assert waits() == (0, 0)


class TestExtension:
	def test_a_new_loan_is_drafted_from_the_old(self, world):
		old = factories.loan_at("Active", world)
		with as_user(world["coordinator"]):
			new = frappe.get_doc("LAT Mentor Loan", loans.extend(old.name))
		assert (new.stage, new.extends, new.payment) == ("Requested", old.name, old.payment)
		assert getdate(new.from_date) == getdate(add_days(old.to_date, 1))
		assert [row.language for row in new.languages] == ["da"]
		assert not new.mentor and not new.profile and not new.lender_signed_on

	def test_by_the_borrower_only(self, world):
		old = factories.loan_at("Active", world)
		with as_user(world["away_coordinator"]):
			with pytest.raises(frappe.PermissionError):
				loans.extend(old.name)

	def test_what_is_not_agreed_is_changed_instead(self, world, loan):
		with as_user(world["coordinator"]):
			with pytest.raises(frappe.ValidationError, match="change its period"):
				loans.extend(loan.name)
