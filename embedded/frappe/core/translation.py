"""The site's own translations."""

from __future__ import annotations

from frappe import translate
from frappe.model.document import Document


class Translation(Document):
	def on_update(self) -> None:
		translate.clear_cache()

	def on_trash(self) -> None:
		translate.clear_cache()
