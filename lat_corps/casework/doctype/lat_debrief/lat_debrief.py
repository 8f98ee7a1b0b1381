import frappe
from frappe import _

from lat_corps.casework import debriefs, exchanged, learning
from lat_corps.days import is_newly_ahead
from lat_corps.document import LatDocument
from lat_corps.domain.debriefs import Debrief, lacking, next_task
from lat_corps.messages import refuse
from lat_corps.permissions.authored import on_paper


class LATDebrief(LatDocument):
	"""What those who took part in a course have learned, and who needs to know (R106 to R108)."""

	def onload(self) -> None:
		if self.note_title or self.note:
			known = learning.known_of(frappe.get_doc("LAT Case", self.lat_case))
			self.set_onload("marks", learning.marked(self.note_title, self.note, known))

	def validate(self) -> None:
		stored = self.get_doc_before_save()
		course = frappe.get_doc("LAT Case", self.lat_case, for_update=True)
		if not stored:
			debriefs.begin(self, course)
		elif self.earlier_closing and debriefs.says_more(self, stored):
			frappe.throw(_("This debrief belongs to an earlier closing and stays as it was."))
		if is_newly_ahead(self, "held_on", stored):
			frappe.throw(_("{0} lies in the future.").format(_(self.meta.get_label("held_on"))))
		if debriefs.says_more(self, stored):
			debriefs.ask_for_consent(self, course)
		exchanged.keep_out(self, stored, _("The debrief is not written down yet"))
		refuse(
			lacking(
				Debrief(
					participants=len(self.participants),
					more_of=self.more_of or "",
					tasks=len(self.tasks),
					nobody_else=bool(self.nobody_else),
				)
			),
			title=_("The debrief is not written down yet"),
		)
		debriefs.refuse_strangers(self, course)
		self.next_task_on = next_task((row.due_on, bool(row.done)) for row in self.tasks)

	@on_paper
	def answers(self) -> list[tuple[str, str]]:
		"""Return the questions that were answered, each with its answer, as they are printed."""
		return [
			(_(self.meta.get_label(name)), self.get(name)) for name in debriefs.QUESTIONS if self.get(name)
		]

	def on_update(self) -> None:
		debriefs.note_held(self)
