"""Print formats."""

from __future__ import annotations

import frappe
import jinja2
from frappe import _
from frappe.model.document import Document


class PrintFormat(Document):
	def validate(self) -> None:
		flags = frappe.flags
		if self.standard == "Yes" and not (flags.in_migrate or flags.in_install or flags.in_test):
			frappe.throw(_("Standard Print Format cannot be updated"))
		self.module = self.module or frappe.get_meta(self.doc_type).module
		if self.custom_format and not self.html:
			frappe.throw(_("{0} is required").format(frappe.bold(_("HTML"))), frappe.MandatoryError)
		try:
			frappe.get_jenv().from_string(self.html or "")
		except jinja2.TemplateSyntaxError as e:
			frappe.throw(f"Syntax error in template as line {e.lineno}: {e.message}")
