"""Carries out the table of turns: tells the person whose turn it became, and silences what is done.

Each turn that stands is a row of `LAT Turn`, which no role may write: it follows from the records. Whoever
may not read the record is told nothing, and what was told falls silent once the person no longer may.
"""

from __future__ import annotations

from base64 import b32encode
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from hashlib import sha256
from typing import TYPE_CHECKING

import frappe
from frappe.utils import escape_html, formatdate, getdate

from lat_corps.corps.bell import ring
from lat_corps.corps.facts import tool_called
from lat_corps.days import danish_today
from lat_corps.domain import turns
from lat_corps.domain.documents.course import WITH_MENTOR
from lat_corps.domain.reminders import Reminder, ReminderRules, reminder_due
from lat_corps.domain.text import Message
from lat_corps.domain.turn_parts import (
	COURSE,
	CoordinatorsOfMentor,
	Login,
	Members,
	Record,
	Turn,
	standing_on,
)
from lat_corps.holding import hold
from lat_corps.permissions.authored import for_the_app
from lat_corps.permissions.hooks import reaches
from lat_corps.permissions.mentions import IN_WORDS_OF_THE_APP
from lat_corps.permissions.people import deputies_today, holders

if TYPE_CHECKING:
	from frappe.model.document import Document

TURN = "LAT Turn"
ROW = (
	"name",
	"kind",
	"reference_doctype",
	"reference_name",
	"lat_case",
	"user",
	"due_on",
	"told_on",
	"notice",
)

Records = Mapping[str, Sequence[Record]]
Key = tuple[str, str, str]
"""A kind, the number of the record it stands on, and the login."""


@dataclass(frozen=True)
class Standing:
	"""It is the turn of `user`, on a record; the bell leads to (`doctype`, `name`)."""

	turn: Turn
	record: Record
	user: str
	doctype: str
	name: str

	@property
	def key(self) -> Key:
		return self.turn.kind, self.record["name"], self.user

	@property
	def due_on(self) -> date | None:
		return getdate(self.record[self.turn.due.field]) if self.turn.due else None


@for_the_app
def follow(doc: Document, method: str | None = None) -> None:
	"""Follow the save, or the end, of a record that the table asks for."""
	stored = doc.get_doc_before_save()
	happened = {
		(turn.kind, doc.name)
		for turn in turns.TURNS
		if turn.document == doc.doctype and _has_moved(turn, stored, doc)
	}
	if doc.doctype == COURSE or doc.meta.has_field("lat_case"):
		follow_record(COURSE, doc.get("lat_case") or doc.name, happened)
	else:
		follow_record(doc.doctype, doc.name, happened)


def _has_moved(turn: Turn, stored: Document | None, doc: Document) -> bool:
	"""Tell whether a save has changed what a line asks of its record."""
	return not stored or any(str(stored.get(name) or "") != str(doc.get(name) or "") for name in turn.where)


def tell(kind: str, name: str) -> None:
	"""Tell of an event that no save makes: one of the calendar."""
	follow_record(turns.line(kind).document, name, {(kind, name)})


def store(doctype: str, row: frappe._dict, **values: object) -> None:
	"""Write what follows for a record, if that is another by now, and tell whose turn it makes it."""
	if any(str(row.get(name) or "") != str(value or "") for name, value in values.items()):
		frappe.db.set_value(doctype, row.name, values, update_modified=False)
		follow_record(doctype, row.name)


def follow_record(doctype: str, name: str, happened: Collection[tuple[str, str]] = ()) -> None:
	"""Tell and silence what follows from a course, or from a record that belongs to none.

	`happened` are the events, as (kind, number), that are told now.
	"""
	rows = {_key(row): row for row in _told(**_rows_of(doctype, name))}
	found = {
		standing.key: standing
		for records in _gathered(doctype, [name])
		for standing in _standing(records)
		if standing.key in rows or not standing.turn.event or standing.key[:2] in happened
	}
	for key, row in rows.items():
		if key not in found:
			_end(row)
		elif found[key].due_on != row.due_on:
			frappe.db.set_value(TURN, row.name, "due_on", found[key].due_on, update_modified=False)
	for key, standing in found.items():
		if key not in rows:
			_begin(standing, quietly=standing.user == frappe.session.user and not standing.turn.tells_actor)


@for_the_app
def leave(mentor: Document, method: str | None = None) -> None:
	"""Take away what a mentor no longer reaches: who has left is not reminded of a course."""
	for row in _told(user=mentor.user):
		if not reaches(row.reference_doctype, row.reference_name, row.user):
			_end(row)


def follow_all() -> None:
	"""Follow what changes without a save: what is due, who coordinates, who may read."""
	for doctype in (COURSE, *turns.WITHOUT_COURSE):
		rows: dict[str, dict[Key, date | None]] = {}
		root = "lat_case" if doctype == COURSE else "reference_name"
		for row in _told(**_rows_of(doctype)):
			rows.setdefault(row[root], {})[_key(row)] = row.due_on
		for records in _gathered(doctype, None):
			name = records[doctype][0]["name"]
			there = rows.pop(name, {})
			found = {
				standing.key: standing.due_on
				for standing in _standing(records)
				if not standing.turn.event or standing.key in there
			}
			if found != there:
				hold(doctype, name)
				follow_record(doctype, name)
		for name in rows:
			follow_record(doctype, name)


def remind() -> None:
	"""Remind of what is near its day, and at intervals of what is past it."""
	day, days = danish_today(), _days()
	for row in _told(due_on=["is", "set"]):
		turn = turns.line(row.kind)
		rules = ReminderRules(0, days.get(turn.due.ahead, 0), days[turn.due.between])
		reminder = reminder_due(day, row.told_on, row.due_on, row.told_on, rules)
		sentence = {Reminder.BEFORE: turn.soon, Reminder.AFTER: turn.overdue}.get(reminder)
		if sentence:
			_silence(row.notice)
			record = _record_of(row)
			_say(row.name, Standing(turn, record, row.user, *_about(turn, record)), sentence)


def opened_by(row: frappe._dict) -> tuple[str, str]:
	"""Return the record that the bell of a row of `LAT Turn` opens."""
	return _about(turns.line(row.kind), _record_of(row))


def read_out(row: frappe._dict) -> tuple[Standing, Message] | None:
	"""Return what a row of `LAT Turn` says today, or None when its record has gone meanwhile.

	Of a record only what the sentence needs is asked for.
	"""
	turn = turns.line(row.kind)
	record: Record = {"name": row.reference_name}
	if turn.values or turn.about:
		found = _rows(turn.document, record)
		if not found:
			return None
		record = found[0]
	if turn.due:
		record = {**record, turn.due.field: row.due_on}
	standing = Standing(turn, record, row.user, *_about(turn, record))
	return standing, _message(standing, _sentence(standing))


def take_over(kinds: Collection[str]) -> None:
	"""Write down what a version before this table has told in the bell, so that it is not told again.

	For kinds of records that belong to no course.
	"""
	for kind in kinds:
		turn = turns.line(kind)
		there = {_key(row) for row in _told(kind=kind)}
		for record in _rows(turn.document, {}):
			for standing in _standing({turn.document: [record]}):
				if standing.turn is turn and standing.key not in there:
					notice = frappe.db.get_value(
						"Notification Log",
						{"for_user": standing.user, "document_name": standing.name, "read": 0},
						"name",
						order_by="creation desc",
					)
					_begin(standing, quietly=True, notice=notice)


def _gathered(doctype: str, names: list[str] | None) -> Iterator[Records]:
	"""Yield the records of each course, or each record that belongs to none."""
	if doctype != COURSE:
		for record in _rows(doctype, {"name": ["in", names]} if names else {}):
			yield {doctype: [record]}
		return
	found: dict[str, dict[str, list[Record]]] = {
		course.name: {COURSE: [course]}
		for course in _rows(COURSE, {"name": ["in", names]} if names else {}, "coordinator", "municipality")
	}
	for document in turns.DOCUMENTS:
		if frappe.get_meta(document).has_field("lat_case"):
			for record in _rows(document, {"lat_case": ["in", names]} if names else {}, "lat_case"):
				if record.lat_case in found:
					found[record.lat_case].setdefault(document, []).append(record)
	yield from found.values()


def _rows(document: str, filters: dict, *fields: str) -> list[frappe._dict]:
	wanted = sorted({"name", *turns.fields_of(document), *fields})
	return frappe.get_all(document, filters=filters, fields=wanted, order_by="creation asc, name asc")


def _record_of(row: frappe._dict) -> Record:
	(record,) = _rows(row.reference_doctype, {"name": row.reference_name})
	return record


def _standing(records: Records) -> Iterator[Standing]:
	day, days, silent = danish_today(), _days(), _silent()
	for turn in turns.TURNS:
		if turn.kind not in silent:
			for record in standing_on(turn, records, day, days):
				doctype, name = _about(turn, record)
				for user in sorted(_people(turn, record, records)):
					if reaches(doctype, name, user):
						yield Standing(turn, record, user, doctype, name)


def _about(turn: Turn, record: Record) -> tuple[str, str]:
	if not turn.about:
		return turn.document, record["name"]
	return frappe.get_meta(turn.document).get_field(turn.about).options, record[turn.about]


def _people(turn: Turn, record: Record, records: Records) -> set[str]:
	if isinstance(turn.who, Login):
		login = _value(turn.document, record, turn.who.path)
		return {login} if login and frappe.db.get_value("User", login, "enabled") else set()
	if isinstance(turn.who, Members):
		return set().union(
			*(holders(turn.who.function, record[name]) for name in turn.who.fields if record[name])
		)
	if isinstance(turn.who, CoordinatorsOfMentor):
		return _serving(record[turn.who.mentor], record[turn.who.municipality])
	course = records[COURSE][0]
	return _coordinating(course["coordinator"], course["municipality"])


def _serving(mentor: str, municipality: str) -> set[str]:
	coordinators = frappe.get_all(
		COURSE,
		filters={"mentor": mentor, "municipality": municipality, "stage": ["in", WITH_MENTOR]},
		pluck="coordinator",
		order_by="name asc",
	)
	return set().union(*(_coordinating(user, municipality) for user in coordinators or [""]))


def _coordinating(coordinator: str | None, municipality: str) -> set[str]:
	"""Return the coordinator and who stands in today; all of the municipality when there is none any more."""
	there = holders("Coordinator", municipality)
	deputies = {row.deputy for row in deputies_today(municipality) if row.coordinator == coordinator}
	return ({coordinator, *deputies} & there) or set(there)


def _value(document: str, record: Record, path: str) -> object:
	fieldname, *linked = path.split(".")
	value = record[fieldname]
	for following in linked:
		document = frappe.get_meta(document).get_field(fieldname).options
		value, fieldname = value and frappe.db.get_value(document, value, following), following
	return value


def _begin(standing: Standing, quietly: bool, notice: str | None = None) -> None:
	course = standing.record["name"] if standing.turn.document == COURSE else standing.record.get("lat_case")
	row = frappe.get_doc(
		{
			"doctype": TURN,
			"kind": standing.turn.kind,
			"reference_doctype": standing.turn.document,
			"reference_name": standing.record["name"],
			"lat_case": course,
			"municipality": _municipality_of(standing.record, course),
			"user": standing.user,
			"due_on": standing.due_on,
			"told_on": danish_today(),
			"notice": notice,
			"mailed": int(quietly),
		}
	)
	row.name = b32encode(sha256("|".join(standing.key).encode()).digest()).decode()[:10].lower()
	# Of two that find the same at the same moment, one tells.
	row.db_insert(ignore_if_duplicate=True)
	if not quietly and frappe.db.exists(TURN, {"name": row.name, "notice": ["is", "not set"]}):
		_say(row.name, standing, _sentence(standing))


def _sentence(standing: Standing) -> str:
	late = standing.turn.overdue and standing.due_on and standing.due_on < danish_today()
	return standing.turn.overdue if late else standing.turn.sentence


def _municipality_of(record: Record, course: str | None) -> str | None:
	return frappe.db.get_value(COURSE, course, "municipality") if course else record.get("municipality")


def _say(row: str, standing: Standing, sentence: str) -> None:
	"""Ring the bell in the language of who is told, and keep the words for the mail of the day."""
	language = frappe.db.get_value("User", standing.user, "language") or frappe.get_system_settings(
		"language"
	)
	message = _message(standing, sentence)
	if title := message.values.get("title"):
		message = replace(message, values={**message.values, "title": f"<b>{escape_html(title)}</b>"})
	subject = message.render(partial(frappe._, lang=language))
	# Of the kinds of entry this is the one that Frappe never mails: there is one mail a day, to who wants it.
	entry = frappe._dict(
		type="Alert",
		document_type=standing.doctype,
		document_name=standing.name,
		subject=subject,
		from_user="Administrator",
	)
	frappe.flags[IN_WORDS_OF_THE_APP] = subject
	try:
		notice = ring(standing.user, entry)
	finally:
		frappe.flags.pop(IN_WORDS_OF_THE_APP)
	told = {"told_on": danish_today(), "sentence": subject, "notice": notice, "mailed": 0}
	frappe.db.set_value(TURN, row, told, update_modified=False)


def _message(standing: Standing, sentence: str) -> Message:
	turn, record = standing.turn, standing.record
	values = {name: _value(turn.document, record, path) for name, path in turn.values.items()}
	day = formatdate(standing.due_on) if standing.due_on else ""
	own = {"number": standing.name, "day": day, "plan": tool_called("upp_label")}
	return Message(sentence, {**own, **values})


def _end(row: frappe._dict) -> None:
	_silence(row.notice)
	frappe.db.delete(TURN, {"name": row.name})


def _silence(notice: str | None) -> None:
	if notice:
		frappe.db.set_value("Notification Log", notice, "read", 1, update_modified=False)


def _told(**filters: object) -> list[frappe._dict]:
	return frappe.get_all(TURN, filters=filters, fields=list(ROW), order_by="name asc")


def _rows_of(doctype: str, name: str | None = None) -> dict:
	if doctype == COURSE:
		return {"lat_case": name or ["is", "set"]}
	return {"reference_doctype": doctype, **({"reference_name": name} if name else {})}


def _key(row: frappe._dict) -> Key:
	return row.kind, row.reference_name, row.user


def _days() -> dict[str, int]:
	settings = frappe.get_cached_doc("LAT Settings")
	return {name: settings.get(name) or 0 for name in turns.SETTINGS}


def _silent() -> set[str]:
	return {row.kind for row in frappe.get_cached_doc("LAT Settings").silent_turns}
