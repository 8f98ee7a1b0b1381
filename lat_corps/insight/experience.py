"""Experience in words: who is asked in which quarter, what is given without a name, and who finds it again.

A note and the request that it answers have nothing in common: no link, no login, no time. A note is read from
the day after its quarter on, all notes of a quarter at once, by the municipality's coordinators alone; the
requests are gone by then. What was given can therefore be neither changed nor taken back by who gave it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time
from functools import partial
from typing import TYPE_CHECKING, Any

import frappe
from frappe import _
from frappe.utils import cint, formatdate, getdate

from lat_corps.casework.learning import parts_of
from lat_corps.corps.binding import bound_by
from lat_corps.corps.facts import small_cell_threshold
from lat_corps.corps.turns import follow_record
from lat_corps.days import danish_today
from lat_corps.domain import experience
from lat_corps.domain.experience import ADVICE, AWAITING, COORDINATOR, DONE, KINDS, PROMPTS, QUARTERS, TOPICS
from lat_corps.domain.management_report import PERIODS
from lat_corps.domain.quarters import Quarter, quarters_of
from lat_corps.domain.scrubber import PERSON, Known
from lat_corps.each import each_alone
from lat_corps.holding import hold
from lat_corps.messages import refuse
from lat_corps.permissions.authored import for_the_app
from lat_corps.permissions.door.called import parsed

if TYPE_CHECKING:
	from frappe.model.document import Document

DOCTYPE, REQUEST = "LAT Experience", "LAT Experience Request"
LEFT_OUT: Mapping[str, str] = {topic: f"not_asked_{topic}" for topic in TOPICS}
"""Topic -> the field of LAT Municipality by which nobody is asked about it (R115)."""


@for_the_app
def every_day() -> None:
	"""Ask who is to be asked, take back what is no longer asked, and delete what is kept no longer."""
	day, settings = danish_today(), frappe.get_cached_doc("LAT Settings")
	quarter = experience.asked_on(day, cint(settings.experience_days))
	municipalities = frappe.get_all("LAT Municipality", pluck="name", order_by="name asc")
	each_alone(municipalities, partial(ask, quarter=quarter), "A corps could not be asked for its experience")
	too_old = {"year": ["<", experience.kept_from(day, cint(settings.experience_years))]}
	frappe.db.delete(DOCTYPE, too_old)


def ask(municipality: str, quarter: Quarter | None) -> None:
	"""Bring the requests of a municipality to those of a quarter; of one that has ended none is left."""
	asked = _writers(municipality) if quarter and _topics(municipality) else {}
	there = frappe.get_all(
		REQUEST,
		filters={"municipality": municipality},
		fields=["name", "user", "due_on"],
		order_by="name asc",
	)
	kept = {row.user for row in there if quarter and row.due_on == quarter.last and row.user in asked}
	for row in there:
		if row.user not in kept or row.due_on != quarter.last:
			frappe.db.delete(REQUEST, {"name": row.name})
			follow_record(REQUEST, row.name)
	for user in sorted(asked.keys() - kept):
		request = frappe.get_doc(
			{
				"doctype": REQUEST,
				"municipality": municipality,
				"user": user,
				"kind": asked[user],
				"period": QUARTERS[quarter.number],
				"year": quarter.last.year,
				"due_on": quarter.last,
				"standing": AWAITING,
			}
		)
		request.db_insert()
		follow_record(REQUEST, request.name)


def _writers(municipality: str) -> dict[str, str]:
	"""Return login -> kind of the coordinators and active mentors of a municipality, loans included."""
	found = {user: kind for kind in KINDS for user in bound_by(kind, municipality)}
	active = frappe.get_all(
		"LAT Mentor",
		filters={"user": ["in", [*found]], "stage": "Active"},
		pluck="user",
		order_by="user asc",
	)
	return {user: kind for user, kind in found.items() if kind == COORDINATOR or user in active}


def _topics(municipality: str) -> list[str]:
	"""Return the topics that a municipality asks about (R115)."""
	left_out = frappe.db.get_value("LAT Municipality", municipality, [*LEFT_OUT.values()], as_dict=True)
	return [topic for topic in TOPICS if not left_out[LEFT_OUT[topic]]]


@frappe.whitelist()
def prompts(name: str) -> dict[str, Any]:
	"""Return what a request of the user asks, and what is to be known before an answer is given."""
	request: Any = frappe.get_doc(REQUEST, name)
	request.check_permission("read")
	about, asked = {"municipality": request.municipality, "due_on": request.due_on}, {}
	for topic in _topics(request.municipality):
		asked[topic] = _(PROMPTS[topic][request.kind])
	return {"asked": asked, "beware": _beware(request, frappe.db.count(REQUEST, about))}


def _beware(request: Document, asked: int) -> list[str]:
	opens = formatdate(experience.opens_on(_quarter_of(request)))
	said = [
		_(
			"From {day} the coordinators of {municipality} read what was told, without knowing by whom. "
			"Nobody else reads it: management reads what the coordinator writes of it."
		).format(day=opens, municipality=request.municipality),
		_("Name nobody and no place. What is given stays as it is: nobody can find it again to change it."),
	]
	threshold = small_cell_threshold()
	if experience.can_be_guessed(asked, threshold):
		few = _("Only {asked} are asked in {municipality}: the coordinator may guess who has told what.")
		said.insert(1, few.format(asked=asked, municipality=request.municipality))
	return said


@frappe.whitelist(methods=["POST"])
def give(name: str, told: dict | str, looked: int = 0) -> dict[str, Any]:
	"""Keep what the user tells, without the user (R111); or return what could tell of whom it is.

	Raises frappe.ValidationError with all that stands in its way.
	"""
	request: Any = frappe.get_doc(REQUEST, name)
	request.check_permission("read")
	_hold(request)
	sent, topics = parsed(told), _topics(request.municipality)
	answers = {
		topic: words.strip()
		for topic in topics
		if isinstance(sent, dict) and isinstance(words := sent.get(topic), str) and words.strip()
	}
	known = _known(request.municipality)
	refuse(experience.lacking(answers, known), title=_("This is not given yet"))
	marked = {topic: parts_of(words, known) for topic, words in answers.items()}
	if not cint(looked) and any(len(parts) > 1 for parts in marked.values()):
		return {"marked": marked, "advice": _(ADVICE)}
	for topic, words in answers.items():
		keep(request.municipality, _quarter_of(request), topic, words)
	_finish(request)
	return {}


@frappe.whitelist(methods=["POST"])
def decline(name: str) -> None:
	"""Say that there is nothing to tell of the quarter; it looks as an answer does."""
	request: Any = frappe.get_doc(REQUEST, name)
	request.check_permission("read")
	_hold(request)
	_finish(request)


def _hold(request: Document) -> None:
	"""Hold a request that is still to be answered: of two answers at once, one is given."""
	hold(REQUEST, request.name)
	request.reload()
	if request.standing != AWAITING:
		frappe.throw(_("You have answered already: what was given is not changed."))
	if getdate(request.due_on) < danish_today():
		frappe.throw(_("The quarter has ended, and what was told of it is read by now."))


def _known(municipality: str) -> list[Known]:
	"""Return whom the user must not name: people of the user's courses there, and who works for the corps."""
	citizens = frappe.get_list("LAT Case", filters={"municipality": municipality}, pluck="citizen", limit=0)
	people = [
		*frappe.get_all(
			"LAT Citizen",
			filters={"name": ["in", citizens or [""]]},
			fields=["full_name", "working_name"],
			order_by="name asc",
		),
		*frappe.get_all(
			"LAT Mentor", filters={"municipality": municipality}, fields=["full_name"], order_by="name asc"
		),
		*frappe.get_all(
			"LAT Municipality Member",
			filters={"parent": municipality, "parenttype": "LAT Municipality"},
			fields=["full_name"],
			order_by="idx asc",
		),
	]
	return [Known(PERSON, name) for row in people for name in row.values() if name]


def keep(municipality: str, quarter: Quarter, topic: str, words: str) -> None:
	"""Write a note that tells neither who wrote it nor when."""
	opens = experience.opens_on(quarter)
	moment = datetime.combine(opens, time())
	note = frappe.get_doc(
		{
			"doctype": DOCTYPE,
			# Of the names that Frappe gives some begin with the time.
			"name": frappe.generate_hash(length=16),
			"owner": "Administrator",
			"modified_by": "Administrator",
			"creation": moment,
			"modified": moment,
			"municipality": municipality,
			"period": QUARTERS[quarter.number],
			"year": quarter.last.year,
			"topic": TOPICS[topic],
			"open_from": opens,
			"words": words,
		}
	)
	note.db_insert()


def _quarter_of(request: Document) -> Quarter:
	last = getdate(request.due_on)
	(quarter,) = (each for each in quarters_of(last.year) if each.last == last)
	return quarter


def _finish(request: Document) -> None:
	frappe.db.set_value(REQUEST, request.name, "standing", DONE, update_modified=False)
	follow_record(REQUEST, request.name)


@frappe.whitelist()
def gathered(report: str) -> dict[str, list[str]]:
	"""Return field of words -> notes of the period of a report, in no telling order (R113, R114).

	They stand beside the fields: what management reads is written by the coordinator.
	"""
	doc: Any = frappe.get_doc("LAT Management Report", report)
	doc.check_permission("write")
	quarters = [QUARTERS[number] for number in PERIODS[doc.period]]
	notes = frappe.get_list(
		DOCTYPE,
		filters={"municipality": doc.municipality, "year": doc.year, "period": ["in", quarters]},
		fields=["topic", "words"],
		order_by="name asc",
		limit=0,
	)
	return {field: [note.words for note in notes if note.topic == topic] for field, topic in TOPICS.items()}


@frappe.whitelist(methods=["POST"])
def take_out(name: str) -> None:
	"""Take out a note that somebody can be recognised by; nothing of it is kept."""
	note: Any = frappe.get_doc(DOCTYPE, name)
	note.check_permission("read")
	frappe.db.delete(DOCTYPE, {"name": note.name})
	frappe.clear_document_cache(DOCTYPE, note.name)
