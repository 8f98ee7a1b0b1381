"""Documents: loading, permissions, saving, and the events on the way."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

import frappe
from frappe import _, _dict
from frappe.model import display_fieldtypes
from frappe.model.base_document import BaseDocument, get_controller
from frappe.model.docstatus import DocStatus
from frappe.model.naming import set_new_name, validate_name
from frappe.model.validation import ChildValidation, Validation
from frappe.runtime import local
from frappe.utils.data import get_datetime, getdate, now, to_timedelta


def get_doc(*args: Any, **kwargs: Any) -> Document:
	"""Load `(doctype, name)`, or make a new document of a dict or of keyword arguments."""
	if args and isinstance(args[0], BaseDocument):
		return args[0]
	if args and isinstance(args[0], str):
		doctype = args[0]
	else:
		doctype = (args[0] if args else kwargs).get("doctype")
	if not doctype:
		raise ValueError('"doctype" is a required key')
	doc = get_controller(doctype)(*args, **kwargs)
	if not kwargs.get("for_update") and (key := _cache_key(args)) and frappe.cache.exists(key):
		frappe.cache.set_value(key, doc)
	return doc


def _cache_key(args: tuple) -> str | None:
	if not args or not isinstance(args[0], str):
		return None
	name = args[1] if len(args) > 1 and args[1] is not None else args[0]
	return f"document_cache::{args[0]}::{name}" if isinstance(name, str) else None


def get_cached_doc(*args: Any, **kwargs: Any) -> Document:
	"""The document as it was last read; not to be changed."""
	if (key := _cache_key(args)) and (doc := frappe.cache.get_value(key)):
		return doc
	doc = get_doc(*args, **kwargs)
	frappe.cache.set_value(key or f"document_cache::{doc.doctype}::{doc.name}", doc)
	return doc


def get_cached_value(doctype: str, name: Any, fieldname: Any = "name", as_dict: bool = False) -> Any:
	try:
		doc = get_cached_doc(doctype, name)
	except frappe.DoesNotExistError:
		frappe.clear_last_message()
		return None
	if isinstance(fieldname, str):
		if as_dict:
			frappe.throw("Cannot make dict for single fieldname")
		return doc.get(fieldname)
	values = [doc.get(field) for field in fieldname]
	return _dict(zip(fieldname, values, strict=True)) if as_dict else values


def has_permission(
	doctype: str | None = None,
	ptype: str = "read",
	doc: Any = None,
	user: str | None = None,
	throw: bool = False,
	*,
	parent_doctype: str | None = None,
) -> bool:
	"""May the user do this with the document, or with documents of the DocType?"""
	from frappe import permissions

	doctype = doctype or doc.doctype
	allowed = permissions.has_permission(
		doctype, ptype, doc=doc, user=user, raise_exception=throw, parent_doctype=parent_doctype
	)
	if throw and not allowed:
		name = (doc if isinstance(doc, str) else doc.name) if doc else ""
		frappe.flags.error_message = _("No permission for {0}").format(f"{_(doctype)} {name}".strip())
		raise frappe.PermissionError
	return allowed


class Document(Validation, ChildValidation, BaseDocument):
	"""Base of all controllers."""

	_doc_before_save: Document | None

	def __init__(self, *args: Any, **kwargs: Any) -> None:
		self.doctype = None
		self.name = None
		self.flags = _dict()
		if args and isinstance(args[0], str):
			self.doctype = args[0]
			self.name = args[0] if len(args) == 1 else args[1]
			self.flags.for_update = kwargs.get("for_update")
			self.load_from_db()
			return
		values = args[0] if args and isinstance(args[0], dict) else kwargs
		if not values:
			raise ValueError("Illegal arguments")
		super().__init__(values)
		self.init_valid_columns()

	def __repr__(self) -> str:
		return f"<{self.__class__.__name__}: {self.name or 'unsaved'}>"

	def __str__(self) -> str:
		return f"{self.__class__.__name__}({self.name or 'unsaved'})"

	# Loading

	def load_from_db(self) -> Document:
		if self.meta.issingle:
			values = frappe.db.get_singles_dict(self.doctype)
			if not values:
				values = frappe.new_doc(self.doctype, as_dict=True)
				values["name"] = self.doctype
				del values["__islocal"]
			super().__init__(values)
			self.init_valid_columns()
			self.fix_numeric_types()
		else:
			order = "modified desc" if isinstance(self.name, dict | list) else None
			values = frappe.db.get_value(self.doctype, self.name, "*", as_dict=True, order_by=order)
			if not values:
				frappe.throw(
					_("{0} {1} not found").format(_(self.doctype), self.name), frappe.DoesNotExistError
				)
			super().__init__(values)
		for df in self.meta.get_table_fields():
			self.set(df.fieldname, self._load_rows(df))
		if hasattr(self, "__setup__"):
			self.__setup__()
		return self

	def _load_rows(self, df: _dict) -> list[_dict]:
		return frappe.db.run(
			f"select * from `tab{df.options}` where parent = ? and parenttype = ? and parentfield = ?"
			" order by idx",
			[self.name, self.doctype, df.fieldname],
		)

	def reload(self) -> Document:
		return self.load_from_db()

	def get_latest(self) -> Document | None:
		if not getattr(self, "_doc_before_save", None):
			self.load_doc_before_save()
		return self._doc_before_save

	def load_doc_before_save(self, *, raise_exception: bool = False) -> None:
		self._doc_before_save = None
		if self.is_new():
			return
		try:
			self._doc_before_save = get_doc(self.doctype, self.name, for_update=True)
		except frappe.DoesNotExistError:
			if raise_exception:
				raise
			frappe.clear_last_message()

	def get_doc_before_save(self) -> Document | None:
		return getattr(self, "_doc_before_save", None)

	def has_value_changed(self, fieldname: str) -> bool:
		"""Differs the value from the stored one? A new document has changed in everything."""
		previous = self.get_doc_before_save()
		if not previous:
			return True
		before, after = previous.get(fieldname), self.get(fieldname)
		if isinstance(before, datetime.datetime):
			after = get_datetime(after)
		elif isinstance(before, datetime.date):
			after = getdate(after)
		elif isinstance(before, datetime.timedelta):
			after = to_timedelta(after)
		return before != after

	def get_all_children(self, parenttype: str | None = None) -> list[Any]:
		children: list[Any] = []
		for df in self.meta.get_table_fields():
			if not parenttype or df.options == parenttype:
				children.extend(self.get(df.fieldname) or ())
		return children

	# Permissions

	def check_permission(self, permtype: str = "read", permlevel: Any = None) -> None:
		"""Raise PermissionError unless the user may."""
		if not self.has_permission(permtype):
			self.raise_no_permission_to(permtype)

	def has_permission(self, permtype: str = "read", *, user: str | None = None) -> bool:
		from frappe import permissions

		if self.flags.ignore_permissions:
			return True
		return permissions.has_permission(self.doctype, permtype, self, user=user)

	def raise_no_permission_to(self, perm_type: str) -> None:
		frappe.flags.error_message = _(
			"You need the '{0}' permission on {1} {2} to perform this action."
		).format(_(perm_type), frappe.bold(_(self.doctype)), self.name or "")
		raise frappe.PermissionError

	def get_permissions(self) -> list[_dict]:
		return self.meta.get_permissions(self.parenttype if self.meta.istable else None)

	def get_permlevel_access(self, permission_type: str = "write") -> list[int]:
		return self.meta.get_permlevel_access(permission_type, getattr(self, "parenttype", None))

	def apply_fieldlevel_read_permissions(self) -> None:
		"""Take away the values that the user may not read."""
		if frappe.session.user == "Administrator":
			return
		levels = self.get_permlevel_access("read")
		for row in (self, *self.get_all_children()):
			for df in row.meta.get_high_permlevel_fields():
				if df.permlevel not in levels:
					row.__dict__.pop(df.fieldname, None)

	def validate_higher_perm_levels(self) -> None:
		"""Set back what the user may not write: to the stored value, in a new document to the default."""
		if self.flags.ignore_permissions or frappe.flags.in_install or frappe.session.user == "Administrator":
			return
		levels = self.get_permlevel_access()
		self.reset_values_if_no_permlevel_access(levels, self.meta.get_high_permlevel_fields())
		if not self.is_new():
			for row in self.get_all_children():
				row.reset_values_if_no_permlevel_access(levels, row.meta.get_high_permlevel_fields())

	def reset_values_if_no_permlevel_access(
		self, has_access_to: list[int], high_permlevel_fields: list[_dict]
	) -> None:
		exempt = self.flags.get("ignore_permlevel_for_fields") or ()
		to_reset = [
			df.fieldname
			for df in high_permlevel_fields
			if df.permlevel not in has_access_to
			and df.fieldtype not in display_fieldtypes
			and df.fieldname not in exempt
		]
		if not to_reset:
			return
		if self.is_new():
			reference = frappe.new_doc(self.doctype)
		elif self.parent_doc:
			stored = self.parent_doc.get_latest().get(self.parentfield)
			reference = next((row for row in stored if row.name == self.name), None)
		else:
			reference = self.get_latest()
		if reference:
			for fieldname in to_reset:
				self.set(fieldname, reference.get(fieldname))

	# Saving

	def insert(
		self,
		ignore_permissions: bool | None = None,
		ignore_links: bool | None = None,
		ignore_if_duplicate: bool = False,
		ignore_mandatory: bool | None = None,
		set_name: str | None = None,
		set_child_names: bool = True,
	) -> Document:
		"""Store as a new document."""
		if self.flags.in_print:
			return self
		given = {
			"ignore_permissions": ignore_permissions,
			"ignore_links": ignore_links,
			"ignore_mandatory": ignore_mandatory,
		}
		self.flags.update({flag: value for flag, value in given.items() if value is not None})
		self.set("__islocal", True)
		self._set_defaults()
		self.set_user_and_timestamp()
		self.set_docstatus()
		self.check_permission("create")
		self.check_if_latest()
		self._validate_links()
		self.run_method("before_insert")
		self.set_new_name(set_name=set_name, set_child_names=set_child_names)
		self.set_parent_in_children()
		self.validate_higher_perm_levels()

		self.flags.in_insert = True
		self.run_before_save_methods()
		self._validate()
		self.set_docstatus()
		self.flags.in_insert = False

		if self.meta.issingle:
			self.update_single(self.get_valid_dict())
		else:
			self.db_insert(ignore_if_duplicate=ignore_if_duplicate)
		for row in self.get_all_children():
			row.db_insert()
		self.run_method("after_insert")
		self.flags.in_insert = True
		self.run_post_save_methods()
		self.flags.in_insert = False
		self.__dict__.pop("__islocal", None)
		self.__dict__.pop("__unsaved", None)
		return self

	def save(self, *args: Any, **kwargs: Any) -> Document:
		return self._save(*args, **kwargs)

	def _save(self, ignore_permissions: bool | None = None, ignore_version: bool | None = None) -> Document:
		if self.flags.in_print:
			return self
		if ignore_permissions is not None:
			self.flags.ignore_permissions = ignore_permissions
		self.flags.ignore_version = frappe.flags.in_test if ignore_version is None else ignore_version
		if self.get("__islocal") or not self.get("name"):
			return self.insert()
		self._set_defaults()
		self.check_permission("write", "save")
		self.set_user_and_timestamp()
		self.set_docstatus()
		self.check_if_latest()
		self.set_parent_in_children()
		self.set_name_in_children()
		self.validate_higher_perm_levels()
		self._validate_links()
		self.run_before_save_methods()
		if self._action != "cancel":
			self._validate()
		if self._action == "update_after_submit":
			self.validate_update_after_submit()
		self.set_docstatus()

		if self.meta.issingle:
			self.update_single(self.get_valid_dict())
		else:
			self.db_update()
		self.update_children()
		self.run_post_save_methods()
		self.__dict__.pop("__unsaved", None)
		return self

	def submit(self) -> Document:
		self.docstatus = DocStatus.submitted()
		return self.save()

	def cancel(self) -> Document:
		self.docstatus = DocStatus.cancelled()
		return self.save()

	def delete(
		self, ignore_permissions: bool = False, force: bool = False, *, delete_permanently: bool = False
	) -> None:
		return frappe.delete_doc(
			self.doctype,
			self.name,
			ignore_permissions=ignore_permissions,
			flags=self.flags,
			force=force,
			delete_permanently=delete_permanently,
		)

	def _set_defaults(self) -> None:
		if frappe.flags.in_import:
			return
		if self.is_new():
			self.update_if_missing(frappe.new_doc(self.doctype, as_dict=True))
		for df in self.meta.get_table_fields():
			new_rows = [row for row in self.get(df.fieldname) or () if row.is_new()]
			if new_rows:
				defaults = frappe.new_doc(df.options, parent_doc=self, parentfield=df.fieldname, as_dict=True)
				for row in new_rows:
					row.update_if_missing(defaults)

	def set_user_and_timestamp(self) -> None:
		self._original_modified = self.modified
		self.modified = now()
		self.modified_by = frappe.session.user
		if self.is_new() and not (
			frappe.flags.in_install or frappe.flags.in_patch or frappe.flags.in_migrate
		):
			self.creation = self.modified
			self.owner = self.modified_by
		for row in self.get_all_children():
			row.modified = self.modified
			row.modified_by = self.modified_by
			row.owner = row.owner or self.owner
			row.creation = row.creation or self.creation
		frappe.flags.currently_saving.append((self.doctype, self.name))

	def set_docstatus(self) -> None:
		for row in self.get_all_children():
			row.docstatus = self.docstatus

	def set_new_name(
		self, force: bool = False, set_name: str | None = None, set_child_names: bool = True
	) -> None:
		if self.flags.name_set and not force:
			return
		if self.get("__newname") and (self.meta.autoname or "").lower() == "prompt":
			self.name = validate_name(self.doctype, self.get("__newname"))
			self.flags.name_set = True
			return
		if set_name:
			self.name = validate_name(self.doctype, set_name)
		else:
			set_new_name(self)
		if set_child_names:
			for row in self.get_all_children():
				set_new_name(row)
		self.flags.name_set = True

	def set_parent_in_children(self) -> None:
		for row in self.get_all_children():
			row.parent = self.name
			row.parenttype = self.doctype

	def set_name_in_children(self) -> None:
		for row in self.get_all_children():
			if not row.name:
				set_new_name(row)

	def update_single(self, values: dict[str, Any]) -> None:
		frappe.db.write_single(self.doctype, {key: val for key, val in values.items() if key != "doctype"})

	def update_children(self) -> None:
		"""Store the rows as they are, and delete the ones that are gone."""
		for df in self.meta.get_table_fields():
			rows = self.get(df.fieldname)
			kept = [row.name for row in rows if row.name and not row.is_new()]
			frappe.db.run(
				f"delete from `tab{df.options}` where parent = ? and parenttype = ? and parentfield = ?"
				f" and name not in ({', '.join('?' * len(kept))})",
				[self.name, self.doctype, df.fieldname, *kept],
			)
			for row in rows:
				row.db_update()

	def run_before_save_methods(self) -> None:
		if self._action in ("save", "submit"):
			self.run_method("before_validate")
		if self.flags.ignore_validate:
			return
		for method in {
			"save": ("validate", "before_save"),
			"submit": ("validate", "before_submit"),
			"cancel": ("before_cancel",),
			"update_after_submit": ("before_update_after_submit",),
		}[self._action]:
			self.run_method(method)
		self.set_title_field()

	def run_post_save_methods(self) -> None:
		for method in {
			"save": ("on_update",),
			"submit": ("on_update", "on_submit"),
			"cancel": ("on_cancel",),
			"update_after_submit": ("on_update_after_submit",),
		}[self._action]:
			self.run_method(method)
		if self._action == "cancel":
			self.check_no_back_links_exist()
		self.clear_cache()
		self.save_version()
		self.run_method("on_change")
		if (self.doctype, self.name) in frappe.flags.currently_saving:
			frappe.flags.currently_saving.remove((self.doctype, self.name))

	def check_no_back_links_exist(self) -> None:
		from frappe.model.delete_doc import check_if_doc_is_dynamically_linked, check_if_doc_is_linked

		if not self.flags.ignore_links:
			check_if_doc_is_linked(self, method="Cancel")
			check_if_doc_is_dynamically_linked(self, method="Cancel")

	def clear_cache(self) -> None:
		frappe.clear_document_cache(self.doctype, self.name)

	def save_version(self) -> None:
		if (
			not self.meta.track_changes
			or self.doctype == "Version"
			or self.flags.ignore_version
			or frappe.flags.in_install
			or (not self._doc_before_save and frappe.flags.in_patch)
		):
			return
		version = frappe.new_doc("Version")
		if version.update_version_info(self._doc_before_save, self):
			version.insert(ignore_permissions=True)

	def db_set(
		self,
		fieldname: str | dict,
		value: Any = None,
		update_modified: bool = True,
	) -> None:
		"""Write columns, here and in the database, without validation."""
		if isinstance(fieldname, dict):
			self.update(fieldname)
		else:
			self.set(fieldname, value)
		if update_modified and (self.doctype, self.name) not in frappe.flags.currently_saving:
			self.set("modified", now())
			self.set("modified_by", frappe.session.user)
		if not self.get_doc_before_save():
			self.load_doc_before_save()
		self.run_method("before_change")
		if self.name is None:
			return
		if self.meta.issingle:
			frappe.db.set_single_value(
				self.doctype,
				fieldname,
				value,
				modified=self.modified,
				modified_by=self.modified_by,
				update_modified=update_modified,
			)
		else:
			frappe.db.set_value(
				self.doctype,
				self.name,
				fieldname,
				value,
				self.modified,
				self.modified_by,
				update_modified=update_modified,
			)
		self.run_method("on_change")

	# Events

	def run_method(self, method: str, *args: Any, **kwargs: Any) -> Any:
		"""The method of the controller, then the `doc_events` hooks of the DocType, then those of "*"."""
		handlers: list[Callable] = []
		own = getattr(self, method, None)
		if callable(own):
			handlers.append(own)
		events = local.doc_events if hasattr(local, "doc_events") else _read_doc_events()
		for path in (*events.get(self.doctype, {}).get(method, ()), *events.get("*", {}).get(method, ())):
			handlers.append(_hooked(path, self, method))
		result: Any = None
		for handler in handlers:
			value = handler(*args, **kwargs)
			if isinstance(value, dict) and isinstance(result, dict):
				result = {**result, **value}
			elif value is not None:
				result = value
		return result

	# What users see

	def get_title(self) -> str:
		return self.get(self.meta.get_title_field()) or ""

	def set_title_field(self) -> None:
		"""Fill a field named title from its template."""
		df = self.meta.get_field("title") if self.meta.title_field == "title" else None
		if not df:
			return
		template = df.options or (df.default if self.is_new() and not self.get("title") else None)
		if template:
			values = {key: "" if value is None else value for key, value in self.as_dict().items()}
			self.set("title", template.format(**values))

	def add_comment(
		self,
		comment_type: str = "Comment",
		text: str | None = None,
		comment_email: str | None = None,
		comment_by: str | None = None,
	) -> Document:
		return get_doc(
			doctype="Comment",
			comment_type=comment_type,
			comment_email=comment_email or frappe.session.user,
			comment_by=comment_by,
			reference_doctype=self.doctype,
			reference_name=self.name,
			content=text or comment_type,
		).insert(ignore_permissions=True)

	def set_onload(self, key: str, value: Any) -> None:
		if not self.get("__onload"):
			self.set("__onload", _dict())
		self.get("__onload")[key] = value

	def get_onload(self, key: str | None = None) -> Any:
		onload = self.get("__onload", _dict())
		return onload[key] if key else onload


def _read_doc_events() -> dict[str, dict[str, list[str]]]:
	local.doc_events = frappe.get_doc_hooks()
	return local.doc_events


def _hooked(path: str, doc: Document, method: str) -> Callable:
	return lambda *args, **kwargs: frappe.get_attr(path)(doc, method, *args, **kwargs)
