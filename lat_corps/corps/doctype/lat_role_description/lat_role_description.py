import frappe
from frappe import _
from frappe.utils import escape_html, format_datetime, get_link_to_form

from lat_corps.corps.acknowledgement_requests import bring_up_to_date
from lat_corps.corps.facts import centre_contact, description_facts
from lat_corps.days import latest_today
from lat_corps.document import StagedDocument
from lat_corps.domain.documents.role_description import BEING_WRITTEN, ONCE_IN_FORCE, DescriptionFacts
from lat_corps.holding import committed, hold
from lat_corps.permissions.authored import on_paper
from lat_corps.workflows import state_of_stage

COPIED = ("title", "role", "purpose", "boundaries")
COPIED_TASK = ("phase", "case_stage", "responsibility", "task")
PHASES = ("Before", "During", "Closing")


class LATRoleDescription(StagedDocument):
	def validate(self) -> None:
		stored = self.get_doc_before_save()
		if not stored:
			self.author = frappe.session.user
			self.refuse_second_draft()
		elif stored.stage in ONCE_IN_FORCE:
			self.refuse_changed_text(stored)
		super().validate()

	def refuse_second_draft(self) -> None:
		"""Two open drafts are two answers to what comes next; a national template is the centre's own."""
		hold("LAT Municipality", self.municipality)
		others = {"role": self.role, "municipality": self.municipality, "stage": ["in", BEING_WRITTEN]}
		drafts = self.municipality and committed(self.doctype, others)
		if drafts:
			frappe.throw(
				_("There is already a draft for {0} in {1}: work on with {2}.").format(
					frappe.bold(_(self.role)),
					frappe.bold(escape_html(self.municipality)),
					get_link_to_form(self.doctype, drafts[0].name),
				),
				title=_("One draft at a time"),
			)

	def refuse_changed_text(self, stored: "LATRoleDescription") -> None:
		"""People are bound by the text they acknowledged, so it stays as it was published (R16)."""
		if any(self.differs(stored, name) for name in ("title", "purpose", "boundaries", "tasks")):
			frappe.throw(_("A published text is binding and stays as it is: draft a new version instead."))

	def stage_facts(self) -> DescriptionFacts:
		return description_facts(self)

	def entered(self, stage: str) -> None:
		if stage == "Published":
			self.update({"published_on": latest_today(), "published_by": frappe.session.user})
			hold("LAT Municipality", self.municipality)
			self.version_number = 1 + max((other.version_number for other in self.same_role()), default=0)

	def on_update(self) -> None:
		stored = self.get_doc_before_save()
		if stored and self.stage == "Published" != stored.stage:
			self.supersede_the_one_before()
			if self.municipality:
				bring_up_to_date(self.municipality)

	def same_role(self) -> list[frappe._dict]:
		"""Return the other texts for the role in the municipality, or the national ones, as committed now.

		Those that were published: nobody waits for a text that is only being written.
		"""
		return [
			row
			for row in committed(
				"LAT Role Description",
				{
					"role": self.role,
					**({"municipality": self.municipality} if self.municipality else {}),
					"stage": ["in", ONCE_IN_FORCE],
					"name": ["!=", self.name],
				},
				("name", "municipality", "stage", "version_number"),
			)
			if (row.municipality or None) == (self.municipality or None)
		]

	def supersede_the_one_before(self) -> None:
		for name in [other.name for other in self.same_role() if other.stage == "Published"]:
			before = frappe.get_doc("LAT Role Description", name, for_update=True)
			state = state_of_stage(self.doctype, "Superseded")
			before.db_set({"stage": "Superseded", "workflow_state": state, "superseded_by": self.name})
			before.add_comment("Info", _("Superseded by version {0}.").format(self.version_number))

	@on_paper
	def agreement(self) -> dict:
		"""Return what the printed agreement adds: tasks by phase, acknowledgements, the centre's contact."""
		by_phase = [
			{"name": phase, "tasks": [task for task in self.tasks if task.phase == phase]} for phase in PHASES
		]
		return {
			"phases": [phase for phase in by_phase if phase["tasks"]],
			"acknowledgements": self.acknowledgements(),
			"centre": centre_contact(),
		}

	def acknowledgements(self) -> list[dict]:
		"""Return the acknowledgements of this version that the reader may see, oldest first."""
		if not frappe.has_permission("LAT Role Acknowledgement", "read"):
			return []
		return [
			{**given, "acknowledged_on": format_datetime(given["acknowledged_on"])}
			for given in frappe.get_list(
				"LAT Role Acknowledgement",
				filters={"role_description": self.name},
				fields=["signed_name", "acknowledged_on"],
				order_by="acknowledged_on asc",
			)
		]


@frappe.whitelist(methods=["POST"])
def draft_from(name: str, municipality: str | None = None) -> str:
	"""Draft a new text from a template or version, for a municipality or nationally; return its name."""
	source = frappe.get_doc("LAT Role Description", name)
	source.check_permission("read")
	draft = frappe.new_doc("LAT Role Description")
	draft.update({field: source.get(field) for field in COPIED})
	draft.update({"municipality": municipality or None, "based_on": source.name})
	for task in source.tasks:
		draft.append("tasks", {field: task.get(field) for field in COPIED_TASK})
	return draft.insert().name


@frappe.whitelist(methods=["POST"])
def acknowledge(name: str, signed_name: str) -> str:
	"""Acknowledge a published role description in one's own name; return the acknowledgement (R16)."""
	description = frappe.get_doc("LAT Role Description", name)
	description.check_permission("read")
	return (
		frappe.get_doc(
			{
				"doctype": "LAT Role Acknowledgement",
				"role_description": description.name,
				"signed_name": signed_name,
				"user": frappe.session.user,
			}
		)
		.insert()
		.name
	)
