"""Answers that are files."""

import frappe


def send_file(content: bytes, filename: str) -> None:
	"""Answer the request with a file to save; of which kind it is follows from the end of its name."""
	frappe.response.update({"type": "download", "filename": filename, "filecontent": content})
