from frappe.model.document import Document


class LATSpokenLanguage(Document):
	pass
