"""What every document of the app keeps, whatever the way in: server fields, levels and the lifecycle."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.model.workflow import get_workflow, get_workflow_name

from lat_corps.days import latest_today, own_today, site_today
from lat_corps.domain.lifecycle import LIFECYCLES
from lat_corps.domain.staging import Facts
from lat_corps.holding import hold
from lat_corps.messages import refuse
from lat_corps.permissions.hooks import acting_roles, writable_levels
from lat_corps.permissions.links import reads, refuse_links, refuse_rows_of_others
from lat_corps.read_log.noting import A_DAY, A_MINUTE, OPENED, note
from lat_corps.workflows import refuse_other_hands, stage_of_state

if TYPE_CHECKING:
	from frappe.core.doctype.docfield.docfield import DocField

NO_VALUE = {"Section Break", "Column Break", "Tab Break", "HTML", "Button", "Heading"}


class LatDocument(Document):
	"""A document whose read-only fields belong to the server; Frappe keeps them only in the browser."""

	def __init__(self, *args: object, **values: object) -> None:
		super().__init__(*args, **values)
		# What Frappe hands out as new is filled in already, before anything that was sent is put into it.
		if self.get("__islocal") and not self.name:
			self.fill_in_today(instead_of=site_today())

	def insert(self, *args: object, **options: object) -> Document:
		if not frappe.flags.in_import:
			self.fill_in_today()
		return super().insert(*args, **options)

	def fill_in_today(self, instead_of: date | None = None) -> None:
		"""Give a date that begins as today the person's day, as their form does; Frappe takes the site's."""
		for df in self.meta.get("fields", {"fieldtype": "Date", "default": "Today"}):
			value = self.get(df.fieldname)
			if not value or (instead_of and str(value) == str(instead_of)):
				self.set(df.fieldname, own_today())

	def before_validate(self) -> None:
		self.drop_blanks()
		refuse_rows_of_others(self)
		self.hold_course()
		self.keep_server_fields()
		self.refuse_fields_of_other_roles()

	def _validate_links(self) -> None:
		"""Frappe looks links up here, and copies from what they name: rights to those are asked first."""
		self.keep_server_fields()
		refuse_links(self)
		super()._validate_links()

	def may_name(self, field: DocField, name: str | int) -> bool:
		"""Tell whether the user may link to a record of the app: by default, to what the user reads."""
		return reads(field, name)

	def hold_course(self) -> None:
		"""Let one save at a time decide on what belongs to a course, and none while the course is erased."""
		if self.get("lat_case"):
			hold("LAT Case", self.lat_case)

	def apply_fieldlevel_read_permissions(self) -> None:
		"""Frappe calls this when it hands the whole record to a person: the read log takes note (N3)."""
		super().apply_fieldlevel_read_permissions()
		note(OPENED, self.doctype, [self.name], fold=A_DAY if self.get_doc_before_save() else A_MINUTE)

	def drop_blanks(self) -> None:
		"""Empty a text of blanks alone: it is no reason and no answer, whatever the way it was sent."""
		for doc in (self, *self.get_all_children()):
			for df in doc.meta.fields:
				value = doc.get(df.fieldname)
				if isinstance(value, str) and value.isspace():
					doc.set(df.fieldname, None)

	def keep_server_fields(self) -> None:
		"""Put read-only fields back to what is stored; the controller alone sets them, in `validate`."""
		stored = self.get_doc_before_save()
		for df in self.meta.fields:
			if df.read_only and not df.fetch_from and df.fieldname not in ("stage", "workflow_state"):
				self.set(df.fieldname, stored.get(df.fieldname) if stored else df.default)

	def is_written_by_the_app(self) -> bool:
		"""Tell whether no person's rights are asked for at this save, as Frappe asks for none either."""
		return bool(self.flags.ignore_permissions) or frappe.session.user == "Administrator"

	def refuse_fields_of_other_roles(self) -> None:
		"""Refuse changes above the level of the roles in which the user acts on this very row.

		Frappe looks at all roles of a user: a coordinator of one municipality who is a mentor in another
		would otherwise write the coordinator's fields there.
		"""
		stored = self.get_doc_before_save()
		if not stored or self.is_written_by_the_app():
			return
		levels = writable_levels(self)
		labels = [
			_(df.label)
			for df in self.meta.fields
			if df.fieldtype not in NO_VALUE
			and (df.permlevel or 0) not in levels
			and self.differs(stored, df.fieldname)
		]
		if labels:
			frappe.throw(_("You may not change: {0}.").format(", ".join(labels)), frappe.PermissionError)

	def before_rename(self, old: str, new: str, merge: bool = False) -> None:
		refuse_rename(self)

	def before_discard(self) -> None:
		refuse_discard(self)

	def differs(self, stored: Document, fieldname: str) -> bool:
		"""Tell whether a field, or the rows of a table, differ in content from the stored document."""
		return _content(self, fieldname) != _content(stored, fieldname)


def refuse_rename(doc: Document) -> None:
	"""Refuse another number, and that one record is merged into another (security 8 and 22).

	Frappe's own method of every document renames by force, whatever the document type allows.
	"""
	if frappe.session.user != "Administrator":
		frappe.throw(_("{0} keeps its number.").format(_(doc.doctype)), frappe.PermissionError)


def refuse_discard(doc: Document) -> None:
	"""Refuse what Frappe 16 offers for every draft: it closes a record for good, past stage and guards."""
	frappe.throw(_("{0} cannot be discarded: change or delete it instead.").format(_(doc.doctype)))


def _content(doc: Document, fieldname: str) -> object:
	df = doc.meta.get_field(fieldname)
	if df.fieldtype != "Table":
		return str(doc.get(fieldname) or "")
	columns = [
		column.fieldname
		for column in frappe.get_meta(df.options).fields
		if column.fieldtype not in NO_VALUE and not column.fetch_from
	]
	return [[str(row.get(column) or "") for column in columns] for row in doc.get(fieldname) or []]


class LatRow(Document):
	"""A row of a table: read as its document is, and changed only with it.

	Asked for by itself, Frappe looks at the role alone and not at the row rules of the document; and saved
	by itself, a row would pass the document's own checks, such as that a published text stays as it is.
	"""

	def has_permission(self, permtype: str = "read", **options) -> bool:
		if not super().has_permission(permtype, **options):
			return False
		parent = frappe.get_doc(self.parenttype, self.parent)
		return parent.has_permission(permtype, **options)

	def validate(self) -> None:
		self.refuse_alone()

	def on_trash(self) -> None:
		self.refuse_alone()

	def before_rename(self, old: str, new: str, merge: bool = False) -> None:
		refuse_rename(self)

	def before_discard(self) -> None:
		self.refuse_alone()

	def refuse_alone(self) -> None:
		frappe.throw(
			_("Rows of {0} are changed together with their document.").format(_(self.doctype)),
			frappe.PermissionError,
		)


class StagedDocument(LatDocument):
	"""A document with a lifecycle: every save that changes the stage is judged by its `Lifecycle`."""

	def validate(self) -> None:
		self.change_stage()

	def stage_facts(self) -> Facts:
		"""Return the facts that the guards of this document ask for."""
		raise NotImplementedError

	def entered(self, stage: str) -> None:
		"""Stamp what belongs to the stage just entered; called inside the save, after the guards."""

	def change_stage(self) -> None:
		stored = self.get_doc_before_save()
		before = stored.stage if stored else None
		self.stage = self.stage_asked_for(before)
		if self.stage == before:
			refuse_other_hands(self)
			return
		refuse(
			LIFECYCLES[self.doctype].judge(before, self.stage, acting_roles(self), self.stage_facts),
			title=_("This step is not possible yet"),
		)
		refuse_other_hands(self)
		if self.meta.has_field("stage_since"):
			self.stage_since = latest_today()
		self.entered(self.stage)

	def stage_asked_for(self, before: str | None) -> str:
		"""Return the stage of the workflow state; without an active workflow, the stage that was sent.

		Frappe sets it only inside a workflow action, so it is derived here at every save. A stage that a
		client sent beside the workflow is refused.
		"""
		initial = LIFECYCLES[self.doctype].initial
		sent = self.stage or before or initial
		if not get_workflow_name(self.doctype):
			if sent != before:
				self.workflow_state = None
			return sent
		workflow = get_workflow(self.doctype)
		state = self.get(workflow.workflow_state_field) or workflow.states[0].state
		derived = stage_of_state(workflow, state) or before or initial
		if sent not in (derived, before or initial):
			frappe.throw(
				_("The stage follows the workflow: use the actions of {0} on the form.").format(
					frappe.bold(_(workflow.name))
				),
				title=_("This step is not possible yet"),
			)
		return derived
