"""What differs between the versions of Frappe that the app runs on."""

from __future__ import annotations

import frappe


def no_opinion() -> bool | None:
	"""Return what a `has_permission` hook of a core DocType says about rows that are none of the app's.

	Frappe 15 asks hooks in turn until one answers other than None; 16 asks that every one agrees.
	"""
	return None if frappe.__version__.startswith("15.") else True
