"""Subscales that were a word at their questions become rows, past the freeze of what is in use (N8)."""

import importlib

import frappe

from tests.site.test_instruments import definition

ITEMS = [
	{"item_code": code, "item_label": code, "maximum": 4, "subscale": subscale}
	for code, subscale in (("A", "Mod"), ("B", ""), ("C", "Ro"), ("D", "Mod"))
]


def earlier():
	"""An instrument as it stood before subscales were rows."""
	values = definition(items=ITEMS, choices=[], cutoffs=[], method="Mean", multiplier=2)
	values["subscales"] = [
		{"subscale_code": code, "subscale_label": code, "method": "Sum", "multiplier": 1}
		for code in ("Mod", "Ro")
	]
	doc = frappe.get_doc({"doctype": "LAT Instrument", **values}).insert()
	frappe.db.delete("LAT Instrument Subscale", {"parent": doc.name})
	frappe.clear_document_cache(doc.doctype, doc.name)
	return doc


def patch():
	importlib.import_module("lat_corps.patches.v1_0.list_subscales").execute()


def rows(doc):
	return [
		(row.subscale_code, row.subscale_label, row.method, row.multiplier)
		for row in frappe.get_doc(doc.doctype, doc.name).subscales
	]


def test_each_word_becomes_a_subscale_scored_as_the_instrument_is(site):
	doc = earlier()
	patch()
	assert rows(doc) == [("Mod", "Mod", "Mean", 2), ("Ro", "Ro", "Mean", 2)]
	frappe.get_doc(doc.doctype, doc.name).save()


def test_a_second_run_adds_nothing(site):
	doc = earlier()
	patch()
	patch()
	assert len(rows(doc)) == 2
