"""Row 24: the walls read what a request sends, whatever its shape: they let it through or refuse it."""

import json
from itertools import chain

import frappe
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

pytestmark = pytest.mark.real_site

METHODS = (
	"frappe.client.get_list",
	"frappe.core.doctype.communication.email.make",
	"frappe.desk.doctype.dashboard_chart.dashboard_chart.get",
	"frappe.desk.doctype.number_card.number_card.get_result",
	"frappe.desk.form.save.savedocs",
	"frappe.desk.query_report.run",
	"frappe.desk.reportview.get",
	"frappe.utils.print_format.download_multi_pdf",
	"run_doc_method",
	"lat_corps.corps.deputies.candidates",
)


def parameters() -> list[str]:
	from lat_corps.permissions import queries

	asked = (queries.COLUMNS, queries.ASKED, queries.FILTERS)
	named = (queries.TARGETS, queries.DOCUMENTS, queries.NAMES)
	others = ("attachments", "chart", "chart_name", "cmd", "method", "report_name")
	return sorted({*chain(*asked, *named), *others})


def shapes(*words: str):
	"""Return what JSON can hold, of these words, at a depth of some levels."""
	leaves = st.one_of(st.sampled_from(words), st.integers(-1, 3), st.booleans(), st.none())
	held = st.recursive(
		leaves,
		lambda within: st.one_of(
			st.lists(within, max_size=4),
			st.dictionaries(st.sampled_from((*words, *parameters())), within, max_size=4),
		),
		max_leaves=8,
	)
	return st.one_of(held, held.map(json.dumps))


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("person", ["away_coordinator", "coordinator", "technician", "outsider"])
def test_whatever_is_sent_is_let_through_or_refused(world, dossier, person, method):
	from werkzeug.test import EnvironBuilder
	from werkzeug.wrappers import Request

	from lat_corps.permissions.queries import judge_request

	case = dossier["LAT Case"].name
	words = ("LAT Case", case, "name", "stage", "Number Card", "Webhook", "=", "x", "`a`.b")

	@settings(max_examples=60, suppress_health_check=list(HealthCheck))
	@given(st.dictionaries(st.sampled_from(parameters()), shapes(*words), max_size=4))
	def judged(sent):
		request = Request(EnvironBuilder(f"/api/method/{method}", method="POST").get_environ())
		with pytest.MonkeyPatch.context() as patched:
			patched.setattr(frappe.local, "form_dict", frappe._dict(sent), raising=False)
			patched.setattr(frappe.local, "request", request, raising=False)
			try:
				judge_request()
			except (frappe.PermissionError, frappe.ValidationError) as refused:
				assert str(refused)
		frappe.clear_messages()

	frappe.set_user(world[person])
	judged()
