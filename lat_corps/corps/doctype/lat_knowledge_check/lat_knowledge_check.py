from frappe.model.document import Document


class LATKnowledgeCheck(Document):
	pass
