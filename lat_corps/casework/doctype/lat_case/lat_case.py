import frappe
from frappe import _
from frappe.utils import getdate, now_datetime

from lat_corps.casework import briefing, closings, letter, matches, wishes
from lat_corps.casework.courses import check_references, refuse_people_from_elsewhere, warn_of_another
from lat_corps.casework.declaration import declaration_of
from lat_corps.casework.derived import derived, has_records
from lat_corps.casework.facts import case_facts
from lat_corps.corps.deputies import standing_in
from lat_corps.corps.facts import loan_standing
from lat_corps.days import is_newly_ahead, latest_today
from lat_corps.document import StagedDocument
from lat_corps.domain.documents.course import FINISHED, CaseFacts, is_taken_up_again
from lat_corps.holding import hold
from lat_corps.measurement.development import development_of
from lat_corps.permissions.authored import on_paper
from lat_corps.permissions.people import covered_by, reach_of

NOT_CONFIRMED = {"knowledge_confirmed": 0, "knowledge_confirmed_by": None, "knowledge_confirmed_on": None}


class LATCase(StagedDocument):
	def onload(self) -> None:
		self.set_onload("recorded", has_records(self))
		self.set_onload("loan", loan_standing(self.mentor, self.municipality))
		self.set_onload("standing_in", standing_in(self.municipality, self.coordinator))

	def before_insert(self) -> None:
		self.coordinator = covered_by(self.coordinator, self.municipality) or self.coordinator

	def hold_course(self) -> None:
		"""Hold what a course is counted under: the person, and the municipality whose members it names."""
		if self.is_new():
			hold("LAT Citizen", self.citizen)
		if any(self.is_new() or self.has_value_changed(name) for name in ("coordinator", "external_id")):
			hold("LAT Municipality", self.municipality)

	def validate(self) -> None:
		refuse_people_from_elsewhere(self)
		self.check_dates()
		check_references(self)
		self.keep_confirmation_true()
		self.keep_mentors_outcome()
		wishes.settle(self)
		super().validate()
		self.update(derived(self))

	def on_update(self) -> None:
		stored = self.get_doc_before_save()
		if self.stage not in FINISHED and (not stored or stored.stage in FINISHED):
			warn_of_another(self)
		if stored and is_taken_up_again(stored.stage, self.stage):
			closings.set_measurements_aside(self)
		if stored:
			matches.follow(self, stored)

	def check_dates(self) -> None:
		before = None
		for fieldname in ("referred_on", "opened_on", "closed_on"):
			if not self.get(fieldname):
				continue
			day, label = getdate(self.get(fieldname)), _(self.meta.get_label(fieldname))
			if is_newly_ahead(self, fieldname, self.get_doc_before_save()):
				frappe.throw(_("{0} lies in the future.").format(label))
			if before and day < before:
				frappe.throw(_("{0} lies before the step that comes first.").format(label))
			before = day

	def keep_confirmation_true(self) -> None:
		"""The mentor alone confirms to have read what was passed on (R39)."""
		stored = self.get_doc_before_save()
		if not stored:
			self.knowledge_confirmed = 0
			return
		if self.knowledge_confirmed and not stored.knowledge_confirmed:
			if not self.is_its_mentor():
				frappe.throw(_("Only the mentor of the course can confirm to have read what was passed on."))
			self.update(
				{
					"knowledge_confirmed_by": frappe.session.user,
					"knowledge_confirmed_on": now_datetime(),
				}
			)
			briefing.note_read(self.name)

	def keep_mentors_outcome(self) -> None:
		stored = self.get_doc_before_save()
		changed = self.mentor_outcome and self.mentor_outcome != (stored and stored.mentor_outcome)
		if changed and not self.is_its_mentor():
			frappe.throw(_("Only the mentor of the course can choose the mentor's outcome."))

	def is_its_mentor(self) -> bool:
		return self.mentor in reach_of(frappe.session.user).mentors

	def refresh_derived(self) -> None:
		"""Store what follows from a match or a rating just saved, without touching anybody's open form."""
		found = derived(self)
		if found["mentor"] != self.mentor:
			found.update(NOT_CONFIRMED, mentor_outcome=None)
		self.db_set(found, update_modified=False)

	def ask_to_read_anew(self) -> None:
		"""Take back the mentor's confirmation: something was passed on or changed since (R39).

		The time of change moves too, so that no form opened before can confirm it unread.
		"""
		self.db_set({**NOT_CONFIRMED, "nothing_to_pass_on": 0})

	@on_paper
	def development_on_paper(self) -> dict:
		return development_of(self)

	@on_paper
	def letter_on_paper(self) -> dict:
		return letter.of_course(self)

	@on_paper
	def declaration_on_paper(self) -> dict:
		return declaration_of(self)

	def stage_facts(self) -> CaseFacts:
		carrying = matches.carrying(self.name)
		return case_facts(self, carrying, *matches.held_mentor(carrying))

	def entered(self, stage: str) -> None:
		stored = self.get_doc_before_save()
		if stored and is_taken_up_again(stored.stage, stage):
			closings.set_aside(self)
		if stage == "Active":
			self.opened_on = self.opened_on or latest_today()
			self.update({"outcome": None, "mentor_outcome": None})
		self.closed_on = (self.closed_on or latest_today()) if stage == "Closed" else None
		# What was written for an earlier step stays in the history, and never counts for the next one.
		if stage == "Closing":
			self.update({"extension_for": None, "extension_against": None})
		if stage in FINISHED:
			self.reopen_reason = None
		if stored and stage == "Referred":
			self.decline_reason = None
