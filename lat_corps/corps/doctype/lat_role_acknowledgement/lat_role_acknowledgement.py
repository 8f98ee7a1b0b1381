import frappe
from frappe import _
from frappe.utils import escape_html, get_fullname, now_datetime

from lat_corps.corps.acknowledgement_requests import bring_up_to_date
from lat_corps.corps.binding import bound_by
from lat_corps.document import LatDocument
from lat_corps.holding import committed, hold


class LATRoleAcknowledgement(LatDocument):
	"""Who has acknowledged which version, and when: written once, never changed (R16)."""

	def validate(self) -> None:
		if not self.is_new():
			frappe.throw(_("An acknowledgement is kept as it was given."))
		self.user = frappe.session.user
		self.acknowledged_on = now_datetime()
		hold(
			"LAT Municipality",
			frappe.db.get_value("LAT Role Description", self.role_description, "municipality"),
		)
		description = frappe.get_doc("LAT Role Description", self.role_description, for_update=True)
		if description.stage != "Published":
			frappe.throw(_("Only a published role description can be acknowledged."))
		if not description.municipality:
			frappe.throw(_("A national template binds nobody: draft it for a municipality first."))
		if self.user not in bound_by(description.role, description.municipality):
			frappe.throw(
				_(
					"This role description binds {0} in {1}, and you are not one of them today. If you should"
					" be, ask for it to be mended among the members of the municipality or on the mentor."
				).format(frappe.bold(_(description.role)), frappe.bold(escape_html(description.municipality)))
			)
		self.refuse_another_name()
		if committed(
			"LAT Role Acknowledgement", {"role_description": self.role_description, "user": self.user}
		):
			frappe.throw(_("You have already acknowledged this version."))

	def refuse_another_name(self) -> None:
		name = get_fullname(self.user)
		if (self.signed_name or "").casefold().split() != name.casefold().split():
			frappe.throw(
				_("Sign with your own name, as your login has it: {0}.").format(
					frappe.bold(escape_html(name))
				)
			)
		self.signed_name = name

	def after_insert(self) -> None:
		bring_up_to_date(self.municipality)

	def on_trash(self) -> None:
		frappe.throw(_("An acknowledgement is kept as it was given."))
