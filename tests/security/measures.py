"""Each measure of the walls, taken out once: does a test notice?

`LAT_BENCH=... LAT_SITE=... python -m tests.security.measures [ROW or WORD ...]` works on a real site that the
checkout is installed on. It takes one measure out of the source, runs the tests that must then fail, and puts
the file back whatever happens. A new measure is one `Measure(...)` at the end of its row.

The door stands before every other wall and would hide that one is missing: it is taken out too, but for the
measures that are its own.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PERMISSIONS = "lat_corps/permissions"
SECURITY = "tests/security"
ARCHIVE = "lat_corps/spreadsheets/reading/archive.py"
CONTAINERS = "tests/spreadsheets/test_containers.py"


@dataclass(frozen=True)
class Measure:
	"""`text` stands in `file` exactly once; with `instead` in its place, some of `tests` must fail.

	`row` is a leak of the security page, or the requirement that asks for the measure.
	"""

	row: int | str
	name: str
	file: str
	text: str
	instead: str
	tests: str

	def sources(self) -> dict[Path, str]:
		"""Return the files without the measure, and without the door where it would stand before it."""
		found = {ROOT / self.file: self.taken_out()}
		if self.row not in AT_THE_DOOR:
			path = ROOT / QUERIES
			found[path] = found.get(path, path.read_text("utf-8")).replace(THE_DOOR, "")
		return found

	def taken_out(self) -> str:
		"""Return the source without the measure.

		Raises ValueError when the text is not there exactly once.
		"""
		source = (ROOT / self.file).read_text("utf-8")
		if source.count(self.text) != 1:
			raise ValueError(f"row {self.row}, {self.name}: the text is not there once in {self.file}")
		return source.replace(self.text, self.instead)


HOOKS, RULES, TRACES = (f"{PERMISSIONS}/{name}.py" for name in ("hooks", "rules", "traces"))
FILES, QUERIES = f"{PERMISSIONS}/files.py", f"{PERMISSIONS}/queries.py"
REPLACED = f"{PERMISSIONS}/replaced.py"
CONFIGURATION, CORE = f"{PERMISSIONS}/configuration.py", f"{PERMISSIONS}/core_doctypes.py"
MENTIONS, ERRORS, SHARING = (f"{PERMISSIONS}/{name}.py" for name in ("mentions", "errors", "sharing"))
APP = "lat_corps/hooks.py"
AUTHORED, GUARD = (f"{PERMISSIONS}/{name}.py" for name in ("authored", "guard"))
KEYS = "lat_corps/corps/keys.py"
BY_ALERT = f"{SECURITY}/test_row_20_alerts_rest.py"
BY_TEMPLATE = f"{SECURITY}/test_row_20_authored_rest.py"
HOLDING, REPLAY, HELD = "lat_corps/holding.py", "lat_corps/replay.py", "tests/site/test_holding.py"
DOCUMENT = "lat_corps/document.py"
LINKS, ANSWERS = (f"{PERMISSIONS}/{name}.py" for name in ("links", "answers"))
PEOPLE, FIELDS = (f"{PERMISSIONS}/{name}.py" for name in ("people", "fields"))
DOOR, CALLED, NAMES = (f"{PERMISSIONS}/door/{name}.py" for name in ("judge", "called", "names"))
LISTED, RECORDED = (f"{PERMISSIONS}/door/{name}.py" for name in ("listed", "recorded"))
AT_THE_DOOR = (21, 23)
THE_DOOR = "	door.judge(call, frappe.session.user)\n"
ERASING, READING = "lat_corps/privacy/erasing.py", "lat_corps/read_log/noting.py"

MEASURES: tuple[Measure, ...] = (
	Measure(
		1,
		"outer parentheses",
		HOOKS,
		"""return f"({' or '.join(conditions) or NOBODY})\"""",
		"""return f"{' or '.join(conditions) or NOBODY}\"""",
		f"{SECURITY}/test_row_01_conditions.py",
	),
	Measure(
		1,
		"escaped values",
		RULES,
		"""", ".join(frappe.db.escape(value, percent=False) for value in sorted(values))""",
		"""", ".join(f"'{value}'" for value in sorted(values))""",
		f"{SECURITY}/test_row_01_conditions.py",
	),
	Measure(
		2,
		"the stored row decides",
		HOOKS,
		"	if doc.is_new() and not is_stored(doc.doctype, doc.name):\n",
		"	if True:\n",
		f"{SECURITY}/test_row_02_stored_row.py",
	),
	Measure(21, "the door", QUERIES, THE_DOOR, "", f"{SECURITY}/test_door_rest.py"),
	Measure(
		21,
		"no document by a method that is not examined",
		DOOR,
		"		return _named_anywhere(texts, call.sent) or pointed_at(texts, _values(call.sent))\n",
		"		return None\n",
		f"{SECURITY}/test_door.py -k TestDecision",
	),
	Measure(
		21,
		"nor a trace or row by its random name",
		DOOR,
		"_named_anywhere(texts, call.sent) or pointed_at(texts, _values(call.sent))",
		"_named_anywhere(texts, call.sent)",
		f"{SECURITY}/test_door.py -k TestDecision",
	),
	Measure(
		21,
		"an examined method names documents where it may",
		DOOR,
		" if not line.may_be_named_in(item[0]))",
		" if False)",
		f"{SECURITY}/test_door.py -k TestDecision",
	),
	Measure(
		21,
		"nobody without a function",
		DOOR,
		"	if not records and not holds_function(user, ask):\n",
		"	if False:\n",
		f"{SECURITY}/test_door.py -k no_function",
	),
	Measure(
		21,
		"a record out of reach is as one that is not there",
		DOOR,
		"	if not all(_is_read(*record, user, ask) for record in (*records, *linked_in(call))):\n",
		"	if False:\n",
		f"{SECURITY}/test_door.py -k TestDecision",
	),
	Measure(
		21,
		"every spelling",
		NAMES,
		"	return text.translate(_SMALL)\n",
		"	return text\n",
		f"{SECURITY}/test_door.py -k TestNames",
	),
	Measure(
		21,
		"a refusal is logged",
		APP,
		'	"lat_corps.permissions.door.refusals.keep",\n',
		"",
		f"{SECURITY}/test_door_rest.py -k TestLog",
	),
	Measure(
		21,
		"the reach that let a request in serves one question",
		PEOPLE,
		"frappe.local.flags.pop(HANDED_ON, None)",
		"frappe.local.flags.get(HANDED_ON)",
		f"{SECURITY}/test_walls.py -k HandedOn",
	),
	Measure(
		21,
		"and none after a write",
		PEOPLE,
		"kept[1:] == (user, held, frappe.db.transaction_writes)",
		"kept[1:3] == (user, held)",
		f"{SECURITY}/test_walls.py -k HandedOn",
	),
	Measure(
		23,
		"what an examined method may call",
		DOOR,
		"	if not _calls_what_it_may(line, call):\n",
		"	if False:\n",
		f"{SECURITY}/test_door.py -k may_call",
	),
	Measure(
		23,
		"the function itself under any name",
		CALLED,
		'	return f"{module}.{name}" if WITHIN_ANOTHER in written else written\n',
		"	return method\n",
		f"{SECURITY}/test_door_rest.py -k other_name",
	),
	Measure(
		23,
		"a script of the site is not what was examined",
		CALLED,
		"	if _is_server_script(method):\n",
		"	if False:\n",
		f"{SECURITY}/test_door_rest.py -k script",
	),
	Measure(
		22,
		"no column of other records counted as if by a workflow",
		"lat_corps/workflows.py",
		"	if doctype in OWN:\n		return []\n",
		"	if doctype in LIFECYCLES:\n		return []\n",
		f"{SECURITY}/test_workflow_access.py -k counted",
	),
	Measure(
		24,
		"a text is a text",
		QUERIES,
		"	_refuse_values_for_texts(call.name, form)\n",
		"",
		f"{SECURITY}/test_row_24_texts.py",
	),
	Measure(
		22,
		"no record is renamed",
		DOCUMENT,
		'	if frappe.session.user != "Administrator":\n		frappe.throw(_("{0} keeps its number.")',
		'	if False:\n		frappe.throw(_("{0} keeps its number.")',
		f"{SECURITY}/test_row_22_new_and_stored.py -k Renaming",
	),
	Measure(
		22,
		"stored is what the database holds",
		HOOKS,
		"	if doc.is_new() and not is_stored(doc.doctype, doc.name):\n",
		"	if doc.is_new():\n",
		f"{SECURITY}/test_row_22_new_and_stored.py -k called_new",
	),
	Measure(
		22,
		"a copy is judged by its values",
		HOOKS,
		'	roles = roles_by_values(doc, user) if ptype == "create" else acting_roles(',
		"	roles = acting_roles(",
		f"{SECURITY}/test_row_22_new_and_stored.py -k a_copy",
	),
	Measure(
		22,
		"a fetched field is read where it comes from",
		RULES,
		"	if field and field.fetch_from:\n",
		"	if False:\n",
		f"{SECURITY}/test_row_22_new_and_stored.py -k FetchedFields",
	),
	Measure(
		3,
		"child rows follow their record",
		APP,
		"dict.fromkeys((*table.ROWS, *table.CHILD_TABLES), ",
		"dict.fromkeys((*table.ROWS,), ",
		f"{SECURITY}/test_row_03_joined_rows.py",
	),
	Measure(
		3,
		"no joined table past its level",
		QUERIES,
		"			if of not in CHILD_TABLES or not _table_levels(doctype, of) <= _levels(doctype):\n",
		"			if of not in CHILD_TABLES:\n",
		f"{SECURITY}/test_row_03_joined_rows.py",
	),
	Measure(
		3,
		"no column of a linked record",
		QUERIES,
		"			table = field.options if field else None\n",
		"			table = None\n",
		f"{SECURITY}/test_row_03_joined_rows.py",
	),
	Measure(
		4,
		"no share",
		SHARING,
		"	if share.share_doctype in ROWS or _is_trace(share):\n",
		"	if _is_trace(share):\n",
		f"{SECURITY}/test_row_04_shares.py",
	),
	Measure(
		4,
		"no share of a trace",
		SHARING,
		"	if share.share_doctype in ROWS or _is_trace(share):\n",
		"	if share.share_doctype in ROWS:\n",
		f"{SECURITY}/test_row_04_shares.py",
	),
	Measure(
		4,
		"no assignment of a stranger",
		APP,
		'	"ToDo": {"validate": "lat_corps.permissions.mentions.refuse_assignment"},\n',
		"",
		f"{SECURITY}/test_row_04_shares.py",
	),
	Measure(
		5,
		"own link search",
		APP,
		'standard_queries = dict.fromkeys(table.ROWS, "lat_corps.permissions.search.records")\n',
		"",
		f"{SECURITY}/test_row_05_link_search.py",
	),
	Measure(
		6,
		"no title names a person",
		"lat_corps/casework/doctype/lat_citizen/lat_citizen.json",
		' "sort_field": ',
		' "show_title_field_in_link": 1,\n "title_field": "full_name",\n "sort_field": ',
		f"{SECURITY}/test_row_06_titles.py",
	),
	Measure(
		7,
		"counts through the user's rights",
		APP,
		'	"frappe.client.get_count": "lat_corps.permissions.replaced.get_count",\n',
		"",
		f"{SECURITY}/test_row_07_counts.py",
	),
	Measure(
		7,
		"assignments through the user's rights",
		APP,
		'	"frappe.desk.listview.get_group_by_count"'
		': "lat_corps.permissions.replaced.get_group_by_count",\n',
		"",
		f"{SECURITY}/test_row_07_counts.py",
	),
	Measure(
		7,
		"the next record beside one that is read",
		APP,
		'	"frappe.desk.form.utils.get_next": "lat_corps.permissions.replaced.get_next",\n',
		"",
		f"{SECURITY}/test_row_07_counts.py -k compared",
	),
	Measure(
		7,
		"a record sought by field",
		APP,
		'	"frappe.client.get": "lat_corps.permissions.replaced.get",\n',
		"",
		f"{SECURITY}/test_row_07_counts.py -k such_a_person",
	),
	Measure(
		7,
		"a name is a text",
		QUERIES,
		"	_refuse_values_for_names(form)\n",
		"",
		f"{SECURITY}/test_row_07_counts.py -k such_a_person",
	),
	Measure(
		7,
		"no way round by Frappe's tests",
		QUERIES,
		"	if IN_TESTS.search(",
		"	if False and IN_TESTS.search(",
		f"{SECURITY}/test_row_07_counts.py -k every_way",
	),
	Measure(
		8,
		"no naming rule",
		CORE,
		'	"Document Naming Rule": (\n		("document_type",),',
		'	"Document Naming Rule": (\n		(),',
		f"{SECURITY}/test_row_08_names.py",
	),
	Measure(
		9,
		"no question above the level",
		QUERIES,
		"			if field and (field.permlevel or 0) not in _levels(doctype):\n",
		"			if False:\n",
		f"{SECURITY}/test_row_09_questions.py",
	),
	Measure(
		9,
		"letters spelt as numbers",
		QUERIES,
		"	return ESCAPED.sub(lambda found: chr(int(found[1], 16)), str(value))\n",
		"	return str(value)\n",
		f"{SECURITY}/test_row_09_questions.py -k spelt",
	),
	Measure(
		9,
		"the portal list filters by any parameter",
		QUERIES,
		'				yield doctype, {"filters": dict(form)}\n',
		"				pass\n",
		f"{SECURITY}/test_row_09_questions.py -k list_of_the_portal",
	),
	Measure(
		10,
		"no follow",
		APP,
		'	"Document Follow": {"after_insert": "lat_corps.permissions.sharing.drop_follow"},\n',
		"",
		f"{SECURITY}/test_row_10_follow_and_search.py",
	),
	Measure(
		10,
		"no field into the global search",
		CONFIGURATION,
		'		"in_global_search",\n',
		"",
		f"{SECURITY}/test_row_10_follow_and_search.py",
	),
	Measure(
		11,
		"files listed with their record",
		FILES,
		'	if not (followed := traces_in_reach(user, "File")):\n',
		'	if followed := traces_in_reach(user, "File"):\n',
		f"{SECURITY}/test_row_11_files.py",
	),
	Measure(
		11,
		"no owner",
		FILES,
		'"owner": file.owner if is_unsaved(file) else "Administrator",',
		'"owner": file.owner,',
		f"{SECURITY}/test_row_11_files.py -k 'lost or owner'",
	),
	Measure(
		"N10",
		"rows past the walls are asked for again before they are written",
		"lat_corps/measurement/import_writing.py",
		"		self._refuse_out_of_reach(cases)\n",
		"",
		"tests/site/test_import_writing.py -k TestRefusals",
	),
	Measure(
		"N10",
		"an import is for one municipality",
		"lat_corps/measurement/import_plan.py",
		'		filters={"municipality": municipality},\n',
		"",
		"tests/site/test_imports.py -k coordinates_both",
	),
	Measure(
		"N10",
		"one import at a time",
		"lat_corps/measurement/importing.py",
		"	with lock.alone(survey_import):\n		recipe",
		"	if True:\n		recipe",
		"tests/site/test_imports.py -k two_at_once",
	),
	Measure(
		"N10",
		"the uploaded file goes",
		"lat_corps/measurement/import_files.py",
		'	if frappe.get_cached_doc("LAT Settings").delete_survey_files:\n',
		"	if False:\n",
		"tests/site/test_imports.py -k uploaded_file_goes",
	),
	Measure(
		"N10",
		"a blank cell empties nothing",
		"lat_corps/spreadsheets/planning/answers.py",
		"		and (not blanks_empty or code in row.unasked)\n",
		"		and code in row.unasked\n",
		"tests/spreadsheets/test_nothing_lost.py -k stays_recorded",
	),
	Measure(
		"N10",
		"an item without a column is not touched",
		"lat_corps/spreadsheets/planning/answers.py",
		"		and (not blanks_empty or code in row.unasked)\n",
		"		and not blanks_empty\n",
		"tests/spreadsheets/test_nothing_lost.py -k without_a_column_is_not_touched",
	),
	Measure(
		"N10",
		"corrections are confirmed",
		"lat_corps/measurement/importing.py",
		"	refuse_unconfirmed(survey_import)\n",
		"",
		"tests/site/test_import_questions.py -k shown_and_confirmed",
	),
	Measure(
		"N10",
		"a column that is gone is asked about before anything is written",
		"lat_corps/measurement/importing.py",
		"		ask_about_lost_columns(survey_import)\n		found = plan(table, recipe)\n",
		"		found = plan(table, recipe)\n",
		"tests/site/test_import_questions.py -k learnt_of_a_column",
	),
	Measure(
		"R90",
		"no answer has a day that cannot be",
		"lat_corps/spreadsheets/planning/answers.py",
		"		return why_impossible(date, point, spans[case], follow_up_interval)\n",
		"		return None\n",
		"tests/spreadsheets/test_nothing_lost.py -k before_the_referral",
	),
	Measure(
		"N5",
		"what an import tells of its file goes with the file",
		"lat_corps/measurement/import_files.py",
		"update_modified=False)\n		forget_text(name)\n",
		"update_modified=False)\n",
		"tests/site/test_import_log.py -k go_with_the_file",
	),
	Measure(
		"N5",
		"erasure reaches a file that was never imported",
		"lat_corps/privacy/traces.py",
		'	named = imports_naming(found.records.get("LAT Case", ()))\n',
		"	named = ()\n",
		"tests/site/test_import_log.py -k checked_and_never_imported",
	),
	Measure(
		"N2",
		"no sentence says a CPR number",
		"lat_corps/domain/text.py",
		"		return without_civil_numbers(value)\n",
		"		return value\n",
		"tests/domain/test_civil_numbers.py -k no_sentence",
	),
	Measure(
		"N2",
		"no workbook of rows with errors has a CPR number",
		"lat_corps/spreadsheets/writing/rejected.py",
		"self.civil.hide(position, _unmistakable(value, self.settings))",
		"_unmistakable(value, self.settings)",
		"tests/spreadsheets/test_civil_columns.py -k wherever_it_stands",
	),
	Measure(
		11,
		"a place of its own",
		APP,
		'		"before_insert": "lat_corps.permissions.files.keep_apart",\n',
		"",
		f"{SECURITY}/test_row_11_files.py",
	),
	Measure(
		11,
		"a fingerprint of its own",
		FILES,
		'			"content_hash": frappe.generate_hash(length=32),\n',
		"",
		f"{SECURITY}/test_row_11_files.py -k shares_nothing",
	),
	Measure(
		11,
		"a file stays where it is",
		APP,
		'		"before_validate": "lat_corps.permissions.files.hold_still",\n',
		"",
		f"{SECURITY}/test_row_11_files.py",
	),
	Measure(
		11,
		"no address attached anew",
		QUERIES,
		"	_refuse_files_of_others(form)\n	_refuse",
		"	_refuse",
		f"{SECURITY}/test_row_11_files.py -k anew",
	),
	Measure(
		11,
		"a change of the file is a change of the record",
		FILES,
		"""may(record, "read" if ptype in READING else "write", user)""",
		"""may(record, "read", user)""",
		f"{SECURITY}/test_row_11_files.py -k may_not_write",
	),
	Measure(
		11,
		"no public upload",
		FILES,
		"	elif not cint(file.is_private):\n",
		"	elif False:\n",
		f"{SECURITY}/test_row_11_files.py -k public",
	),
	Measure(
		12,
		"no share key",
		APP,
		'	"Document Share Key": {"before_insert": "lat_corps.permissions.sharing.refuse_share_key"},\n',
		"",
		f"{SECURITY}/test_row_12_print.py",
	),
	Measure(
		13,
		"no report past the row rules",
		APP,
		'	"Report": {"validate": "lat_corps.permissions.configuration.refuse_report"},\n',
		"",
		f"{SECURITY}/test_row_13_reports.py",
	),
	Measure(
		13,
		"no prepared report",
		CORE,
		'	"Prepared Report": (\n		("report_name",),',
		'	"Prepared Report": (\n		(),',
		f"{SECURITY}/test_row_13_reports.py",
	),
	Measure(
		14,
		"guards at every save",
		DOCUMENT,
		"		if self.stage == before:\n",
		"		if True:\n",
		f"{SECURITY}/test_row_14_states.py",
	),
	Measure(
		14,
		"no stage beside the workflow",
		DOCUMENT,
		"		if sent not in (derived, before or initial):\n",
		"		if False:\n",
		f"{SECURITY}/test_row_14_states.py -k 'beside or later_stage'",
	),
	Measure(
		14,
		"no import",
		CORE,
		'	"Data Import": (\n		("reference_doctype",),',
		'	"Data Import": (\n		(),',
		f"{SECURITY}/test_row_14_states.py -k data_import",
	),
	Measure(
		14,
		"no mails of a workflow",
		APP,
		'			"lat_corps.permissions.configuration.refuse_alert",\n',
		"",
		f"{SECURITY}/test_row_14_states.py -k mails",
	),
	Measure(
		15,
		"nothing configured past the row rules",
		CONFIGURATION,
		"	if isinstance(target, str) and target in OWN:\n",
		"	if False:\n",
		f"{SECURITY}/test_row_15_configuration.py",
	),
	Measure(
		15,
		"no customization of a wall",
		APP,
		'	"Property Setter": {"validate": "lat_corps.permissions.configuration.refuse_property"},\n',
		"",
		f"{SECURITY}/test_row_15_configuration.py -k 'customization or elsewhere or aimed'",
	),
	Measure(
		15,
		"no copy by a field elsewhere",
		APP,
		'	"Custom Field": {"validate": "lat_corps.permissions.configuration.refuse_fetched_field"},\n',
		"",
		f"{SECURITY}/test_row_15_configuration.py -k elsewhere",
	),
	Measure(
		15,
		"no copy by a document elsewhere",
		APP,
		'	"DocType": {"validate": "lat_corps.permissions.configuration.refuse_fetching_fields"},\n',
		"",
		f"{SECURITY}/test_row_15_configuration.py -k elsewhere",
	),
	Measure(
		16,
		"errors without values",
		APP,
		'	"Error Log": {"before_insert": "lat_corps.permissions.errors.take_out_values"},\n',
		"",
		f"{SECURITY}/test_row_16_errors.py",
	),
	Measure(
		16,
		"no words of the error itself",
		ERRORS,
		'	error.method = f"{kind}, {error.reference_doctype}" if error.reference_doctype else kind\n',
		"",
		f"{SECURITY}/test_row_16_errors.py",
	),
	Measure(
		16,
		"nothing of the request or job",
		ERRORS,
		"		error.metadata = None\n",
		"		pass\n",
		f"{SECURITY}/test_row_16_errors.py -k asked_with",
	),
	Measure(
		17,
		"the right is asked for first",
		"lat_corps/casework/duties.py",
		'	doc.check_permission("read")\n',
		"",
		"tests/metadata/test_unchecked_reads.py",
	),
	Measure(
		19,
		"a part unpacks to the size that the directory names",
		ARCHIVE,
		"	if size != entry.file_size:",
		"	if not size and entry.file_size:",
		CONTAINERS,
	),
	Measure(
		19,
		"no packing without bounds",
		ARCHIVE,
		"if any(entry.compress_type not in PACKINGS for entry in entries):",
		"if False:",
		CONTAINERS,
	),
	Measure(
		19,
		"no two parts of one name",
		ARCHIVE,
		"		if name in seen:",
		"		if not name:",
		CONTAINERS,
	),
	Measure(
		19,
		"a directory of masses is not read",
		ARCHIVE,
		"	if content.count(DIRECTORY_ENTRY) > 10 * limits.archive_entries:",
		"	if not content:",
		CONTAINERS,
	),
	Measure(
		20,
		"traces listed with their record",
		APP,
		'dict.fromkeys(core_doctypes.TRACES, "lat_corps.permissions.traces.traces_in_reach")',
		"{}",
		f"{SECURITY}/test_row_20_technicians.py",
	),
	Measure(
		20,
		"traces read with their record",
		APP,
		'dict.fromkeys(core_doctypes.TRACES, "lat_corps.permissions.traces.may_trace")',
		"{}",
		f"{SECURITY}/test_row_20_technicians.py",
	),
	Measure(
		20,
		"the stored reference counts",
		TRACES,
		"for values in (doc, _stored(doc))",
		"for values in (doc,)",
		f"{SECURITY}/test_row_20_technicians.py",
	),
	Measure(
		20,
		"a record that is gone is nobody's",
		HOOKS,
		"		name and any(_is_in(",
		"		not frappe.db.exists(doctype, name) or any(_is_in(",
		f"{SECURITY}/test_row_20_technicians.py",
	),
	Measure(
		20,
		"code of the site's own is judged",
		GUARD,
		'		(Database, ("sql",), _judged),\n',
		"",
		f"{BY_TEMPLATE} -k no_record",
	),
	Measure(
		20,
		"it reads no record",
		AUTHORED,
		"	if OWN_TABLE in named:\n",
		"	if False:\n",
		f"{BY_TEMPLATE} -k no_record",
	),
	Measure(
		20,
		"nor rows about one",
		AUTHORED,
		" if TRACE.search(named) else text\n",
		" if False else text\n",
		f"{BY_TEMPLATE} -k no_trace",
	),
	Measure(
		20,
		"nor by the name of the database",
		AUTHORED,
		"	if REMARK.search(without_texts) or OF_A_DATABASE.search(without_texts.lower()):\n",
		"	if REMARK.search(without_texts):\n",
		f"{BY_TEMPLATE} -k no_trace",
	),
	Measure(
		20,
		"nor behind a remark",
		AUTHORED,
		"REMARK.search(without_texts) or ",
		"",
		f"{BY_TEMPLATE} -k no_trace",
	),
	Measure(
		20,
		"nor moves one elsewhere",
		AUTHORED,
		"		_refuse_change(database, text, values)\n",
		"		pass\n",
		f"{BY_TEMPLATE} -k 'no_trace or removes'",
	),
	Measure(
		20,
		"nor lets Frappe list them as the reader",
		TRACES,
		"	if is_authored():\n",
		"	if False:\n",
		f"{BY_TEMPLATE} -k 'other_documents'",
	),
	Measure(
		20,
		"it reads no key of a login",
		AUTHORED,
		"	if KEYS.search(named):\n",
		"	if False:\n",
		f"{BY_TEMPLATE} -k no_key",
	),
	Measure(
		20,
		"nor has Frappe read one",
		AUTHORED,
		" or (of_a_login and READING.match(named))",
		"",
		f"{BY_TEMPLATE} -k no_key",
	),
	Measure(
		20,
		"nor is handed a link to a new password",
		GUARD,
		'		(User, ("reset_password",), _for_its_person),\n',
		"",
		f"{BY_TEMPLATE} -k no_key",
	),
	Measure(
		20,
		"nor the session of who lets it run",
		GUARD,
		'		(safe_exec, ("get_safe_globals",), _without_keys),\n',
		"",
		f"{BY_TEMPLATE} -k no_session",
	),
	Measure(
		20,
		"a print reads for the record that is printed",
		AUTHORED,
		"reading(doc) if _is_printed(doc) else method(doc)",
		"reading(doc)",
		f"{BY_TEMPLATE} -k no_record",
	),
	Measure(
		20,
		"queries of reports are code of the site's own",
		AUTHORED,
		'		"execute_query_report",\n',
		"",
		f"{BY_TEMPLATE} -k query_of_a_report",
	),
	Measure(
		20,
		"no alert tells of a row about a record",
		GUARD,
		'		(notification, ("evaluate_alert",), _unless_about_ours),\n',
		"",
		f"{BY_ALERT} -k 'alert_tells'",
	),
	Measure(
		20,
		"nor on a later day",
		AUTHORED,
		'		"get_documents_for_today",\n',
		"",
		f"{BY_ALERT} -k 'later_day'",
	),
	Measure(
		20,
		"no preview shows one",
		GUARD,
		'(Webhook, ("meets_condition", "preview_request_body", "preview_meets_condition"), ',
		"(Webhook, (), ",
		f"{BY_ALERT} -k 'preview_shows'",
	),
	Measure(
		20,
		"no rule writes of one",
		GUARD,
		'		(assignment_rule, ("apply",), _unless_about_ours),\n',
		"",
		f"{BY_ALERT} -k 'rule_writes'",
	),
	Measure(
		20,
		"no webhook and no script runs on one",
		GUARD,
		'		(document, ("run_webhooks", "run_server_script_for_doc_event"), _unless_about_ours),\n',
		"",
		f"{BY_ALERT} -k 'no_script_runs'",
	),
	Measure(
		20,
		"none is mailed as somebody else",
		AUTHORED,
		'		"get_report_content",\n',
		"",
		f"{BY_ALERT} -k 'report_is_mailed'",
	),
	Measure(
		20,
		"none is copied by a field",
		GUARD,
		"		if not by_the_app and _is_ours(doctype, values):\n",
		"		if False:\n",
		f"{BY_ALERT} -k 'copies or link_of_any or form_of_the_app'",
	),
	Measure(
		20,
		"nor from a course, by a field added to a form of the app",
		GUARD,
		' and not df.get("is_custom_field")\n',
		"\n",
		f"{BY_ALERT} -k 'form_of_the_app'",
	),
	Measure(
		20,
		"what opens another person's login is told and logged",
		APP,
		', "lat_corps.corps.keys.tell"',
		"",
		f"{SECURITY}/test_row_20_keys_rest.py -k told_and_logged",
	),
	Measure(
		20,
		"and made by no template as that person",
		KEYS,
		"	if made and authored.is_authored():\n",
		"	if False:\n",
		f"{SECURITY}/test_row_20_keys_rest.py -k no_template",
	),
	Measure(
		20,
		"an export is logged without its page",
		"lat_corps/permissions/logs.py",
		"	def db_insert(self, *args: Any, **kwargs: Any) -> None:\n		take_out_page(self)\n",
		"	def db_insert(self, *args: Any, **kwargs: Any) -> None:\n",
		f"{SECURITY}/test_row_20_logs_rest.py -k without_what_was_sought",
	),
	Measure(
		20,
		"a job is shown without what it was given",
		GUARD,
		'		(rq_job, ("serialize_job",), _without_arguments),\n',
		"",
		f"{SECURITY}/test_row_20_logs_rest.py -k job",
	),
	Measure(
		"N5",
		"saved filters lose their values",
		ERASING,
		"	forget_saved(found, (*numbers, *people))\n",
		"",
		f"{SECURITY}/test_erasure_rest.py",
	),
	Measure(
		"N5",
		"list settings that name a person go",
		ERASING,
		"	forget_settings((*numbers, *people))\n",
		"	forget_settings(numbers)\n",
		f"{SECURITY}/test_erasure_rest.py",
	),
	Measure(
		20,
		"what would be sent is not shown",
		QUERIES,
		"	_refuse_targets(form)\n	for",
		"	for",
		f"{SECURITY}/test_row_20_technicians.py -k would_be_sent",
	),
	Measure(
		20,
		"no console",
		REPLACED,
		'	frappe.only_for("Administrator")\n',
		"",
		f"{SECURITY}/test_row_20_technicians.py",
	),
	Measure(
		20,
		"no backup",
		QUERIES,
		'	if path.startswith("/backups"):\n',
		"	if False:\n",
		f"{SECURITY}/test_row_20_technicians.py",
	),
	Measure(
		20,
		"no mention of a stranger",
		APP,
		'	"Comment": {"validate": "lat_corps.permissions.mentions.refuse_mentions"},\n',
		"",
		f"{SECURITY}/test_mentions.py",
	),
	Measure(
		20,
		"notices carry a number",
		APP,
		'	"Notification Log": {"before_insert": "lat_corps.permissions.mentions.take_out_content"},\n',
		"",
		f"{SECURITY}/test_mentions.py",
	),
	Measure(
		31,
		"what is counted is locked",
		HOLDING,
		"order_by=order_by, for_update=True",
		"order_by=order_by",
		f"{HELD} -k counted",
	),
	Measure(
		31,
		"what belongs to a course is held by it",
		DOCUMENT,
		'hold("LAT Case", self.lat_case)',
		"pass",
		f"{HELD} -k measurement",
	),
	Measure(
		31,
		"a request reads what is committed",
		REPLAY,
		"		frappe.db.sql(LEVEL)",
		"		pass",
		f"{SECURITY}/test_replay_rest.py -k sees",
	),
	Measure(
		31,
		"a request is asked again",
		APP,
		'	"lat_corps.replay.ask_again",\n',
		"",
		f"{SECURITY}/test_replay_rest.py -k deadlock",
	),
	Measure(
		"N1",
		"a function without the role",
		PEOPLE,
		"		if role not in held or not _holds_today(row):\n",
		"		if not _holds_today(row):\n",
		f"{SECURITY}/test_walls.py -k another_role",
	),
	Measure(
		"N1",
		"a function ends with its period",
		PEOPLE,
		"		if role not in held or not _holds_today(row):\n",
		"		if role not in held:\n",
		f"{SECURITY}/test_walls.py -k has_ended",
	),
	Measure(
		"N1",
		"access opens by a day that no setting of a login moves",
		PEOPLE,
		"from lat_corps.days import danish_today\n",
		"from lat_corps.days import own_today as danish_today\n",
		"tests/site/test_days.py -k day_in_denmark",
	),
	Measure(
		"N1",
		"no record of a course elsewhere",
		RULES,
		"	if field and field.fetch_from:\n",
		"	if field and field.fetch_from and not doc.get(fieldname):\n",
		f"{SECURITY}/test_walls.py -k opens_no_course_elsewhere",
	),
	Measure(
		"R88",
		"a course opens with the acceptance",
		RULES,
		"			f\"{is_one_of(column('LAT Match', 'stage'), ACCEPTED)}))\"\n",
		'			f"{EVERYBODY}))"\n',
		f"{SECURITY}/test_walls.py -k before_the_mentor_accepts",
	),
	Measure(
		"R9",
		"a deputy within the period",
		PEOPLE,
		"		if role not in held or not _holds_today(row):\n",
		"		if role not in held:\n",
		f"{SECURITY}/test_deputies_rest.py -k no_other_day",
	),
	Measure(
		"R22",
		"a loan within its period",
		PEOPLE,
		"loan.from_date, loan.to_date, loan.mentor",
		"null, null, loan.mentor",
		"tests/site/test_loans.py",
	),
	Measure(
		"R22",
		"a loan that holds",
		PEOPLE,
		"		and loan.stage in %(holding)s\n",
		"",
		"tests/site/test_loans.py",
	),
	Measure(
		"R22",
		"a course on loan only while it lasts",
		RULES,
		"is_one_of(column('LAT Match', 'municipality'), reach.municipalities_as(MENTOR))",
		"EVERYBODY",
		"tests/site/test_loans.py",
	),
	Measure(
		"R22",
		"no name before both agree",
		f"{PERMISSIONS}/table.py",
		'	"LAT Loan Offer": {COORDINATOR: InMunicipality("lending_municipality")},\n',
		'	"LAT Loan Offer": {COORDINATOR: Everyone()},\n',
		f"{SECURITY}/test_loans_rest.py -k before_both_agree",
	),
	Measure(
		"R39",
		"background information runs out",
		RULES,
		" and ({expires_on} is null or {expires_on} >= {day}))",
		")",
		"tests/site/test_background.py",
	),
	Measure(
		"R39",
		"background information for the mentor alone when passed on",
		RULES,
		'		return f"({shared} and ({expires_on} is null',
		'		return f"(({expires_on} is null',
		"tests/site/test_background.py",
	),
	Measure(
		"N2",
		"read-only fields belong to the server",
		DOCUMENT,
		"			if df.read_only and not df.fetch_from and",
		"			if False and",
		f"{SECURITY}/test_loans_rest.py -k signatures",
	),
	Measure(
		"N2",
		"levels hold in each role",
		DOCUMENT,
		"		self.refuse_fields_of_other_roles()\n",
		"",
		f"{SECURITY}/test_walls.py -k ElsewhereIsOnlyMentor",
	),
	Measure(
		"N2",
		"the contact card is one table",
		FIELDS,
		'	"birth_date": _COORDINATOR_ALONE,\n',
		'	"birth_date": _BOTH,\n',
		f"{SECURITY}/test_need_to_know_rest.py -k contact_card",
	),
	Measure(
		"N3",
		"an opening is noted",
		DOCUMENT,
		"		note(OPENED, self.doctype, [self.name], fold=",
		"		str(",
		f"{SECURITY}/test_read_log_rest.py -k fails_after",
	),
	Measure(
		"N3",
		"a print is noted",
		READING,
		"	note(PRINTED, doc.doctype, [doc.name])\n",
		"	return\n",
		f"{SECURITY}/test_read_log_rest.py -k print",
	),
	Measure(
		"N3",
		"a list is noted",
		APP,
		'	"lat_corps.read_log.gathering.log_readings",\n',
		"",
		f"{SECURITY}/test_read_log_rest.py -k list",
	),
	Measure(
		"N3",
		"nobody writes a line",
		"lat_corps/privacy/doctype/lat_read_log/lat_read_log.py",
		'		frappe.throw(_("The read log is written by the system alone."), frappe.PermissionError)\n',
		"		return\n",
		f"{SECURITY}/test_read_log_rest.py -k line",
	),
	Measure(
		"N3",
		"the coordinator alone reads it",
		f"{PERMISSIONS}/table.py",
		'	"LAT Read Log": {COORDINATOR: InMunicipality()},\n',
		'	"LAT Read Log": {COORDINATOR: Everyone()},\n',
		f"{SECURITY}/test_read_log_rest.py -k others",
	),
	Measure(
		"N5",
		"four eyes",
		ERASING,
		"	if user == erasure.requested_by:\n",
		"	if False:\n",
		f"{SECURITY}/test_erasure_rest.py -k own_erasure",
	),
	Measure(
		"N5",
		"the number is typed",
		ERASING,
		"	if confirmation.strip() != erasure.citizen:\n",
		"	if False:\n",
		f"{SECURITY}/test_erasure_rest.py -k wrong_number",
	),
	Measure(
		"N5",
		"no erasure before its time",
		ERASING,
		"	if erasure.reason == RETENTION_ENDED and not has_ended(courses):\n",
		"	if False:\n",
		"tests/site/test_erasure.py",
	),
	Measure(
		"R16",
		"an unsafe workflow is refused",
		APP,
		'			"lat_corps.workflows.refuse_unsafe",\n',
		"",
		"tests/site/test_shaping.py",
	),
	Measure(
		"R90",
		"a second closing asks for its own texts",
		"lat_corps/casework/closings.py",
		"	case.update(dict.fromkeys(WRITTEN_FOR_A_CLOSING))\n",
		"",
		"tests/site/test_guards.py -k SecondClosing",
	),
	Measure(
		"R98",
		"a second closing asks for its own handover",
		"lat_corps/casework/facts.py",
		'sent = {"sent_on": [">", since]} if since else {}',
		"sent = {}",
		"tests/site/test_guards.py -k SecondClosing",
	),
	Measure(
		"R88",
		"a mentor found for a reopening goes with its reason",
		"lat_corps/casework/matches.py",
		"elif stored.reopen_reason and not case.reopen_reason:",
		"elif False:",
		"tests/site/test_every_path.py",
	),
	Measure(
		"R35",
		"a course about to be reopened takes a place",
		"lat_corps/corps/facts.py",
		'or (case.stage == "Closed" and case.reopen_reason)',
		"or False",
		"tests/site/test_every_path.py",
	),
	Measure(
		"R16",
		"a course taken up again is carried as one that begins",
		"lat_corps/domain/documents/course.py",
		"return [*guard_case_referred_again(facts), *_carried(facts)]",
		"return guard_case_referred_again(facts)",
		"tests/site/test_every_path.py",
	),
	Measure(
		"N6",
		"persons are counted, not courses",
		"lat_corps/domain/pooling.py",
		"if not course.person or course.person not in seen:",
		"if True:",
		"tests/domain/test_pooling.py",
	),
	Measure(
		"N6",
		"a reopened course changes nothing that was shown",
		"lat_corps/insight/change.py",
		"found.append(_Closing(case.name, person, number, day, until))",
		"continue",
		"tests/site/test_change.py",
	),
	Measure(
		"18",
		"what nobody sees does not hide a formula",
		"lat_corps/spreadsheets/cells/danish_csv.py",
		"		if unicodedata.category(sign) not in UNSEEN_CATEGORIES and not UNSEEN.match(sign):\n",
		"		if True:\n",
		"tests/spreadsheets/test_export.py -k might_run_is_disarmed_in_csv",
	),
	Measure(
		"19",
		"no entity is declared",
		"lat_corps/spreadsheets/reading/xml_events.py",
		"	parser.EntityDeclHandler = parser.UnparsedEntityDeclHandler = _refuse\n",
		"",
		"tests/spreadsheets/test_workbook_kinds.py -k entities_are_refused",
	),
	Measure(
		"19",
		"repeated cells end at the last column that is read",
		"lat_corps/spreadsheets/reading/opendocument.py",
		"		if self._column > self.limits.columns:\n",
		"		if False:\n",
		"tests/spreadsheets/test_opendocument.py -k repetitions",
	),
	Measure(
		"19",
		"an SPSS file is judged before it is unpacked",
		"lat_corps/spreadsheets/reading/spss.py",
		"		_refuse_too_large(described, limits)\n",
		"",
		"tests/spreadsheets/test_spss.py -k limits_hold",
	),
	Measure(
		"N10",
		"a correction in bulk asks for the right to each record",
		"lat_corps/measurement/import_corrections.py",
		"	if set(names) - (written_among(MEASUREMENT, names) & set(read)):\n",
		"	if False:\n",
		"tests/site/test_import_corrections.py -k on_a_course_in_reach",
	),
	Measure(
		27,
		"a link leads to what its writer reads",
		LINKS,
		"		if not doc.may_name(field, name):\n",
		"		if False:\n",
		f"{SECURITY}/test_row_27_links.py -k TestMatches",
	),
	Measure(
		27,
		"a row stays in its document",
		LINKS,
		"			if row.name and not row.is_new() and row.name not in own:\n",
		"			if False:\n",
		f"{SECURITY}/test_row_27_links.py -k a_row_stays",
	),
	Measure(
		24,
		"a link is a text",
		LINKS,
		"		if not isinstance(name, str | int):\n",
		"		if False:\n",
		f"{SECURITY}/test_row_24_texts.py -k a_link_to_a_person",
	),
	Measure(
		24,
		"a rule asks for a text",
		RULES,
		"	return value if isinstance(value, str) else None\n",
		"	return value\n",
		f"{SECURITY}/test_row_24_texts.py -k a_link_is_a_text",
	),
	Measure(
		24,
		"a name is a text within a document too",
		QUERIES,
		"(form, *_cards(form), *sent)",
		"(form,)",
		f"{SECURITY}/test_row_24_texts.py -k belongs_to_a_document",
	),
	Measure(
		24,
		"the name of a DocType is a text",
		QUERIES,
		"(*NAMES, *TARGETS)",
		"NAMES",
		f"{SECURITY}/test_row_24_shapes.py -k outsider-frappe.desk.reportview",
	),
	Measure(
		24,
		"files are named at any depth",
		QUERIES,
		'	attached = [*_leaves(parsed(form.get("attachments")))]\n',
		'	attached = parsed(form.get("attachments")) or []\n',
		f"{SECURITY}/test_row_24_shapes.py -k outsider-frappe.desk.reportview",
	),
	Measure(
		13,
		"no report of another app about the records",
		QUERIES,
		"	_refuse_foreign_report(call.name, form)\n",
		"",
		f"{SECURITY}/test_row_13_reports.py -k none_lists",
	),
	Measure(
		16,
		"no trace among what a bulk change answers",
		REPLACED,
		'		if failed["doc"].get("doctype") in OWN:\n',
		"		if False:\n",
		f"{SECURITY}/test_row_27_links.py -k bulk_update",
	),
	Measure(
		25,
		"an event follows its record",
		CORE,
		"""	"Event": (("reference_doctype", "reference_docname"),),\n""",
		"",
		f"{SECURITY}/test_row_25_owners.py -k nothing_is_read",
	),
	Measure(
		25,
		"a calendar shows none out of reach",
		REPLACED,
		"""	return [event for event in events if event["name"] not in hidden]\n""",
		"	return events\n",
		f"{SECURITY}/test_row_25_owners.py -k calendar",
	),
	Measure(
		21,
		"a trace is asked for by its record",
		RECORDED,
		"	if doctype in TRACES:\n",
		"	if False:\n",
		f"{SECURITY}/test_row_25_owners.py -k comment_is_neither",
	),
	Measure(
		21,
		"each of many records is asked for",
		RECORDED,
		"	return found if isinstance(found, list) else [found]\n",
		"	return [found if isinstance(found, dict) else value]\n",
		f"{SECURITY}/test_errors_rest.py -k out_of_reach",
	),
	Measure(
		21,
		"documents of others link to what is read",
		DOOR,
		"(*records, *linked_in(call))",
		"records",
		f"{SECURITY}/test_row_27_links.py -k TestLinksElsewhere",
	),
	Measure(
		21,
		"no client says that no right is asked",
		DOOR,
		"	if call.sent.get(BY_CODE_ALONE):\n",
		"	if False:\n",
		f"{SECURITY}/test_row_25_owners.py -k no_client_says",
	),
	Measure(
		21,
		"a link search calls searches alone",
		LISTED,
		"			and found.names >= A_SEARCH\n",
		"",
		f"{SECURITY}/test_door.py -k may_call",
	),
	Measure(
		21,
		"an error shows no trace",
		ANSWERS,
		"	frappe.local.flags.disable_traceback = True\n",
		"",
		f"{SECURITY}/test_errors_rest.py -k 'wrong_kind and client.get_list'",
	),
	Measure(
		21,
		"an error ends in a sentence",
		ANSWERS,
		"	response.set_data(",
		"	(lambda text: None)(",
		f"{SECURITY}/test_errors_rest.py -k 'wrong_kind and client.get_list'",
	),
	Measure(
		13,
		"no heatmap of what is kept about records",
		REPLACED,
		'		if asked.get("type") == HEATMAP and counted in TRACES:\n',
		"		if False:\n",
		f"{SECURITY}/test_row_15_configuration.py -k TestCharts",
	),
	Measure(
		6,
		"a link is checked for who may make it",
		REPLACED,
		"	if doctype in ROWS and doctype not in OPEN and not _may_link(doctype, docname):\n",
		"	if False:\n",
		f"{SECURITY}/test_row_07_counts.py -k link_check",
	),
)


def bench(*words: str) -> None:
	"""Run a bench command on the site under test."""
	subprocess.run(
		[
			sys.executable,
			"-m",
			"frappe.utils.bench_helper",
			"frappe",
			"--site",
			os.environ["LAT_SITE"],
			*words,
		],
		cwd=Path(os.environ["LAT_BENCH"]) / "sites",
		check=True,
		stdout=subprocess.DEVNULL,
		stderr=subprocess.DEVNULL,
	)


def settle(measure: Measure) -> None:
	"""Make the site see the source as it now stands."""
	bench(*(("migrate",) if measure.file.endswith(".json") else ("clear-cache",)))


def is_noticed(measure: Measure) -> bool:
	"""Take a measure out, run its tests, put it back, and tell whether a test has failed."""
	changed = measure.sources()
	before = {path: path.read_bytes() for path in changed}
	try:
		for path, source in changed.items():
			path.write_text(source, "utf-8")
		settle(measure)
		command = f"{sys.executable} -m pytest -x -p no:cacheprovider {measure.tests}"
		done = subprocess.run(
			command, shell=True, cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True, text=True
		)
		# 1 is a failed test; anything else but 0 is a run that proves nothing.
		return done.returncode == 1 and " failed" in done.stdout
	finally:
		for path, source in before.items():
			path.write_bytes(source)
		settle(measure)


def main(words: list[str]) -> int:
	"""Report each chosen measure; return 1 when one was not noticed."""
	signal.signal(signal.SIGTERM, lambda *_signal: sys.exit(1))
	chosen = [
		measure
		for measure in MEASURES
		if not words or any(word == str(measure.row) or word in measure.name for word in words)
	]
	unnoticed = 0
	for measure in chosen:
		noticed = is_noticed(measure)
		unnoticed += not noticed
		print(f"{'caught' if noticed else 'NOT CAUGHT'}: row {measure.row}, {measure.name}", flush=True)
	print(f"{len(chosen) - unnoticed} of {len(chosen)} measures are held by a test")
	return int(bool(unnoticed))


if __name__ == "__main__":
	sys.exit(main(sys.argv[1:]))
