"""What shows a newcomer round, and an administrator what comes first, fits forms, roles and checks."""

import json
import re
from pathlib import Path

import pytest

from lat_corps.domain.roles import ADMINISTRATOR, CASEWORKER, COORDINATOR, MANAGER, MENTOR
from lat_corps.setup import checks
from tests.metadata.test_rooms import SIDEBARS, WORKSPACES

APP = Path(__file__).resolve().parents[2] / "lat_corps"


def shipped(kind: str) -> dict[str, dict]:
	found = [json.loads(path.read_text("utf-8")) for path in APP.glob(f"*/{kind}/*/*.json")]
	return {record["name"]: record for record in found}


TOURS, STEPS = shipped("form_tour"), shipped("onboarding_step")
((NAME, ONBOARDING),) = shipped("module_onboarding").items()
DOCTYPES = shipped("doctype")

THE_SITE, FUNCTIONS = "LAT Check the Site", "LAT Give Functions"
LEADS_TO = {
	**dict.fromkeys(
		"_versions _setup_wizard _time_zone _language _translations _background_work _outgoing_mail "
		"_files_and_backups _passwords_and_sessions _prints".split(),
		THE_SITE,
	),
	"_people": FUNCTIONS,
	"_coordinators": FUNCTIONS,
}
"""What the check of the site looks at -> the step of the onboarding that leads an administrator there."""


def offered() -> dict[str, tuple[str, str]]:
	"""Return tour -> (document type, role) as the script of the Desk offers them."""
	script = (APP / "public" / "js" / "tours.js").read_text("utf-8")
	table = re.search(r"const TOURS = \{(.*?)\n\t\};", script, re.DOTALL)[1]
	return {
		tour: (doctype, role)
		for doctype, rows in re.findall(r'"(LAT [^"]+)": \[(.*?)\],?(?=\n\t\t"|\n*$)', table, re.DOTALL)
		for role, tour in re.findall(r'\["([^"]+)", "([^"]+)"\]', rows)
	}


def test_each_role_of_a_course_is_shown_round():
	assert set(offered()) == set(TOURS)
	assert {role for _doctype, role in offered().values()} == {COORDINATOR, MENTOR, CASEWORKER, MANAGER}


@pytest.mark.parametrize("name", TOURS)
def test_a_tour_is_of_a_form_that_its_role_reads(name):
	doctype, role = offered()[name]
	assert TOURS[name]["reference_doctype"] == doctype
	assert any(row["role"] == role and row.get("read") for row in DOCTYPES[doctype]["permissions"])


@pytest.mark.parametrize("name", TOURS)
def test_a_step_stands_at_a_field_of_the_form(name):
	fields = {field["fieldname"]: field for field in DOCTYPES[TOURS[name]["reference_doctype"]]["fields"]}
	for step in TOURS[name]["steps"]:
		field = fields[step["fieldname"]]
		assert (step["fieldtype"], step["label"]) == (field["fieldtype"], field.get("label") or "")
		assert step.get("element_selector") or not field.get("hidden"), step["title"]


def test_the_onboarding_leads_to_all_that_the_check_of_the_site_asks():
	assert set(LEADS_TO) == {check.__name__ for check in checks.CHECKS}
	steps = [row["step"] for row in ONBOARDING["steps"]]
	assert set(steps) == set(STEPS) and {*LEADS_TO.values()} <= {*steps}
	assert STEPS[THE_SITE]["path"] == "lat-check"


def test_the_onboarding_is_for_who_looks_after_the_site():
	assert {row["role"] for row in ONBOARDING["allow_roles"]} == {ADMINISTRATOR, "System Manager"}
	content = json.loads(WORKSPACES["LAT Corps"]["content"])
	assert [block["data"]["onboarding_name"] for block in content if block["type"] == "onboarding"] == [NAME]
	assert SIDEBARS["LAT Corps"]["module_onboarding"] == NAME


@pytest.mark.parametrize("name", STEPS)
def test_a_step_leads_to_a_page_that_an_administrator_reads(name):
	step, reads = STEPS[name], set()
	for doctype in DOCTYPES.values():
		if any(row["role"] == ADMINISTRATOR and row.get("read") for row in doctype.get("permissions", [])):
			reads.add(doctype["name"])
	pages = {page for page, record in shipped("page").items() if {"role": ADMINISTRATOR} in record["roles"]}
	addresses = {doctype.lower().replace(" ", "-") for doctype in reads} | pages
	assert step.get("path") in addresses or step.get("reference_document") in reads
