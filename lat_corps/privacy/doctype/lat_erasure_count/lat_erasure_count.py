from frappe.model.document import Document


class LATErasureCount(Document):
	"""How many of a kind an erasure has deleted."""
