from frappe.model.document import Document


class LATAnswer(Document):
	pass
