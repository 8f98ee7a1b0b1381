"""The corps of both municipalities: logins, members, role descriptions and mentors (R4, R5, R9, R10, R16)."""

from __future__ import annotations

from collections.abc import Iterable

import frappe
from frappe import _

from lat_corps.corps.doctype.lat_role_description.lat_role_description import acknowledge, draft_from
from lat_corps.domain.documents.mentor import KNOWLEDGE_AREAS, TRAINING_MODULES
from lat_corps.domain.roles import ADMINISTRATOR, FUNCTION_ROLE, MENTOR
from lat_corps.workflows import state_of_stage

from .story import Story
from .words import WORDS, spoken, word
from .workbooks import Row

ROLE_OF = {
	**{danish: FUNCTION_ROLE[WORDS[danish]] for danish in ("Koordinator", "Leder", "Sagsbehandler")},
	"Mentor": MENTOR,
	"Administrator": ADMINISTRATOR,
}
DESCRIBED = ("Coordinator", "Mentor", "Parent Coach", "Caseworker", "Manager")


def set_up(story: Story, password: str | None) -> None:
	"""Create logins and municipalities, bind everybody by a role description, and train the mentors."""
	make_logins(story, password)
	make_municipalities(story)
	for municipality in municipalities(story):
		for role in DESCRIBED:
			describe_role(story, municipality, role)
		recruit(story, municipality)
		for role in DESCRIBED:
			acknowledge_role(story, municipality, role)
	story.say(
		_("{0} logins, {1} mentors and coaches, {2} role descriptions.").format(
			len(story.names), len(story.mentors), len(story.descriptions)
		)
	)


def municipalities(story: Story) -> list[str]:
	return [row["Kommune"] for row in story.data.corps["Kommuner"]]


def people(story: Story, function: str, municipality: str | None = None) -> list[str]:
	"""Return the logins with a function, as the workbook calls it, the first one leading."""
	return [
		row["Login"]
		for row in story.data.corps["Personer"]
		if row["Funktion"] == function and row["Kommune"] == municipality
	]


def coordinator_of(story: Story, municipality: str) -> str:
	return people(story, "Koordinator", municipality)[0]


def make_logins(story: Story, password: str | None) -> None:
	"""A user administrator gives each person a login of their own (R5)."""
	roles: dict[str, list[str]] = {}
	for row in story.data.corps["Personer"]:
		story.names[row["Login"]] = row["Navn"]
		roles.setdefault(row["Login"], []).append(ROLE_OF[row["Funktion"]])
	with story.as_person("Administrator"):
		for login, name in story.names.items():
			first, last = name.split(" ", 1)
			person = {
				"first_name": first,
				"last_name": last,
				"language": "da",
				"send_welcome_email": 0,
				"new_password": password,
				"roles": [{"role": role} for role in dict.fromkeys(roles[login])],
			}
			# Logins belong to the site: they outlive the app when it is uninstalled.
			if frappe.db.exists("User", login):
				story.save("User", login, **person)
			else:
				story.insert({"doctype": "User", "email": login, **person})


def make_municipalities(story: Story) -> None:
	functions = ("Koordinator", "Leder", "Sagsbehandler")
	with story.as_person(people(story, "Administrator")[0]):
		for row in story.data.corps["Kommuner"]:
			name = row["Kommune"]
			story.insert(
				{
					"doctype": "LAT Municipality",
					"municipality_name": name,
					"municipality_code": row["Kode"],
					"department": row["Forvaltning"],
					"email": row["E-mail"],
					"phone": row["Telefon"],
					"members": [
						{"user": login, "member_function": WORDS[function]}
						for function in functions
						for login in people(story, function, name)
					],
				}
			)


def describe_role(story: Story, municipality: str, role: str, version: int = 1) -> None:
	"""The coordinator drafts from the national template, a manager publishes: four eyes (R16)."""
	manager, author = _managers(story, municipality)[-1], coordinator_of(story, municipality)
	stand_in = next(
		(p for p in people(story, "Koordinator", municipality) if p in _managers(story, municipality)), ""
	)
	if stand_in and role == "Manager":
		author = stand_in
	versions = story.descriptions.setdefault((municipality, role), [])
	with story.as_person(author):
		name = draft_from(versions[-1] if versions else _template(role), municipality)
		story.count()
		if tasks := _local_tasks(story, municipality, role, version):
			draft = frappe.get_doc("LAT Role Description", name)
			for task in tasks:
				draft.append("tasks", task)
			story.save("LAT Role Description", name, tasks=draft.tasks)
		story.act("LAT Role Description", name, "Send to review")
	if author == stand_in:
		story.refused(
			_("A coordinator who is also a manager publishes a role description of their own"),
			author,
			("R16",),
			lambda: story.save(
				"LAT Role Description",
				name,
				workflow_state=state_of_stage("LAT Role Description", "Published"),
			),
		)
	with story.as_person(manager):
		story.act("LAT Role Description", name, "Publish text")
	versions.append(name)


def _managers(story: Story, municipality: str) -> list[str]:
	return people(story, "Leder", municipality)


def _template(role: str) -> str:
	return frappe.get_list(
		"LAT Role Description",
		filters={"role": role, "municipality": ["is", "not set"], "stage": ["!=", "Superseded"]},
		pluck="name",
		order_by="creation asc",
		limit=1,
	)[0]


def _local_tasks(story: Story, municipality: str, role: str, version: int) -> list[dict]:
	return [
		{"phase": word(row["Fase"]), "responsibility": word(row["Ansvar"]), "task": row["Opgave"]}
		for row in story.data.corps["Lokale opgaver"]
		if (row["Kommune"], word(row["Rolle"]), row["Version"]) == (municipality, role, version)
	]


def acknowledge_role(story: Story, municipality: str, role: str) -> None:
	"""Everybody in the role signs the newest version as themselves."""
	for login in _holders(story, municipality, role):
		with story.as_person(login):
			acknowledge(story.descriptions[(municipality, role)][-1], story.names[login])
			story.count()


def _holders(story: Story, municipality: str, role: str) -> Iterable[str]:
	if role not in ("Mentor", "Parent Coach"):
		function = next(danish for danish in ROLE_OF if WORDS.get(danish) == role)
		return people(story, function, municipality)
	return [
		row["Login"]
		for row in story.data.corps["Mentorer"]
		if row["Kommune"] == municipality and word(row["Virker som"]) in (role, "Both")
	]


def recruit(story: Story, municipality: str) -> None:
	"""The coordinator registers each mentor and activates those who have passed (R4, R10, R14)."""
	with story.as_person(coordinator_of(story, municipality)):
		for row in story.data.corps["Mentorer"]:
			if row["Kommune"] == municipality:
				name = story.insert(_mentor(row)).name
				story.mentors[row["Login"]] = name
				story.act("LAT Mentor", name, "Start training")
				if row["Modul 3"]:
					story.act("LAT Mentor", name, "Activate mentor")


def _mentor(row: Row) -> dict:
	return {
		"doctype": "LAT Mentor",
		"user": row["Login"],
		"municipality": row["Kommune"],
		"kind": word(row["Virker som"]),
		"capacity": row["Kapacitet"],
		"gender": word(row["Køn"]),
		"birth_year": row["Fødselsår"],
		"temperament": word(row["Temperament"]),
		"availability": row["Til rådighed"],
		"long_relation": row["Lang relation"] == "ja",
		"languages": spoken(row["Sprog"]),
		"cultural_background": row["Kulturbaggrund"],
		"religion_politics": row["Religion og politik"],
		"professional_experience": row["Faglig erfaring"],
		"preferences": row["Egne ønsker"],
		"employed": row["Ansat i kommunen"] == "ja",
		"job_title": row["Stilling"],
		"relation_work": row["Relationsarbejde"],
		"training_modules": [
			{"module": module, "passed_on": row[f"Modul {number}"]}
			for number, module in enumerate(TRAINING_MODULES, start=1)
			if row[f"Modul {number}"]
		],
		"knowledge_checks": [
			{"area": area, "confirmed_on": row["Videnstjek"]} for area in KNOWLEDGE_AREAS if row["Videnstjek"]
		],
	}
