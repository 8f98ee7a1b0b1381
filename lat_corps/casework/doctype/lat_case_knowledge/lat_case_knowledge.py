from frappe.model.document import Document


class LATCaseKnowledge(Document):
	pass
