"""Survey files as senders write them, and imports of them as a coordinator makes them."""

from __future__ import annotations

import csv
import io

import frappe

from lat_corps.measurement.doctype.lat_survey_import import lat_survey_import
from tests import factories
from tests.factories import HOME, as_user

HEADINGS = ["Deltager-ID", "Måletidspunkt", "Dato for besvarelse", "WHO1", "WHO2", "WHO3", "WHO4", "WHO5"]


REFERRED = "2023-01-02"
"""A day before all of the answers here."""


def course(world, **values):
	"""A course that was referred before the answers of these files were given."""
	return factories.refer(world, **{"referred_on": REFERRED, **values})


def line(case, point="Før", date="10-01-2023", answers="12345") -> list[str]:
	return [getattr(case, "name", case), point, date, *answers]


def csv_of(rows, headings=HEADINGS, encoding="cp1252", delimiter=";") -> bytes:
	text = io.StringIO()
	csv.writer(text, delimiter=delimiter, lineterminator="\r\n").writerows([headings, *rows])
	return text.getvalue().encode(encoding)


def dropped(content: bytes, name: str = "svar.csv") -> str:
	"""The address of a file that the present user has just uploaded."""
	values = {"doctype": "File", "file_name": name, "content": content, "is_private": 1}
	return frappe.get_doc(values).insert().file_url


def upload(content: bytes, name: str = "svar.csv", municipality: str = HOME, **values):
	"""An import of a file that the present user has just uploaded."""
	return frappe.get_doc(
		{
			"doctype": "LAT Survey Import",
			"municipality": municipality,
			"instrument": "WHO5-v1",
			"survey_file": dropped(content, name),
			**values,
		}
	).insert()


def imported(world, rows, person: str = "coordinator", **values):
	"""An import of these rows, checked and carried out by a coordinator."""
	with as_user(world[person]):
		survey = upload(csv_of(rows), **values)
		lat_survey_import.check(survey.name)
		confirm(survey)
		lat_survey_import.run(survey.name)
		return survey.reload()


def confirm(survey):
	"""Confirm that the corrections of a checked import are right."""
	survey.reload().corrections_confirmed = 1
	return survey.save()
