"""What people of ERPNext and of the Desk do all day, as the browser sends it: none of it is about the app."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import requests

from tests.rest import Client

METHOD = "/api/method/"


@dataclass
class Colleague:
	"""One person of the stock and sales department, at one server; `tag` makes the names of a run its own."""

	client: Client
	tag: str
	made: dict[str, str] = field(default_factory=dict)

	def call(self, method: str, /, **data: Any) -> requests.Response:
		return self.client.post(METHOD + method, **data)

	def new(self, key: str, doctype: str, /, **values: Any) -> requests.Response:
		answer = self.client.post(f"/api/resource/{doctype}", **values)
		if answer.ok:
			self.made[key] = answer.json()["data"]["name"]
		return answer

	def stored(self, doctype: str, key: str) -> requests.Response:
		return self.client.get(f"/api/resource/{doctype}/{self.made[key]}")

	def change(self, doctype: str, key: str, /, **values: Any) -> requests.Response:
		return self.client.session.put(
			f"{self.client.url}/api/resource/{doctype}/{self.made[key]}", json=values
		)

	def remove(self, doctype: str, key: str) -> requests.Response:
		return self.client.session.delete(f"{self.client.url}/api/resource/{doctype}/{self.made[key]}")

	def form(self, doctype: str, key: str) -> str:
		return json.dumps(self.stored(doctype, key).json()["data"])


Action = Callable[[Colleague], requests.Response]
ACTIONS: dict[str, Action] = {}
"""What is done, in this order, by what it is called."""


def action(said: str) -> Callable[[Action], Action]:
	def keep(done: Action) -> Action:
		ACTIONS[said] = done
		return done

	return keep


def simple(said: str, done: Action) -> None:
	ACTIONS[said] = done


CUSTOMER, TODO = "Customer", "ToDo"

simple("open the desk", lambda me: me.client.get("/app"))
simple("read the list of customers", lambda me: me.call("frappe.desk.reportview.get", **listed(CUSTOMER, me)))
simple(
	"make a customer",
	lambda me: me.new("customer", CUSTOMER, customer_name=f"Kunde {me.tag}", customer_type="Company"),
)
simple("read a customer", lambda me: me.stored(CUSTOMER, "customer"))
simple("change a customer", lambda me: me.change(CUSTOMER, "customer", website="https://kunde.example"))
simple(
	"open its form",
	lambda me: me.call("frappe.desk.form.load.getdoc", doctype=CUSTOMER, name=me.made["customer"]),
)
simple(
	"make an item",
	lambda me: me.new(
		"item",
		"Item",
		item_code=f"Vare {me.tag}",
		item_group=me.made["items"],
		stock_uom=me.made["unit"],
		is_stock_item=0,
	),
)
simple(
	"make a lead",
	lambda me: me.new("lead", "Lead", first_name=f"Emne {me.tag}", company_name=f"Firma {me.tag}"),
)
simple(
	"make a quotation",
	lambda me: me.new(
		"quotation",
		"Quotation",
		quotation_to=CUSTOMER,
		party_name=me.made.get("customer"),
		items=[{"item_code": me.made.get("item"), "qty": 2, "rate": 10}],
	),
)
simple("submit it", lambda me: me.call("frappe.client.submit", doc=me.form("Quotation", "quotation")))
simple(
	"make an order of it",
	lambda me: me.call(
		"frappe.model.mapper.make_mapped_doc",
		method="erpnext.selling.doctype.quotation.quotation.make_sales_order",
		source_name=me.made["quotation"],
	),
)
simple(
	"cancel it",
	lambda me: me.call("frappe.client.cancel", doctype="Quotation", name=me.made["quotation"]),
)
simple("make a task", lambda me: me.new("todo", TODO, description=f"Ring {me.tag}", date="2027-01-04"))


def about(me: Colleague) -> dict[str, str]:
	return {"doctype": CUSTOMER, "name": me.made["customer"]}


def listed(doctype: str, me: Colleague) -> dict[str, Any]:
	return {
		"doctype": doctype,
		"fields": json.dumps([f"`tab{doctype}`.`name`"]),
		"filters": json.dumps([[doctype, "name", "like", f"%{me.tag}%"]]),
		"order_by": f"`tab{doctype}`.`modified` desc",
		"start": 0,
		"page_length": 20,
		"view": "List",
	}


simple("share it", lambda me: me.call("frappe.share.add", **about(me), user="Administrator", read=1, write=1))
simple("see with whom it is shared", lambda me: me.call("frappe.share.get_users", **about(me)))
simple(
	"share it no more",
	lambda me: me.call(
		"frappe.share.set_permission", **about(me), user="Administrator", permission_to="read", value=0
	),
)
simple(
	"assign it",
	lambda me: me.call(
		"frappe.desk.form.assign_to.add",
		**about(me),
		assign_to=json.dumps(["Administrator"]),
		description="Se på den",
	),
)
simple(
	"take the assignment back",
	lambda me: me.call("frappe.desk.form.assign_to.remove", **about(me), assign_to="Administrator"),
)
simple(
	"comment on it",
	lambda me: me.call(
		"frappe.desk.form.utils.add_comment",
		reference_doctype=CUSTOMER,
		reference_name=me.made["customer"],
		content="<p>Ringede i dag</p>",
		comment_email="colleague@lat-test.example",
		comment_by="Ejner Post",
	),
)
simple(
	"tag it",
	lambda me: me.call("frappe.desk.doctype.tag.tag.add_tag", tag="God", dt=CUSTOMER, dn=about(me)["name"]),
)
simple(
	"take the tag off",
	lambda me: me.call(
		"frappe.desk.doctype.tag.tag.remove_tag", tag="God", dt=CUSTOMER, dn=about(me)["name"]
	),
)
simple("like it", lambda me: me.call("frappe.desk.like.toggle_like", **about(me), add="Yes"))
simple(
	"follow it",
	lambda me: me.call(
		"frappe.desk.form.document_follow.follow_document",
		doctype=CUSTOMER,
		doc_name=me.made["customer"],
		user="colleague@lat-test.example",
	),
)


@action("attach a file to it")
def attach(me: Colleague) -> requests.Response:
	answer = me.client.session.post(
		f"{me.client.url}{METHOD}upload_file",
		data={"doctype": CUSTOMER, "docname": me.made["customer"], "is_private": 1},
		files={"file": (f"liste-{me.tag}.csv", f"Vare;Antal\n{me.tag};3\n".encode())},
	)
	if answer.ok:
		me.made["file"] = answer.json()["message"]["name"]
		me.made["file_url"] = answer.json()["message"]["file_url"]
	return answer


simple("open the file", lambda me: me.client.get(me.made["file_url"]))
simple(
	"write an e-mail without sending it",
	lambda me: me.call(
		"frappe.core.doctype.communication.email.make",
		**about(me),
		recipients="kunde@kunde.example",
		subject="Tilbud",
		content="Se her",
		send_email=0,
	),
)
simple("print it", lambda me: me.client.get("/printview", **about(me), format="Standard", no_letterhead=1))
simple(
	"run a report",
	lambda me: me.call(
		"frappe.desk.query_report.run", report_name="Customers Without Any Sales Transactions", filters="{}"
	),
)
simple(
	"export a list",
	lambda me: me.call(
		"frappe.desk.reportview.export_query",
		**listed(CUSTOMER, me),
		file_format_type="CSV",
		title=CUSTOMER,
	),
)
simple(
	"save a report",
	lambda me: me.new(
		"report",
		"Report",
		report_name=f"Kunder {me.tag}",
		ref_doctype=CUSTOMER,
		report_type="Report Builder",
		is_standard="No",
		json=json.dumps({"fields": [["name", CUSTOMER]]}),
	),
)
simple(
	"fetch a template to import",
	lambda me: me.call(
		"frappe.core.doctype.data_import.data_import.download_template",
		doctype=CUSTOMER,
		export_fields=json.dumps({CUSTOMER: ["name", "customer_name"]}),
		export_records="blank_template",
		file_type="CSV",
	),
)
simple(
	"begin an import",
	lambda me: me.new("import", "Data Import", reference_doctype=CUSTOMER, import_type="Insert New Records"),
)
simple(
	"add a field",
	lambda me: me.new(
		"field",
		"Custom Field",
		dt=CUSTOMER,
		fieldname=f"own_{me.tag.lower()}",
		label="Eget felt",
		fieldtype="Data",
	),
)
simple(
	"rename a label",
	lambda me: me.new(
		"property",
		"Property Setter",
		doctype_or_field="DocField",
		doc_type=TODO,
		field_name="description",
		property="label",
		property_type="Data",
		value=f"Opgave {me.tag}",
	),
)
simple(
	"make a state of a workflow",
	lambda me: me.new("state", "Workflow State", workflow_state_name=f"Ny {me.tag}"),
)
simple(
	"make a second state", lambda me: me.new("state2", "Workflow State", workflow_state_name=f"Set {me.tag}")
)
simple(
	"make an action of a workflow",
	lambda me: me.new("action", "Workflow Action Master", workflow_action_name=f"Se {me.tag}"),
)
simple(
	"make a workflow",
	lambda me: me.new(
		"workflow",
		"Workflow",
		workflow_name=f"Opgaver {me.tag}",
		document_type="Note",
		workflow_state_field="workflow_state",
		is_active=1,
		send_email_alert=0,
		states=[
			{"state": me.made.get(key), "doc_status": "0", "allow_edit": "All"} for key in ("state", "state2")
		],
		transitions=[
			{
				"state": me.made.get("state"),
				"action": me.made.get("action"),
				"next_state": me.made.get("state2"),
				"allowed": "All",
			}
		],
	),
)
simple("make a note", lambda me: me.new("note", "Note", title=f"Note {me.tag}", content="Husk"))
simple(
	"see which steps there are",
	lambda me: me.call("frappe.model.workflow.get_transitions", doc=me.form("Note", "note")),
)
simple(
	"take a step",
	lambda me: me.call(
		"frappe.model.workflow.apply_workflow", doc=me.form("Note", "note"), action=me.made.get("action")
	),
)
simple(
	"make a webhook",
	lambda me: me.new(
		"webhook",
		"Webhook",
		__newname=f"Modtager {me.tag}",
		webhook_doctype=TODO,
		webhook_docevent="on_update",
		request_url="https://modtager.example/her",
		request_structure="",
		enabled=0,
		webhook_data=[{"fieldname": "name", "key": "name"}],
	),
)
simple(
	"make an alert",
	lambda me: me.new(
		"alert",
		"Notification",
		name=f"Besked {me.tag}",
		__newname=f"Besked {me.tag}",
		subject="Ny",
		document_type=TODO,
		event="New",
		channel="System Notification",
		enabled=0,
		message="Se",
		recipients=[{"receiver_by_role": "System Manager"}],
	),
)
simple(
	"make a board",
	lambda me: me.call(
		"frappe.desk.doctype.kanban_board.kanban_board.quick_kanban_board",
		doctype=TODO,
		board_name=f"Tavle {me.tag}",
		field_name="status",
	),
)
simple(
	"make a number card",
	lambda me: me.new(
		"card",
		"Number Card",
		label=f"Opgaver {me.tag}",
		type="Document Type",
		document_type=TODO,
		function="Count",
		filters_json="[]",
	),
)
simple(
	"change many at once",
	lambda me: me.call(
		"frappe.desk.doctype.bulk_update.bulk_update.submit_cancel_or_update_docs",
		doctype=TODO,
		docnames=json.dumps([me.made["todo"]]),
		action="update",
		data=json.dumps({"priority": "High"}),
	),
)
simple("look for a name", lambda me: me.call("frappe.desk.search.search_link", doctype=CUSTOMER, txt=me.tag))
simple("look everywhere", lambda me: me.call("frappe.utils.global_search.search", text=f"Kunde {me.tag}"))
simple(
	"count",
	lambda me: me.call(
		"frappe.client.get_count", doctype=CUSTOMER, filters={"name": ["like", f"%{me.tag}%"]}
	),
)
simple(
	"read one value",
	lambda me: me.call(
		"frappe.client.get_value",
		doctype=CUSTOMER,
		fieldname="customer_type",
		filters={"name": me.made["customer"]},
	),
)
simple(
	"set one value",
	lambda me: me.call(
		"frappe.client.set_value", **about(me), fieldname="customer_details", value="God betaler"
	),
)
simple(
	"count by a field",
	lambda me: me.call(
		"frappe.desk.listview.get_group_by_count", doctype=TODO, current_filters="[]", field="status"
	),
)
simple(
	"keep a filter of a list",
	lambda me: me.new(
		"filter",
		"List Filter",
		filter_name=f"Mine {me.tag}",
		reference_doctype=CUSTOMER,
		filters="[]",
		for_user="colleague@lat-test.example",
	),
)
simple(
	"limit a person to a customer",
	lambda me: me.new(
		"limit",
		"User Permission",
		user="colleague@lat-test.example",
		allow="Territory",
		for_value=me.made["places"],
	),
)
simple("end that limit", lambda me: me.remove("User Permission", "limit"))
simple(
	"make a letter",
	lambda me: me.new(
		"letter", "Email Template", __newname=f"Brev {me.tag}", subject="Tilbud", response="Hej"
	),
)
simple(
	"rename it",
	lambda me: me.call(
		"frappe.rename_doc",
		doctype=CUSTOMER,
		old=me.made["customer"],
		new=f"Kunde {me.tag} omdøbt",
	),
)
simple("delete a letter", lambda me: me.remove("Email Template", "letter"))
simple(
	"delete many at once",
	lambda me: me.call(
		"frappe.desk.reportview.delete_items", doctype="Note", items=json.dumps([me.made["note"]])
	),
)
simple("read what is not there", lambda me: me.client.get("/api/resource/Customer/Findes ikke"))
simple("ask for what is not allowed", lambda me: me.client.get("/api/resource/Salary Slip Ikke"))
