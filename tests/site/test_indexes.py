"""The indexes that keep a list as quick behind the walls as without them (benchmarks/list_pages.py)."""

import frappe
import pytest

from lat_corps.setup import indexes

pytestmark = pytest.mark.real_site

EVERY = [(doctype, columns) for doctype, several in indexes.INDEXES.items() for columns in several]


def indexed(doctype: str) -> set[tuple[str, ...]]:
	"""Return the columns of each index of a table, in their order."""
	columns: dict[str, list[str]] = {}
	for row in frappe.db.sql(f"show index from `tab{doctype}`", as_dict=True):
		columns.setdefault(row.Key_name, []).append(row.Column_name)
	return {tuple(names) for names in columns.values()}


@pytest.mark.parametrize(("doctype", "columns"), EVERY)
def test_the_app_has_created_its_indexes(connected, doctype, columns):
	assert columns in indexed(doctype)


@pytest.mark.parametrize(("doctype", "columns"), indexes.KEYS)
def test_the_app_has_created_its_keys(connected, doctype, columns):
	unique = {
		row.Key_name
		for row in frappe.db.sql(f"show index from `tab{doctype}`", as_dict=True)
		if not row.Non_unique
	}
	assert f"unique_{'_'.join(columns)}" in unique and columns in indexed(doctype)


def test_what_is_there_twice_is_named_and_stops_no_migrate(connected, monkeypatch):
	said = []
	monkeypatch.setattr(indexes, "there_twice", lambda doctype, columns: [("LAT-RD-1", "a@example.org")])
	indexes.create(said.append)
	assert len(said) == len(indexes.KEYS) and "LAT-RD-1 / a@example.org" in said[0]


def test_who_somebody_is_in_a_municipality_is_found_by_index(connected):
	for doctype in ("LAT Municipality Member", "LAT Mentor"):
		assert any(columns[0] == "user" for columns in indexed(doctype))


def test_a_migrate_creates_what_is_missing(connected):
	doctype, columns = EVERY[0]
	frappe.db.sql_ddl(f"alter table `tab{doctype}` drop index `{'_'.join(columns)}_index`")
	assert columns not in indexed(doctype)
	indexes.create()
	assert columns in indexed(doctype)
