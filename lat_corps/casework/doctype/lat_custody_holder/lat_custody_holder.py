from frappe.model.document import Document


class LATCustodyHolder(Document):
	pass
