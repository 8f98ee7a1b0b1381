from __future__ import annotations

from typing import TYPE_CHECKING

import frappe
from frappe import _
from frappe.utils import escape_html

from lat_corps.coaching.facts import card_for, session_facts, works_here
from lat_corps.days import is_newly_ahead
from lat_corps.document import LatDocument
from lat_corps.domain.coaching import OBSERVES, ONE, flaws
from lat_corps.holding import hold
from lat_corps.messages import refuse
from lat_corps.permissions.people import holders

if TYPE_CHECKING:
	from collections.abc import Collection

	from frappe.core.doctype.docfield.docfield import DocField

CARD_OF = {ONE: "Individual coaching"}
CARD_OF_A_GROUP = "Group reflection"
STEP = ("name", "held_on", "next_step", "seen_by", "next_step_on")


class LATCoachingSession(LatDocument):
	"""A talk of a coordinator with a mentor, or a group, and its notes: theirs alone (R67 to R76, R83)."""

	def onload(self) -> None:
		self.set_onload("last_time", self.last_time())

	def may_name(self, field: DocField, name: str | int) -> bool:
		"""A borrowed mentor is coached too, whose record stays with the employer (R22)."""
		return super().may_name(field, name) or (
			field.options == "LAT Mentor" and works_here(name, self.municipality)
		)

	def hold_course(self) -> None:
		"""Whoever erases a course named here waits for this save, or has taken the course away before."""
		hold("LAT Case", *(row.lat_case for row in self.courses if isinstance(row.lat_case, str)))

	def validate(self) -> None:
		stored = self.get_doc_before_save()
		if not self.card and not stored:
			self.card = card_for(CARD_OF.get(self.form, CARD_OF_A_GROUP), self.municipality)
		if self.card and (not stored or stored.card != self.card):
			self.lay_out_card()
		for row in self.participants:
			row.mentor_name = frappe.db.get_value("LAT Mentor", row.mentor, "full_name")
		self.with_names = ", ".join(row.mentor_name or "" for row in self.participants)[:140]
		facts = session_facts(self)
		refuse(flaws(facts), title=_("The coaching session"))
		self.check_courses(facts.new_courses)
		self.check_guest(stored)
		if is_newly_ahead(self, "held_on", stored):
			frappe.throw(_("A talk that lies ahead is planned, not held."))

	def lay_out_card(self) -> None:
		"""Put the questions of the card beside the notes; what is written already stays."""
		card = frappe.get_doc("LAT Conversation Card", self.card)
		written = [row for row in self.notes if row.answer or row.number or row.anchor]
		self.set("notes", written)
		for question in card.asked():
			self.append("notes", vars(question))
		self.card_version = card.version_number

	def check_courses(self, new: Collection[str]) -> None:
		elsewhere = {"name": ["in", sorted({"", *new})], "municipality": ["!=", self.municipality]}
		if frappe.db.exists("LAT Case", elsewhere):
			frappe.throw(_("A talk is about courses of its own municipality."))

	def check_guest(self, stored: LATCoachingSession | None) -> None:
		if not self.guest or (stored and stored.guest == self.guest):
			return
		if self.guest == self.coach or self.guest not in holders("Coordinator", self.municipality):
			frappe.throw(
				_("Who is invited is another coordinator of {0}, or a deputy there.").format(
					frappe.bold(escape_html(self.municipality))
				)
			)

	def last_time(self) -> dict | None:
		"""Return the step that the talk before this one ended with, for who reads that one (R74)."""
		if self.form != ONE or not self.participants:
			return None
		mentors = [row.mentor for row in self.participants if row.part != OBSERVES]
		earlier = [
			["coach", "=", self.coach],
			["form", "=", ONE],
			["name", "!=", self.name or ""],
			["held_on", "is", "set"],
			["LAT Coaching Participant", "mentor", "in", mentors],
			["LAT Coaching Participant", "part", "is", "not set"],
		]
		if self.held_on:
			earlier.append(["held_on", "<=", self.held_on])
		found = frappe.get_list(
			self.doctype, filters=earlier, fields=list(STEP), order_by="held_on desc", limit=1
		)
		return found[0] if found and found[0].next_step else None
