"""Addresses of the app's own files in the browser."""

from __future__ import annotations

import hashlib
from pathlib import Path

PUBLIC = Path(__file__).parent / "public"


def versioned(path: str) -> str:
	"""Return the address of a file in `public`, another one whenever its content is another.

	Web servers of Frappe let browsers keep such a file for a year, and only what `bench build` bundles gets a
	name of its own.
	"""
	digest = hashlib.sha256((PUBLIC / path).read_bytes()).hexdigest()
	return f"/assets/lat_corps/{path}?v={digest[:12]}"
