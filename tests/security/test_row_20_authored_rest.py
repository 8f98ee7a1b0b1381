"""Row 20: what people write on the site as templates, conditions and scripts reads no course, and no trace.

Whoever may write a template lets it run as everybody who prints, saves or is mailed, and as the scheduler.
"""

from contextlib import suppress

import frappe
import pytest

from tests.factories import as_user

pytestmark = pytest.mark.real_site

CASE = "('LAT' ~ ' Ca' ~ 'se')"
NUMBER = "('{0}' ~ '{1}')"
"""In pieces, as somebody writes who knows that the door looks for them."""

OF_RECORDS = {
	"get_all": "{{ frappe.get_all(CASE, fields=['wishes']) }}",
	"get_list": "{{ frappe.get_list(CASE, fields=['wishes'], ignore_permissions=True) }}",
	"db.get_all": "{{ frappe.db.get_all(CASE, fields=['wishes']) }}",
	"db.get_list": "{{ frappe.db.get_list(CASE, fields=['wishes'], ignore_permissions=True) }}",
	"db.get_value": "{{ frappe.db.get_value(CASE, NUMBER, 'wishes') }}",
	"db.sql": "{{ frappe.db.sql('select wishes from `tab' ~ CASE ~ '`') }}",
	"db.sql with a table expression": (
		"{{ frappe.db.sql('with c as (select * from `tab' ~ CASE ~ '`) select wishes from c') }}"
	),
	"db.exists": "{{ 'replads' if frappe.db.exists(CASE, {'wishes': ['like', '%replads%']}) }}",
	"db.count": "{{ 'replads' if frappe.db.count(CASE, {'wishes': ['like', '%replads%']}) }}",
	"get_doc": "{{ frappe.get_doc(CASE, NUMBER).wishes }}",
	"get_cached_doc": "{{ frappe.get_cached_doc(CASE, NUMBER).wishes }}",
	"get_last_doc": "{{ frappe.get_last_doc(CASE).wishes }}",
	"reload": (
		"{% set doc = frappe.new_doc(CASE) %}{% set done = doc.update({'name': NUMBER}) %}"
		"{% set done = doc.reload() %}{{ doc.wishes }}"
	),
	"qb": "{{ frappe.qb.from_(CASE).select('wishes').run() }}",
	"get_print": "{{ frappe.get_print(CASE, NUMBER) }}",
	"call": "{{ frappe.call('frappe.client.get_list', doctype=CASE, fields=['wishes']) }}",
	"render_template": (
		"{{ frappe.render_template('{' ~ '{ frappe.get_all(kind, fields=[field]) }' ~ '}',"
		" {'kind': CASE, 'field': 'wishes'}) }}"
	),
	"a child table": "{{ frappe.get_all('LAT Pl' ~ 'an Goal', fields=['goal']) }}",
	"a method of a document": (
		"{% set doc = frappe.new_doc(CASE) %}{% set done = doc.update({'name': NUMBER}) %}"
		"{{ 'replads' if doc.development_on_paper() }}"
	),
}
OF_TRACES = {
	"get_all": "{{ frappe.get_all('Comment', fields=['content']) }}",
	"get_list": "{{ frappe.get_list('Comment', fields=['content'], ignore_permissions=True) }}",
	"db.sql": "{{ frappe.db.sql('select content from `tabComment`') }}",
	"db.sql without quotes": "{{ frappe.db.sql('select content from tabComment') }}",
	"db.sql by a subquery": (
		"{{ frappe.db.sql('select (select max(content) from tabComment where content like %s)',"
		" '%aftale%') }}"
	),
	"db.sql by a union": "{{ frappe.db.sql('select 1 union select content from tabComment') }}",
	"db.sql with another table expression": (
		"{{ frappe.db.sql('with mine as (select content from tabComment) select content from mine') }}"
	),
	"db.sql by the name of the database": (
		"{{ frappe.db.sql('select content from ' ~ frappe.db.sql('select database()')[0][0]"
		" ~ '.tabComment') }}"
	),
	"get_doc": "{{ frappe.get_doc('Comment', ROW).content }}",
	"moved elsewhere": (
		"{{ frappe.db.set_value('Comment', ROW, 'reference_doctype', 'ToDo') }}"
		"{{ frappe.get_all('Comment', fields=['content']) }}"
	),
	"moved elsewhere by what it says": (
		"{{ frappe.db.set_value('Comment', {'content': ['like', '%aftale%']}, 'reference_doctype', 'ToDo') }}"
		"{{ frappe.get_all('Comment', fields=['content']) }}"
	),
	"db.get_value": "{{ frappe.db.get_value('Comment', ROW, 'content') }}",
	"get_cached_doc": "{{ frappe.get_cached_doc('Comment', ROW).content }}",
	"qb": "{{ frappe.qb.from_('Comment').select('content').run() }}",
	"db.sql by the name of the database and a remark": (
		"{{ frappe.db.sql('select content from ' ~ frappe.db.sql('select database()')[0][0]"
		" ~ './**/tabComment') }}"
	),
}
OF_KEYS = {
	"sessions": "{{ frappe.db.sql('select sid from tabSessions') }}",
	"sessions by the query builder": "{{ frappe.qb.from_('Sessions').select('sid').run() }}",
	"passwords": "{{ frappe.db.sql('select password from __Auth') }}",
	"passwords by the query builder": "{{ frappe.qb.from_('__Auth').select('password').run() }}",
	"the key of another person": "{{ frappe.get_doc('User', 'USER').get_password('api_secret') }}",
	"a link to a new password": "{{ frappe.get_doc('User', 'USER').reset_password() }}",
	"a link by another way": "{{ frappe.get_doc('User', 'USER').run_method('reset_password') }}",
	"tokens": "{{ frappe.get_all('OAuth Bearer Token', fields=['access_token']) }}",
}
OF_THE_REQUEST = {
	"cookies": "{{ frappe.request.cookies }}",
	"headers": "{{ frappe.request.headers }}",
	"environ": "{{ frappe.request.environ }}",
	"sent": "{{ frappe.form_dict }}",
	"args": "{{ args }}",
}
SAID = "hemmelig-aftale"
ORDINARY = "almindelig-aftale"


@pytest.fixture(scope="module")
def comment(world, dossier):
	made = {}
	todo = frappe.get_doc(
		{"doctype": "ToDo", "description": "x", "allocated_to": world["technician"]}
	).insert()
	for record, said in ((dossier["LAT Case"], SAID), (todo, ORDINARY)):
		values = {
			"doctype": "Comment",
			"comment_type": "Comment",
			"reference_doctype": record.doctype,
			"reference_name": record.name,
			"content": said,
		}
		made[said] = frappe.get_doc(values).insert()
	frappe.db.commit()
	yield made[SAID]
	frappe.db.rollback()
	for row in (*made.values(), todo):
		frappe.delete_doc(row.doctype, row.name, force=True)
	frappe.db.commit()


def spelt(template: str, dossier, comment=None) -> str:
	name = dossier["LAT Case"].name
	text = template.replace("CASE", CASE).replace("NUMBER", NUMBER.format(name[:3], name[3:]))
	return text.replace("ROW", NUMBER.format(comment.name[:4], comment.name[4:])) if comment else text


@pytest.fixture
def made(client, committed):
	"""Make a document as a technician and return its name."""

	def make(doctype: str, **values) -> str:
		answer = client("technician").post(f"/api/resource/{doctype}", **values)
		assert answer.ok, answer.text
		name = answer.json()["data"]["name"]
		committed((doctype, name))
		return name

	return make


@pytest.fixture
def mail_of(client, made):
	"""Return what a letter says that a technician has written, as Frappe composes it for a person."""

	def composed(template: str, person: str, **sent: str):
		name = made("Email Template", name=frappe.generate_hash(), subject="x", response=template)
		return client(person).post(
			"/api/method/frappe.email.doctype.email_template.email_template.get_email_template",
			template_name=name,
			doc="{}",
			**sent,
		)

	return composed


@pytest.mark.parametrize("template", OF_RECORDS.values(), ids=OF_RECORDS)
@pytest.mark.parametrize("person", ["technician", "coordinator"])
def test_a_template_reads_no_record(mail_of, dossier, template, person):
	"""As the coordinator too: what is read then is mailed to whom the template says."""
	answer = mail_of(spelt(template, dossier), person)
	assert answer.status_code == 403 and "replads" not in answer.text


@pytest.mark.parametrize("template", OF_TRACES.values(), ids=OF_TRACES)
@pytest.mark.parametrize("person", ["technician", "coordinator"])
def test_a_template_reads_no_trace_of_a_record(mail_of, dossier, comment, template, person, fresh):
	assert SAID not in mail_of(spelt(template, dossier, comment), person).text
	fresh()
	assert frappe.db.get_value("Comment", comment.name, "reference_doctype") == "LAT Case"


@pytest.mark.parametrize("way", ["get_all", "get_list", "db.sql", "db.sql by a union", "qb"])
def test_a_template_reads_what_is_about_other_documents(mail_of, comment, way):
	assert ORDINARY in mail_of(OF_TRACES[way], "technician").text


def test_a_template_lists_other_documents_as_its_reader(mail_of, made, world):
	"""By the rights of somebody whose rows are found through those of courses."""
	made("ToDo", description=ORDINARY, allocated_to=world["coordinator"])
	answer = mail_of("{{ frappe.get_list('ToDo', fields=['description']) }}", "coordinator")
	assert ORDINARY in answer.text


@pytest.mark.parametrize("template", OF_KEYS.values(), ids=OF_KEYS)
def test_a_template_reads_no_key_of_a_login(mail_of, world, template):
	answer = mail_of(template.replace("USER", world["coordinator"]), "technician")
	assert answer.status_code in (403, 417), answer.text
	assert "no keys of logins" in answer.text


@pytest.mark.parametrize("template", OF_THE_REQUEST.values(), ids=OF_THE_REQUEST)
def test_a_template_reads_no_session_of_who_lets_it_run(client, mail_of, template):
	sid = client("coordinator").session.cookies["sid"]
	answer = mail_of(template, "coordinator", new_password="Helt-ny-kode-1")
	assert answer.ok and sid not in answer.text and "Helt-ny-kode-1" not in answer.text


def test_a_template_knows_the_address_it_is_asked_by(mail_of):
	answer = mail_of("{{ frappe.request.path }} {{ frappe.request.headers['User-Agent'] }}", "technician")
	assert "get_email_template python-requests" in answer.text


def test_no_print_of_another_document(client, made, dossier):
	print_of = f"/printview?doctype=ToDo&name={made('ToDo', description='x')}"
	template = spelt(OF_RECORDS["get_all"], dossier)
	form = made(
		"Print Format",
		name=frappe.generate_hash(),
		doc_type="ToDo",
		custom_format=1,
		print_format_type="Jinja",
		html=template,
	)
	answer = client("technician").get(f"{print_of}&format={form}")
	assert not answer.ok and "replads" not in answer.text
	head = made("Letter Head", letter_head_name=frappe.generate_hash(), source="HTML", content=template)
	answer = client("technician").get(f"{print_of}&letterhead={head}&no_letterhead=0")
	assert not answer.ok and "replads" not in answer.text


def test_no_page_of_the_website(client, committed, dossier):
	route = frappe.generate_hash()
	page = frappe.get_doc(
		{
			"doctype": "Web Page",
			"title": route,
			"route": route,
			"published": 1,
			"dynamic_template": 1,
			"content_type": "HTML",
			"main_section_html": spelt(OF_RECORDS["get_all"], dossier),
		}
	).insert()
	frappe.db.commit()
	committed(("Web Page", page.name))
	answer = client("technician").get(f"/{route}")
	assert not answer.ok and "replads" not in answer.text


def test_no_field_that_is_worked_out(client, made, dossier):
	todo = made("ToDo", description="x")
	name = dossier["LAT Case"].name
	made(
		"Custom Field",
		dt="ToDo",
		fieldname="lat_kopi_beregnet",
		label="x",
		fieldtype="Data",
		is_virtual=1,
		options=f"frappe.db.get_value('LAT' + ' Case', '{name[:3]}' + '{name[3:]}', 'wishes')",
	)
	answer = client("technician").get(f"/api/resource/ToDo/{todo}")
	assert not answer.ok and "replads" not in answer.text


def test_no_query_of_a_report(client, committed, comment):
	report = frappe.get_doc(
		{
			"doctype": "Report",
			"report_name": frappe.generate_hash(),
			"ref_doctype": "ToDo",
			"is_standard": "No",
			"report_type": "Query Report",
			"query": "select content from `tabComment`",
			"roles": [{"role": "System Manager"}],
		}
	).insert()
	frappe.db.commit()
	committed(("Report", report.name))
	answer = client("technician").post("/api/method/frappe.desk.query_report.run", report_name=report.name)
	assert answer.ok and ORDINARY in answer.text and SAID not in answer.text


SCRIPT = "found = frappe.get_all({kind}, fields=['{field}'])"


def test_no_script_on_the_server(guarded, dossier, comment):
	with pytest.raises(frappe.PermissionError, match="no records of the courses"):
		guarded.safe_exec(SCRIPT.format(kind="'LAT' + ' Case'", field="wishes"))
	_globals, found = guarded.safe_exec(SCRIPT.format(kind="'Comment'", field="content"), None, {})
	said = {row.content for row in found["found"]}
	assert ORDINARY in said and SAID not in said


def test_no_script_removes_a_trace(guarded, comment):
	for script in (
		f"frappe.delete_doc('Comment', '{comment.name}', force=True, ignore_permissions=True)",
		"frappe.db.set_value('Comment', {'owner': ['!=', 'x']}, 'content', 'y')",
		f"frappe.db.set_value('Comment', '{comment.name}', 'content', 'y')",
	):
		with suppress(frappe.PermissionError, frappe.DoesNotExistError):
			guarded.safe_exec(script)
		assert frappe.db.get_value("Comment", comment.name, "content") == SAID, script


def test_a_script_changes_what_is_about_other_documents(guarded, comment):
	name = frappe.db.get_value("Comment", {"content": ORDINARY})
	guarded.safe_exec(f"frappe.db.set_value('Comment', '{name}', 'content', 'ændret')")
	assert frappe.db.get_value("Comment", name, "content") == "ændret"
	guarded.safe_exec(
		"todo = frappe.get_doc({'doctype': 'ToDo', 'description': 'x', 'allocated_to': 'Administrator'})\n"
		"todo.insert()\ntodo.add_comment('Comment', 'x')\ntodo.description = 'y'\ntodo.save()\ntodo.delete()"
	)


def test_no_call_that_a_template_puts_off(guarded, dossier, monkeypatch):
	"""Run later, by a worker, where no template is on the stack any more."""
	monkeypatch.setattr(frappe.local, "request", frappe._dict(method="POST"), raising=False)
	with pytest.raises(frappe.PermissionError, match="no records of the courses"):
		guarded.call_whitelisted_function("frappe.client.get_list", doctype="LAT Case", fields=["wishes"])


def test_the_condition_of_a_workflow(guarded, dossier):
	from frappe.model.workflow import is_transition_condition_satisfied

	name = dossier["LAT Case"].name
	condition = f"frappe.db.get_value('LAT' + ' Case', '{name}', 'wishes')"
	with pytest.raises(frappe.PermissionError, match="no records of the courses"):
		is_transition_condition_satisfied(frappe._dict(condition=condition), frappe.new_doc("ToDo"))


def test_the_app_goes_on_when_a_script_saves(guarded, world):
	"""A login that is saved asks the municipalities that name it."""
	user = f"frappe.get_doc('User', '{world['caseworker']}')"
	guarded.safe_exec(f"{user}.save()")
	# No mail account is set up on the site under test.
	with suppress(frappe.OutgoingEmailError):
		guarded.safe_exec(f"{user}.send_welcome_mail_to_user()")


@pytest.mark.parametrize("person", ["coordinator", "technician"])
def test_the_papers_of_the_app_are_printed(guarded, world, dossier, person):
	case = dossier["LAT Case"]
	with as_user(world[person]):
		if person == "technician":
			with pytest.raises(frappe.PermissionError):
				frappe.get_print("LAT Case", case.name, print_format="LAT Course Development")
		else:
			paper = frappe.get_print("LAT Case", case.name, print_format="LAT Course Development")
			assert case.name in paper
