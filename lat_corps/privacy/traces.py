"""Where a citizen can be found on a site: own records, links to them, Frappe's traces, files (GDPR art. 17).

What links to a record is found from the site's own metadata, custom fields and other apps included. Only
where Frappe keeps a reference in plain text, or writes down texts, is there a list, below.
"""

from __future__ import annotations

import json
import quopri
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

import frappe

from lat_corps.compat import anywhere, is_on_site
from lat_corps.measurement.import_files import imports_naming
from lat_corps.permissions.table import CHILD_TABLES
from lat_corps.read_log.subjects import NOT_ABOUT

KEPT = (
	"LAT Read Log",
	"LAT Erasure",
	"LAT Erasure Count",
	"LAT Kept Figure",
	"LAT Counted Period",
	"LAT National Release",
)
"""What stays, with numbers only: proof of the erasure and of who had read it, and what it counted for."""

GOES_WITH = {"LAT Disagreement": ("document_type", "document_number")}
"""Own documents that name a record without a link, and go with it: its document type, and its number."""

PLAIN_REFERENCES: dict[str, tuple[str | None, str]] = {
	"Access Log": ("export_from", "reference_document"),
	"Data Import Log": (None, "docname"),
	"Deleted Document": ("deleted_doctype", "deleted_name"),
	"Email Queue": ("reference_doctype", "reference_name"),
	"Energy Point Log": ("reference_doctype", "reference_name"),
	"Error Log": ("reference_doctype", "reference_name"),
	"Milestone": ("reference_type", "reference_name"),
	"Notification Log": ("document_type", "document_name"),
	"Transaction Log": ("reference_doctype", "document_name"),
	"Version": ("ref_doctype", "docname"),
	"Webhook Request Log": (None, "reference_document"),
	"File": ("attached_to_doctype", "attached_to_name"),
}
"""Frappe's references that are no link fields: the field of the document type, and that of the number."""

TEXTS: dict[str, tuple[str, ...]] = {
	"API Request Log": ("path",),
	"Access Log": ("filters", "page", "columns"),
	"Activity Log": ("subject", "content"),
	"Comment": ("content",),
	"Communication": ("subject", "content"),
	"Console Log": ("script",),
	"Deleted Document": ("data",),
	"Email Queue": ("message",),
	"Error Log": ("method", "error", "metadata"),
	"Integration Request": ("data", "output", "error"),
	"List Filter": ("filters", "filter_name"),
	"Notification Log": ("subject", "email_content"),
	"Prepared Report": ("filters",),
	"Reminder": ("description",),
	"Route History": ("route",),
	"Scheduled Job Log": ("details",),
	"ToDo": ("description",),
	"Version": ("data",),
	"Webhook Request Log": ("data", "response", "error"),
}
"""Texts that Frappe writes down, which may name a record."""

SAVED: dict[str, tuple[str, ...]] = {
	"Auto Email Report": ("filters",),
	"Dashboard Chart": ("filters_json", "dynamic_filters_json"),
	"Kanban Board": ("filters",),
	"Notification": ("filters",),
	"Number Card": ("filters_json", "dynamic_filters_json"),
	"Report": ("json",),
	"Workspace Quick List": ("quick_list_filter",),
	"Workspace Shortcut": ("stats_filter",),
}
"""Filters that people save with a report, card, chart or shortcut: their values go, the rest stays."""

TECHNICAL = frozenset(TEXTS) - {"Comment", "Communication", "ToDo", "Version"}
"""Of those, the ones where a person's name alone is reason enough: nobody works in them. A comment on another
course that happens to hold the same name belongs to that course."""

OF_CITIZENS = (
	("LAT Citizen", "full_name"),
	("LAT Citizen", "working_name"),
	("LAT Citizen", "email"),
	("LAT Citizen", "phone"),
	("LAT Custody Holder", "full_name"),
	("LAT Custody Holder", "phone"),
	("LAT Consent", "given_by_name"),
)
"""Names and addresses by which a person is found in texts."""

GO_WHOLE = ("LAT Coaching Session",)
"""Documents that go with a course in one of their rows: what stands beside it may be about that person."""

TOLD = ("LAT Experience", "words")
"""What somebody of a corps has told without names: where a name slipped through, the note goes with it."""

FILES_OF_AN_IMPORT = ("survey_file", "rejected_file")

SHORTEST_NAME = 5
"""A shorter name would be found in the middle of other words."""


@dataclass
class Found:
	"""What is to go. Each maps a document type to numbers, or to rows.

	`links` are fields to be emptied, `saved` fields whose filters are.
	"""

	records: dict[str, list[str]] = field(default_factory=dict)
	rows: dict[str, list[str]] = field(default_factory=dict)
	links: dict[tuple[str, str], list[str]] = field(default_factory=dict)
	traces: dict[str, list[str]] = field(default_factory=dict)
	saved: dict[tuple[str, str], list[str]] = field(default_factory=dict)
	imports: list[str] = field(default_factory=list)
	files: list[str] = field(default_factory=list)

	@property
	def numbers(self) -> list[str]:
		return sorted({name for names in self.records.values() for name in names})

	def counts(self) -> list[tuple[str, str, int]]:
		"""Return (kind, document type, how many), as an erasure keeps them."""
		links, traces = _by_doctype(self.links), _by_doctype(self.saved)
		for doctype, names in self.traces.items():
			traces[doctype] = traces.get(doctype, 0) + len(names)
		groups = (
			("Record", {doctype: len(names) for doctype, names in self.records.items()}),
			("Row in another record", {doctype: len(names) for doctype, names in self.rows.items()}),
			("Link in another record", links),
			("Trace in Frappe", traces),
			("File on disk", {"File": len(self.files)}),
		)
		return [
			(kind, doctype, number)
			for kind, numbers in groups
			for doctype, number in sorted(numbers.items())
			if number
		]


def _by_doctype(fields: dict[tuple[str, str], list[str]]) -> dict[str, int]:
	found: dict[str, int] = {}
	for (doctype, _field), names in fields.items():
		found[doctype] = found.get(doctype, 0) + len(names)
	return found


def find(citizen: str) -> Found:
	"""Return everything on the site that is about the citizen, or names one of the citizen's records."""
	return find_with({"LAT Citizen": [citizen]})


def find_with(records: Mapping[str, Iterable[str]]) -> Found:
	"""Return what belongs to records (document type -> numbers) of the app, or names one of them."""
	found = Found(records=_with_linked(records))
	_add_told(found)
	_add_rows_and_links(found)
	_add_traces(found)
	_add_saved(found)
	_add_tags(found)
	_add_files(found)
	return found


def records_about(citizen: str) -> dict[str, list[str]]:
	"""Return document type -> numbers of the app's own records that are about the citizen."""
	return _with_linked({"LAT Citizen": [citizen]})


def _with_linked(records: Mapping[str, Iterable[str]]) -> dict[str, list[str]]:
	found = Found(records={doctype: sorted(names) for doctype, names in records.items()})
	while _add_linked(found):
		pass
	return found.records


def own_doctypes() -> set[str]:
	modules = frappe.get_module_list("lat_corps")
	return set(
		frappe.get_all("DocType", filters={"module": ["in", modules]}, pluck="name", order_by="name asc")
	)


def link_fields(targets: Iterable[str]) -> list[tuple[str, str, str]]:
	"""Return (document type, field, target) of every link field on the site, custom ones included."""
	return _fields(fieldtype="Link", options=["in", sorted(targets)])


def dynamic_link_fields() -> list[tuple[str, str, str]]:
	"""Return (document type, field of the type, field of the number) of every dynamic link on the site."""
	return [(doctype, kind, number) for doctype, number, kind in _fields(fieldtype="Dynamic Link")]


def _fields(**filters: object) -> list[tuple[str, str, str]]:
	"""Return (document type, field, options) of the stored fields of the site, custom ones included."""
	found = []
	for table, holder in (("DocField", "parent"), ("Custom Field", "dt")):
		if is_on_site(table):
			found += frappe.get_all(
				table,
				filters=filters,
				fields=[holder, "fieldname", "options"],
				order_by=f"{holder} asc, idx asc",
				as_list=True,
			)
	return [tuple(row) for row in found if is_stored(row[0])]


def is_stored(doctype: str) -> bool:
	return is_on_site(doctype) and not frappe.get_meta(doctype).issingle


def _add_linked(found: Found) -> bool:
	"""Add own documents that link to what is found already; tell whether there were any."""
	own, grown = own_doctypes(), False
	for doctype, fieldname, target in link_fields(found.records):
		named = {fieldname: ["in", found.records[target]]}
		if frappe.get_meta(doctype).istable:
			wholes = [whole for whole in CHILD_TABLES.get(doctype, ()) if whole in GO_WHOLE]
			linked = {whole: _parents(doctype, _names(doctype, named), whole) for whole in wholes}
		elif doctype in own and doctype not in (*NOT_ABOUT, *KEPT):
			linked = {doctype: _names(doctype, named)}
		else:
			continue
		for about, names in linked.items():
			grown |= _grow(found, about, names)
	for doctype, (kind, number) in GOES_WITH.items():
		for about, names in list(found.records.items()):
			grown |= _grow(found, doctype, _names(doctype, {kind: about, number: ["in", names]}))
	return grown


def _grow(found: Found, doctype: str, names: Iterable[str]) -> bool:
	"""Add records to what is found; tell whether there were new ones."""
	known = set(found.records.get(doctype, ()))
	new = set(names) - known
	if new:
		found.records[doctype] = sorted(known | new)
	return bool(new)


def _add_told(found: Found) -> None:
	"""Add what was told without names and names a record or a person all the same."""
	doctype, column = TOLD
	filters = [[column, "like", anywhere(term)] for term in (*found.numbers, *names_of(found))]
	# Without a term every note would be found.
	if not filters:
		return
	_grow(found, doctype, frappe.get_all(doctype, or_filters=filters, pluck="name", order_by="name asc"))


def _add_rows_and_links(found: Found) -> None:
	own = own_doctypes()
	for doctype, fieldname, target in link_fields(found.records):
		if doctype in found.records or doctype in KEPT:
			continue
		names = _names(doctype, {fieldname: ["in", found.records[target]]})
		meta = frappe.get_meta(doctype)
		if meta.istable:
			names = [name for name in names if not _stands_in(doctype, name, found)]
		if not names:
			continue
		if meta.istable and doctype in own:
			found.rows[doctype] = sorted({*found.rows.get(doctype, ()), *names})
			found.imports += _parents(doctype, names, "LAT Survey Import")
		else:
			found.links.setdefault((doctype, fieldname), []).extend(names)


def _add_traces(found: Found) -> None:
	for doctype, kind, number in (*dynamic_link_fields(), *_plain_references()):
		if doctype in found.records or doctype in KEPT:
			continue
		for about, names in found.records.items():
			filters = {number: ["in", names], **({kind: about} if kind else {})}
			for name in _names(doctype, filters):
				if _is_of_frappe(doctype) or frappe.get_meta(doctype).istable:
					_trace(found, doctype, name)
				else:
					found.links.setdefault((doctype, number), []).append(name)
	numbers, names = found.numbers, names_of(found)
	for doctype, texts in TEXTS.items():
		if not is_on_site(doctype):
			continue
		columns = [text for text in texts if frappe.get_meta(doctype).has_field(text)]
		for term in (*numbers, *(names if doctype in TECHNICAL else ())):
			for name in frappe.get_all(
				doctype,
				or_filters=[[text, "like", anywhere(term)] for text in columns],
				pluck="name",
				order_by="name asc",
			):
				_trace(found, doctype, name)


def _add_saved(found: Found) -> None:
	"""Add the filters that name a record or a person, whoever saved them."""
	terms = (*found.numbers, *names_of(found))
	# A list that is asked for none of several conditions gives all there is.
	if not terms:
		return
	for doctype, columns in SAVED.items():
		for column in columns if is_on_site(doctype) else ():
			if not frappe.db.has_column(doctype, column):
				continue
			filters = [[column, "like", anywhere(term)] for term in terms]
			if names := frappe.get_all(doctype, or_filters=filters, pluck="name", order_by="name asc"):
				found.saved[doctype, column] = names


def _add_tags(found: Found) -> None:
	"""A tag is a text of its own: it goes when nothing else carries it."""
	links = found.traces.get("Tag Link", ())
	for tag in sorted({frappe.db.get_value("Tag Link", name, "tag") for name in links}):
		if not set(_names("Tag Link", {"tag": tag})) - set(links):
			_trace(found, "Tag", tag)


def _add_files(found: Found) -> None:
	"""Find what is attached to the records and their letters, named in their fields, or imported from."""
	urls = set(
		frappe.get_all(
			"File",
			filters={"name": ["in", found.traces.get("File", [""])]},
			pluck="file_url",
			order_by="name asc",
		)
	)
	for doctype, names in found.records.items():
		for df in frappe.get_meta(doctype).get("fields", {"fieldtype": ["in", ["Attach", "Attach Image"]]}):
			urls |= set(
				frappe.get_all(
					doctype, filters={"name": ["in", names]}, pluck=df.fieldname, order_by="name asc"
				)
			)
	for trace in ("Communication", "Comment"):
		for name in found.traces.get(trace, ()):
			rows = frappe.get_all(
				"File",
				filters={"attached_to_doctype": trace, "attached_to_name": name},
				fields=["name", "file_url"],
				order_by="name asc",
			)
			urls |= {row.file_url for row in rows}
			for row in rows:
				_trace(found, "File", row.name)
	named = imports_naming(found.records.get("LAT Case", ()))
	wrote = _imports_of(found.records.get("LAT Measurement", ()))
	found.imports = sorted({*found.imports, *named, *wrote})
	for name in found.imports:
		for url in frappe.db.get_value("LAT Survey Import", name, FILES_OF_AN_IMPORT):
			if url:
				urls.add(url)
				for file in _names("File", {"file_url": url}):
					_trace(found, "File", file)
	gone = set(found.traces.get("File", ()))
	found.files = sorted(
		url
		for url in urls
		if url
		and url.startswith(("/private/files/", "/files/"))
		and not set(_names("File", {"file_url": url})) - gone
	)


def _imports_of(measurements: Iterable[str]) -> list[str]:
	"""Return the imports that wrote measurements: the rows shown there are only the first of the file."""
	return frappe.get_all(
		"LAT Measurement",
		filters={"name": ["in", [*measurements] or [""]], "survey_import": ["is", "set"]},
		pluck="survey_import",
		order_by="survey_import asc",
	)


def names_of(found: Found) -> list[str]:
	"""Return by what the person and the custody holders are found, in the spellings in which logs keep it."""
	people = set()
	for doctype, fieldname in OF_CITIZENS:
		if frappe.get_meta(doctype).istable:
			filters = {
				"parent": ["in", found.records.get("LAT Citizen") or [""]],
				"parenttype": "LAT Citizen",
			}
		else:
			filters = {"name": ["in", found.records.get(doctype) or [""]]}
		people |= set(frappe.get_all(doctype, filters=filters, pluck=fieldname, order_by="name asc"))
	return sorted(
		{
			spelling
			for person in people
			if person and len(person) >= SHORTEST_NAME
			for spelling in (person, json.dumps(person)[1:-1], quopri.encodestring(person.encode()).decode())
		}
	)


def _plain_references() -> Iterator[tuple[str, str | None, str]]:
	for doctype, (kind, number) in PLAIN_REFERENCES.items():
		if is_on_site(doctype):
			yield doctype, kind, number


def _trace(found: Found, doctype: str, name: str) -> None:
	names = found.traces.setdefault(doctype, [])
	if name not in names:
		names.append(name)


def _names(doctype: str, filters: dict) -> list[str]:
	return frappe.get_all(doctype, filters=filters, pluck="name", order_by="name asc")


def _parents(child: str, names: list[str], parenttype: str) -> list[str]:
	return frappe.get_all(
		child,
		filters={"name": ["in", names], "parenttype": parenttype},
		pluck="parent",
		distinct=True,
		order_by="parent asc",
	)


def _stands_in(child: str, name: str, found: Found) -> bool:
	"""Tell whether a row goes with its parent anyway."""
	row = frappe.db.get_value(child, name, ["parent", "parenttype"], as_dict=True)
	return row.parent in found.records.get(row.parenttype, ())


def _is_of_frappe(doctype: str) -> bool:
	return frappe.get_meta(doctype).module in frappe.get_module_list("frappe")
