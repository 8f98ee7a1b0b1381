from frappe.model.document import Document


class LATPlanStep(Document):
	pass
