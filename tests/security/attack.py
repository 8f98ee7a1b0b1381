"""Every method that clients may call, as every kind of attacker, with the app's documents in what it takes.

	LAT_BENCH=... LAT_SITE=... python -m tests.security.attack --out FILE [--each] [--only WORD] [--minutes M]
		[--record DOCTYPE]

Works on a real site for trials that the checkout is installed on. It makes the world of the tests, with one
running course, and asks for that course by each whitelisted method of the site's apps, or with --record for
what people have written beside it (`BESIDE` in `beside.py`): as seven attackers, in all parameters at
once, with --each also in each alone, as a name, in a list, in a filter and in a document; for a record that
is there and for one that is not. Content of the record in an answer, or another answer for the one that is
there, is a finding. Each method is one line of FILE, so that a run that was stopped goes on where it was; a
run ends by itself after --minutes and sums up what FILE holds. Ends with 1 when something was found. Sends
nothing but names: whatever is called, is called as any script of that login could.

Each method is called over HTTP with all parameters at once, by the attackers in turn. For everything else the
walls themselves are asked first, which takes a fraction of the time: what they refuse in the same words for
both records goes no further, as nothing runs; what they let through, or tell apart, goes over HTTP too.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import re
import shlex
import sys
import time
import zipfile
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from pathlib import Path

import pytest

from lat_corps.permissions.door.inventory import Method

ATTACKERS = (
	"second_mentor",
	"away_coordinator",
	"caseworker",
	"manager",
	"administrator",
	"technician",
	"outsider",
)
"""Mentor of another course, coordinator of elsewhere, a caseworker and a manager of the municipality, LAT
Administrator, System Manager, a login without any role."""

NOT_THERE = "LAT-1999-00001"
ORDER = "LAT_ATTACK"
"""The variable of the environment that hands the command's words on to the run."""

AT_ONCE = ("all", "document")
"""Where the record stands when every parameter names it."""

SKIPPED = frozenset(("frappe.handler.logout", "frappe.handler.web_logout", "frappe.sessions.clear"))
"""They end the attacker's own session."""

OF_ONE_ANSWER = re.compile(
	r'__frappe_exc_id\\*": *\\*"[0-9a-f]+|"(?:exc|_debug_messages)": *"(?:[^"\\]|\\.)*"'
	r'|"name": *"[0-9a-v]{10}"'
)
"""What tells errors and records apart that were made by the request itself."""
TIMES = re.compile(r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(?:\.\d+)?")

Ask = Callable[[str, str, dict], object]
"""Takes an attacker, a method and what is sent; returns the answer."""

Stopped = Callable[[str, str, dict], str]
"""Takes the same; returns the words with which the walls refuse it before anything runs, or none."""


@dataclass(frozen=True)
class Victim:
	"""A record, and texts of its content that nobody out of reach may see."""

	doctype: str
	name: str
	secrets: tuple[str, ...]
	receivers: Mapping[str, Collection[str]] = field(default_factory=dict)
	"""Attacker -> those of the texts that were sent to just that person."""

	readers: Collection[str] = ()
	"""Who may read the record, and does not attack it."""

	def secrets_from(self, attacker: str) -> list[str]:
		return [secret for secret in self.secrets if secret not in self.receivers.get(attacker, ())]


@dataclass(frozen=True)
class Finding:
	method: str
	attacker: str
	parameter: str
	what: str

	def __str__(self) -> str:
		return f"{self.method} as {self.attacker}, in {self.parameter}: {self.what}"


def forms_of(doctype: str, name: str) -> Iterator[str]:
	"""Yield a record as the kinds of value that methods take."""
	yield doctype
	yield name
	yield json.dumps([name])
	yield json.dumps([[doctype, "name", "=", name]])
	yield json.dumps({"doctype": doctype, "name": name})


def named_in_all(method: Method, doctype: str, name: str) -> dict[str, str]:
	"""Return every parameter filled as its name says: a DocType, filters or documents, else the record."""
	sent = {}
	for parameter in method.parameters:
		if parameter.endswith(("doctype", "document_type")) or parameter in ("dt", "parent"):
			sent[parameter] = doctype
		elif parameter in ("doc", "docs", "document", "args", "data"):
			sent[parameter] = json.dumps({"doctype": doctype, "name": name})
		elif "filters" in parameter:
			sent[parameter] = json.dumps([[doctype, "name", "=", name]])
		elif parameter in ("fields", "fieldname"):
			sent[parameter] = '["name"]'
		elif parameter != "**":
			sent[parameter] = name
	return {"doctype": doctype, **sent} if "**" in method.parameters or not sent else sent


def on_a_document(method: Method, doctype: str, name: str) -> dict[str, str]:
	"""Return what calls a method of a document that the client sends, with the record in its fields."""
	holder = method.name.split(".")[-4].replace("_", " ").title() if ".doctype." in method.name else doctype
	about = dict.fromkeys(("doc_type", "document_type", "reference_doctype", "ref_doctype"), doctype)
	named = dict.fromkeys(("name", "reference_name", "docname", "preview_document"), name)
	arguments = named_in_all(method, doctype, name)
	docs = json.dumps({"doctype": holder, **about, **named})
	return {"docs": docs, "method": method.name.rpartition(".")[2], "args": json.dumps(arguments)}


def tries(method: Method, doctype: str, name: str, each: bool) -> Iterator[tuple[str, dict[str, str]]]:
	"""Yield what to send with a word for where it stands: all parameters at once, then each by itself."""
	if is_of_a_document(method):
		yield AT_ONCE[1], on_a_document(method, doctype, name)
		return
	yield AT_ONCE[0], named_in_all(method, doctype, name)
	if each:
		for parameter in method.parameters:
			for number, value in enumerate(forms_of(doctype, name)):
				yield f"{parameter} ({number})", {parameter.strip("*") or "doctype": value}


@dataclass
class Tally:
	"""How often a method was tried, and what became of it: `stopped` by the walls before anything ran."""

	tried: int = 0
	stopped: int = 0
	refused: int = 0
	answered: int = 0


def attack(
	method: Method,
	victim: Victim,
	ask: Ask,
	each: bool = True,
	stopped: Stopped = lambda _attacker, _called, _sent: "",
	tally: Tally | None = None,
) -> Iterator[Finding]:
	"""Call a method as every attacker and yield what it gave away."""
	tally = tally or Tally()
	attackers = [attacker for attacker in ATTACKERS if attacker not in victim.readers]
	in_turn = attackers[_number_of(method) % len(attackers)]
	for attacker in attackers:
		there = tries(method, victim.doctype, victim.name, each)
		gone = tries(method, victim.doctype, NOT_THERE, each)
		for (where, sent), (_where, other) in zip(there, gone, strict=True):
			called = "run_doc_method" if is_of_a_document(method) else method.name
			tally.tried += 1
			if where not in AT_ONCE or attacker != in_turn:
				words = stopped(attacker, called, sent)
				if words and words == stopped(attacker, called, other):
					tally.stopped += 1
					continue
			answer = ask(attacker, called, sent)
			tally.answered += answer.status_code < 400
			tally.refused += answer.status_code >= 400
			text = text_of(answer)
			if told := [secret for secret in victim.secrets_from(attacker) if secret in text]:
				yield Finding(method.name, attacker, where, f"content: {len(told)} texts")
			elif sent != other:
				here, nowhere = _plain(answer, victim.name), _plain(ask(attacker, called, other), NOT_THERE)
				if here != nowhere:
					what = f"another answer for a record that is there: {_apart(here, nowhere)}"
					yield Finding(method.name, attacker, where, what)


def _apart(here: tuple[int, str], nowhere: tuple[int, str]) -> str:
	"""Return the two answers from where they begin to differ, for whoever judges the finding."""
	if here[0] != nowhere[0]:
		return f"{here[0]}, not {nowhere[0]}"
	pairs = enumerate(zip(here[1], nowhere[1], strict=False))
	begin = next((place for place, (one, other) in pairs if one != other), min(len(here[1]), len(nowhere[1])))
	shown = (text[max(begin - 60, 0) : begin + 40] for text in (here[1], nowhere[1]))
	return ", not ".join(repr(text) for text in shown)


def text_of(answer) -> str:
	"""Return what an answer says: of a workbook, another archive or a PDF, what it says unpacked."""
	if answer.text.startswith("%PDF"):
		return text_of_pdf(answer.content)
	if not answer.text.startswith("PK\x03\x04"):
		return answer.text
	with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
		return "\n".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())


def text_of_pdf(content: bytes) -> str:
	"""Return what is printed, without how and when: Frappe brings the library."""
	from pypdf import PdfReader

	return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)


def _plain(answer, name: str) -> tuple[int, str]:
	"""Return an answer without what differs from one request to the next, and without the name asked for.

	Where a name is taken for a DocType, Frappe looks for its module and says so in small letters.
	"""
	text = OF_ONE_ANSWER.sub("", text_of(answer))
	echoed = re.compile("[-_]".join(re.escape(part) for part in name.split("-")), re.IGNORECASE)
	return answer.status_code, TIMES.sub("", echoed.sub("NAME", text))


def sample(methods: Iterable[Method], size: int) -> list[Method]:
	"""Return so many methods, the same ones for the same inventory, spread over all apps and modules."""
	called = (method for method in methods if method.name not in SKIPPED)
	return sorted(called, key=_number_of)[:size]


def _number_of(method: Method) -> int:
	"""Return a large number that is the same for the same method in every run."""
	return int(sha256(method.name.encode()).hexdigest(), 16)


def is_of_a_document(method: Method) -> bool:
	"""Tell whether it stands in a class: then clients call it by `run_doc_method`."""
	return method.name.split(".")[-2][:1].isupper()


def victim_of(course, citizen) -> Victim:
	"""Return the course with what its records say: long texts that stand in no form and no workflow."""
	texts = {value for doc in (course, citizen) for value in doc.as_dict().values() if isinstance(value, str)}
	own = {text for text in texts if " " in text and len(text) > 8 and not TIMES.match(text)}
	options = {
		option
		for doc in (course, citizen)
		for df in doc.meta.fields
		for option in (df.options or "").split("\n")
	}
	states = {doc.get("workflow_state") for doc in (course, citizen)}
	# A handover was sent, and says to the caseworker who it is about.
	receivers = {"caseworker": {citizen.full_name}}
	return Victim(course.doctype, course.name, tuple(sorted(own - options - states)), receivers)


def main(arguments: list[str]) -> int:
	"""Attack with every method that FILE does not hold yet; return 1 when something was found."""
	options = parse(arguments)
	os.environ[ORDER] = shlex.join(arguments)
	code = pytest.main(["-q", "-s", "-p", "no:cacheprovider", str(Path(__file__).with_name("attack_run.py"))])
	done = lines_of(options.out)
	print(summary(done))
	return int(code) or int(any(line["findings"] for line in done))


def lines_of(path: Path) -> list[dict]:
	"""Return what earlier runs have written: method, parameters, tally and findings."""
	return [json.loads(line) for line in path.open(encoding="utf-8")] if path.exists() else []


def summary(lines: list[dict]) -> str:
	"""Return in one line what was tried and what became of it."""
	parameters, tried, stopped, refused, answered = (
		sum(line[what] for line in lines)
		for what in ("parameters", "tried", "stopped", "refused", "answered")
	)
	return (
		f"{len(lines)} methods with {parameters} parameters, {len(ATTACKERS)} attackers, {tried} tries:"
		f" {stopped} stopped by the walls, {refused} refused over HTTP, {answered} answered,"
		f" {sum(len(line['findings']) for line in lines)} findings"
	)


def carry_out(
	methods: Iterable[Method], victim: Victim, ask: Ask, stopped: Stopped, options: argparse.Namespace
) -> None:
	"""Attack with one method after the other until the time is over, a line of the file for each."""
	done = {line["method"] for line in lines_of(options.out)}
	end = time.monotonic() + options.minutes * 60
	with options.out.open("a", encoding="utf-8") as file:
		for method in sample(methods, options.methods):
			if method.name in done or options.only not in method.name:
				continue
			if time.monotonic() > end:
				print("The time is over; the same command goes on from here.")
				return
			tally = Tally()
			findings = [str(finding) for finding in attack(method, victim, ask, options.each, stopped, tally)]
			line = {"method": method.name, "parameters": len(method.parameters), **asdict(tally)}
			file.write(json.dumps({**line, "findings": findings}) + "\n")
			file.flush()
			for finding in findings:
				print(finding, flush=True)


def parse(arguments: list[str]) -> argparse.Namespace:
	parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
	parser.add_argument("--out", type=lambda name: Path(name).resolve(), required=True)
	parser.add_argument("--methods", type=int, default=10_000, help="how many methods, of a fixed order")
	parser.add_argument("--only", default="", help="only methods whose name holds this")
	parser.add_argument("--minutes", type=float, default=600)
	parser.add_argument("--record", default="LAT Case", help="what is asked for: the course, or beside it")
	parser.add_argument("--each", action="store_true", help="each parameter by itself too, in five forms")
	return parser.parse_args(arguments)


if __name__ == "__main__":
	sys.exit(main(sys.argv[1:]))
