import frappe
from frappe import _
from frappe.utils import add_days, escape_html, get_fullname, getdate

from lat_corps.corps import pauses, profile
from lat_corps.corps.acknowledgement_requests import bring_up_to_date
from lat_corps.corps.facts import capacity_of, mentor_facts, open_courses
from lat_corps.days import danish_today, is_newly_ahead, latest_today
from lat_corps.document import StagedDocument
from lat_corps.domain.criteria import ABOUT
from lat_corps.domain.documents.match import HOLDS_PLACE
from lat_corps.domain.documents.mentor import (
	PAUSED,
	MentorFacts,
	guard_mentor_active,
	guard_mentor_stays_active,
)
from lat_corps.domain.roles import COORDINATOR
from lat_corps.domain.staging import unmet
from lat_corps.holding import committed
from lat_corps.messages import refuse, sentences
from lat_corps.permissions.hooks import acting_roles

NUMBERS = ("capacity", "meetings_a_month", "wishes_age_from", "wishes_age_to")
ASKED_FOR_ACTIVATION = ("employed", "relation_work", "training_modules", "knowledge_checks")


class LATMentor(StagedDocument):
	def validate(self) -> None:
		if committed("LAT Mentor", {"user": self.user, "name": ["!=", self.name or ""]}):
			frappe.throw(
				_("{0} is registered as a mentor already.").format(escape_html(get_fullname(self.user)))
			)
		this_year = danish_today().year
		if self.birth_year and not this_year - 100 <= self.birth_year <= this_year - 16:
			frappe.throw(_("Write the year of birth with four digits."))
		for fieldname in NUMBERS:
			if (self.get(fieldname) or 0) < 0:
				frappe.throw(_("{0} must be 0 or more.").format(_(self.meta.get_label(fieldname))))
		self.check_training("training_modules", "module", "passed_on")
		self.check_training("knowledge_checks", "area", "confirmed_on")
		pauses.check(self)
		super().validate()
		self.keep_what_made_active()
		profile.follow(self)

	def check_training(self, table: str, fieldname: str, dated: str) -> None:
		seen = set()
		before = self.get_doc_before_save()
		stored = {row.name: row for row in before.get(table)} if before else {}
		for row in self.get(table):
			if is_newly_ahead(row, dated, stored.get(row.name)):
				frappe.throw(
					_("{0}, row {1}: the day lies in the future.").format(
						_(self.meta.get_label(table)), row.idx
					)
				)
			if row.get(fieldname) in seen:
				frappe.throw(
					_("{0}, row {1}: {2} stands there twice.").format(
						_(self.meta.get_label(table)), row.idx, _(row.get(fieldname))
					)
				)
			seen.add(row.get(fieldname))

	def keep_what_made_active(self) -> None:
		stored = self.get_doc_before_save()
		if (
			stored
			and stored.stage == self.stage == "Active"
			and any(self.differs(stored, fieldname) for fieldname in ASKED_FOR_ACTIVATION)
		):
			refuse(
				unmet(guard_mentor_stays_active(mentor_facts(self, for_update=True))),
				title=_("An active mentor"),
			)

	def stage_facts(self) -> MentorFacts:
		return mentor_facts(self, for_update=True)

	def entered(self, stage: str) -> None:
		"""Note from when to when the mentor pauses: the stage alone says it only while it lasts."""
		day = latest_today()
		if stage == PAUSED:
			self.append("pauses", {"from_date": day})
			return
		stored = self.get_doc_before_save()
		if stored and stored.stage == PAUSED:
			for row in [row for row in self.pauses if not row.to_date and getdate(row.from_date) <= day]:
				if getdate(row.from_date) == day:
					self.remove(row)
				else:
					row.to_date = add_days(day, -1)

	def on_update(self) -> None:
		stored = self.get_doc_before_save()
		if not stored or any(self.differs(stored, fieldname) for fieldname in ("stage", "kind")):
			bring_up_to_date(self.municipality)


@frappe.whitelist()
def places(name: str) -> dict[str, int]:
	"""Return how many open courses a mentor has, also on loan, and the capacity (G5)."""
	mentor = frappe.get_doc("LAT Mentor", name)
	mentor.check_permission("read")
	return {"open": len(open_courses(mentor.name)), "capacity": capacity_of(mentor)}


@frappe.whitelist()
def standing(name: str) -> dict[str, list]:
	"""Return what is missing for activation, and the open courses that would have to be handed on first.

	`missing` holds the sentences of the guard itself (G1). `courses` holds the matches that the reader may
	see, `elsewhere` says where the other courses are, those of a loan. `changes` are those of the profile
	that no coordinator has confirmed, `about` says why each criterion counts (R36).
	"""
	mentor = frappe.get_doc("LAT Mentor", name)
	mentor.check_permission("read")
	facts = mentor_facts(mentor)
	numbers = [course for course in facts.open_courses if isinstance(course, str)]
	matches = frappe.has_permission("LAT Match", "read") and frappe.get_list(
		"LAT Match",
		filters={"mentor": name, "lat_case": ["in", numbers or [""]], "stage": ["in", HOLDS_PLACE]},
		fields=["name", "lat_case", "stage"],
		order_by="lat_case asc",
	)
	return {
		"missing": sentences(unmet(guard_mentor_active(facts))),
		"courses": matches or [],
		"elsewhere": [course.render(_) for course in facts.open_courses if not isinstance(course, str)],
		"changes": profile.changes(mentor),
		"about": [
			{"criterion": _(criterion), "why": _(about.why), "source": _(about.source)}
			for criterion, about in ABOUT.items()
		],
	}


@frappe.whitelist(methods=["POST"])
def confirm_profile(name: str, seen: str) -> None:
	"""Confirm what the mentor has changed; `seen` is when the record that was looked at was changed last."""
	mentor = frappe.get_doc("LAT Mentor", name, for_update=True)
	mentor.check_permission("write")
	if COORDINATOR not in acting_roles(mentor):
		frappe.throw(_("A coordinator confirms the profile."), frappe.PermissionError)
	if str(mentor.modified) != seen:
		frappe.throw(_("The profile has changed meanwhile: look at it again, and confirm it then."))
	mentor.flags.profile_confirmed = True
	mentor.save()
