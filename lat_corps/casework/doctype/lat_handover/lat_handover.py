import frappe
from frappe import _
from frappe.utils import now_datetime

from lat_corps.casework.facts import handover_facts, left_out_reasons
from lat_corps.casework.omissions import keep, put_aside, take_back
from lat_corps.casework.packet import course_lines, packet_of
from lat_corps.document import StagedDocument
from lat_corps.domain.documents.handover import LIFECYCLE, HandoverFacts
from lat_corps.domain.handover import fingerprint, freeze
from lat_corps.steps import go_to


class LATHandover(StagedDocument):
	def validate(self) -> None:
		stored = self.get_doc_before_save()
		if stored and stored.stage != "Draft":
			if any(self.differs(stored, name) for name in ("lines", "receiver")):
				frappe.throw(_("What was sent stays as it is: take the handover back to draft to change it."))
		super().validate()

	def on_update(self) -> None:
		keep(self)

	def stage_facts(self) -> HandoverFacts:
		return handover_facts(self)

	def entered(self, stage: str) -> None:
		if stage == "Sent":
			self.send()
		elif stage == "Received":
			self.received_on = now_datetime()
		elif stage == "Draft":
			self.update({"packet": None, "packet_hash": None, "sent_on": None})
			take_back(self)

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


@frappe.whitelist(methods=["POST"])
def fetch_from_course(name: str) -> int:
	"""Add lines with goals, steps and documented development from the course; return how many (R103)."""
	handover = frappe.get_doc("LAT Handover", name)
	handover.check_permission("write")
	present = {(row.information_type, row.content) for row in handover.lines}
	new = [
		line
		for line in course_lines(handover.lat_case)
		if (line["information_type"], line["content"]) not in present
	]
	handover.extend("lines", new)
	handover.save()
	return len(new)


@frappe.whitelist(methods=["POST"])
def send_again(name: str, answer: str) -> None:
	"""Answer the caseworker's question and send a returned handover again (R98)."""
	handover = frappe.get_doc("LAT Handover", name)
	handover.check_permission("write")
	handover.answer = answer
	handover.save()
	go_to(handover, LIFECYCLE.initial)
	go_to(handover, "Sent")
