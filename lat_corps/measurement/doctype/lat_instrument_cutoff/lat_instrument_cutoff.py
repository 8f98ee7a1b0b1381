from frappe.model.document import Document


class LATInstrumentCutoff(Document):
	pass
