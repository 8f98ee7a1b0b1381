"""What the settings call the plan is what every page of the Desk begins with."""

import frappe
import pytest

from tests.factories import set_settings

pytestmark = pytest.mark.real_site


def test_a_page_of_the_desk_calls_the_plan_as_the_settings_do(client):
	mentor = client("mentor")
	for name in ("Udviklingsplan", "UPP"):
		set_settings(upp_label=name)
		frappe.db.commit()
		assert f'"LAT Plan":"{name}"' in mentor.get("/app").text.replace('": "', '":"')
