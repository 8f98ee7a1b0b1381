import frappe
from frappe import _

from lat_corps.corps.acknowledgement_requests import bring_up_to_date
from lat_corps.corps.deputies import standing_in
from lat_corps.days import danish_today, day_of
from lat_corps.document import LatDocument
from lat_corps.domain.documents.course import FINISHED
from lat_corps.domain.members import Member, coordinators, left_without_coordinator, shortened, wrong_rows
from lat_corps.domain.roles import FUNCTION_ROLE
from lat_corps.domain.text import Message
from lat_corps.holding import committed
from lat_corps.messages import refuse, sentences


class LATMunicipality(LatDocument):
	def onload(self) -> None:
		self.set_onload("standing_in", standing_in(self.name))

	def validate(self) -> None:
		refuse(wrong_rows(_members(self)), title=_("People and functions"))
		if stored := self.get_doc_before_save():
			self.keep_courses_led(stored)
		self.tell_missing_roles()

	def on_update(self) -> None:
		bring_up_to_date(self.name)

	def keep_courses_led(self, stored: "LATMunicipality") -> None:
		"""Refuse to end a coordinator's function while courses rest on it, and warn where it ends later."""
		day = danish_today()
		before, after = coordinators(_members(stored), day), coordinators(_members(self), day)
		courses = self.open_courses()
		named_on: dict[str, list[str]] = {}
		for course in courses:
			named_on.setdefault(course.coordinator, []).append(course.name)
		refuse(
			left_without_coordinator(before, after, named_on, [course.name for course in courses]),
			title=_("People and functions"),
		)
		for member in _members(self):
			if member.last and named_on.get(member.user) and member not in _members(stored):
				ends = Message(
					_("Until then, name another coordinator on {courses}."),
					{"courses": shortened(named_on[member.user])},
				)
				frappe.msgprint(sentences([ends])[0], title=member.name, indicator="orange")

	def open_courses(self) -> list[frappe._dict]:
		return committed(
			"LAT Case",
			{"municipality": self.name, "stage": ["not in", FINISHED]},
			("name", "coordinator"),
		)

	def tell_missing_roles(self) -> None:
		"""A function opens nothing without the role of the login, which a user administrator gives."""
		for row in self.members:
			role = FUNCTION_ROLE[row.member_function]
			if role not in frappe.get_roles(row.user):
				frappe.msgprint(
					_("{0} lacks the role {1}: a user administrator must add it.").format(
						frappe.bold(row.full_name or row.user), frappe.bold(_(role))
					),
					title=_("Role missing"),
					indicator="orange",
				)


def _members(municipality: LATMunicipality) -> list[Member]:
	return [
		Member(
			user=row.user,
			name=row.full_name or row.user,
			function=row.member_function,
			first=day_of(row.from_date),
			last=day_of(row.to_date),
		)
		for row in municipality.members
	]
