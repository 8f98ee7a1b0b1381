"""The examined list: what is known of each method that clients call, with the reason. Data in `examined/`."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from lat_corps.permissions.core_doctypes import TRACES

FOLDER = Path(__file__).with_name("examined")
ANYWHERE = "*"

LITERAL = "="
"""Begins a DocType that a line names itself, in place of a parameter."""

OWN_SEARCHES = "own"
"""In place of names: whatever of the app's own searches stands on the list."""

A_SEARCH = frozenset(("doctype", "txt"))
"""What every link search takes: another method would be called past its own line."""


@dataclass(frozen=True)
class Line:
	"""One examined method.

	`touches`: may it touch a document of the app at all? `names`: the parameters in which it may be named.
	`calls`: each parameter that names something to call, and what may stand there. `function`: it is the
	app's own and serves only who holds a function. `record`: where one record stands, by DocType (a
	parameter, or the DocType itself after `=`) and name, or as a document in one parameter; the door
	asks first whether it is read, so that one out of reach and one that is not there get the same answer.
	`why` is the reason, for people.
	"""

	method: str
	why: str
	touches: bool = True
	names: frozenset[str] = frozenset()
	calls: dict[str, frozenset[str]] = field(default_factory=dict)
	function: bool = False
	record: tuple[str, ...] = ()

	@property
	def is_about_a_trace(self) -> bool:
		"""Tell whether it is of one kind of trace, whose names tell nothing of the record."""
		return bool(self.record) and self.record[0].removeprefix(LITERAL) in TRACES

	def may_be_named_in(self, parameter: str) -> bool:
		return ANYWHERE in self.names or parameter in self.names

	def may_call(self, parameter_calls: frozenset[str], name: str) -> bool:
		"""Tell whether a method is among those that may stand in a parameter."""
		if name in parameter_calls:
			return True
		found = lines().get(name)
		return (
			OWN_SEARCHES in parameter_calls
			and found is not None
			and found.function
			and found.names >= A_SEARCH
		)


@cache
def lines() -> dict[str, Line]:
	"""Return every line by the name of its method.

	Raises ValueError when two lines are of one method, or one gives no reason.
	"""
	found: dict[str, Line] = {}
	for path in sorted(FOLDER.glob("*.json")):
		for method, said in json.loads(path.read_text("utf-8"))["methods"].items():
			if method in found or not said.get("why"):
				raise ValueError(f"{path.name}: {method} stands there twice, or without a reason")
			found[method] = Line(
				method=method,
				why=said["why"],
				touches=said.get("touches", True),
				names=frozenset(said.get("names", "").split()),
				calls={name: frozenset(may) for name, may in said.get("calls", {}).items()},
				function=said.get("function", False),
				record=tuple(said.get("record", ())),
			)
	return found
