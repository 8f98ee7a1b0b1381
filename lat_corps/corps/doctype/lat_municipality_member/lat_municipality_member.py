from frappe.model.document import Document


class LATMunicipalityMember(Document):
	pass
