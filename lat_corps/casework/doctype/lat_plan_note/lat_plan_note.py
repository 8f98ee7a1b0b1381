from frappe.model.document import Document


class LATPlanNote(Document):
	pass
