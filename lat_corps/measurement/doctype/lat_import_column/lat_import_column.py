from frappe.model.document import Document


class LATImportColumn(Document):
	pass
