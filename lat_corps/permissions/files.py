"""Files of a course: private, under a random name on disk, and reached by those who reach the record.

Frappe lets the uploader keep a file for good, lets an address be attached anew, and shares one file on disk
between records of the same content (security 11). So a file of a record has no owner of its own, no address
but the one given here, and a fingerprint that matches no other file.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

import frappe
from frappe import _
from frappe.utils import cint, get_files_path

from lat_corps.compat import no_opinion

from .hooks import READING, may
from .rules import column, is_one_of
from .traces import OWN, may_trace, traces_in_reach

if TYPE_CHECKING:
	from frappe.model.document import Document

UNSAVED = "new-"
"""How the name of a record begins in the browser before it is saved."""

EXPORTED = "lat_export"
"""What the file of a long export names as its field: its user may read and delete it, and no more."""

FIXED = ("attached_to_doctype", "attached_to_name", "is_private", "file_url")


def files_in_reach(user: str | None = None, doctype: str = "File") -> str:
	"""Return the condition of the files that `user` reaches: those of records, and own ones still unsaved."""
	user = user or frappe.session.user
	if not (followed := traces_in_reach(user, "File")):
		return ""
	unsaved = is_one_of(f"left({column('File', 'attached_to_name')}, {len(UNSAVED)})", [UNSAVED])
	return f"({followed} or ({unsaved} and {is_one_of(column('File', 'owner'), [user])}))"


def may_file(doc: Document, ptype: str = "read", user: str | None = None, **kwargs) -> bool | None:
	"""Decide on a file of a record as on the record; a change of the file is a change of the record.

	Raises frappe.PermissionError for a new file that a record cannot take: before a byte is on disk.
	"""
	user = user or frappe.session.user
	if ptype == "create":
		refuse_unfit(doc)
	if doc.get("attached_to_field") == EXPORTED and ptype not in (*READING, "create", "delete"):
		return False
	if user == "Administrator" or doc.get("attached_to_doctype") not in OWN:
		return may_trace(doc, ptype, user)
	if is_unsaved(doc):
		created = frappe.has_permission(doc.attached_to_doctype, "create", user=user)
		return no_opinion() if created and doc.owner in (None, user) else False
	if may_trace(doc, ptype, user) is False or not frappe.db.exists(
		doc.attached_to_doctype, doc.attached_to_name
	):
		return False
	record = frappe.get_doc(doc.attached_to_doctype, doc.attached_to_name)
	return no_opinion() if may(record, "read" if ptype in READING else "write", user) else False


def is_unsaved(file: Document) -> bool:
	"""Tell whether a file was dropped on a form whose record is not saved yet: it is its uploader's alone."""
	return (file.get("attached_to_name") or "").startswith(UNSAVED)


def refuse_unfit(file: Document) -> None:
	"""Refuse a new file that is public or elsewhere on a record, and a record's file on anything else."""
	if file.is_folder:
		return
	if file.attached_to_doctype not in OWN:
		_refuse_anew(file)
	elif file.file_url and not file.get("content"):
		_refuse_address(file)
	elif not cint(file.is_private):
		frappe.throw(
			_("A file on {0} is always private: mark it so and upload it again.").format(
				_(file.attached_to_doctype)
			),
			frappe.PermissionError,
		)


def _refuse_address(file: Document) -> None:
	frappe.throw(
		_("Upload the file to {0}: an address cannot be attached.").format(_(file.attached_to_doctype)),
		frappe.PermissionError,
	)


def _refuse_anew(file: Document) -> None:
	if file.file_url and _is_of_a_record(file):
		frappe.throw(_("This file belongs to another record and stays there."), frappe.PermissionError)


def _is_of_a_record(file: Document) -> bool:
	"""Tell whether the address leads to the file of a record, however it is spelt."""
	name = os.path.basename(os.path.normpath(unquote(file.file_url)))
	return bool(
		frappe.db.exists(
			"File",
			{
				"file_url": f"/private/files/{name}",
				"attached_to_doctype": ["in", sorted(OWN)],
				"name": ["!=", file.name or ""],
			},
		)
	)


def keep_apart(file: Document, method: str | None = None) -> None:
	"""Give a new file of a record its own place once Frappe has written it, also where no right was asked."""
	if file.is_folder:
		return
	if file.attached_to_doctype not in OWN:
		_refuse_anew(file)
	elif file.is_remote_file:
		_refuse_address(file)
	else:
		_settle(file)


def _settle(file: Document) -> None:
	written = Path(file.get_full_path())
	name = frappe.generate_hash(length=32) + _extension(file.file_name)
	Path(get_files_path(name, is_private=True)).write_bytes(written.read_bytes())
	if not frappe.db.exists("File", {"file_url": file.file_url, "name": ["!=", file.name or ""]}):
		written.unlink()
	file.update(
		{
			"file_url": f"/private/files/{name}",
			"is_private": 1,
			"content_hash": frappe.generate_hash(length=32),
			# Until the record is saved and adopts it, the file is its uploader's: nobody else reaches it.
			"owner": file.owner if is_unsaved(file) else "Administrator",
		}
	)


def _extension(file_name: str) -> str:
	found = re.search(r"\.[a-z0-9]{1,8}$", (file_name or "").lower())
	return found.group() if found else ""


def hold_still(file: Document, method: str | None = None) -> None:
	"""Refuse that a file of a record is moved, published or exchanged, or another file moved onto one."""
	stored = frappe.db.get_value("File", file.name, [*FIXED, "content_hash"], as_dict=True)
	if not stored or file.is_folder:
		return
	if stored.attached_to_doctype in OWN or file.attached_to_doctype in OWN:
		if any(str(file.get(field) or "") != str(stored.get(field) or "") for field in FIXED):
			frappe.throw(
				_("A file stays with its record, private and unchanged: upload another one instead."),
				frappe.PermissionError,
			)
		file.content_hash = stored.content_hash
	elif file.file_url != stored.file_url:
		_refuse_anew(file)


def adopt(doc: Document, fieldname: str) -> None:
	"""Take over the upload that an Attach field of a saved record names, as if it had been uploaded there.

	Frappe would only point the upload at the record, with its owner and its name on disk.
	"""
	url = doc.get(fieldname)
	if not url:
		return
	own = {"file_url": url, "attached_to_doctype": doc.doctype, "attached_to_name": doc.name}
	if attached := frappe.db.exists("File", own):
		# Uploaded before the record was saved, when it was still its uploader's.
		frappe.db.set_value("File", attached, "owner", "Administrator", update_modified=False)
		return
	upload = frappe.get_doc("File", {"file_url": url, "owner": frappe.session.user, "is_private": 1})
	file = frappe.get_doc(
		{
			"doctype": "File",
			"file_name": upload.file_name,
			"is_private": 1,
			"content": Path(upload.get_full_path()).read_bytes(),
			"attached_to_doctype": doc.doctype,
			"attached_to_name": doc.name,
			"attached_to_field": fieldname,
		}
	).insert()
	frappe.delete_doc("File", upload.name)
	doc.db_set(fieldname, file.file_url, update_modified=False)
