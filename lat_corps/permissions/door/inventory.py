"""Every whitelisted method of an app, read from its source, and what of it was there when it was examined.

A method that is new, or takes other parameters than it did, is to be looked at; a new one stays refused the
app's documents until somebody has. Imports no frappe, and runs nothing of what it reads.
"""

from __future__ import annotations

import ast
import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from .listed import lines

KNOWN = Path(__file__).with_name("known")
"""One file for each examined app: method, parameters, and the versions in which they were seen."""

NEW, CHANGED, SEEN = "new", "changed", ""


@dataclass(frozen=True)
class Method:
	"""A whitelisted method by its dotted name; `parameters` without `self`, `**` for whatever is sent."""

	name: str
	parameters: tuple[str, ...] = ()
	guests: bool = False

	@property
	def state(self) -> str:
		"""Tell whether it is new or changed since its app was examined."""
		seen = known(self.name.split(".")[0])
		if self.name not in seen:
			return NEW
		return SEEN if self.parameters in seen[self.name] else CHANGED

	@property
	def is_examined(self) -> bool:
		return self.name in lines()


def methods_of(app: str, folder: Path) -> Iterator[Method]:
	"""Yield the whitelisted methods of an app whose package lies in `folder`, file by file.

	Raises SyntaxError for a file that this Python does not read.
	"""
	for path in sorted(folder.rglob("*.py")):
		parts = (app, *path.relative_to(folder).with_suffix("").parts)
		module = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
		yield from _methods_in(ast.parse(path.read_text("utf-8"), str(path)).body, module)


def _methods_in(body: list[ast.stmt], prefix: str) -> Iterator[Method]:
	for node in body:
		if isinstance(node, ast.ClassDef):
			yield from _methods_in(node.body, f"{prefix}.{node.name}")
		elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
			said = [ast.unparse(decorator) for decorator in node.decorator_list]
			if whitelisted := next((text for text in said if _whitelists(text)), None):
				yield Method(f"{prefix}.{node.name}", _parameters(node.args), "_guest=True" in whitelisted)


def _whitelists(decorator: str) -> bool:
	return decorator.split("(")[0] in ("frappe.whitelist", "whitelist")


def _parameters(arguments: ast.arguments) -> tuple[str, ...]:
	named = (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)
	return (*(one.arg for one in named if one.arg != "self"), *(("**",) if arguments.kwarg else ()))


@cache
def known(app: str) -> dict[str, frozenset[tuple[str, ...]]]:
	"""Return the parameters that each method of an app had, in any version that was examined."""
	seen: dict[str, set[tuple[str, ...]]] = {}
	for row in _rows(app):
		seen.setdefault(row["method"], set()).add(tuple(row["parameters"].split()))
	return {method: frozenset(found) for method, found in seen.items()}


@cache
def versions_examined(app: str) -> tuple[str, ...]:
	return tuple(sorted({version for row in _rows(app) for version in row["versions"].split()}))


def _rows(app: str) -> list[dict[str, str]]:
	path = KNOWN / f"{app}.csv"
	if not path.exists():
		return []
	with path.open(encoding="utf-8", newline="") as file:
		return list(csv.DictReader(file))


def write_known(app: str, version: str, methods: Iterable[Method]) -> None:
	"""Add the methods of a version to what is known of an app, once somebody has examined what is new."""
	rows = {(row["method"], row["parameters"]): {*row["versions"].split()} for row in _rows(app)}
	for method in methods:
		rows.setdefault((method.name, " ".join(method.parameters)), set()).add(version)
	with (KNOWN / f"{app}.csv").open("w", encoding="utf-8", newline="") as file:
		writer = csv.writer(file, lineterminator="\n")
		writer.writerow(("method", "parameters", "versions"))
		for (name, parameters), versions in sorted(rows.items()):
			writer.writerow((name, parameters, " ".join(sorted(versions))))
