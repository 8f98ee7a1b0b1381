import frappe


def execute() -> None:
	"""A question that has its answer is answered when the handover was sent again; twice changes nothing."""
	handover = frappe.qb.DocType("LAT Handover")
	frappe.qb.update(handover).set(handover.answered_question, handover.question).where(
		(handover.stage != "Returned")
		& (handover.question.isnotnull())
		& (handover.answer.isnotnull())
		& (handover.answered_question.isnull())
	).run()
