"""The demo from beginning to end."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import frappe
from frappe import _

from lat_corps.days import danish_today

from . import (
	borrowing,
	closing,
	coaching,
	corps,
	courses,
	network,
	partners,
	reporting,
	surveys,
	waiting,
	worry,
)
from .page import write_folder
from .story import Story
from .workbooks import read_data


def play(out: Path, say: Callable[[str], None], password: str | None = None) -> Story:
	"""Play the year on the connected site and write the folder `out` with an index.html.

	Nothing is committed: that is for the caller. Without a `password` nobody can log in as the people of the
	demo. Raises frappe.ValidationError on a site that already has the demo.
	"""
	began = time.monotonic()
	with in_danish():
		story = Story(read_data(danish_today()), say)
		refuse_twice(story)
		corps.set_up(story, password)
		network.agree(story)
		courses.begin(story)
		closing.open_a_strangers_course(story, story.data.referrals["Henvisninger"][0])
		closing.extend(story)
		surveys.bring_in(story)
		closing.close(story)
		closing.review(story)
		worry.decide_on_concern(story)
		partners.join_efforts(story)
		borrowing.lend(story)
		coaching.coach(story)
		network.coordinate(story)
		reporting.tell_and_report(story)
		waiting.leave_waiting(story)
		write_folder(story, out)
	say(
		_("Played in {0} seconds: {1} steps by {2} people.").format(
			round(time.monotonic() - began), sum(story.steps.values()), len(story.steps)
		)
	)
	return story


@contextmanager
def in_danish() -> Iterator[None]:
	before = frappe.local.lang
	frappe.local.lang = "da"
	try:
		yield
	finally:
		frappe.local.lang = before


def refuse_twice(story: Story) -> None:
	for municipality in corps.municipalities(story):
		if frappe.db.exists("LAT Municipality", municipality):
			frappe.throw(
				_("The demo is already on this site: {0} exists. Use a new site to play it again.").format(
					municipality
				)
			)
