"""Number cards of courses."""

from __future__ import annotations

import frappe

from lat_corps.corps.cards import before_today, listed


@frappe.whitelist()
def background_run_out() -> dict:
	"""Return how many pieces of background information have run out, and their list (R39, N5)."""
	return listed("LAT Background Information", {"expires_on": before_today()})
