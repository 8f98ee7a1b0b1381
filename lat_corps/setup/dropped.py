"""What Frappe leaves of a log that a newer version has dropped: its table, with all rows, and no document.

Nobody reads it any more, and neither an erasure nor an uninstall finds it as a document: what it says about
the app's records goes with the update.
"""

import frappe

from lat_corps.compat import is_on_site
from lat_corps.permissions.core_doctypes import TRACES
from lat_corps.permissions.table import OWN


def forget() -> None:
	for doctype, pairs in TRACES.items():
		if frappe.db.table_exists(doctype) and not is_on_site(doctype):
			table = frappe.qb.DocType(doctype)
			for kind, _name in pairs:
				frappe.qb.from_(table).delete().where(table[kind].isin(sorted(OWN))).run()
