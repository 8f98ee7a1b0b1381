from frappe.model.document import Document


class LATImportRow(Document):
	pass
