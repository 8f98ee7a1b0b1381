import frappe
from frappe import _
from frappe.utils import getdate, now_datetime

from lat_corps.casework import briefing
from lat_corps.casework.of_match import claim_match
from lat_corps.days import danish_today
from lat_corps.document import LatDocument
from lat_corps.domain.background import known_for
from lat_corps.domain.text import Message
from lat_corps.messages import refuse
from lat_corps.permissions.authored import on_paper

OF_SOURCE = {
	"kind": "kind",
	"origin": "origin",
	"known_since": "received_on",
	"allowed_use": "allowed_use",
	"expires_on": "expires_on",
}
"""What a fact takes from the background information that it comes from."""


class LATBriefing(LatDocument):
	"""Facts chosen for the mentor of one match, each with its origin and age (R39, N2)."""

	def onload(self) -> None:
		self.set_onload("facts", [self.told(row) for row in self.facts])

	def validate(self) -> None:
		stored = self.get_doc_before_save()
		if not stored:
			claim_match(self)
		self.take_over_sources()
		newly = bool(self.passed_on and not (stored and stored.passed_on))
		if self.passed_on and (newly or self.differs(stored, "facts")):
			refuse(briefing.unmet(self), title=_("This cannot be passed on to the mentor yet"))
			self.update({"read_on": None, **briefing.consent_answer(self.lat_case)})
		if newly:
			self.update({"passed_on_at": now_datetime(), "closed_on": None, "closed_because": None})
		elif stored and stored.passed_on and not self.passed_on:
			self.update(briefing.closed(briefing.TAKEN_BACK))
		self.open_until = min((getdate(row.expires_on) for row in self.facts if row.expires_on), default=None)

	def take_over_sources(self) -> None:
		"""Origin and age are those of the source, whatever was sent."""
		for row in self.facts:
			source = frappe.db.get_value(
				"LAT Background Information",
				{"name": row.background, "lat_case": self.lat_case},
				list(OF_SOURCE.values()),
				as_dict=True,
			)
			if not source:
				frappe.throw(
					_("Facts, row {0}: choose background information of this course.").format(row.idx)
				)
			row.update({field: source[origin] for field, origin in OF_SOURCE.items()})

	def on_update(self) -> None:
		stored = self.get_doc_before_save()
		newly = not (stored and stored.passed_on)
		if self.passed_on and (newly or self.differs(stored, "facts")):
			frappe.get_doc("LAT Case", self.lat_case).ask_to_read_anew()

	@on_paper
	def on_one_sheet(self) -> dict:
		"""Return what the print says beside the fields: the facts, each with how long it has been known."""
		return {"facts": [self.told(row) for row in self.facts]}

	def told(self, row: frappe._dict) -> dict:
		known: Message = known_for(getdate(row.known_since), danish_today())
		return {
			"name": row.name,
			"fact": row.fact,
			"kind": row.kind,
			"origin": row.origin,
			"allowed_use": row.allowed_use,
			"known_since": row.get_formatted("known_since"),
			"age": known.render(_),
		}
