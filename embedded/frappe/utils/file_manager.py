"""Older way to keep files."""

from __future__ import annotations

from base64 import b64decode
from typing import Any

import frappe


def save_file(
	fname: str,
	content: bytes | str,
	dt: str | None,
	dn: str | None,
	folder: str | None = None,
	decode: bool = False,
	is_private: int = 0,
	df: str | None = None,
) -> Any:
	"""Keep the content as a File attached to a document, whoever asks."""
	if decode:
		data = content.encode() if isinstance(content, str) else content
		content = b64decode(data.split(b",")[-1])
	file = frappe.get_doc(
		doctype="File",
		file_name=fname,
		content=content,
		attached_to_doctype=dt,
		attached_to_name=dn,
		attached_to_field=df,
		folder=folder,
		is_private=is_private,
	)
	file.insert(ignore_permissions=True)
	return frappe.get_doc("File", file.name)
