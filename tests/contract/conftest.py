"""The contract is about Frappe: the rules of the app stand aside."""

import pytest

DOCTYPES = ("LAT Instrument", "LAT Municipality", "LAT Citizen", "LAT Mentor")


@pytest.fixture(scope="package", autouse=True)
def shipped_permissions(connected):
	"""Some of what is asked here commits: the permissions it sets would outlive it, for the shipped ones."""
	import frappe

	take_away_permissions(frappe)
	yield
	take_away_permissions(frappe)


def take_away_permissions(frappe) -> None:
	frappe.db.rollback()
	frappe.db.delete("Custom DocPerm", {"parent": ["in", DOCTYPES]})
	frappe.db.commit()
	for doctype in DOCTYPES:
		frappe.clear_cache(doctype=doctype)


@pytest.fixture(autouse=True)
def plain(site, monkeypatch):
	"""DocTypes of the app without its hooks and without what its controllers check."""
	import frappe

	from lat_corps.compat import no_opinion
	from lat_corps.document import LatDocument
	from lat_corps.permissions import files, hooks, traces

	monkeypatch.setattr(hooks, "may", lambda doc, ptype, user=None, **_kwargs: no_opinion())
	monkeypatch.setattr(hooks, "rows_in_reach", lambda user=None, doctype="": "")
	for module, condition, decision in (
		(traces, "traces_in_reach", "may_trace"),
		(files, "files_in_reach", "may_file"),
	):
		monkeypatch.setattr(module, condition, lambda user=None, doctype="": "")
		monkeypatch.setattr(module, decision, lambda doc, ptype="read", user=None, **_kwargs: no_opinion())
	for event in ("keep_apart", "hold_still"):
		monkeypatch.setattr(files, event, lambda file, method=None: None)
	monkeypatch.setattr(LatDocument, "before_validate", lambda self: None)
	for doctype in DOCTYPES:
		controller = type(frappe.new_doc(doctype))
		for event in ("before_validate", "validate", "before_save", "on_update", "on_trash"):
			monkeypatch.setattr(controller, event, lambda self: None, raising=False)
	yield
	frappe.db.rollback()
	# what a rollback leaves behind: a request would end here
	for user in ("Administrator", "Guest"):
		frappe.clear_cache(user=user)
	frappe.clear_document_cache("System Settings", "System Settings")
	frappe.local.dynamic_link_map = None


@pytest.fixture
def danish_formats(plain):
	"""Dates and numbers as Danes write them."""
	import frappe

	settings = frappe.get_doc("System Settings")
	settings.update(
		{
			"date_format": "dd-mm-yyyy",
			"time_format": "HH:mm:ss",
			"number_format": "#.###,##",
			"float_precision": "3",
			"rounding_method": "Banker's Rounding",
		}
	)
	settings.save()
	# kept for the time of a request
	frappe.local.user_date_format = frappe.local.user_time_format = None
	frappe.local.lang = "en"
