"""Files, and their content below the folder of the site."""

from __future__ import annotations

import hashlib
import mimetypes
import os
import re
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.permissions import SYSTEM_USER_ROLE, get_doctypes_with_read
from frappe.utils import cint, get_files_path

_REMOTE = ("http://", "https://")
_DEFAULT_MAX_SIZE = 25


class File(Document):
	no_feed_on_delete = True

	def __init__(self, *args: Any, **kwargs: Any) -> None:
		super().__init__(*args, **kwargs)
		self.content = self.get("content") or b""

	@property
	def is_remote_file(self) -> bool:
		return self.file_url.startswith(_REMOTE) if self.file_url else not self.content

	def autoname(self) -> None:
		if self.is_folder:
			self.name = f"{self.folder}/{self.file_name}" if self.folder else self.file_name
		else:
			self.name = frappe.generate_hash(length=10)

	def before_insert(self) -> None:
		if not self.folder and not self.is_home_folder:
			self.folder = (
				frappe.db.get_value("File", {"is_attachments_folder": 1})
				if self.attached_to_doctype
				else "Home"
			)
		if self.file_url:
			self.is_private = cint(self.file_url.startswith("/private"))
		self._set_file_name()
		self._check_attachment_limit()
		if self.is_folder:
			return
		self._set_file_type()
		if not self.is_remote_file:
			self.save_file(content=self.get_content())
			self.flags.new_file = True
			frappe.db.after_rollback.add(self.on_rollback)

	def after_insert(self) -> None:
		if not self.is_folder:
			link = f"<a href='{self.file_url}' target='_blank'>{self.file_name}</a>"
			self._comment("Attachment", _("Added {0}").format(link))

	def validate(self) -> None:
		if self.is_folder:
			return
		self.file_url = unquote(self.file_url) if self.file_url else ""
		if self.attached_to_doctype and not self.attached_to_name:
			frappe.throw(_("Attached To Name must be a string or an integer"))
		if not self.is_remote_file:
			if self.file_url and not self.file_url.startswith(("/files/", "/private/files/")):
				frappe.throw(_("URL must start with http:// or https://"), title=_("Invalid URL"))
			if not self.exists_on_disk():
				frappe.throw(_("File {0} does not exist").format(self.file_url), IOError)

	def on_trash(self) -> None:
		if self.is_home_folder or self.is_attachments_folder:
			frappe.throw(_("Cannot delete Home and Attachments folders"))
		self._delete_from_disk()
		if not self.is_folder:
			self._comment("Attachment Removed", _("Removed {0}").format(self.file_name))

	def on_rollback(self) -> None:
		"""What was written goes with the document."""
		if self.flags.pop("new_file", None):
			self._delete_from_disk()

	# Content

	def get_content(self) -> bytes | str:
		"""The content; as text where it is text."""
		if self.is_folder:
			frappe.throw(_("Cannot get file contents of a Folder"))
		if self.get("content"):
			self._content = self.content
			return self._content
		self._content = Path(self.get_full_path()).read_bytes()
		try:
			self._content = self._content.decode()
		except UnicodeDecodeError:
			pass
		return self._content

	def get_full_path(self) -> str:
		url = self.file_url or self.file_name
		if url.startswith(_REMOTE):
			return url
		if "/" not in url:
			url = f"/private/files/{url}" if self.is_private else f"/files/{url}"
		private = url.startswith("/private/files/")
		path = get_files_path(url.split("/files/", 1)[-1], is_private=private)
		if not Path(path).resolve().is_relative_to(Path(get_files_path(is_private=private)).resolve()):
			frappe.throw(_("Cannot access file path {0}").format(path))
		return path

	def exists_on_disk(self) -> bool:
		return os.path.exists(self.get_full_path())

	def save_file(self, content: bytes | str | None = None, overwrite: bool = False) -> None:
		"""Write the content, or point to a file that has the same."""
		content = content or self.get_content()
		data = content.encode() if isinstance(content, str) else content
		self.content = self._content = content
		self.is_private = cint(self.is_private)
		self.file_size = len(data)
		limit = (frappe.get_system_settings("max_file_size") or _DEFAULT_MAX_SIZE) * 1024 * 1024
		if self.file_size > limit:
			frappe.throw(_("File size exceeded the maximum allowed size of {0} MB").format(limit / 1048576))
		self.content_hash = get_content_hash(data)
		twin = frappe.db.get_value(
			"File", {"content_hash": self.content_hash, "is_private": self.is_private}, "name"
		)
		if twin and (known := frappe.get_doc("File", twin)).exists_on_disk():
			self.file_url = known.file_url
			return
		if not overwrite:
			self.file_name = _free_name(self.file_name, self.content_hash[-6:], self.is_private)
		self.file_url = f"{'/private' if self.is_private else ''}/files/{self.file_name}"
		Path(self.get_full_path()).write_bytes(data)

	def _delete_from_disk(self) -> None:
		"""Other documents may share the file."""
		others = {"content_hash": self.content_hash, "name": ["!=", self.name]}
		if self.content_hash and self.file_url and not frappe.get_all("File", filters=others, limit=1):
			Path(self.get_full_path()).unlink(missing_ok=True)

	def _set_file_name(self) -> None:
		if not self.file_name and not self.file_url:
			frappe.throw(
				_("Fields `file_name` or `file_url` must be set for File"), exc=frappe.MandatoryError
			)
		self.file_name = re.sub(r"/", "", self.file_name) if self.file_name else self.file_url.split("/")[-1]

	def _set_file_type(self) -> None:
		mime_type = mimetypes.guess_type(self.file_name)[0]
		extension = mimetypes.guess_extension(mime_type) if mime_type else None
		self.file_type = extension.lstrip(".").upper() if extension else self.file_type

	def _check_attachment_limit(self) -> None:
		if not (self.attached_to_doctype and self.attached_to_name):
			return
		limit = cint(frappe.get_meta(self.attached_to_doctype).max_attachments)
		attached = {
			"attached_to_doctype": self.attached_to_doctype,
			"attached_to_name": self.attached_to_name,
		}
		if limit and frappe.db.count("File", attached) >= limit:
			frappe.throw(
				_("Maximum Attachment Limit of {0} has been reached for {1} {2}.").format(
					frappe.bold(limit), self.attached_to_doctype, self.attached_to_name
				),
				exc=frappe.AttachmentLimitReached,
			)

	def _comment(self, comment_type: str, text: str) -> None:
		if self.attached_to_doctype and self.attached_to_name:
			if frappe.db.exists(self.attached_to_doctype, self.attached_to_name):
				frappe.get_doc(self.attached_to_doctype, self.attached_to_name).add_comment(
					comment_type, text
				)


def get_content_hash(content: bytes | str) -> str:
	data = content.encode() if isinstance(content, str) else content
	return hashlib.md5(data, usedforsecurity=False).hexdigest()


def _free_name(name: str, suffix: str, is_private: int) -> str:
	stem, extension = os.path.splitext(name)
	while os.path.exists(get_files_path(name, is_private=is_private)):
		name = f"{stem}{suffix}{extension}"
		suffix = frappe.generate_hash(length=6)
	return name


def has_permission(doc: Any, ptype: str | None = None, user: str | None = None) -> bool:
	"""A file follows the document it is attached to; public ones are everybody's, own ones the owner's."""
	user = user or frappe.session.user
	if user == "Administrator":
		return True
	if ptype == "create":
		return frappe.has_permission("File", "create", user=user)
	if not doc.is_private and ptype in ("read", "select"):
		return True
	if user != "Guest" and doc.owner == user:
		return True
	if not (doc.attached_to_doctype and doc.attached_to_name):
		return False
	try:
		attached_to = frappe.get_doc(doc.attached_to_doctype, doc.attached_to_name)
	except frappe.DoesNotExistError:
		frappe.clear_last_message()
		return False
	return attached_to.has_permission("write" if ptype in ("write", "delete") else "read", user=user)


def get_permission_query_conditions(user: str | None = None) -> str:
	user = user or frappe.session.user
	if user == "Administrator":
		return ""
	owner = frappe.db.escape(user)
	if SYSTEM_USER_ROLE not in frappe.get_roles(user):
		return f" `tabFile`.`owner` = {owner} "
	readable = ", ".join(frappe.db.escape(doctype) for doctype in get_doctypes_with_read())
	return f"""
		(`tabFile`.`is_private` = 0)
		OR (`tabFile`.`attached_to_doctype` IS NULL AND `tabFile`.`owner` = {owner})
		OR (`tabFile`.`attached_to_doctype` IN ({readable}))
	"""
