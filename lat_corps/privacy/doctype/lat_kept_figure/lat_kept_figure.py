import frappe
from frappe import _

from lat_corps.document import LatDocument


class LATKeptFigure(LatDocument):
	"""Scores by which somebody counted who is erased: with nothing that leads to whom (N5, N6)."""

	def validate(self) -> None:
		frappe.throw(_("Kept figures are written by an erasure alone."), frappe.PermissionError)
