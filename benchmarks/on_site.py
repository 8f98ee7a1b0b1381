"""What benchmarks on a real site share: their frame, people who are logged in, rounds, and requests."""

from __future__ import annotations

import argparse
import os
import random
import signal
import sys
import time
from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import frappe
import frappe.app
from frappe.sessions import Session, delete_session
from frappe.utils import set_request
from werkzeug.test import Client

WARM_UP = 3
Cell = TypeVar("Cell", bound=Hashable)

_sessions: list[tuple[str, str]] = []
"""Site and id of each session that was opened."""


def options_of(description: str, rounds: int | None = None) -> argparse.ArgumentParser:
	"""Return a parser of what each benchmark on a site is told."""
	parser = argparse.ArgumentParser(description=description.partition("\n")[0])
	parser.add_argument("--site", required=True)
	parser.add_argument("--sites", type=Path, default=Path.cwd(), help="the bench's sites folder")
	if rounds:
		parser.add_argument("--rounds", type=int, default=rounds)
	parser.add_argument("--only-remove", action="store_true", help="remove what a killed run has left")
	return parser


def carry_out(options: argparse.Namespace, work: Callable[[], int], remove: Callable[[], None]) -> int:
	"""Do the work on a site that may be written to, and remove what it made, also when interrupted."""
	os.chdir(options.sites)
	if not may_be_written(options.site):
		return 2
	signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
	try:
		remove()
		return 0 if options.only_remove else work()
	finally:
		end_sessions()
		connect(options.site)
		remove()
		say("")


def end_sessions() -> None:
	while _sessions:
		site, sid = _sessions.pop()
		connect(site)
		delete_session(sid, reason="Benchmark ended")


def may_be_written(site: str) -> bool:
	connect(site)
	allowed = bool(frappe.get_site_config().allow_tests)
	if not allowed:
		print(f"{site} has no allow_tests: this writes to the site.", file=sys.stderr)
	return allowed


def connect(site: str) -> None:
	"""Begin as a request begins: new caches and a new connection."""
	if getattr(frappe.local, "initialised", None):
		frappe.destroy()
	frappe.init(site=site, sites_path=".", force=True)
	frappe.connect()


@dataclass(frozen=True)
class Taken:
	"""Milliseconds of one answer, by the clock and of the processor."""

	clock: float
	processor: float


@dataclass(frozen=True)
class Person:
	label: str
	user: str
	sid: str

	@classmethod
	def logged_in(cls, site: str, label: str, user: str) -> Person:
		"""Open a session without a password, as a server console may."""
		connect(site)
		set_request(method="GET", path="/")
		sid = Session(user=user, resume=False, full_name=user, user_type="System User").sid
		_sessions.append((site, sid))
		return cls(label, user, sid)

	def ask(self, site: str, method: str, sent: Mapping[str, str] | None = None) -> Taken:
		"""Return how long the site's web application takes to answer; what is sent is posted."""
		client = Client(frappe.app.application)
		client.set_cookie("sid", self.sid)
		path, headers = f"/api/method/{method}", {"X-Frappe-Site-Name": site}
		begin, begin_of_processor = time.perf_counter(), time.thread_time()
		answer = client.post(path, data=sent, headers=headers) if sent else client.get(path, headers=headers)
		clock, processor = time.perf_counter() - begin, time.thread_time() - begin_of_processor
		if answer.status_code != 200:
			raise RuntimeError(f"{self.label}, {method}: {answer.text[-800:]}")
		answer.close()
		return Taken(clock * 1000, processor * 1000)


def rounds(many: int, warm_up: int = WARM_UP, about: str = "") -> Iterator[bool]:
	"""Yield for each round whether it counts; the first ones warm up."""
	for number in range(-warm_up, many):
		say(f"{about}round {max(number + 1, 0)} of {many}")
		yield number >= 0


def by_turns(cells: Mapping[Cell, Callable[[], float]], many: int) -> dict[Cell, list[float]]:
	"""Measure everything once a round, in a new order each time."""
	times: dict[Cell, list[float]] = {cell: [] for cell in cells}
	for counts in rounds(many):
		for cell in random.sample([*cells], len(cells)):
			taken = cells[cell]()
			if counts:
				times[cell].append(taken)
	return times


def say(line: str) -> None:
	"""Show progress on one line of the terminal, and keep it out of what is piped on."""
	print(f"\r\033[K{line}", end="", file=sys.stderr, flush=True)
