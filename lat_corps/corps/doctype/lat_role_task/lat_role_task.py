from frappe.model.document import Document


class LATRoleTask(Document):
	pass
