"""Sets of stages stand once, in the room of their document; a new stage is asked where it belongs."""

import ast
import json
import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

from lat_corps.domain.documents import course
from lat_corps.domain.lifecycle import LIFECYCLES, ROOMS
from lat_corps.domain.staging import Group

ROOT = Path(__file__).resolve().parents[2]
APP = ROOT / "lat_corps"
DOCUMENTS = APP / "domain" / "documents"
GROUPS = [(room, group) for room in ROOMS for group in room.GROUPS]
Spelled = tuple[str, tuple[str, ...], tuple[str, ...]]
"""Where stages are spelled out, the documents they can be stages of, and the stages."""

WEIGHED = {
	"LAT Mentor": ("Candidate", "In Training", "Active", "Paused", "Left"),
	"LAT Role Description": ("Draft", "In Review", "Published", "Superseded"),
	"LAT Case": (
		"Referred",
		"Assessed",
		"Matching",
		"Preparing",
		"Active",
		"Closing",
		"Closed",
		"Declined",
	),
	"LAT Match": ("Proposed", "Offered", "Accepted", "Approved", "Ended", "Declined"),
	"LAT Handover": ("Draft", "Sent", "Received", "Returned", "Cancelled"),
	"LAT Mentor Loan": ("Requested", "Offered", "Agreed", "Active", "Returned", "Declined"),
}
"""The stages that each place has been read for which asks for one stage alone, and so names no group."""

ALONE = re.compile(
	r"\bstage\"?\s*(?:[!=]=+|:|,\s*\"!?=\",)\s*\"([^\"\n]+)\""
	r"|\[\s*\"([^\"\n]+)\"\s*\]"
	r"|\.chip\.(\w+)"
	r"|[{,] (?!stage)(\w+): \""
)
"""How one stage is asked for in scripts, conditions, filters and styles."""


def documents_with(names: tuple[str, ...]) -> tuple[str, ...]:
	"""Return the documents that have all of two or more names as stages."""
	several = len(set(names)) > 1
	return tuple(
		document for document, life in LIFECYCLES.items() if several and set(names) <= {*life.stages}
	)


def groups_of(document: str) -> tuple[Group, ...]:
	return next(room.GROUPS for room in ROOMS if room.DOCUMENT == document)


def is_group(document: str, names: tuple[str, ...]) -> bool:
	"""Tell whether stages are those of a group, those it leaves out, or all that there are."""
	known = [{*LIFECYCLES[document].stages}]
	known += [{*side} for group in groups_of(document) for side in (group.within, group.without)]
	return {*names} in known


def python_files() -> list[Path]:
	return sorted(APP.rglob("*.py"))


@cache
def nodes_of(path: Path) -> list[ast.AST]:
	"""Return what a file says: of a room all but its groups and the lifecycle."""
	named = {"GROUPS", "LIFECYCLE", *(group.name for _room, group in GROUPS)}

	def names(statement: ast.stmt) -> bool:
		target = statement.targets[0] if isinstance(statement, ast.Assign) else None
		return isinstance(target, ast.Name) and (target.id in named or target.id.startswith("_"))

	body = ast.parse(path.read_text("utf-8")).body
	said = [each for each in body if path.parent != DOCUMENTS or not names(each)]
	return [node for statement in said for node in ast.walk(statement)]


@cache
def spelled_in_python() -> list[Spelled]:
	found = []
	for path in python_files():
		for node in nodes_of(path):
			items = node.keys if isinstance(node, ast.Dict) else getattr(node, "elts", [])
			names = tuple(item.value for item in items if isinstance(item, ast.Constant))
			if items and len(names) == len(items) and (documents := documents_with(names)):
				found.append((f"{path.relative_to(ROOT)}:{node.lineno}", documents, names))
	return found


def own_document(path: Path, documents: tuple[str, ...]) -> tuple[str, ...]:
	"""Return the document whose folder a file stands in, where its stages are meant."""
	own = tuple(each for each in documents if each.lower().replace(" ", "_") == path.parent.name)
	return own or documents


def meant(written: str, path: Path, documents: tuple[str, ...]) -> tuple[str, ...]:
	"""Return which documents a stage can be of by what is named beside it, or else by the file."""
	words = {
		room.DOCUMENT: (room.DOCUMENT, room.DOCUMENT.split()[-1].lower(), Path(room.__file__).stem)
		for room in ROOMS
	}
	for text in (written, path.stem):
		if named := tuple(each for each in documents if any(word in text for word in words[each])):
			return named
	return documents


def operands(node: ast.AST) -> list[ast.expr]:
	"""Return among what Python asks for one stage: in a comparison, a filter, or a list of one."""
	match node:
		case ast.Compare(ops=[*_, ast.Eq() | ast.NotEq()]) if re.search(
			r"stage|before|after", ast.unparse(node)
		):
			return [node.left, *node.comparators]
		case ast.Tuple(elts=[_]) | ast.List(elts=[_]) | ast.Set(elts=[_]):
			return node.elts
		case ast.List(elts=[*_, ast.Constant(value="stage"), _, _]):
			return node.elts[-1:]
		case ast.Dict():
			found = [
				value
				for key, value in zip(node.keys, node.values, strict=True)
				if isinstance(key, ast.Constant) and key.value == "stage"
			]
			return [each for value in found for each in getattr(value, "elts", [value])]
		case ast.keyword(arg="stage"):
			return [node.value]
	return []


def stages_alone() -> Iterator[tuple[Path, int, str, str]]:
	"""Yield the file, the line, what is written there and the word that may be a stage."""
	for path in python_files():
		for node in nodes_of(path):
			for item in operands(node):
				if isinstance(item, ast.Constant) and isinstance(item.value, str):
					yield path, node.lineno, ast.unparse(node), item.value
	for path in browser_files():
		text = path.read_text("utf-8").replace('\\"', '"')
		for found in ALONE.finditer(text):
			line = text.count("\n", 0, found.start()) + 1
			yield path, line, text[max(found.start() - 30, 0) : found.end()], found[found.lastindex]


@cache
def asked_alone() -> list[tuple[str, tuple[str, ...], str]]:
	"""Return where one stage alone is asked for, the documents that it can be a stage of, and the stage."""
	return [
		(f"{path.relative_to(ROOT)}:{line}", meant(written, path, documents), stage)
		for path, line, written, stage in stages_alone()
		if (documents := tuple(name for name, life in LIFECYCLES.items() if stage in life.stages))
	]


def lists_in(text: str) -> Iterator[tuple[int, tuple[str, ...]]]:
	for match in re.finditer(r"\[((?:\s*\"[^\"\n\]]*\"\s*,?)+)\]", text.replace('\\"', '"')):
		line = text.replace('\\"', '"').count("\n", 0, match.start()) + 1
		yield line, tuple(re.findall(r"\"([^\"]*)\"", match.group(1)))


def browser_files() -> list[Path]:
	paths = [*APP.rglob("*.js"), *APP.rglob("*.json"), *APP.rglob("*.html")]
	return sorted([*paths, *(ROOT / "fixtures").glob("*.json")])


@cache
def spelled_for_the_browser() -> list[Spelled]:
	"""Return the lists of stages in scripts, in conditions of fields, and in filters of workspaces."""
	return [
		(f"{path.relative_to(ROOT)}:{line}", own_document(path, documents), names)
		for path in browser_files()
		for line, names in lists_in(path.read_text("utf-8"))
		if (documents := documents_with(names))
	]


def keyed_in_scripts() -> Iterator[Spelled]:
	"""Yield the objects of scripts that have a line for each stage."""
	for path in sorted(APP.rglob("*.js")):
		keys: dict[str, list[str]] = {}
		for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
			indent = line[: len(line) - len(line.lstrip("\t"))]
			if key := re.match(r"\t+\"?([A-Z][\w ]*)\"?: ", line):
				keys.setdefault(indent, []).append(key.group(1))
			elif re.match(r"\t*\}", line) and (names := tuple(keys.pop(indent + "\t", ()))):
				if len(names) > 2 and (documents := documents_with(names)):
					yield f"{path.relative_to(ROOT)}:{number}", own_document(path, documents), names


def imports(path: Path, module: str, name: str) -> bool:
	return any(
		isinstance(node, ast.ImportFrom)
		and (node.module or "").endswith(f"documents.{module}")
		and name in [alias.name for alias in node.names]
		for node in nodes_of(path)
	)


def places(room, group: Group) -> list[str]:
	"""Return where a group is used: by its name in Python, spelled out in scripts and descriptions."""
	named = [
		f"{path.relative_to(ROOT)}:{node.lineno}"
		for path in python_files()
		if str(path) == room.__file__ or imports(path, Path(room.__file__).stem, group.name)
		for node in nodes_of(path)
		if isinstance(node, ast.Name) and node.id == group.name
	]
	sides = ({*group.within}, {*group.without})
	return named + [
		place
		for place, documents, names in spelled_for_the_browser()
		if room.DOCUMENT in documents and {*names} in sides
	]


@pytest.mark.parametrize(
	("room", "group"), GROUPS, ids=[f"{room.DOCUMENT} {group.name}" for room, group in GROUPS]
)
class TestGroup:
	def test_every_stage_is_in_or_out(self, room, group):
		asked = {*room.LIFECYCLE.stages} ^ {*group.within, *group.without}
		assert not asked, (
			f"{room.DOCUMENT}: is {sorted(asked)} in {group.name} or out of it? A record in it "
			f"{group.decides}. Say so in {Path(room.__file__).relative_to(ROOT)}. "
			f"It decides at: {', '.join(places(room, group))}"
		)

	def test_no_stage_is_in_and_out(self, room, group):
		assert not {*group.within} & {*group.without}

	def test_it_has_its_name_in_the_room(self, room, group):
		assert getattr(room, group.name) is group.within

	def test_it_decides_something(self, room, group):
		assert places(room, group), f"{group.name} is used nowhere"


def test_a_name_of_a_group_gives_one_answer():
	names = [group.name for _room, group in GROUPS]
	assert len(names) == len(set(names))


@pytest.mark.parametrize("document", LIFECYCLES)
def test_a_new_stage_is_weighed_where_one_stage_alone_decides(document):
	new = {*LIFECYCLES[document].stages} ^ {*WEIGHED[document]}
	places = [f"{stage} at {place}" for place, documents, stage in asked_alone() if document in documents]
	assert not new, "\n".join(
		[
			f"{document}: does {sorted(new)} go with the one stage that decides here, or not?",
			*sorted(places),
			"Answer there, then say in WEIGHED of this test that you did.",
		]
	)


@pytest.mark.parametrize(
	("less", "more"),
	[
		*pairwise(("UNDER_WAY", "WITH_MENTOR", "COUNTED_ON_MENTOR", "UNFINISHED")),
		*pairwise(("UNDER_WAY", "STARTED", "RECORDED", "MATCHED")),
		("WITH_MENTOR", "RECORDED"),
	],
)
def test_the_answers_for_a_course_fit_together(less, more):
	outside = {*getattr(course, less)} - {*getattr(course, more)}
	assert not outside, f"course.py: {sorted(outside)} is in {less}, and so must be in {more}"


def test_python_spells_no_set_of_stages_out():
	found = [
		(place, names)
		for place, documents, names in spelled_in_python()
		if not any({*names} == {*LIFECYCLES[document].stages} for document in documents)
	]
	assert not found, f"Name these as a group in domain/documents: {found}"


def test_no_sql_names_a_stage():
	for path in python_files():
		for node in nodes_of(path):
			if isinstance(node, ast.Constant) and isinstance(node.value, str):
				assert not re.search(r"\bstage\W+(?:not\s+)?(?:in\s*\(\s*)?'", node.value), (
					path,
					node.lineno,
				)


def test_scripts_and_descriptions_keep_to_the_groups():
	found = [
		(place, names)
		for place, documents, names in spelled_for_the_browser()
		if not any(is_group(document, names) for document in documents)
	]
	assert not found, f"No group of domain/documents: {found}"


def test_a_script_that_says_something_of_each_stage_says_it_of_all():
	for place, documents, names in keyed_in_scripts():
		assert any({*names} == {*LIFECYCLES[document].stages} for document in documents), (
			f"{place}: {documents} has other stages than {names}: say something of each"
		)


def test_the_ways_of_spelling_are_found():
	"""Each kind has an example, so that a pattern that finds nothing is no silent pass."""
	kinds = {Path(place.rsplit(":", 1)[0]).suffix for place, _documents, _names in spelled_for_the_browser()}
	assert kinds == {".js", ".json"}
	kinds = {Path(place.rsplit(":", 1)[0]).suffix for place, _documents, _stage in asked_alone()}
	assert kinds == {".py", ".js", ".json", ".html"}
	assert {documents for _place, documents, _names in keyed_in_scripts()} == {("LAT Mentor Loan",)}


@pytest.mark.parametrize("document", LIFECYCLES)
def test_the_form_offers_the_stages_of_the_lifecycle(document):
	name = document.lower().replace(" ", "_")
	(path,) = APP.glob(f"*/doctype/{name}/{name}.json")
	fields = {field["fieldname"]: field for field in json.loads(path.read_text("utf-8"))["fields"]}
	told = f"say so in `stage` of {path.relative_to(ROOT)}"
	assert tuple(fields["stage"]["options"].split("\n")) == LIFECYCLES[document].stages, told
	assert fields["stage"].get("default", LIFECYCLES[document].initial) == LIFECYCLES[document].initial, told


def test_a_task_can_belong_to_every_stage_of_a_course():
	path = APP / "corps" / "doctype" / "lat_role_task" / "lat_role_task.json"
	fields = {field["fieldname"]: field for field in json.loads(path.read_text("utf-8"))["fields"]}
	options = fields["case_stage"]["options"].split("\n")
	stages = [stage for stage in LIFECYCLES["LAT Case"].stages if stage != "Declined"]
	assert [*filter(None, options)] == stages, f"say so in `case_stage` of {path.relative_to(ROOT)}"


@pytest.mark.parametrize("document", LIFECYCLES)
def test_the_shipped_workflow_has_a_state_for_every_stage(document):
	workflows = json.loads((ROOT / "fixtures" / "workflows.json").read_text("utf-8"))
	(workflow,) = [each for each in workflows if each["document_type"] == document]
	lacking = {row["update_value"] for row in workflow["states"]} ^ {*LIFECYCLES[document].stages}
	assert not lacking, f"fixtures/workflows.json: which state of {document} is {sorted(lacking)}?"


def rows_below(page: Path, heading: str) -> list[list[str]]:
	"""Return the rows of a page's table, by how its first line begins."""
	_before, _heading, after = page.read_text("utf-8").partition(heading)
	rows = after.partition("\n\n")[0].splitlines()[2:]
	return [[cell.strip() for cell in row.strip("|").split(" | ")] for row in rows]


def test_the_readme_says_when_each_stage_of_a_course_is_reached():
	told = {stage for stage, _when in rows_below(ROOT / "README.md", "| stage of a course |")}
	assert told == {*LIFECYCLES["LAT Case"].stages, "Active again"}


@pytest.mark.parametrize("document", LIFECYCLES)
def test_the_guide_tells_administrators_every_stage(document):
	workflows = json.loads((ROOT / "fixtures" / "workflows.json").read_text("utf-8"))
	(name,) = [each["workflow_name"] for each in workflows if each["document_type"] == document]
	told = rows_below(ROOT / "docs" / "administrators-guide.md", "| workflow | document |")
	assert [row[2] for row in told if row[0] == name] == [", ".join(LIFECYCLES[document].stages)]
