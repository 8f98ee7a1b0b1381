"""Who may see which field of case content: one table that DocTypes, row rules and answers are held against.

Per document, and per table in it, the fields by the people who see them, on the rows that are theirs: the
coordinator those of the municipality, the mentor those of an accepted course (of background information only
what is passed on and has not run out), the caseworker a handover sent to that person. Nobody else sees any:
not managers, not the national centre, not administrators and not technicians.

`python -m tests.security.need_to_know` prints the table as the DocTypes have it.
"""

from __future__ import annotations

import json
import textwrap
from collections.abc import Collection, Mapping
from pathlib import Path

APP = Path(__file__).resolve().parents[2] / "lat_corps"
MODULES = ("casework", "measurement", "coaching")
NO_CASE_CONTENT = frozenset(
	(
		"LAT Instrument",
		"LAT Conversation Card",
		"LAT Corps Meeting",
		"LAT Training",
		"LAT Partner",
		"LAT Learning Note",
		"LAT Competence",
	)
)
"""Questions without answers, and what a corps meets for, leans on and learns: no person of a course."""

PEOPLE = {"coordinator": "LAT Coordinator", "mentor": "LAT Mentor", "caseworker": "LAT Caseworker"}
SHOWS_NOTHING = ("Section Break", "Column Break", "Tab Break", "HTML", "Button", "Heading")

CONTACT_CARD = {
	"coordinator": "full_name working_name phone email reach languages gender birth_date custody_holders",
	"mentor": "full_name working_name phone email reach languages gender",
}
"""What the contact card on a course shows of the citizen, by the person who reads it (N2, R27)."""

NEED_TO_KNOW: dict[str, dict[str, str]] = {
	"LAT Background Information": {
		"coordinator mentor": """
			lat_case municipality kind origin received_on expires_on content
			legal_basis consent allowed_use audience shared_on
		""",
	},
	"LAT Briefing": {
		"coordinator mentor": """
			lat_case municipality lat_match facts passed_on passed_on_at consent_from
			consent_asked_on read_on open_until closed_on closed_because
		""",
	},
	"LAT Briefing: facts": {
		"coordinator mentor": "fact background kind origin known_since allowed_use expires_on",
	},
	"LAT Case": {
		"coordinator mentor": """
			municipality citizen course_type target_group workflow_state stage
			coordinator mentor mentor_name next_due next_due_what stage_since
			caseworker coordination_interval next_coordination_due opened_on
			next_progression_due last_rating expected_end review_due review_decision
			closing_began_on age_at_referral
			last_contact_on silent_on method_gap method_gap_on gender
			external_id pauses reopen_reason referred_on referral_agreement referral_source referred_by
			referral_reason challenges wishes dreams interpreter preferences_asked
			preferences decline_reason nothing_to_pass_on
			knowledge_confirmed knowledge_confirmed_by knowledge_confirmed_on
			before_deferred_reason before_deferred_until outcome mentor_outcome
			ending_together comes_instead broken_off_reason last_contacts looking_back
			support relapse_agreement after_missing_reason no_handover_reason
			debrief_held_on debrief_waived_reason debrief_learning closed_on
			earlier_closings
		""",
	},
	"LAT Case: pauses": {
		"coordinator mentor": "from_date to_date",
	},
	"LAT Case: preferences": {
		"coordinator mentor": """
			criterion strength wish gender age_from age_to migration spoken subject
			temperament experience meetings_a_month
		""",
	},
	"LAT Case: last_contacts": {
		"coordinator mentor": "planned_on kind who",
	},
	"LAT Case: earlier_closings": {
		"coordinator mentor": """
			outcome closing_began_on closed_on taken_up_at expected_end reopen_reason
			case_review last_contacts looking_back support relapse_agreement
			ending_together comes_instead broken_off_reason after_missing_reason
			no_handover_reason debrief_held_on debrief_waived_reason debrief_learning
		""",
	},
	"LAT Citizen": {
		"coordinator": """
			full_name working_name municipality gender phone email reach languages
			birth_date custody_holders counted_apart
		""",
	},
	"LAT Disagreement": {
		"coordinator": """
			lat_case municipality document_type document_number place disputed words said_by said_on
			result answer answered_on answered_by
		""",
	},
	"LAT Citizen: languages": {
		"coordinator": "language fluency",
	},
	"LAT Citizen: custody_holders": {
		"coordinator": "full_name relation phone",
	},
	"LAT Coaching Session": {
		"coordinator mentor": """
			form municipality participants with_names planned_on minutes place held_on coach
			coach_name guest readings step_went best_hope courses card card_version notes worry
			exception advice next_step seen_by next_step_on next_session_on observation
			feedback
		""",
	},
	"LAT Coaching Session: participants": {
		"coordinator mentor": "mentor mentor_name part",
	},
	"LAT Coaching Session: readings": {
		"coordinator mentor": "deputy deputy_name given_on reason stands_in",
	},
	"LAT Coaching Session: courses": {
		"coordinator mentor": "lat_case",
	},
	"LAT Coaching Session: notes": {
		"coordinator mentor": "section question form anchor number answer",
	},
	"LAT Coaching Session: advice": {
		"coordinator mentor": "advice asked_leave was_useful",
	},
	"LAT Consent": {
		"coordinator": """
			lat_case municipality purpose receiver given_by given_by_name consent_form
			informed language explained information_types partners given_on valid_until outgrown_on
			withdrawn_on withdrawal_note answers_so_far
		""",
	},
	"LAT Consent: information_types": {
		"coordinator": "information_type",
	},
	"LAT Consent: partners": {
		"coordinator": "listed partner",
	},
	"LAT Coordination Meeting": {
		"coordinator mentor": """
			lat_case municipality standing person_takes_part meets_on meets_at minutes
			place held_on cancelled_because participants shared_goals agenda points
			agreements working_together closed_on closed_by consent_from consent_asked_on
			consent_covers mentor agreement_due mentor_due
		""",
	},
	"LAT Coordination Meeting: participants": {
		"coordinator mentor": "who listed organisation email user absent gets_minutes",
	},
	"LAT Coordination Meeting: points": {
		"coordinator mentor": "information_type content",
	},
	"LAT Coordination Meeting: agreements": {
		"coordinator mentor": "what responsible due_on done done_on",
	},
	"LAT First Meeting": {
		"coordinator mentor": """
			lat_case municipality lat_match mentor meets_on topics held_on how_it_went
			noted
		""",
	},
	"LAT First Meeting: topics": {
		"coordinator mentor": "topic answer skipped skip_reason",
	},
	"LAT Dilemma": {
		"coordinator mentor": """
			lat_case municipality kind noted_on mentor mentor_name words taken_up_in
			taken_up_on learned
		""",
	},
	"LAT Handover": {
		"coordinator mentor caseworker": """
			lat_case municipality receiver receiver_name workflow_state stage stage_since
			packet_number sent_on received_on packet packet_hash lines preview_way
			previewed_on previewed_with previewed_lines question answer answered_question
		""",
	},
	"LAT Handover: lines": {
		"coordinator mentor caseworker": """
			part information_type origin heading content persons_words wanted_out
			left_out_because source figures
		""",
	},
	"LAT Handover Omission": {
		"coordinator mentor": """
			handover lat_case municipality line_number information_type origin part heading
			content reason persons_words wanted_out left_out_because source figures was_read
		""",
	},
	"LAT Match": {
		"coordinator mentor": """
			lat_case municipality mentor mentor_name workflow_state stage stage_since
			conflict_of_interest conflict_note criteria rationale mentor_remark
			decline_reason accepted_by accepted_on approved_by approved_on review_due
			citizen_heard_on mentor_heard_on citizen_heard_at_closing
			mentor_heard_at_closing end_reason ended_on ended_with_course interim_cover
			briefing_goes_on
		""",
	},
	"LAT Match Review": {
		"coordinator mentor": """
			lat_case municipality lat_match voice occasion asked_on fit words follows
			follows_words
		""",
	},
	"LAT Case Review": {
		"coordinator mentor": """
			lat_case municipality held_on mentor mentor_name citizens_words mentors_words
			mentor_heard_on mentor_took_part caseworker caseworkers_words decision
			decided_words arguments_for potential arguments_against new_end new_goals
			decided_on decided_by carried_out_on earlier_closing
		""",
	},
	"LAT Match: criteria": {
		"coordinator mentor": """
			criterion stated strength citizen_side mentor_side fit says reason by_rule
			wish_row
		""",
	},
	"LAT Measurement": {
		"coordinator mentor": """
			lat_case municipality instrument measured_at measured_on earlier_closing
			standing answers missing_reason score score_told reading survey_import
		""",
	},
	"LAT Measurement: answers": {
		"coordinator mentor": "item_code item_label answer skip_reason",
	},
	"LAT Partner Effort": {
		"coordinator": """
			lat_case municipality status because kind partner department from_date to_date
			helps_with agreed afterwards contact_name contact_function contact_phone
			contact_email plan_type plan_fits_until plan_aligned_on audience shared_on
		""",
	},
	"LAT Plan": {
		"coordinator mentor": """
			lat_case municipality next_step_on worries working_well wishes mentor_differs mentor_worries
			mentor_working_well mentor_wishes ratings goals steps notes
		""",
	},
	"LAT Plan: ratings": {
		"coordinator mentor": "rated_on competence person mentor words",
	},
	"LAT Plan: goals": {
		"coordinator mentor": """
			goal competence progress reached_on specific sign within_reach matters reach_by
		""",
	},
	"LAT Plan: steps": {
		"coordinator mentor": "step responsible due_on done_on",
	},
	"LAT Plan: notes": {
		"coordinator mentor": "heading content",
	},
	"LAT Progression": {
		"coordinator mentor": "lat_case municipality rated_on rating rated_by why_not_lower one_step_up",
	},
	"LAT Reflection": {
		"coordinator mentor": """
			lat_case municipality about reflected_on wellbeing why_change elements tools
			movement ups_and_downs keeping
		""",
	},
	"LAT Concern": {
		"coordinator mentor": """
			lat_case municipality urgency raised_on mentor mentor_name words experience
			support within_reach techniques calm decision leads_to agreed follow_up_on
			followed_up_on decided_on decided_by
		""",
	},
	"LAT Debrief": {
		"coordinator mentor": """
			lat_case municipality held_on mentor mentor_name participants stays person
			surprise others more_of otherwise tasks nobody_else next_task_on note_title
			note consent_from consent_asked_on earlier_closing learning_noted_on
		""",
	},
	"LAT Debrief: participants": {
		"coordinator mentor": "part function",
	},
	"LAT Debrief: tasks": {
		"coordinator mentor": "who what responsible due_on done",
	},
	"LAT Session": {
		"coordinator mentor": """
			lat_case municipality held_on kind minutes plan_row worked_on went_well
			next_step next_at tools mentor mentor_name draft
		""",
	},
	"LAT Session: tools": {
		"coordinator mentor": "tool tool_label",
	},
	"LAT Import Profile": {
		"coordinator": """
			title municipality instrument fingerprint layout date_order header_rows
			first_row encoding delimiter decimal sheet second_sheet mapping codes
		""",
	},
	"LAT Import Profile: mapping": {
		"coordinator": "header column_role item_code point certain position",
	},
	"LAT Import Profile: codes": {
		"coordinator": "written meaning header",
	},
	"LAT Survey Import": {
		"coordinator": """
			municipality instrument survey_file continues standing profile
			suggested_profile file_description failure layout date_order header_rows
			first_row encoding delimiter decimal sheet second_sheet sheets blanks_empty
			ignore_zeros one_date go_without mapping codes rows_with_errors
			corrections_confirmed count_new count_corrected count_unchanged
			count_skipped count_error rejected_file imported_on row_count rows_done log
			courses
		""",
	},
	"LAT Survey Import: mapping": {
		"coordinator": "header column_role item_code point certain position",
	},
	"LAT Survey Import: codes": {
		"coordinator": "written meaning header",
	},
	"LAT Survey Import: log": {
		"coordinator": "line_number outcome lat_case measured_at measured_on answers score message",
	},
}


def shipped(module: str) -> dict[str, dict]:
	"""Return the DocTypes of a module by name, as their files have them."""
	found = (json.loads(path.read_text("utf-8")) for path in sorted(APP.glob(f"{module}/doctype/*/*.json")))
	return {doctype["name"]: doctype for doctype in found}


def case_content() -> dict[str, dict]:
	"""Return the documents that hold case content by name, without their tables."""
	return {
		name: doctype
		for module in MODULES
		for name, doctype in shipped(module).items()
		if not doctype.get("istable") and name not in NO_CASE_CONTENT
	}


def fields_of(doctype: dict) -> list[dict]:
	return [field for field in doctype["fields"] if field["fieldtype"] not in SHOWS_NOTHING]


def readers(doctype: dict, permlevel: int, reaching: Collection[str]) -> str:
	"""Return the people whose role reaches rows of a DocType and reads its fields of a level."""
	reading = {
		row["role"]
		for row in doctype["permissions"]
		if row.get("read") and row.get("permlevel", 0) == permlevel and row["role"] in reaching
	}
	unknown = reading - set(PEOPLE.values())
	assert not unknown, f"{doctype['name']} is read by {unknown}: name them in PEOPLE"
	return " ".join(person for person, role in PEOPLE.items() if role in reading)


def actual(rows: Mapping[str, Mapping[str, object]]) -> dict[str, dict[str, str]]:
	"""Return the table as it is; `rows` maps a DocType to the roles that row rules let reach it."""
	tables = {
		name: doctype
		for module in (*MODULES, "corps")
		for name, doctype in shipped(module).items()
		if doctype.get("istable")
	}
	found: dict[str, dict[str, str]] = {}
	for name, doctype in sorted(case_content().items()):
		for field in fields_of(doctype):
			seen_by = readers(doctype, field.get("permlevel", 0), rows[name])
			_add(found.setdefault(name, {}), seen_by, field["fieldname"])
			if field["fieldtype"] == "Table":
				inside = found.setdefault(f"{name}: {field['fieldname']}", {})
				for column in fields_of(tables[field["options"]]):
					_add(inside, seen_by, column["fieldname"])
	return found


def _add(groups: dict[str, str], seen_by: str, fieldname: str) -> None:
	groups[seen_by] = f"{groups.get(seen_by, '')} {fieldname}".strip()


def sees(document: str, person: str) -> set[str]:
	"""Return the fields of a document, or of a table in it, that the table grants a person."""
	return {
		fieldname
		for people, fieldnames in NEED_TO_KNOW[document].items()
		if person in people.split()
		for fieldname in fieldnames.split()
	}


def as_text(table: Mapping[str, Mapping[str, str]]) -> str:
	"""Return a table as it is written in this file."""
	lines = []
	for document, groups in table.items():
		lines.append(f'\t"{document}": {{')
		for people, fieldnames in groups.items():
			wrapped = textwrap.wrap(fieldnames, 75)
			if len(wrapped) == 1:
				lines.append(f'\t\t"{people}": "{fieldnames}",')
			else:
				lines += [f'\t\t"{people}": """', *(f"\t\t\t{line}" for line in wrapped), '\t\t""",']
		lines.append("\t},")
	return "\n".join(lines)


if __name__ == "__main__":
	import sys

	sys.path.insert(0, str(APP.parent / "embedded"))
	from lat_corps.permissions.table import ROWS

	print(as_text(actual(ROWS)))
