"""What the end of a course asks of its coordinator, written step by step over the guards (R97 to R107)."""

from __future__ import annotations

from typing import Any

import frappe
from frappe import _

from lat_corps.casework.closings import WRITTEN_FOR_A_CLOSING
from lat_corps.casework.consents import write_down
from lat_corps.casework.courses import coordinated
from lat_corps.domain.consent import DEBRIEF
from lat_corps.domain.documents.course import DOCUMENT, UNDER_WAY
from lat_corps.domain.lifecycle import LIFECYCLES
from lat_corps.permissions.door.called import parsed
from lat_corps.steps import take_if_ready

WRITTEN = ("outcome", *WRITTEN_FOR_A_CLOSING)


@frappe.whitelist(methods=["POST"])
def go_on(case: str, values: dict[str, Any] | str, step: bool | int | str = False) -> dict[str, Any]:
	"""Write what the stage of a course asks for; with `step`, go on when nothing stands in its way.

	The `people` among the values have consented to the debrief. Return the stage, and under "open" what
	stands in the way of the next one.
	"""
	course, asked = coordinated(case, "write"), parsed(values)
	if course.stage not in UNDER_WAY:
		frappe.throw(_("The course is neither under way nor closing."))
	if asked.get("people"):
		write_down(case, asked["people"], {**asked, "purpose": DEBRIEF})
	course.update({field: asked[field] for field in WRITTEN if field in asked})
	course.save()
	unmet = (
		take_if_ready(course, LIFECYCLES[DOCUMENT].following(course.stage))
		if frappe.utils.sbool(step)
		else []
	)
	return {"stage": course.stage, "open": [message.render(_) for message in unmet]}
