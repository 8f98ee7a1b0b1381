import frappe
from frappe import _
from frappe.utils import now_datetime

from lat_corps.casework import exchanged
from lat_corps.casework.facts import handover_facts, left_out_reasons
from lat_corps.casework.handover_reading import preview_of, rows_for_the_person
from lat_corps.casework.omissions import keep, put_aside, take_back
from lat_corps.casework.packet import fetch, keep_figures, marks_of, packet_of, set_out, unseen_rows
from lat_corps.document import StagedDocument
from lat_corps.domain.documents.handover import LIFECYCLE, HandoverFacts
from lat_corps.domain.handover import fingerprint, freeze
from lat_corps.permissions.authored import on_paper
from lat_corps.steps import go_to

PUT_ASIDE = ("heading", "content", "persons_words", "left_out_because")
"""Words of a line: what may not pass in them is put aside as it is sent, and named."""


class LATHandover(StagedDocument):
	def validate(self) -> None:
		stored = self.get_doc_before_save()
		if stored and stored.stage != "Draft":
			if any(self.differs(stored, name) for name in ("lines", "receiver")):
				frappe.throw(_("What was sent stays as it is: take the handover back to draft to change it."))
		keep_figures(self, stored)
		self.update(self.flags.pop("preview", {}))
		for row in self.lines:
			if not (row.content or row.figures):
				frappe.throw(_("Row {0}: write what is handed over.").format(row.idx))
		exchanged.keep_out(self, stored, _("This handover cannot be saved yet"), ("question", *PUT_ASIDE))
		super().validate()

	def on_update(self) -> None:
		keep(self)

	def stage_facts(self) -> HandoverFacts:
		return handover_facts(self, unseen_rows(self))

	def entered(self, stage: str) -> None:
		if stage == "Sent":
			self.send()
		elif stage == "Received":
			self.received_on = now_datetime()
		elif stage == "Draft":
			self.update({"packet": None, "packet_hash": None, "sent_on": None})
			self.previewed_lines = marks_of(take_back(self))

	def send(self) -> None:
		"""Name and put aside what must not pass, then freeze, number and hash the rest (G12, R103, R104)."""
		reasons = left_out_reasons(self)
		if reasons:
			frappe.msgprint(
				[_("Row {0}: {1}").format(idx, message.render(_)) for idx, message in reasons.items()],
				title=_("Left out of the handover"),
				as_list=True,
				indicator="orange",
			)
		put_aside(self, reasons)
		self.packet_number = self.packet_number or f"{self.lat_case}/{self.name}"
		self.sent_on = now_datetime()
		self.answered_question = self.question
		self.previewed_lines = None
		self.packet, self.packet_hash = freeze(packet_of(self))

	def get_packet(self) -> dict:
		"""Return the frozen packet for print and form.

		Raises frappe.ValidationError when it no longer has the hash it was sent with.
		"""
		if not self.packet:
			frappe.throw(_("The handover has not been sent: there is no packet yet."))
		if fingerprint(self.packet) != self.packet_hash:
			frappe.throw(_("The packet differs from the one that was sent: tell your administrator."))
		return frappe.parse_json(self.packet)

	@on_paper
	def packet_on_paper(self) -> dict:
		return set_out(self.get_packet())

	@on_paper
	def preview_on_paper(self) -> dict:
		# A print has names where the record has numbers.
		stored = frappe.get_doc(self.doctype, self.name)
		return preview_of(stored, rows_for_the_person(stored))


@frappe.whitelist(methods=["POST"])
def fetch_from_course(name: str) -> int:
	"""Add lines with goals, steps and documented development from the course; return how many (R103)."""
	handover = frappe.get_doc("LAT Handover", name)
	handover.check_permission("write")
	new = fetch(handover)
	handover.save()
	return new


@frappe.whitelist(methods=["POST"])
def send_again(name: str, answer: str) -> None:
	"""Answer the caseworker's question and send a returned handover again (R98)."""
	handover = frappe.get_doc("LAT Handover", name)
	handover.check_permission("write")
	handover.answer = answer
	handover.save()
	go_to(handover, LIFECYCLE.initial)
	go_to(handover, "Sent")
