"""The stage of the demo: who acts, through which saves and actions, and what is kept for the page."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.model.workflow import apply_workflow

from .workbooks import Data


@dataclass(frozen=True)
class Refusal:
	"""A step that was tried for real and refused; `messages` in the reader's language.

	`requirements` are those that the story tells of, `named` those that the answer itself unfolds.
	"""

	title: str
	person: str
	requirements: tuple[str, ...]
	messages: tuple[str, ...]
	named: tuple[str, ...]


@dataclass(frozen=True)
class ImportLog:
	"""What the app said of one file with survey answers at one moment."""

	survey_import: str
	municipality: str
	file_name: str
	person: str
	standing: str
	description: str
	counts: dict[str, int]
	rows: list[dict]


@dataclass
class Story:
	"""Records by what the input files call them, and what happened to them."""

	data: Data
	say: Callable[[str], None]
	names: dict[str, str] = field(default_factory=dict)
	"""Login -> full name."""
	mentors: dict[str, str] = field(default_factory=dict)
	"""Login -> LAT Mentor."""
	descriptions: dict[tuple[str, str], list[str]] = field(default_factory=dict)
	"""(municipality, role) -> versions of the LAT Role Description, the newest last."""
	courses: dict[str, str] = field(default_factory=dict)
	"""Id in the files -> LAT Case."""
	handovers: dict[str, str] = field(default_factory=dict)
	"""Id in the files -> LAT Handover."""
	steps: dict[str, int] = field(default_factory=dict)
	"""Login -> number of saves and actions."""
	refusals: list[Refusal] = field(default_factory=list)
	imports: list[ImportLog] = field(default_factory=list)

	@contextmanager
	def as_person(self, login: str) -> Iterator[None]:
		"""Let what follows be done by another person, with that person's rights."""
		before = frappe.session.user
		# The demo plays many people in one process: there is no request, and no session to take over.
		frappe.set_user(login)  # nosemgrep: frappe-setuser
		try:
			yield
		finally:
			frappe.set_user(before)  # nosemgrep: frappe-setuser

	def insert(self, record: dict) -> Document:
		self.count()
		return frappe.get_doc(record).insert()

	def save(self, doctype: str, name: str, **values: object) -> Document:
		"""Change a record as its form does: fetch, fill in, save."""
		self.count()
		doc = frappe.get_doc(doctype, name)
		doc.update(values)
		return doc.save()

	def act(self, doctype: str, name: str, action: str) -> Document:
		"""Take a workflow action, as the button on the form does."""
		self.count()
		return apply_workflow({"doctype": doctype, "name": name}, action)

	def count(self) -> None:
		"""Count a step of the present user, also one that was taken through a method of the app."""
		user = frappe.session.user
		self.steps[user] = self.steps.get(user, 0) + 1

	def refused(
		self, title: str, person: str, requirements: tuple[str, ...], step: Callable[[], object]
	) -> None:
		"""Try a step that must be refused, undo what it touched and keep what the app answered.

		Raises RuntimeError when the step is not refused.
		"""
		frappe.db.savepoint("refused_step")
		frappe.clear_messages()
		frappe.flags.error_message = None
		try:
			with self.as_person(person):
				step()
		except (frappe.ValidationError, frappe.PermissionError) as error:
			answer = str(error) or frappe.flags.error_message or error.__class__.__name__
		else:
			raise RuntimeError(f"Not refused: {title}")
		frappe.db.rollback(save_point="refused_step")
		frappe.clear_messages()
		self.refusals.append(Refusal(title, person, requirements, *_read(answer)))
		self.say(_("Refused, as it should be: {0}").format(title))


def _read(answer: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
	"""Return the sentences of a refusal, and the requirements that it unfolds."""
	answer, _folded, requirements = answer.partition("<details>")
	found = re.findall(r"<li>(.*?)</li>", answer) or [answer]
	sentences = tuple(html.unescape(re.sub(r"<[^>]+>", "", sentence)) for sentence in found)
	return sentences, tuple(re.findall(r"[RTNG]\d+", requirements))
