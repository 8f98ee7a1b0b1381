"""What holds across records, and by which means it holds when several people save at the same moment.

A save holds a record, then counts with a read that locks (`lat_corps.holding`); where the columns allow it, a
unique key of the table says the same to whatever writes past the saves. Whoever comes late gets a sentence.
`tests/security/races.py` races each line over HTTP.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Invariant:
	"""`held` is the record that those who decide wait for, `counted` what is then read with a lock.

	`held` is None where the key alone decides. `key` are the columns of a unique key on `counted`, none where
	the rule depends on more than columns. `late` is the sentence for who comes late; none where everybody
	gets something of their own, or where the second finds done what was asked for.
	"""

	name: str
	rule: str
	held: str | None
	counted: str
	late: str | None = None
	key: tuple[str, ...] = ()


INVARIANTS = (
	Invariant(
		"places",
		"A mentor has no more open courses than the capacity, offers included (G5, R35).",
		"LAT Mentor",
		"LAT Match",
		"The mentor has {open} of {capacity} courses: choose another or raise the capacity.",
	),
	Invariant(
		"one record of a mentor",
		"A person is registered as a mentor once, in one municipality (R4).",
		None,
		"LAT Mentor",
		"{0} is registered as a mentor already.",
		("user",),
	),
	Invariant(
		"mentor stays",
		"No mentor pauses or leaves with an open course (R11).",
		"LAT Mentor",
		"LAT Match",
		"Hand these courses on to another mentor first: {courses}.",
	),
	Invariant(
		"one approved match",
		"A course has one approved match (R20).",
		"LAT Case",
		"LAT Match",
		"The course already has an approved match: {match}. End that one first.",
	),
	Invariant(
		"one open offer of a pair",
		"A mentor is proposed once for a course (R26).",
		"LAT Case",
		"LAT Match",
		"This mentor is already proposed for the course.",
	),
	Invariant(
		"match of an open course",
		"A finished course has no match that is under way, and no access or place by it (R88).",
		"LAT Case",
		"LAT Match",
		"There is no step from {before} to {after}.",
	),
	Invariant(
		"one plan",
		"A course has one plan.",
		"LAT Case",
		"LAT Plan",
		"The course has one already: work on with {0}.",
		("lat_case",),
	),
	Invariant(
		"one briefing",
		"A match has one briefing (R39).",
		"LAT Case",
		"LAT Briefing",
		"The match has one already: work on with {0}.",
	),
	Invariant(
		"one sheet",
		"A match has one sheet of its first meeting (R44).",
		"LAT Case",
		"LAT First Meeting",
		"The match has one already: work on with {0}.",
	),
	Invariant(
		"one measurement",
		"A course has one measurement of an instrument before, and one after for each closing (N8).",
		"LAT Case",
		"LAT Measurement",
		"The course already has this measurement: {0}. Correct that one instead.",
	),
	Invariant(
		"an import writes once",
		"The rows of a survey file are written once (N10).",
		"LAT Survey Import",
		"LAT Measurement",
		"This file is imported or being imported: start a new import for another one.",
	),
	Invariant(
		"consent and handover",
		"What is sent rests on a consent that was not withdrawn (R104).",
		"LAT Case",
		"LAT Handover",
	),
	Invariant(
		"one id",
		"An id of another system names one course of a municipality.",
		"LAT Municipality",
		"LAT Case",
		"The id {0} is already used on {1}.",
	),
	Invariant(
		"coordinator of a course",
		"The coordinator of an open course is a member of the municipality (R11).",
		"LAT Municipality",
		"LAT Case",
	),
	Invariant(
		"one deputy at a time",
		"Nobody has two deputies on one day (R9).",
		"LAT Municipality",
		"LAT Deputy",
		"{0} covers some of these days already: end it first.",
	),
	Invariant(
		"asked once",
		"Who is bound by a text is asked once to acknowledge it (R16).",
		"LAT Municipality",
		"LAT Acknowledgement Request",
	),
	Invariant(
		"one acknowledgement",
		"A version is acknowledged once by each (R16).",
		"LAT Municipality",
		"LAT Role Acknowledgement",
		"You have already acknowledged this version.",
		("role_description", "user"),
	),
	Invariant(
		"one draft",
		"One text is being written for a role in a municipality (R16).",
		"LAT Municipality",
		"LAT Role Description",
		"There is already a draft for {0} in {1}: work on with {2}.",
	),
	Invariant(
		"one text in force",
		"One text is published for a role in a municipality, and its number is its own (R16).",
		"LAT Municipality",
		"LAT Role Description",
	),
	Invariant(
		"one offer on a loan",
		"One mentor is offered for a loan (R22).",
		"LAT Mentor Loan",
		"LAT Loan Offer",
		"A mentor is offered for this loan already: change that offer instead.",
		("loan",),
	),
	Invariant(
		"one signature of a side",
		"Each side of a loan signs once (G14).",
		"LAT Mentor Loan",
		"LAT Mentor Loan",
		"You have signed: somebody else signs for the other side.",
	),
	Invariant(
		"one extension",
		"One extension of a loan is under way (R22).",
		"LAT Mentor Loan",
		"LAT Mentor Loan",
		"An extension of this loan is requested already: go on with {0}.",
	),
	Invariant(
		"numbers of records",
		"No number is given twice (security 8).",
		"Series",
		"LAT Citizen",
		key=("name",),
	),
	Invariant(
		"numbers of versions",
		"No version of an instrument has the number of another one (N8).",
		"LAT Instrument",
		"LAT Instrument",
		key=("name",),
	),
	Invariant(
		"reports beside each other",
		"A report tells nothing that one sent at the same moment hides (N6).",
		"LAT Municipality",
		"LAT Management Report",
	),
	Invariant(
		"one answer to a report",
		"A report that is sent is approved or given back, once (R109).",
		"LAT Municipality",
		"LAT Management Report",
		"The report has gone another way meanwhile: load the page again.",
	),
	Invariant(
		"told once",
		"What somebody tells of a quarter is kept once (R111).",
		"LAT Experience Request",
		"LAT Experience Request",
		"You have answered already: what was given is not changed.",
	),
	Invariant(
		"one request of erasure",
		"One erasure of a person is under way (N5).",
		"LAT Citizen",
		"LAT Erasure",
		"The erasure of this citizen is requested already: see {0}.",
	),
	Invariant(
		"erased once",
		"An erasure is carried out once, or called off (N5).",
		"LAT Erasure",
		"LAT Erasure",
		"This erasure is no longer open: its standing is {0}.",
	),
	Invariant(
		"erased whole",
		"Nothing is added to what is being erased (N5).",
		"LAT Citizen",
		"LAT Case",
		"{0} {1} is no longer there.",
	),
)
