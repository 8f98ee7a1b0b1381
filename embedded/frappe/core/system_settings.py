"""System Settings: what is set here is a default of the site."""

from __future__ import annotations

import frappe
from frappe.model import no_value_fields
from frappe.model.document import Document


class SystemSettings(Document):
	def on_update(self) -> None:
		for df in self.meta.fields:
			if df.fieldtype not in no_value_fields and self.has_value_changed(df.fieldname):
				frappe.db.set_default(df.fieldname, self.get(df.fieldname))
		if self.language:
			frappe.db.set_default("lang", self.language)
			frappe.local.lang = self.language
