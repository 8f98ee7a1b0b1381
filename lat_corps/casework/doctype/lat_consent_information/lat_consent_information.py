from frappe.model.document import Document


class LATConsentInformation(Document):
	pass
