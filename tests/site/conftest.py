"""What tests on a site share: who acts, and the rows of an import."""

import frappe
import pytest

from lat_corps.measurement.import_writing import Writer
from tests.factories import HOME, as_user
from tests.planned_rows import WHO5


@pytest.fixture
def coordinator(world):
	"""Act as the coordinator for the whole test; give back the login."""
	with as_user(world["coordinator"]):
		yield world["coordinator"]


@pytest.fixture
def survey(world):
	"""An import that measurements may name, without a file of its own."""
	doc = frappe.get_doc({"doctype": "LAT Survey Import", "municipality": HOME, "instrument": WHO5})
	doc.name = frappe.generate_hash(length=10)
	doc.db_insert()
	return doc.name


@pytest.fixture
def write(world, survey):
	"""Write planned rows as a person of the world; give back the writer, which tells of those refused."""

	def write(*rows, person="coordinator", municipality=HOME):
		with as_user(world[person]):
			writer = Writer(municipality, WHO5, survey)
			writer.write(rows)
			return writer

	return write


@pytest.fixture
def settings_as_they_were():
	yield
	frappe.clear_document_cache("LAT Settings", "LAT Settings")
