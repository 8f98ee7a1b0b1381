import frappe
from frappe import _
from frappe.utils import get_fullname, getdate

from lat_corps.corps.acknowledgement_requests import bring_up_to_date
from lat_corps.corps.deputies import APPOINTED, CHANGED, ENDED, tell
from lat_corps.days import danish_today, earliest_today
from lat_corps.document import LatDocument
from lat_corps.domain.deputies import Period, unmet
from lat_corps.domain.roles import COORDINATOR, MANAGER
from lat_corps.holding import committed, hold
from lat_corps.messages import refuse
from lat_corps.permissions.people import holds_function, logins_in_role, members


class LATDeputy(LatDocument):
	"""Somebody who stands in for a coordinator, with the same access, for a period (R9)."""

	def validate(self) -> None:
		self.refuse_who_may_not_appoint()
		if self.is_new():
			self.check_people()
		stored = self.get_doc_before_save()
		refuse(
			unmet(stored and _period(stored), _period(self), earliest_today()),
			title=_("The period of a deputy"),
		)
		self.refuse_overlap()

	def refuse_who_may_not_appoint(self) -> None:
		"""The coordinator who is away decides, or a manager, but never the person who gets the access."""
		user = frappe.session.user
		if user == self.deputy:
			frappe.throw(_("Nobody appoints oneself, or moves one's own period."), frappe.PermissionError)
		itself = user == self.coordinator and user in members("Coordinator", self.municipality)
		if not itself and not holds_function(user, self.municipality, MANAGER):
			frappe.throw(
				_("Only {0} or a manager of {1} appoints a deputy and moves the period.").format(
					frappe.bold(get_fullname(self.coordinator)), frappe.bold(self.municipality)
				),
				frappe.PermissionError,
			)

	def check_people(self) -> None:
		if self.deputy == self.coordinator:
			frappe.throw(_("Choose another person: nobody stands in for oneself."))
		if self.coordinator not in members("Coordinator", self.municipality):
			frappe.throw(
				_("{0} lacks the function {1} in {2}: see the members of the municipality.").format(
					frappe.bold(get_fullname(self.coordinator)),
					_(COORDINATOR),
					frappe.bold(self.municipality),
				)
			)
		if self.deputy not in logins_in_role([self.deputy], COORDINATOR):
			frappe.throw(
				_("{0} lacks the role {1}: a user administrator must add it.").format(
					frappe.bold(get_fullname(self.deputy)), frappe.bold(_(COORDINATOR))
				)
			)

	def refuse_overlap(self) -> None:
		hold("LAT Municipality", self.municipality)
		others = committed(
			"LAT Deputy",
			{
				"municipality": self.municipality,
				"coordinator": self.coordinator,
				"name": ["!=", self.name or ""],
				"from_date": ["<=", self.to_date],
				"to_date": [">=", self.from_date],
			},
			order_by="from_date asc",
		)
		if others:
			frappe.throw(_("{0} covers some of these days already: end it first.").format(others[0].name))

	def after_insert(self) -> None:
		tell(self, APPOINTED)

	def on_update(self) -> None:
		stored = self.get_doc_before_save()
		if stored and _period(stored) != _period(self):
			ended = getdate(self.to_date) < danish_today()
			tell(self, ENDED if ended else CHANGED)
		bring_up_to_date(self.municipality)


def _period(deputy: LATDeputy) -> Period:
	return Period(getdate(deputy.from_date), getdate(deputy.to_date))
