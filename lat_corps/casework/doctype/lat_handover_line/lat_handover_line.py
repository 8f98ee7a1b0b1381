from frappe.model.document import Document


class LATHandoverLine(Document):
	pass
