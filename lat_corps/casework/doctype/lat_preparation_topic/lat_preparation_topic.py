from frappe.model.document import Document


class LATPreparationTopic(Document):
	pass
