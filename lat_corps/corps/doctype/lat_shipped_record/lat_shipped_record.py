from frappe.model.document import Document


class LATShippedRecord(Document):
	"""What the app shipped and how it looked then, so that an administrator's changes survive an update."""
