"""What differs between two snapshots of a site, told by kind, and whether it is meant."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from lat_corps.domain.documents.course import FINISHED
from tests.upgrade.meant import LEFT_TO_FRAPPE, MEANT

NOT_SAID = frozenset(("name", "creation", "modified", "modified_by", "owner", "idx"))
SHIPS = ("standard", "is_standard")
"""Columns in which Frappe says that a record comes with an app."""

SHOWN = 6
"""How many examples of one kind of difference are printed."""


@dataclass(frozen=True)
class Difference:
	"""`where` names the kind, such as "record tabLAT Case.mentor"; `examples` say what was and what is."""

	where: str
	examples: tuple[str, ...]

	@property
	def meant(self) -> str:
		"""Return why the app's newer state differs there on purpose, or nothing."""
		return next((reason for pattern, reason in MEANT if pattern.fullmatch(self.where)), "")


def compare(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Difference]:
	"""Return what is gone or not the same; what is new is a difference in rights and access alone."""
	found: dict[str, list[str]] = {}
	finished = _of_finished_courses(before["records"])
	for where, example in (
		*_records(before["records"], after["records"], finished),
		*_rights(before["rights"], after["rights"]),
		*_reach(before["reach"], after["reach"], finished),
		*_figures(before["figures"], after["figures"]),
	):
		found.setdefault(where, []).append(example)
	return [Difference(where, tuple(examples)) for where, examples in sorted(found.items())]


def _of_finished_courses(tables: Mapping) -> set[tuple[str, str]]:
	"""Return the (table, name) of finished courses and of what belongs to them."""
	courses = {name for name, row in tables["tabLAT Case"].items() if row["stage"] in FINISHED}
	return {
		(table, name)
		for table, rows in tables.items()
		for name, row in rows.items()
		if (name if table == "tabLAT Case" else row.get("lat_case")) in courses
	}


def _records(before: Mapping, after: Mapping, finished: set) -> Iterator[tuple[str, str]]:
	for table, rows in before.items():
		if table in LEFT_TO_FRAPPE:
			continue
		now = after.get(table, {})
		columns = {column for row in rows.values() for column in row} - NOT_SAID
		said = {_content(row, columns) for row in now.values()}
		for name, row in rows.items():
			ships = " that ships" if any(row.get(column) in ("1", "Yes") for column in SHIPS) else ""
			if name not in now:
				# Rows of a table are written anew with their document.
				if "parenttype" not in row or _content(row, columns) not in said:
					of = f" of {row['parenttype']}" if row.get("parenttype") else ""
					yield f"row {table}{of}{ships}", f"{name} {row.get('parent', '')}"
				continue
			for column, value in row.items():
				if now[name].get(column, "") != value:
					of = " of finished courses" if (table, name) in finished else ships
					yield (
						f"record {table}.{name if table == 'tabSingles' else column}{of}",
						f"{name}: {value[:80]!r} -> {now[name].get(column, 'no such column')[:80]!r}",
					)


def _content(row: Mapping[str, str], columns: Iterable[str]) -> tuple:
	"""Return what a row says in these columns, without those that are empty."""
	return tuple(sorted((column, row[column]) for column in columns if row.get(column)))


def _rights(before: Mapping, after: Mapping) -> Iterator[tuple[str, str]]:
	for doctype, rows in before.items():
		for key in sorted({*rows, *after.get(doctype, {})}):
			was, now = rows.get(key, []), after.get(doctype, {}).get(key, [])
			if was != now:
				yield f"right {doctype}: {key}", _change(was, now)


def _reach(before: Mapping, after: Mapping, finished: set) -> Iterator[tuple[str, str]]:
	for person, doctypes in before.items():
		for doctype, rights in doctypes.items():
			later = after.get(person, {}).get(doctype, {})
			for right, names in rights.items():
				now = later.get(right, [])
				if names != now:
					lost = {(f"tab{doctype}", name) for name in set(names) - set(now)}
					only = " of finished courses lost" if lost <= finished and set(now) < set(names) else ""
					yield f"reach {doctype}: {right}{only}", f"{person}: {_change(names, now)}"


def _figures(before: Mapping, after: Mapping) -> Iterator[tuple[str, str]]:
	for person, shown in before.items():
		for key, value in shown.items():
			now = after.get(person, {}).get(key)
			if now != value:
				both = isinstance(value, list) and isinstance(now, list)
				only = " with words added" if both and _within(value, now) else ""
				yield f"figure {key}{only}", f"{person}: {_change_of(value, now)}"


def _within(was: list, now: list) -> bool:
	"""Tell whether everything that was said is still said, in its order."""
	later = iter(now)
	return all(any(part == other for other in later) for part in was)


def _change_of(was: Any, now: Any) -> str:
	if isinstance(was, list) and isinstance(now, list):
		return _change(list(map(str, was)), list(map(str, now)))
	return f"{was} -> {now}"


def _change(was: Iterable[str], now: Iterable[str]) -> str:
	was, now = list(was), list(now)
	gone, new = [x for x in was if x not in now], [x for x in now if x not in was]
	return f"-{gone[:SHOWN]} +{new[:SHOWN]}"


def lines(found: Iterable[Difference], before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
	"""Return the outcome as lines: what was compared, what differs on purpose, and what should not differ."""
	found = list(found)
	faults = [difference for difference in found if not difference.meant]
	rows = sum(len(rows) for table, rows in before["records"].items() if table not in LEFT_TO_FRAPPE)
	own = {table: len(rows) for table, rows in before["records"].items() if table.startswith("tabLAT ")}
	said = [
		f"From Frappe {before['version']} to {after['version']}: {rows} rows of "
		f"{len(before['records']) - len(LEFT_TO_FRAPPE)} tables, {sum(own.values())} of them in {len(own)} "
		f"tables of the app; {len(before['rights'])} DocTypes, {len(before['reach'])} logins, "
		f"{sum(len(shown) for shown in before['figures'].values())} figures.",
	]
	for title, some in (("Meant", [f for f in found if f.meant]), ("NOT MEANT", faults)):
		said.append(f"{title}: {len(some)}")
		for difference in some:
			said.append(f"  {difference.where} ({len(difference.examples)}) {difference.meant}".rstrip())
			if not difference.meant:
				said += [f"    {example}" for example in difference.examples[:SHOWN]]
	return said
