from frappe.model.document import Document


class LATPlanGoal(Document):
	pass
