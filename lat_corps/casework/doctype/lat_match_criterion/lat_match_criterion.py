from frappe.model.document import Document


class LATMatchCriterion(Document):
	pass
