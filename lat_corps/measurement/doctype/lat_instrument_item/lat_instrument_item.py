from frappe.model.document import Document


class LATInstrumentItem(Document):
	pass
