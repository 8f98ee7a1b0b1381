"""What an upgrade changes on purpose, each with its reason; everything else that differs is a fault."""

from __future__ import annotations

import re

MENDED = {
	(
		"lat_corps/corps/loans.py",
		'else frappe.new_doc("LAT Loan Offer", loan=loan)\n	offer.update({"mentor"',
	): 'else frappe.new_doc("LAT Loan Offer", loan=loan)\n	offer.lending_municipality = '
	'frappe.db.get_value("LAT Mentor Loan", loan, "lending_municipality")\n	offer.update({"mentor"',
}
"""(File, text) of an older state -> what is put instead, where its demo stops on a newer Frappe.

From 15.101 on the right to create is asked for before fetched fields are filled in."""

LEFT_TO_FRAPPE = frozenset(
	(
		"tabDocType",
		"tabDocField",
		"tabDocType Action",
		"tabDocType Link",
		"tabDocType State",
		"tabInstalled Application",
		"tabPatch Log",
		"tabScheduled Job Log",
		"tabWorkspace",
		"tabWorkspace Link",
		"tabWorkspace Number Card",
		"tabWorkspace Quick List",
		"tabWorkspace Shortcut",
	)
)
"""What is code: document types, their rooms, and what Frappe keeps of its own updates."""

CLOSINGS = "a finished course has ended its matches since, and with them the mentor's access"

MEANT = tuple(
	(re.compile(pattern), reason)
	for pattern, reason in (
		(
			r"record tabLAT Match\.(stage|workflow_state|end_reason|modified(_by)?) of finished courses",
			CLOSINGS,
		),
		(
			r"record tabLAT (Preference\.wish|Match Criterion\.(fit|(citizen|mentor)_side))",
			"a wish that words name is a field since, and open matches are weighed by the fields",
		),
		(r"reach LAT .*: (list|read|write|print) of finished courses lost", CLOSINGS),
		(r"figure card LAT Courses With Gaps", f"counts what a person reads: {CLOSINGS}"),
		(
			r"figure pooled .* with words added",
			"persons are counted since, and the page says so",
		),
		(
			r"(row|record) tabScheduled Job Type(\.(cron_format|modified))?",
			"jobs are code: our look at acknowledgements has another name since, and Frappe 16 has others",
		),
		(r"record tabSingles\.(System Settings|Installed Applications)\..*", "Frappe's own"),
		(
			r"record tab(Portal Menu Item|Singles\.Portal Settings)\.modified",
			"Frappe writes the menu of its portal at each migrate, where ERPNext has items in it",
		),
		(r"record tabSingles\.Navbar Settings\.modified", "Frappe 16 makes its menu anew"),
		(r"(row|record) tabNavbar Item.* that ships", "Frappe 16 makes its menu anew"),
		(r"(row|record) tab(Page|Report|Print Style)\b.* that ships", "Frappe 16 has other ones of its own"),
		(
			r"row tabDocPerm of DocType",
			"Frappe 16 has other rights to its own documents; ours are compared apart",
		),
		(r"row tabHas Role of (Page|Report)", "Frappe 16 has dropped pages and reports of its own"),
	)
)
"""(Pattern of a kind of difference, why it is meant)."""
