"""What an upgrade changes on purpose, each with its reason; everything else that differs is a fault."""

from __future__ import annotations

MENDED = {
	(
		"lat_corps/corps/loans.py",
		'else frappe.new_doc("LAT Loan Offer", loan=loan)\n	offer.update({"mentor"',
	): 'else frappe.new_doc("LAT Loan Offer", loan=loan)\n	offer.lending_municipality = '
	'frappe.db.get_value("LAT Mentor Loan", loan, "lending_municipality")\n	offer.update({"mentor"',
}
"""(File, text) of an older state -> what is put instead, where its demo stops on a newer Frappe.

From 15.101 on the right to create is asked for before fetched fields are filled in."""

LEFT_TO_FRAPPE = frozenset(())
MEANT = ()
