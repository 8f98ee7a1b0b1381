from frappe.model.document import Document


class LATPreference(Document):
	pass
