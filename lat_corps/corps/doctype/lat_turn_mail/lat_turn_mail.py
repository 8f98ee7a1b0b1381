import frappe

from lat_corps.document import LatDocument


class LATTurnMail(LatDocument):
	"""Whether a person wants one mail a day with what waits for them: the person's own to say."""

	def keep_server_fields(self) -> None:
		super().keep_server_fields()
		stored = self.get_doc_before_save()
		self.user = stored.user if stored else frappe.session.user
