"""The checks of a save."""

from __future__ import annotations

from typing import Any

import frappe
from frappe import _, _dict
from frappe.database.dialect import COLUMN_TYPES, VARCHAR_LEN, is_varchar
from frappe.model import optional_fields, table_fields
from frappe.utils.data import cint, cstr, flt, strip_html

_MAX_INT = 2**31 - 1


class ChildValidation:
	"""Checks of the values of one row, be it a document or a child."""

	def _validate_values(self) -> None:
		self._validate_emails()
		self._validate_selects()
		self._validate_non_negative()
		self._validate_length()
		self._sync_autoname_field()

	def _row_label(self) -> str:
		return _("Row #{0}:").format(self.idx) if self.get("parentfield") else ""

	def _get_missing_mandatory_fields(self) -> list[tuple[str, str]]:
		missing = [
			(df.fieldname, df.label) for df in self.meta.fields if df.reqd and not self._has_content(df)
		]
		if self.meta.istable:
			missing.extend((key, key) for key in ("parent", "parenttype") if not self.get(key))
		row = f"{self._row_label()} " if self.get("parentfield") else ""
		return [
			(fieldname, f"{_('Error')}: {row}{_('Value missing for')} {_(self.doctype)}: {_(label)}")
			for fieldname, label in missing
		]

	def _has_content(self, df: _dict) -> bool:
		value = self.get(df.fieldname)
		if value is None or value == []:
			return False
		text = cstr(value)
		if df.fieldtype == "Text Editor" and "<img" in text:
			return True
		return bool(strip_html(text).strip())

	def get_invalid_links(self) -> list[str]:
		"""Links to what does not exist. Takes over the values to fetch."""
		invalid = []
		for df in self.meta.get_link_fields() + self.meta.get_dynamic_link_fields():
			docname = self.get(df.fieldname)
			if not docname:
				continue
			doctype = df.options if df.fieldtype == "Link" else self.get(df.options)
			if not doctype:
				frappe.throw(_("{0} must be set first").format(self.meta.get_label(df.options)))
			if not self._follow_link(df, doctype, docname):
				row = f"{_('Row')} #{self.idx}: " if self.get("parentfield") else ""
				invalid.append(f"{row}{_(df.label)}: {docname}")
		return invalid

	def _follow_link(self, df: _dict, doctype: str, docname: str) -> str | None:
		fetched = [
			field
			for field in self.meta.get_fields_to_fetch(df.fieldname)
			if not field.fetch_if_empty or not self.get(field.fieldname)
		]
		if fetched:
			sources = [field.fetch_from.split(".")[-1] for field in fetched]
			values = frappe.db.get_value(doctype, docname, ["name", *sources], as_dict=True)
		else:
			values = _dict(name=frappe.db.get_value(doctype, docname, "name", cache=True))
		if not values:
			# a link that fetches values is not checked: so does Frappe 15
			return docname
		if frappe.get_meta(doctype).issingle:
			values.name = doctype
		setattr(self, df.fieldname, values.name)
		for field in fetched:
			if self.is_new() or not self.docstatus.is_submitted() or field.allow_on_submit:
				self._fetch(doctype, field, values)
		return values.name

	def _fetch(self, doctype: str, df: _dict, values: _dict) -> None:
		source = df.fetch_from.split(".")[-1]
		value = values[source]
		if df.fieldtype in ("Small Text", "Text", "Data") and value:
			if frappe.get_meta(doctype).get_fieldtype(source) == "Text Editor":
				value = strip_html(value)
		setattr(self, df.fieldname, value)

	def _validate_selects(self) -> None:
		if frappe.flags.in_import:
			return
		for df in self.meta.get_select_fields():
			if df.fieldname == "naming_series" or not (self.get(df.fieldname) and df.options):
				continue
			options = df.options.split("\n")
			value = cstr(self.get(df.fieldname)).strip()
			self.set(df.fieldname, value)
			if value not in options and not (frappe.flags.in_test and value.startswith("_T-")):
				frappe.throw(
					_('{0} {1} cannot be "{2}". It should be one of "{3}"').format(
						self._row_label(), _(df.label), value, '", "'.join(_(option) for option in options)
					)
				)

	def _validate_emails(self) -> None:
		for df in self.meta._email_fields:
			value = self.get(df.fieldname)
			if self.owner in frappe.STANDARD_USERS and value in frappe.STANDARD_USERS:
				continue
			for email in frappe.utils.split_emails(value):
				frappe.utils.validate_email_address(email, throw=True)

	def _validate_non_negative(self) -> None:
		for df in self.meta.fields:
			if (
				df.non_negative
				and df.fieldtype in ("Int", "Float", "Currency")
				and flt(self.get(df.fieldname)) < 0
			):
				frappe.throw(
					_("Value cannot be negative for {0}: {1}").format(_(df.parent), frappe.bold(_(df.label))),
					frappe.NonNegativeError,
					title=_("Negative Value"),
				)

	def _validate_length(self) -> None:
		if frappe.flags.in_install or self.meta.issingle:
			return
		for df in self.meta.fields:
			value = self.get(df.fieldname)
			if not value or df.fieldtype not in COLUMN_TYPES:
				continue
			limit = None
			if is_varchar(df.fieldtype):
				limit = cint(df.length) or VARCHAR_LEN
				too_big = len(cstr(value)) > limit
			elif df.fieldtype == "Int":
				limit = _MAX_INT
				too_big = abs(cint(value)) > limit and cint(df.length) <= 11
			if limit and too_big:
				frappe.throw(
					_("{0}: '{1}' ({3}) will get truncated, as max characters allowed is {2}").format(
						f"{_(self.doctype)} {self.name}", frappe.bold(_(df.label)), limit, value
					),
					frappe.CharacterLengthExceededError,
					title=_("Value too big"),
				)

	def _sync_autoname_field(self) -> None:
		fieldname = (self.meta.autoname or "").partition("field:")[2]
		if fieldname and self.name and self.name != self.get(fieldname):
			self.set(fieldname, self.name)

	def _validate_update_after_submit(self) -> None:
		stored = frappe.get_doc(self.doctype, self.name)
		for df in self.meta.fields:
			before, after = stored.get(df.fieldname), self.get(df.fieldname)
			if df.allow_on_submit or not (before or after):
				continue
			if df.fieldtype in table_fields:
				before, after = len(before), len(after)
			else:
				after = self.get_value(df.fieldname)
			if before != after:
				frappe.throw(
					_("{0} Not allowed to change {1} after submission from {2} to {3}").format(
						self._row_label(), frappe.bold(_(df.label)), frappe.bold(before), frappe.bold(after)
					),
					frappe.UpdateAfterSubmitError,
					title=_("Cannot Update After Submit"),
				)


class Validation:
	"""Checks of a document with its children."""

	def _validate(self) -> None:
		self._validate_mandatory()
		self._validate_values()
		self.validate_workflow()
		for row in self.get_all_children():
			row._validate_values()
		if self.is_new():
			for fieldname in optional_fields:
				self.set(fieldname, None)
		else:
			self.validate_set_only_once()

	def _validate_mandatory(self) -> None:
		if self.flags.ignore_mandatory:
			return
		missing = self._get_missing_mandatory_fields()
		for row in self.get_all_children():
			missing.extend(row._get_missing_mandatory_fields())
		if missing:
			for _fieldname, message in missing:
				frappe.msgprint(message)
			fields = ", ".join(fieldname for fieldname, _message in missing)
			raise frappe.MandatoryError(f"[{self.doctype}, {self.name}]: {fields}")

	def _validate_links(self) -> None:
		if self.flags.ignore_links or self._action == "cancel":
			return
		invalid = [link for row in (self, *self.get_all_children()) for link in row.get_invalid_links()]
		if invalid:
			frappe.throw(_("Could not find {0}").format(", ".join(invalid)), frappe.LinkValidationError)

	def validate_workflow(self) -> None:
		from frappe.model.workflow import set_workflow_state_on_action, validate_workflow

		workflow = self.meta.get_workflow()
		if workflow:
			validate_workflow(self)
			if self._action != "save":
				set_workflow_state_on_action(self, workflow, self._action)

	def validate_set_only_once(self) -> None:
		if not self._doc_before_save:
			return
		for df in self.meta.get_set_only_once_fields():
			before, after = self._doc_before_save.get(df.fieldname), self.get(df.fieldname)
			if df.fieldtype in table_fields:
				changed = not _same_rows(before, after)
			elif df.fieldtype in ("Date", "Datetime", "Time"):
				changed = str(before) != str(after)
			else:
				changed = before != after
			if changed:
				frappe.throw(
					_("Value cannot be changed for {0}").format(
						frappe.bold(self.meta.get_label(df.fieldname))
					),
					frappe.CannotChangeConstantError,
				)

	def check_if_latest(self) -> None:
		"""Load what is stored, and refuse to write over a change made since this was read."""
		self.load_doc_before_save(raise_exception=True)
		self._action = "save"
		previous = self._doc_before_save
		if not previous:
			self.check_docstatus_transition(0)
			return
		if cstr(previous.modified) != cstr(self._original_modified):
			frappe.msgprint(
				_("Error: Document has been modified after you have opened it")
				+ f" ({previous.modified}, {self.modified}). "
				+ _("Please refresh to get the latest document."),
				raise_exception=frappe.TimestampMismatchError,
			)
		if not self.meta.issingle:
			self.check_docstatus_transition(previous.docstatus)

	def check_docstatus_transition(self, to_docstatus: int) -> None:
		transition = (int(to_docstatus), int(self.docstatus))
		action = {
			(0, 0): "save",
			(0, 1): "submit",
			(1, 1): "update_after_submit",
			(1, 2): "cancel",
		}.get(transition)
		if action:
			self._action = action
			if action != "save":
				self.check_permission("cancel" if action == "cancel" else "submit")
		elif transition == (0, 2):
			raise frappe.DocstatusTransitionError(
				_("Cannot change docstatus from 0 (Draft) to 2 (Cancelled)")
			)
		elif transition == (1, 0):
			raise frappe.DocstatusTransitionError(
				_("Cannot change docstatus from 1 (Submitted) to 0 (Draft)")
			)
		elif to_docstatus == 2:
			raise frappe.ValidationError(_("Cannot edit cancelled document"))
		else:
			raise frappe.ValidationError(_("Invalid docstatus"), self.docstatus)

	def validate_update_after_submit(self) -> None:
		if self.flags.ignore_validate_update_after_submit:
			return
		self._validate_update_after_submit()
		for row in self.get_all_children():
			if not (row.is_new() and self.meta.get_field(row.parentfield).allow_on_submit):
				row._validate_update_after_submit()


def _same_rows(before: list[Any], after: list[Any]) -> bool:
	def values(row: Any) -> dict[str, Any]:
		out = row.as_dict(convert_dates_to_str=True)
		return {key: val for key, val in out.items() if key not in ("modified", "modified_by", "creation")}

	return len(before) == len(after) and all(
		values(old) == values(new) for old, new in zip(before, after, strict=True)
	)
