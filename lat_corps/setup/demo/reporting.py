"""What the corps tells without names, and what management is told of the last two quarters (R109 to R114)."""

from __future__ import annotations

from datetime import date

import frappe
from frappe import _

from lat_corps.days import danish_today
from lat_corps.domain.experience import QUARTERS
from lat_corps.domain.quarters import Quarter, ended_quarters, quarters_of
from lat_corps.insight import counted_periods, experience, management_report

from .corps import coordinator_of, municipalities, people
from .story import Story

REPORT = "LAT Management Report"
TOLD = (
	(
		("matches", "Det går lettest, når vi laver noget sammen på det første møde. En gåtur er nok."),
		("authority_side", "Sagsbehandlerne svarer hurtigt, når vi ringer. På mail kan der gå to uger."),
		("practice", "Vi mangler et sted at mødes om aftenen."),
	),
	(
		("experience", "Flere holder fast i skole og fritidsjob. Det er svært, når familien er imod."),
		("matches", "Interesser betyder mere end alder, når to skal finde hinanden."),
		("learning", "En kort besked dagen før et møde giver færre afbud."),
	),
)
"""What was told of the last quarter but one, and of the last."""

WORDS = (
	{
		"experience": "Forløbene kommer godt i gang. Det er svært at holde kontakten i ferier.",
		"matches": "Et første møde med en aktivitet giver ro. Alle match fra kvartalet fungerer.",
		"authority_side": "Telefon virker bedre end mail. Vi har aftalt faste tidspunkter med afdelingen.",
		"practice": "Vi søger et lokale til aftenmøder.",
	},
	{
		"experience": "De unge holder fast i skole og fritidsjob. Modstand i familien er det sværeste.",
		"matches": "Interesser vejer tungere end alder, når vi matcher.",
		"learning": "Mentorerne skriver nu en kort besked dagen før et møde.",
	},
)
"""What the coordinator has written of it in the report of each."""

TOLD_NOW = "At lave noget med hænderne sammen giver samtaler, som ikke kommer ved et bord."


def tell_and_report(story: Story) -> None:
	"""Let the corps tell of its quarters, and the coordinators report: one is approved, the next waits."""
	day = danish_today()
	(now,) = (each for each in quarters_of(day.year) if each.covers(day))
	for municipality in municipalities(story):
		for quarter, told, words in zip(_last_two(day), TOLD, WORDS, strict=True):
			# Of a quarter that has ended nobody can be asked any more.
			for topic, note in told:
				experience.keep(municipality, quarter, topic, note)
			_report(story, municipality, quarter, words)
		_approve(story, municipality)
		experience.ask(municipality, now)
		_tell(story, municipality)
	counted_periods.every_day()
	story.say(_("Each corps has told of its quarters, and each management has a report to read."))


def _last_two(day: date) -> list[Quarter]:
	return [*ended_quarters(day, day.year - 1), *ended_quarters(day)][-2:]


def _report(story: Story, municipality: str, quarter: Quarter, words: dict[str, str]) -> None:
	with story.as_person(coordinator_of(story, municipality)):
		report = story.insert(
			{
				"doctype": REPORT,
				"municipality": municipality,
				"year": quarter.last.year,
				"period": QUARTERS[quarter.number],
				**words,
			}
		)
		management_report.send(report.name)
		story.count()


def _approve(story: Story, municipality: str) -> None:
	"""Management approves the earlier report; the later one waits for it."""
	with story.as_person(people(story, "Leder", municipality)[0]):
		earlier, _later = _sent(municipality)
		management_report.approve(earlier)
		story.count()


def _sent(municipality: str) -> list[str]:
	return frappe.get_list(
		REPORT, filters={"municipality": municipality}, pluck="name", order_by="year asc, name asc"
	)


def _tell(story: Story, municipality: str) -> None:
	"""Of all who are asked, one mentor has answered."""
	mentors = [row["Login"] for row in story.data.corps["Mentorer"] if row["Kommune"] == municipality]
	for login in mentors:
		with story.as_person(login):
			for request in frappe.get_list(experience.REQUEST, pluck="name", order_by="name asc", limit=1):
				experience.give(request, {"matches": TOLD_NOW}, 1)
				story.count()
				return
