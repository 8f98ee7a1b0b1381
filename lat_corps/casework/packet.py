"""The packet of a handover: what is frozen, and how it is set out for its readers (R103, R104)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

import frappe
from frappe import _
from frappe.utils import get_datetime, getdate

from lat_corps.casework.facts import consents_of, givers_for
from lat_corps.casework.packet_lines import course_lines
from lat_corps.days import day_of, latest_today
from lat_corps.domain.change import CAVEATS
from lat_corps.domain.charts import NARROW, Progression, Rating, progression_chart
from lat_corps.domain.consent import rested_on
from lat_corps.domain.handover import READ, freeze, mark
from lat_corps.domain.packet import (
	LINE,
	MEASUREMENT,
	OF_THE_COURSE,
	OTHER,
	RATINGS,
	VERSION,
	by_part,
	in_sentences,
	in_short,
	still_open,
	told,
)
from lat_corps.domain.text import danish_date

if TYPE_CHECKING:
	from frappe.model.document import Document


def fetch(handover: Document) -> int:
	"""Propose what the course has to hand over; return how many lines are new.

	Figures of lines that were proposed before follow the course, their words stay as somebody has left them.
	"""
	proposed = {line["source"]: line for line in course_lines(handover.lat_case)}
	there = {row.source for row in handover.lines if row.source}
	new = [line for source, line in proposed.items() if source not in there]
	handover.flags.proposed = {
		source: freeze(line["figures"])[0] if line["figures"] else None for source, line in proposed.items()
	}
	handover.extend("lines", [{**line, "figures": None} for line in new])
	keep_figures(handover, None)
	return len(new)


def keep_figures(handover: Document, stored: Document | None) -> None:
	"""Let nobody write figures, or where a line was taken from: they come from the course alone."""
	proposed = handover.flags.proposed or {}
	before = {row.name: row for row in stored.lines} if stored else {}
	for row in handover.lines:
		if row.source in proposed:
			row.figures = proposed[row.source]
			continue
		kept = before.get(row.name)
		row.source, row.figures = (kept.source, kept.figures) if kept else (None, None)


def add_own(handover: Document, said: Mapping[str, Any], part: str, heading: str = "") -> Document:
	"""Add a line of its own words, `more`, of the type of information `more_type`; return it."""
	return handover.append(
		"lines",
		{
			"information_type": said.get("more_type"),
			"origin": OF_THE_COURSE,
			"content": said["more"],
			"part": part,
			"heading": heading,
		},
	)


def line_of(row: Mapping) -> dict[str, Any]:
	"""Return what a row of a handover hands over."""
	line = {field: row.get(field) or "" for field in LINE}
	return {**line, "figures": frappe.parse_json(row.get("figures")) if row.get("figures") else None}


def marks_of(rows: Iterable[Document]) -> str:
	"""Return what tells later which lines were read, word for word."""
	return freeze([mark(line_of(row)) for row in rows])[0]


def unseen_rows(handover: Document) -> list[int]:
	"""Return the rows that were not read with the person as they stand; none where nothing was read."""
	if handover.preview_way not in READ:
		return []
	read = frappe.parse_json(handover.previewed_lines or "[]")
	return [row.idx for row in handover.lines if mark(line_of(row)) not in read]


def packet_of(handover: Document) -> dict[str, Any]:
	"""Return what is frozen: the lines that pass, and nothing about what was put aside."""
	return {
		"version": VERSION,
		"number": handover.packet_number,
		"sent_on": str(handover.sent_on)[:19],
		"sent_by": frappe.utils.get_fullname(frappe.session.user),
		"answer": handover.answer or "",
		"preview": {
			"way": handover.preview_way,
			"on": str(handover.previewed_on) if handover.previewed_on else None,
		},
		**content_of(handover, handover.lines),
	}


def content_of(handover: Document, rows: Iterable[Document]) -> dict[str, Any]:
	"""Return of whom, to whom and what a packet of these rows tells, sent or not."""
	course = frappe.db.get_value(
		"LAT Case",
		handover.lat_case,
		["course_type", "opened_on", "closing_began_on", "closed_on", "outcome", "citizen", "coordinator"],
		as_dict=True,
	)
	lines = [line_of(row) for row in rows]
	kinds = {line["figures"]["kind"] for line in lines if line["figures"]}
	ended = course.closed_on or course.closing_began_on
	return {
		"course": handover.lat_case,
		"citizen": _citizen(course.citizen),
		"coordinator": _coordinator(course.coordinator, handover.municipality),
		"municipality": handover.municipality,
		"receiver": handover.receiver_name or "",
		"summary": in_short(
			lines,
			{
				"course_type": course.course_type,
				"began_on": str(course.opened_on) if course.opened_on else None,
				"ended_on": str(ended) if ended else None,
				"outcome": course.outcome or None,
			},
		),
		"lines": lines,
		"caveats": [caveat.render(_) for caveat in CAVEATS] if kinds & {RATINGS, MEASUREMENT} else [],
		"consents": _consents(handover, course.citizen, lines),
	}


def _citizen(citizen: str) -> dict[str, str]:
	"""Return who the packet is about: without it, the receiver could take it for somebody else's."""
	person = frappe.get_doc("LAT Citizen", citizen)
	return {"name": person.full_name, "birth_date": str(person.birth_date or "")}


def _coordinator(login: str | None, municipality: str) -> dict[str, str]:
	"""Return whom the receiver asks: the course's coordinator, by the telephone of the corps if need be."""
	user = frappe.get_doc("User", login)
	corps = frappe.db.get_value("LAT Municipality", municipality, "phone")
	return {
		"name": user.full_name,
		"phone": user.mobile_no or user.phone or corps or "",
		"email": user.email,
	}


def _consents(handover: Document, citizen: str, lines: Iterable[Mapping]) -> list[dict[str, Any]]:
	"""Return by which consents each type of information passes: what the rules answered as it was sent."""
	consents, givers, day = consents_of(handover.lat_case), givers_for(citizen), latest_today()
	return [
		{
			"information_type": kind,
			"given_by": consent.given_by,
			"given_on": str(consent.given_on),
			"valid_until": str(consent.valid_until) if consent.valid_until else None,
		}
		for kind in dict.fromkeys(line["information_type"] for line in lines)
		for consent in rested_on(consents, kind, handover.receiver or "", givers, day)
	]


def set_out(packet: Mapping[str, Any], keys: Iterable[str] = ()) -> dict[str, Any]:
	"""Return a packet as its readers see it, on paper and on the screen; `keys` name its lines there."""
	named = [*keys] or [""] * len(packet["lines"])
	lines = [{**line, "key": key} for line, key in zip(packet["lines"], named, strict=True)]
	parts = by_part(lines)
	goals, steps = still_open(lines)
	kinds = dict.fromkeys(line["information_type"] for line in parts[OTHER])
	preview = packet.get("preview") or {}
	return {
		"packet": packet,
		"sent_on": _moment(packet.get("sent_on")),
		"birth_date": _day(packet.get("citizen", {}).get("birth_date")),
		"short": in_sentences(packet["summary"], _) if "summary" in packet else [],
		"parts": {
			part: [
				_set_out(line, f"{packet.get('number') or packet['course']}-{number}")
				for number, line in enumerate(found)
			]
			for part, found in parts.items()
			if part != OTHER
		},
		"others": {
			kind: [_set_out(line, kind) for line in parts[OTHER] if line["information_type"] == kind]
			for kind in kinds
		},
		"open_goals": goals,
		"open_steps": told({"kind": "steps", "steps": steps}, _),
		"preview": _seen(preview),
		"consents": [*_in_words(packet.get("consents", ()))],
	}


def _in_words(consents: Iterable[Mapping[str, Any]]) -> Iterator[str]:
	"""Yield who gave a consent and until when, with all that it covers."""
	given: dict[tuple, list[str]] = {}
	for each in consents:
		terms, kind = (each["given_by"], each["given_on"], each["valid_until"]), each["information_type"]
		given.setdefault(terms, []).append(_(kind))
	for (giver, given_on, valid_until), kinds in given.items():
		covered = ", ".join(kinds)
		if valid_until:
			yield _("{0} on {1}, until {2}: {3}").format(_(giver), _day(given_on), _day(valid_until), covered)
		else:
			yield _("{0} on {1}, until it is withdrawn: {2}").format(_(giver), _day(given_on), covered)


def _set_out(line: Mapping[str, Any], key: str) -> dict[str, Any]:
	figures = line.get("figures")
	origin = line["origin"]
	return {
		"key": line["key"],
		"information_type": line["information_type"],
		"heading": line.get("heading") or "",
		"told": told(figures, _),
		"content": line["content"],
		"persons_words": line.get("persons_words") or "",
		"origin": "" if origin == OF_THE_COURSE else origin,
		"chart": _chart(figures, key) if figures and figures["kind"] == RATINGS else None,
	}


def _chart(figures: Mapping[str, Any], key: str) -> dict[str, str]:
	drawn = Progression(
		ratings=[Rating(getdate(each["on"]), each["rating"]) for each in figures["ratings"]],
		started=day_of(figures["started"]),
		until=getdate(figures["until"]),
		interval_months=figures["interval_months"],
	)
	return {
		"wide": progression_chart(f"{key}-ratings", drawn, _),
		"narrow": progression_chart(f"{key}-ratings-narrow", drawn, _, NARROW),
	}


def _seen(preview: Mapping[str, Any]) -> str:
	way, day = preview.get("way"), _day(preview.get("on"))
	return f"{_(way)}, {day}" if way and day else _(way or "")


def _day(value: str | None) -> str:
	return danish_date(getdate(value)) if value else ""


def _moment(value: str | None) -> str:
	return f"{get_datetime(value):%d-%m-%Y %H:%M}" if value else ""
