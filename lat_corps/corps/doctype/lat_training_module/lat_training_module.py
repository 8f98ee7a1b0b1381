from frappe.model.document import Document


class LATTrainingModule(Document):
	pass
