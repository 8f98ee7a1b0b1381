"""Row 17: every place that reads or writes without asking for rights, in one list with its reason.

`frappe.get_all`, `frappe.get_doc` and the like check nothing. A call that is not listed here fails this test:
ask for the right first (`check_permission`, `get_list`), or add the file with the reason why it is safe.
"""

import ast
from pathlib import Path

import pytest

APP = Path(__file__).resolve().parents[2] / "lat_corps"

UNCHECKED = frozenset(
	f"frappe.{name}"
	for name in (
		"get_all get_doc get_cached_doc get_cached_value get_last_doc qb "
		"db.get_all db.get_value db.get_values db.exists db.count db.set_value db.delete db.sql"
	).split()
)
PAST_THE_RIGHTS = {
	"lat_corps.at_once": frozenset(("rows_of", "texts_of")),
	"lat_corps.holding": frozenset(("committed", "rows")),
}
"""Of the app's own: they read past the rights what a decision rests on, or in bulk what a page tells."""

ON_A_DOCUMENT = frozenset(("db_set", "db_insert", "db_update"))
AT_LEAST = 9
"""How many files are looked at, so that a moved folder does not empty the test."""

CHECKED = "the next line checks the right on the document, or insert() does"
FACTS = "facts for the guards of a record that the user is saving; only sentences about it come out"
SERVER = "a field of the server's own, written after a save that was judged"
RIGHTS = "decides on rights itself"

ALLOWED: dict[str, tuple[str, str]] = {
	"casework/head.py": (
		"frappe.db.get_value frappe.get_all",
		"of a course whose right to read is checked: the name of its mentor, and when one left",
	),
	"at_once.py": ("frappe.db.sql", "what those ask that are listed here with at_once"),
	"casework/candidates.py": (
		"at_once.rows_of",
		"wishes, matches, weights and the citizen of a course that the user coordinates",
	),
	"casework/order.py": (
		"at_once.texts_of frappe.get_cached_doc",
		"what mentors of a course that the user coordinates have answered, without a word of theirs",
	),
	"casework/mentors.py": (
		"at_once.rows_of frappe.get_cached_doc",
		"mentors of municipalities that the user coordinates, and on loan there; whom a match is made with",
	),
	"casework/offer.py": (
		"frappe.get_doc",
		f"{CHECKED}; of the course and the person, what a mentor decides on an offer by, without a name",
	),
	"casework/efforts.py": (
		"frappe.get_all frappe.db.get_value frappe.db.set_value",
		f"{CHECKED}, and by consent; who answers in a department; what follows from directory and birthday",
	),
	"casework/doctype/lat_partner_effort/lat_partner_effort.py": (
		"frappe.db.get_value",
		f"{FACTS}; of the directory what the user links to",
	),
	"casework/letter.py": (
		"frappe.get_all frappe.get_doc frappe.db.get_value",
		f"{CHECKED}; languages of the person and telephone of the municipality, for who prints the course",
	),
	"casework/sessions.py": (
		"frappe.get_doc holding.committed",
		f"{CHECKED}; then a line that the user has sent before",
	),
	"casework/doctype/lat_session/lat_session.py": ("frappe.get_doc", FACTS),
	"casework/coordination.py": (
		"frappe.get_all frappe.get_doc frappe.db.get_value db_set",
		f"{CHECKED}; {SERVER}, and agreements of the meetings that the user lists",
	),
	"casework/doctype/lat_coordination_meeting/lat_coordination_meeting.py": (
		"frappe.get_doc frappe.db.get_value",
		FACTS,
	),
	"casework/doctype/lat_consent/lat_consent.py": (
		"frappe.db.get_value",
		"the name of a partner of the directory that the user may name",
	),
	"corps/doctype/lat_outreach/lat_outreach.py": (
		"frappe.db.get_value",
		"the name of a partner of the directory that the user may name",
	),
	"casework/timeline.py": (
		"frappe.get_all frappe.get_doc",
		f"{CHECKED}; what else stands there is listed by the user's rights, talks of coaching too",
	),
	"casework/watching.py": (
		"frappe.get_all frappe.get_doc frappe.get_cached_doc frappe.qb frappe.db.set_value db_set",
		f"{SERVER}: days, counts and settings of the course, no content",
	),
	"casework/concerns.py": (
		"frappe.get_all frappe.db.get_value",
		f"{FACTS}; what the municipality tells its mentors to do first",
	),
	"casework/doctype/lat_concern/lat_concern.py": ("frappe.get_doc", FACTS),
	"casework/disagreements.py": (
		"frappe.db.get_value frappe.get_all",
		"notes on a record, for who may read the record: asked before, of the form, the print and the packet",
	),
	"casework/debriefs.py": (
		"frappe.db.get_value frappe.db.set_value holding.committed",
		f"{FACTS}; {SERVER}: the day of the debrief on the course",
	),
	"casework/doctype/lat_debrief/lat_debrief.py": ("frappe.get_doc", FACTS),
	"casework/learning.py": (
		"frappe.get_doc frappe.get_all frappe.db.get_value frappe.db.set_value db_set",
		f"{CHECKED}; the words that a note must not hold, the history that loses the draft, "
		"and which criteria a course was asked about",
	),
	"casework/doctype/lat_dilemma/lat_dilemma.py": ("frappe.get_doc", FACTS),
	"casework/consents.py": (
		"frappe.db.set_value frappe.get_all frappe.get_doc frappe.qb",
		f"{CHECKED}; then what everybody there needs, and the daily job that keeps a day of each consent",
	),
	"casework/self_report.py": (
		"frappe.db.exists frappe.get_all frappe.get_doc frappe.qb holding.rows",
		f"{FACTS}, and whether something is due; the erasure it asks for is inserted with the user's rights",
	),
	"casework/contact.py": (
		"frappe.get_all frappe.get_doc",
		f"{CHECKED}, or the roles that read each course are asked; then the fields of one table",
	),
	"casework/doctype/lat_background_information/lat_background_information.py": (
		"frappe.get_doc",
		"takes back the confirmation on the course, after a save that was judged",
	),
	"casework/doctype/lat_case/lat_case.py": (
		"db_set",
		f"{FACTS}; {SERVER}",
	),
	"casework/doctype/lat_handover/lat_handover.py": ("frappe.get_doc", CHECKED),
	"casework/doctype/lat_match/lat_match.py": (
		"frappe.db.get_value frappe.get_doc holding.committed",
		f"both sides of a match that the coordinator makes; {SERVER}",
	),
	"casework/derived.py": (
		"frappe.db.exists frappe.db.get_value frappe.db.set_value frappe.get_all frappe.get_cached_doc",
		f"{FACTS}; {SERVER}",
	),
	"casework/courses.py": (
		"at_once.rows_of frappe.db.get_value frappe.get_doc holding.committed",
		f"{CHECKED}; {FACTS}",
	),
	"casework/handing_over.py": (
		"frappe.get_doc",
		"a course that the user coordinates; its handovers by get_list, saved through the rules of the user",
	),
	"casework/briefing.py": (
		"frappe.db.exists frappe.db.get_value frappe.db.set_value frappe.get_all frappe.get_doc "
		"holding.committed",
		f"{FACTS}, closing what no consent or match carries, and what the user has listed",
	),
	"casework/declaration.py": (
		"frappe.db.get_value frappe.get_doc",
		"the course that Frappe prints for who reads it; its person for who reaches the record",
	),
	"casework/doctype/lat_briefing/lat_briefing.py": ("frappe.db.get_value frappe.get_doc", FACTS),
	"casework/doctype/lat_first_meeting/lat_first_meeting.py": ("frappe.db.get_value", FACTS),
	"casework/first_meeting.py": (
		"frappe.db.exists frappe.db.get_value frappe.get_all frappe.get_doc",
		f"{FACTS}, a sheet made by insert(), and the topics of sheets that the user has listed",
	),
	"casework/plans.py": (
		"frappe.db.set_value",
		"what the log calls two tools follows from the settings just saved",
	),
	"casework/case_reviews.py": (
		"db_set frappe.db.set_value frappe.get_all frappe.get_cached_doc frappe.get_doc",
		f"{FACTS}; days on a course that follow from a save that was judged, or from the settings",
	),
	"casework/doctype/lat_case_review/lat_case_review.py": (
		"db_set frappe.get_doc",
		f"{FACTS}; the end of the course that the review just saved has decided",
	),
	"casework/match_reviews.py": (
		"frappe.db.get_value frappe.db.set_value frappe.get_all frappe.get_cached_doc holding.committed",
		f"{FACTS}; days on a match that follow from a save that was judged, or from the settings",
	),
	"casework/doctype/lat_match_review/lat_match_review.py": ("frappe.db.get_value", FACTS),
	"casework/of_match.py": ("holding.committed", FACTS),
	"casework/doctype/lat_plan/lat_plan.py": ("holding.committed", FACTS),
	"casework/duties.py": ("frappe.get_all", f"{CHECKED}; then published tasks"),
	"casework/facts.py": (
		"frappe.db.exists frappe.db.get_value frappe.get_all frappe.get_cached_doc frappe.get_doc",
		FACTS,
	),
	"casework/weighing.py": (
		"frappe.get_doc",
		"both sides of the match being saved, for its criteria",
	),
	"casework/wishes.py": ("frappe.get_doc", CHECKED),
	"casework/omissions.py": (
		"db_insert frappe.db.delete frappe.get_all frappe.get_doc",
		"lines of the handover being saved; no role may create an omission",
	),
	"casework/change_of_mentor.py": (
		"frappe.get_doc",
		"asks for the right to write the course; matches by get_list, saved through the rules of the user",
	),
	"casework/intake.py": (
		"frappe.get_doc",
		"asks for the right to make courses and to read the citizen; the rest is inserted by the rules",
	),
	"casework/names.py": (
		"frappe.get_all frappe.qb",
		"asks through get_list and for the roles on each course; then the name those may know; mentors of "
		"municipalities that the user coordinates",
	),
	"casework/packet.py": (
		"frappe.db.get_value frappe.get_doc",
		"of the course and the person of a handover whose right is checked: what its packet says",
	),
	"casework/packet_lines.py": (
		"frappe.db.get_value frappe.get_all frappe.get_cached_value frappe.get_doc",
		"called by a method that has checked the right to write the handover, whose lines need a level",
	),
	"casework/handover_reading.py": ("frappe.get_doc", CHECKED),
	"casework/exchanged.py": (
		"frappe.db.get_value",
		"whose handover is talked of in what is saved beside it; only a refusal comes out",
	),
	"casework/matches.py": (
		"frappe.db.get_value frappe.db.get_values frappe.db.set_value frappe.get_doc holding.committed",
		f"{FACTS}; {SERVER}",
	),
	"casework/closings.py": ("frappe.db.set_value frappe.get_all", SERVER),
	"casework/withdrawal.py": ("db_set frappe.get_doc holding.committed", SERVER),
	"compat.py": ("frappe.db.exists", "whether the site has a document type; no record of one"),
	"corps/deputies.py": (
		"frappe.get_all",
		f"{CHECKED}; then logins and names",
	),
	"corps/doctype/lat_deputy/lat_deputy.py": ("holding.committed", FACTS),
	"corps/doctype/lat_municipality/lat_municipality.py": (
		"holding.committed",
		f"{FACTS}: the numbers of open courses that a change of members would leave behind",
	),
	"corps/doctype/lat_role_acknowledgement/lat_role_acknowledgement.py": (
		"frappe.db.get_value frappe.get_doc holding.committed",
		FACTS,
	),
	"coaching/cadence.py": ("frappe.get_all frappe.get_cached_doc", SERVER),
	"coaching/doctype/lat_coaching_session/lat_coaching_session.py": (
		"frappe.db.exists frappe.db.get_value frappe.get_doc",
		f"{CHECKED}; {SERVER}",
	),
	"coaching/doctype/lat_corps_meeting/lat_corps_meeting.py": (
		"frappe.db.get_value frappe.get_all frappe.get_cached_doc frappe.get_doc",
		f"{CHECKED}; {SERVER}",
	),
	"coaching/doctype/lat_training/lat_training.py": (
		"frappe.db.exists frappe.get_all frappe.get_cached_doc",
		SERVER,
	),
	"coaching/reading.py": (
		"db_insert frappe.db.get_value frappe.get_all frappe.get_doc",
		"for who stands in for the coordinator of the talk today: days and people, and a row with the reason",
	),
	"coaching/facts.py": ("frappe.db.exists frappe.get_all", FACTS),
	"coaching/invitations.py": ("frappe.db.get_value frappe.get_all frappe.get_doc", CHECKED),
	"coaching/doctype/lat_conversation_card/lat_conversation_card.py": (
		"db_set frappe.db.get_value frappe.get_doc",
		f"{CHECKED}; {SERVER}",
	),
	"corps/doctype/lat_role_description/lat_role_description.py": (
		"db_set frappe.get_doc holding.committed",
		f"{CHECKED}; {SERVER}",
	),
	"corps/facts.py": (
		"frappe.db.exists frappe.db.get_value frappe.get_all frappe.get_cached_doc holding.rows",
		FACTS,
	),
	"holding.py": (
		"frappe.db.get_values frappe.get_all",
		"its callers stand in this list by the names of its functions",
	),
	"replay.py": ("frappe.db.sql", "sets how a transaction reads, and asks no table"),
	"languages.py": ("frappe.db.exists frappe.db.get_value", "the names of languages, which are nobody's"),
	"insight/my_day.py": (
		"frappe.get_all frappe.qb",
		"turns of the user alone; of courses only which have a turn of theirs",
	),
	"insight/my_figures.py": (
		"frappe.get_cached_doc frappe.qb",
		"counts in municipalities that the user coordinates; where the user is a manager, protected alone",
	),
	"insight/counted_people.py": (
		"frappe.get_all frappe.qb",
		"whose figures are protected, or whom the user coordinates",
	),
	"insight/recorded.py": (
		"frappe.get_all frappe.qb",
		"of the people of counted_people.py: a word for each, and numbers of them come out protected",
	),
	"insight/counted_change.py": (
		"frappe.get_all",
		"closings of all whom figures count; what comes out is protected, and kept as it was told",
	),
	"insight/counted_rows.py": (
		"frappe.get_doc frappe.db.set_value db_insert holding.rows",
		"numbers alone, of whoever may see those of the municipality; they come out protected",
	),
	"insight/counted_periods.py": (
		"frappe.get_all frappe.get_cached_doc",
		"numbers alone, of whoever may see those of the municipality; they come out protected",
	),
	"insight/national.py": (
		"frappe.get_all",
		"whose management opted in, for the national centre; sums of municipalities come out protected",
	),
	"insight/national_releases.py": (
		"frappe.db.get_value frappe.get_doc frappe.get_cached_doc db_insert holding.rows",
		"numbers alone, of the national centre; what is told later is measured against them",
	),
	"insight/management_report.py": (
		"frappe.get_doc db_set",
		f"{CHECKED}; figures come out protected, beside those of all reports that were sent",
	),
	"insight/report_days.py": (
		"frappe.get_all frappe.get_cached_doc frappe.get_doc",
		"which municipality waits for which report; a draft made by insert()",
	),
	"insight/experience.py": (
		"db_insert frappe.db.count frappe.db.delete frappe.db.get_value frappe.db.set_value frappe.get_all "
		"frappe.get_cached_doc frappe.get_doc",
		f"{CHECKED}; names that words must not hold, how many are asked, and what no role may write",
	),
	"insight/report_drawing.py": (
		"frappe.get_all frappe.db.count frappe.db.get_value",
		"numbers of what the corps has done, and which parts are chosen; figures of people are protected",
	),
	"measurement/counted.py": (
		"frappe.qb",
		"ratings of closings that the caller has read by its own rights, or whose figures come out protected",
	),
	"measurement/answer_dates.py": (
		"frappe.db.get_value",
		"the days of a course whose record the caller is saving with its own rights",
	),
	"measurement/conversion.py": (
		"frappe.get_all frappe.get_cached_doc",
		"an instrument, which every role reads; answers of measurements that the caller has judged",
	),
	"measurement/development.py": (
		"frappe.get_doc",
		"the first line checks the right on the course; names come from get_list",
	),
	"measurement/course_page.py": ("frappe.get_doc", CHECKED),
	"measurement/recording.py": ("frappe.get_doc", CHECKED),
	"measurement/doctype/lat_instrument/lat_instrument.py": ("frappe.db.exists", FACTS),
	"measurement/doctype/lat_measurement/lat_measurement.py": (
		"frappe.get_doc holding.committed",
		f"{FACTS}; {SERVER}",
	),
	"measurement/doctype/lat_progression/lat_progression.py": (
		"frappe.db.get_value frappe.get_doc",
		f"{FACTS}; {SERVER}",
	),
	"measurement/doctype/lat_survey_import/lat_survey_import.py": (
		"frappe.db.exists frappe.db.get_value frappe.get_doc",
		f"{CHECKED}; a file of the user's own; the municipality of the import that is continued",
	),
	"measurement/export_job.py": (
		"frappe.get_all frappe.get_doc",
		"insert() checks the right; the files of exports are found again only to be deleted",
	),
	"measurement/exporting.py": (
		"frappe.get_all",
		"reasons in measurements whose names come from get_list",
	),
	"measurement/import_command.py": ("db_set frappe.get_doc", f"{CHECKED}; run by bench alone"),
	"measurement/import_files.py": (
		"frappe.db.exists frappe.db.get_value frappe.db.set_value frappe.get_all frappe.get_cached_doc "
		"frappe.get_doc frappe.qb",
		f"{CHECKED}; files of an import that was judged; the daily job, which no client calls",
	),
	"measurement/import_job.py": ("frappe.db.get_value frappe.db.set_value frappe.get_doc", CHECKED),
	"measurement/import_plan.py": (
		"frappe.get_doc frappe.qb",
		"profiles come from get_list, or save() checks; what is recorded is compared with a file, of courses "
		"from get_list, and no other is shown",
	),
	"measurement/import_rows.py": (
		"frappe.db.get_values frappe.db.sql frappe.get_all frappe.get_doc frappe.qb holding.committed",
		"new rows of courses that have just been asked for through get_list; records whose right to write is "
		"asked first, for all of them at once; others alike are only counted",
	),
	"measurement/import_questions.py": (
		"frappe.get_doc",
		"the profile that the import itself names; of an import that is continued, the next line checks",
	),
	"measurement/importing.py": (
		"db_set holding.committed",
		"the import that a caller has judged",
	),
	"measurement/instruments.py": (
		"frappe.db.get_value frappe.get_doc holding.committed",
		f"{CHECKED}; an instrument, which holds no case content",
	),
	"permissions/configuration.py": ("frappe.db.get_value", RIGHTS),
	"permissions/door/recorded.py": ("frappe.db.exists frappe.db.get_value", RIGHTS),
	"permissions/door/pointing.py": ("frappe.db.sql frappe.get_all", RIGHTS),
	"permissions/door/report.py": ("frappe.get_all", "the names of scripts, for a command of the server"),
	"permissions/door/refusals.py": (
		"frappe.db.count frappe.db.exists frappe.qb",
		"the log of refusals, which the server alone writes",
	),
	"privacy/doctype/lat_refused_request/lat_refused_request.py": (
		"frappe.db.delete",
		"called by Log Settings, which clears old lines of logs",
	),
	"permissions/files.py": (
		"frappe.db.exists frappe.db.get_value frappe.db.set_value frappe.get_doc db_set",
		RIGHTS,
	),
	"permissions/errors.py": ("frappe.db.get_value", "which documents a report shows that was exported"),
	"permissions/logs.py": ("db_insert", "hands on to Frappe's own log, once the values are out"),
	"permissions/guard.py": (
		"frappe.db.get_value",
		"asks only whether a row is about a record of the app, and refuses it then",
	),
	"permissions/hooks.py": ("frappe.db.exists frappe.db.sql", RIGHTS),
	"days.py": ("frappe.get_cached_value", "the time zone of the login itself"),
	"permissions/people.py": ("frappe.db.sql frappe.get_all", RIGHTS),
	"permissions/queries.py": ("frappe.db.exists frappe.db.get_value frappe.get_all", RIGHTS),
	"permissions/replaced.py": ("frappe.db.get_value frappe.get_all", RIGHTS),
	"permissions/rules.py": ("frappe.db.exists frappe.db.get_value frappe.get_cached_doc", RIGHTS),
	"permissions/search.py": ("frappe.get_all", "members of a municipality that get_list has shown"),
	"permissions/sharing.py": ("frappe.db.delete frappe.get_doc", RIGHTS),
	"permissions/traces.py": ("frappe.db.get_value", RIGHTS),
	"document.py": ("frappe.get_doc", "a row asks the document it stands in, which checks the right"),
	"permissions/core.py": ("frappe.get_all frappe.db.exists frappe.db.get_value", RIGHTS),
	"setup/updates.py": (
		"frappe.db.exists frappe.db.get_value frappe.get_doc",
		f"{CHECKED}; the trace of what was shipped holds no case content",
	),
	"steps.py": ("frappe.get_doc", CHECKED),
	"workflows.py": ("frappe.db.get_value frappe.db.set_value frappe.get_all frappe.get_doc", SERVER),
	"corps/binding.py": (
		"frappe.get_all",
		"only logins come out, for the requests that the server keeps",
	),
	"corps/doctype/lat_loan_offer/lat_loan_offer.py": (
		"frappe.get_doc holding.committed",
		FACTS,
	),
	"corps/doctype/lat_mentor/lat_mentor.py": (
		"frappe.get_doc holding.committed",
		f"{CHECKED}; {FACTS}",
	),
	"corps/doctype/lat_mentor_loan/lat_mentor_loan.py": (
		"db_set frappe.get_doc",
		f"{FACTS}; {SERVER}",
	),
	"corps/keys.py": (
		"db_insert frappe.db.exists frappe.db.get_value frappe.get_all frappe.get_doc",
		"whether a login that was judged gets a key, and the log line of it",
	),
	"corps/loan_days.py": (
		"db_set frappe.get_all frappe.get_cached_doc frappe.get_doc",
		"the daily job, which no client calls",
	),
	"corps/loan_facts.py": (
		"frappe.db.count frappe.db.get_value",
		FACTS,
	),
	"corps/loans.py": (
		"db_set frappe.get_all frappe.get_doc holding.committed",
		"the next line checks the right on the document; a search gives the fields of PROFILE_FIELDS alone",
	),
	"corps/bell.py": (
		"frappe.db.get_value",
		"the name of the entry just made and the language of who is told, for the server",
	),
	"corps/pauses.py": ("frappe.get_all", f"{SERVER}: days alone"),
	"corps/turns.py": (
		"db_insert frappe.db.delete frappe.db.exists frappe.db.get_value frappe.db.set_value frappe.get_all "
		"frappe.get_cached_doc frappe.get_doc",
		"whose turn it is: only numbers come out, and only to who reads the record, which is asked of each",
	),
	"corps/turn_mail.py": (
		"frappe.db.get_value frappe.db.set_value frappe.get_all",
		"the daily job, which no client calls; it mails what the bell has told",
	),
	"corps/role_text.py": (
		"frappe.db.get_value frappe.get_all frappe.get_doc",
		CHECKED,
	),
	"corps/acknowledgement_requests.py": (
		"db_insert frappe.db.set_value frappe.get_all frappe.get_cached_doc frappe.get_doc holding.committed",
		SERVER,
	),
	"privacy/doctype/lat_erasure/lat_erasure.py": (
		"frappe.db.get_value frappe.get_doc holding.committed",
		CHECKED,
	),
	"privacy/access.py": (
		"frappe.get_all frappe.get_cached_value frappe.get_doc",
		"each record by `reaches`, with what Frappe keeps beside it and how what it names is called; of the"
		" others a number comes out",
	),
	"privacy/self_report.py": (
		"frappe.get_all",
		"numbers of what an erasure takes, once the right to it was asked; of them counts come out",
	),
	"privacy/run_out.py": (
		"frappe.get_all frappe.get_cached_doc frappe.get_doc holding.committed",
		"the daily job, which no client calls; of what it would delete numbers come out",
	),
	"privacy/kept_figures.py": (
		"frappe.db.get_value frappe.db.set_value frappe.get_all",
		"figures without persons, for the page on change, which asks whose they are",
	),
	"privacy/erasing.py": (
		"frappe.db.delete frappe.db.get_value frappe.db.set_value frappe.get_all frappe.get_doc frappe.qb",
		"the erasure itself, once two people have asked for it and carried it out",
	),
	"privacy/exporting.py": (
		"frappe.db.exists",
		"the next line checks the right on the citizen",
	),
	"read_log/lists.py": (
		"frappe.get_all",
		"about whom a record is, for the log; nothing of it comes out",
	),
	"read_log/noting.py": (
		"at_once.rows_of frappe.get_all",
		"about whom a record is, for the log; nothing of it comes out",
	),
	"read_log/gathering.py": (
		"frappe.get_all",
		"about whom a record is, for the log; nothing of it comes out",
	),
	"privacy/retention.py": (
		"frappe.db.get_value frappe.get_cached_doc",
		FACTS,
	),
	"rooms.py": ("frappe.get_all", "names of the administrators whom a login without a function may ask"),
	"setup/checks.py": (
		"frappe.db.exists frappe.db.get_value frappe.get_all",
		"settings, and names of logins for who keeps them; administrators alone are answered",
	),
	"read_log/subjects.py": (
		"frappe.get_all",
		"about whom a record is, for the log; nothing of it comes out",
	),
	"privacy/traces.py": (
		"frappe.db.get_value frappe.get_all",
		"numbers of what an erasure takes; only counts come out",
	),
}
"""File -> (the unchecked calls it makes, why that is safe). A new line is a decision about a wall."""

CHECKS = ("check_permission(", "throw=True", "only_for(", "_to_write(", "coordinated(")
LISTED = "asks through get_list"
NO_CHECK_FIRST = {
	"get": LISTED,
	"get_events": "what Frappe answers, less the events about records out of reach",
	"get_chart": "refuses the one kind of chart that asks for no rights",
	"validate_link": "asks for the reach of the record, or for the right to the DocType",
	"bulk_update": "each record is asked for by its own save",
	"acknowledgements_overdue": LISTED,
	"awaiting_mine": LISTED,
	"background_run_out": LISTED,
	"overdue": LISTED,
	"with_gaps": LISTED,
	"of_page": LISTED,
	"get_count": LISTED,
	"get_group_by_count": LISTED,
	"get_open_count": LISTED,
	"get_common_transition_actions": "what Frappe's own method answers, which checks the right, or nothing",
	"get_transitions": "what Frappe's own method answers, which checks the right, or nothing",
	"waiting": LISTED,
	"get_workspace_sidebar_items": "takes out of what Frappe's own method answers",
	"desk": "the app's own scripts, which hold no data",
	"states_left_behind": "gives nothing of records and their traces; for others Frappe's own method checks",
	"search": "asks who searches, and gives profiles without names",
	"lenders": "asks who searches, and gives municipalities",
	"download_read_log": "lines_about() checks the right on log and citizen",
	"download_key": "lines_about() checks the right on log and citizen",
}
"""Whitelisted functions whose first lines check nothing, and why."""


def name_of(node: ast.expr) -> str:
	"""Return the dotted name of a call, as far as it begins with a plain name."""
	parts = []
	while isinstance(node, ast.Attribute):
		parts.append(node.attr)
		node = node.value
	return ".".join(reversed([*parts, node.id])) if isinstance(node, ast.Name) else ""


def calls_of(path: Path) -> set[str]:
	calls, tree = set(), ast.parse(path.read_text("utf-8"))
	own = {
		alias.name: f"{node.module.removeprefix('lat_corps.')}.{alias.name}"
		for node in ast.walk(tree)
		if isinstance(node, ast.ImportFrom)
		for alias in node.names
		if alias.name in PAST_THE_RIGHTS.get(node.module, ())
	}
	for node in ast.walk(tree):
		if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in own:
			calls.add(own[node.func.id])
		if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
			name = name_of(node.func)
			calls |= {
				unchecked for unchecked in UNCHECKED if name == unchecked or name.startswith(f"{unchecked}.")
			}
			calls |= {node.func.attr} & ON_A_DOCUMENT
	return calls


SERVE = ("updates.py", "checks.py")
FILES = {
	str(path.relative_to(APP)): calls
	for path in sorted(APP.rglob("*.py"))
	if (path.relative_to(APP).parts[0] not in ("setup", "commands.py") or path.name in SERVE)
	and (calls := calls_of(path))
}
"""Files that serve requests; the rest of setup and the demo are run by bench alone."""


@pytest.mark.parametrize("file", FILES)
def test_it_is_listed_with_a_reason(file):
	calls, reason = ALLOWED.get(file, ("", ""))
	assert FILES[file] == set(calls.split()), f"{file}: mend the call, or the list in {__name__}"
	assert reason


def test_the_list_names_no_file_in_vain():
	assert set(ALLOWED) == set(FILES) and len(FILES) >= AT_LEAST


def whitelisted() -> list[ast.FunctionDef]:
	return [
		node
		for path in sorted(APP.rglob("*.py"))
		for node in ast.walk(ast.parse(path.read_text("utf-8")))
		if isinstance(node, ast.FunctionDef)
		and any("frappe.whitelist" in ast.unparse(decorator) for decorator in node.decorator_list)
	]


@pytest.mark.parametrize("function", whitelisted(), ids=lambda function: function.name)
def test_a_method_for_clients_checks_first(function):
	"""The right is asked for in the first two lines after the docstring, and every argument is typed."""
	body = function.body[1:] if ast.get_docstring(function) else function.body
	begins = " ".join(ast.unparse(line) for line in body[:2])
	assert any(check in begins for check in CHECKS) or function.name in NO_CHECK_FIRST
	assert all(argument.annotation for argument in function.args.args if argument.arg != "self")
