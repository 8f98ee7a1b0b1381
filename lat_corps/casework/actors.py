"""Who acts around the person of a course, by role, and who is asked for and missing (R52, R58 to R60)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import frappe
from frappe import _
from frappe.utils import get_fullname

from lat_corps.casework import efforts
from lat_corps.casework.facts import age_today
from lat_corps.domain.documents.course import UNFINISHED
from lat_corps.domain.efforts import IN_PLACE, NOT_RELEVANT, UNDER_WAY
from lat_corps.domain.partners import PARENT_COACH_COURSE, missing
from lat_corps.messages import sentences

if TYPE_CHECKING:
	from frappe.model.document import Document

OF_THE_CORPS = "The corps"


def on_course(course: Document) -> dict:
	"""Return the `actors` around the person as far as the reader may know them.

	To its coordinator also the kinds that are `asked` for, each with why, and those `answered` for.
	"""
	if not efforts.coordinates(course):
		return {
			"actors": [*_of_the_corps(course), *_partners(efforts.of_course(course, *IN_PLACE), False)],
			"asked": [],
			"answered": [],
			"may_write": False,
		}
	known = efforts.of_course(course, *IN_PLACE, NOT_RELEVANT)
	helping = [effort for effort in known if effort.status in IN_PLACE]
	answered = [effort for effort in known if effort.status == NOT_RELEVANT]
	may_write = course.stage in UNFINISHED
	lacking = may_write and missing(
		age_today(course.citizen),
		course.course_type,
		{effort.kind for effort in helping},
		{effort.kind for effort in answered},
	)
	return {
		"actors": [*_of_the_corps(course), *_partners(helping, True)],
		"asked": [{"kind": kind, "why": sentences(why)} for kind, why in (lacking or {}).items()],
		"answered": [{field: effort[field] for field in ("name", "kind", "because")} for effort in answered],
		"may_write": may_write,
	}


def _of_the_corps(course: Document) -> Iterator[dict]:
	mentor = _("Parent coach") if course.course_type == PARENT_COACH_COURSE else _("Mentor")
	for role, name in (
		(mentor, course.mentor_name),
		(_("Coordinator"), course.coordinator and get_fullname(course.coordinator)),
		(_("Caseworker"), course.caseworker and get_fullname(course.caseworker)),
	):
		if name:
			yield {"role": role, "kind": OF_THE_CORPS, "name": name}


def _partners(known: list[frappe._dict], coordinates: bool) -> Iterator[dict]:
	for effort in known:
		yield {
			"role": _(effort.kind),
			"kind": effort.kind,
			"name": effort.department,
			"helps_with": effort.helps_with,
			"agreed": effort.agreed,
			"planned": effort.status != UNDER_WAY,
			"from": effort.from_date,
			"to": effort.to_date,
			"plan": _(effort.plan_type) if effort.plan_type else "",
			"contact": ", ".join(part for part in (effort.contact_name, effort.contact_function) if part),
			"phone": effort.contact_phone,
			"email": effort.contact_email,
			"number": effort.name if coordinates else None,
		}
