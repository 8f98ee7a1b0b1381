import frappe
from frappe import _

from lat_corps.casework.of_match import claim_match
from lat_corps.days import is_newly_ahead
from lat_corps.document import LatDocument
from lat_corps.domain.first_meeting import QUESTIONS
from lat_corps.permissions.authored import on_paper
from lat_corps.permissions.people import reach_of

OF_THE_MENTOR = ("held_on", "how_it_went")


class LATFirstMeeting(LatDocument):
	"""The first meeting of a match, prepared together; its mentor notes how it went (R44 to R51, T4)."""

	def onload(self) -> None:
		self.set_onload("questions", self.questions())
		self.set_onload("is_its_mentor", self.is_its_mentor())

	def before_insert(self) -> None:
		self.set("topics", [{"topic": topic} for topic in QUESTIONS])

	def validate(self) -> None:
		stored = self.get_doc_before_save()
		if not stored:
			claim_match(self)
		self.mentor = frappe.db.get_value("LAT Match", self.lat_match, "mentor")
		for fieldname in OF_THE_MENTOR:
			changed = self.differs(stored, fieldname) if stored else self.get(fieldname)
			if changed and not self.is_its_mentor():
				frappe.throw(_("The mentor who held the meeting notes how it went, nobody else."))
		if is_newly_ahead(self, "held_on", stored):
			frappe.throw(_("{0} lies in the future.").format(_(self.meta.get_label("held_on"))))
		self.noted = int(bool(self.how_it_went))

	def is_its_mentor(self) -> bool:
		return self.mentor in reach_of(frappe.session.user).mentors

	def questions(self) -> dict[str, list[str]]:
		return {topic: [_(question) for question in questions] for topic, questions in QUESTIONS.items()}

	@on_paper
	def on_one_sheet(self) -> list[dict]:
		"""Return the topics as they are printed: each with its questions and what was agreed."""
		questions = self.questions()
		return [
			{
				"topic": row.topic,
				"questions": questions[row.topic],
				"answer": row.answer or "",
				"skipped": row.skip_reason if row.skipped else "",
			}
			for row in self.topics
		]
