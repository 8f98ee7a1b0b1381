"""What a withdrawn consent stops at once (forvaltningsloven § 28, R104)."""

import frappe
from frappe import _

from lat_corps.casework.facts import left_out_reasons
from lat_corps.holding import committed
from lat_corps.workflows import state_of_stage


def stop_handovers(case: str) -> None:
	"""Cancel the handovers of a course that are sent, not yet received, and hold what may no longer pass."""
	for sent in committed("LAT Handover", {"lat_case": case, "stage": "Sent"}):
		handover = frappe.get_doc("LAT Handover", sent.name, for_update=True)
		if left_out_reasons(handover):
			handover.db_set(
				{"stage": "Cancelled", "workflow_state": state_of_stage("LAT Handover", "Cancelled")}
			)
			handover.add_comment("Info", _("Stopped: a consent it rests on was withdrawn."))
