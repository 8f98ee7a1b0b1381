"""The directory of a municipality: who else helps, what they help with, and who answers there (R54)."""

import frappe
import pytest

from lat_corps.domain.partners import KINDS
from tests import factories
from tests.factories import as_user

DOCTYPE = "LAT Partner"


def listed(world, by="coordinator", **values):
	with as_user(world[by]):
		return factories.list_partner(**values)


class TestDirectory:
	def test_each_kind_can_be_chosen(self):
		assert tuple(frappe.get_meta(DOCTYPE).get_field("kind").options.strip().split("\n")) == KINDS

	@pytest.mark.parametrize("person", ["coordinator", "administrator"])
	def test_a_coordinator_and_an_administrator_write_it(self, world, person):
		partner = listed(world, person, contacts=[{"person_name": "Alma", "email": "alma@job.example"}])
		with as_user(world[person]):
			partner.update({"in_use": 0}).save()

	@pytest.mark.parametrize("person", ["mentor", "manager"])
	def test_the_corps_reads_it_and_does_not_write_it(self, world, person):
		partner = listed(world)
		with as_user(world[person]):
			assert frappe.get_list(DOCTYPE, {"name": partner.name})
			with pytest.raises(frappe.PermissionError):
				frappe.get_doc(DOCTYPE, partner.name).update({"title": "Andet"}).save()
		with pytest.raises(frappe.PermissionError):
			listed(world, person)

	@pytest.mark.parametrize("person", ["away_coordinator", "away_mentor", "caseworker", "outsider"])
	def test_nobody_else_reads_it(self, world, person):
		partner = listed(world)
		with as_user(world[person]):
			assert not frappe.has_permission(DOCTYPE, doc=partner)

	def test_who_answers_there_can_be_reached(self, world):
		with pytest.raises(frappe.ValidationError, match="Alma"):
			listed(world, contacts=[{"person_name": "Alma", "job_function": "Virksomhedskonsulent"}])
