from frappe.model.document import Document


class LATReferralAgreement(Document):
	pass
