"""What changed between two versions of a role description (R16)."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lat_corps.domain.revision import (
	ADDED,
	SAME,
	TAKEN_OUT,
	Piece,
	Revision,
	Task,
	Text,
	changed_words,
	compare,
)

MEETS = Task("During", "Active", "Does", "Holder møder med borgeren og arbejder med mål i UPP.")
RATES = Task("During", "Active", "Does", "Beder borgeren vurdere sit greb om tilværelsen.")
DECIDES = Task("Closing", "Closing", "Contributes", "Beslutter udfaldet sammen med koordinator.")
TEXT = Text("At følge en borger.", "Er ikke sagsbehandler.", (MEETS, RATES))


def test_the_same_text_has_not_changed():
	assert not compare(TEXT, TEXT)
	assert compare(TEXT, replace(TEXT, tasks=(RATES, MEETS), purpose="At  følge\nen borger.")) == Revision()


def test_tasks_added_and_taken_out_are_told_apart():
	revision = compare(TEXT, replace(TEXT, tasks=(MEETS, DECIDES)))
	assert (revision.added, revision.taken_out, revision.changed) == ((DECIDES,), (RATES,), ())


@pytest.mark.parametrize(
	("fieldname", "value"),
	[("phase", "Closing"), ("case_stage", "Closing"), ("responsibility", "Contributes")],
)
def test_a_task_with_another_phase_stage_or_responsibility_is_changed(fieldname, value):
	after = replace(RATES, **{fieldname: value})
	(changed,) = compare(TEXT, replace(TEXT, tasks=(MEETS, after))).changed
	assert (changed.before, changed.after) == (RATES, after)
	assert (changed.words, changed.fields) == ((), (fieldname,))


def test_a_task_in_new_words_is_one_change_with_the_words_marked():
	after = replace(RATES, task="Beder borgeren vurdere sit greb om tilværelsen hver måned.")
	revision = compare(TEXT, replace(TEXT, tasks=(MEETS, after)))
	assert not revision.added and not revision.taken_out
	assert revision.changed[0].words == (
		Piece(SAME, "Beder borgeren vurdere sit greb om tilværelsen "),
		Piece(ADDED, "hver måned"),
		Piece(SAME, "."),
	)


def test_each_task_is_paired_with_the_likest():
	first = replace(MEETS, task="Holder møder med borgeren og arbejder med mål og skridt i UPP.")
	second = replace(MEETS, task="Holder møder med forælderen og arbejder med mål i UPP hver uge.")
	(changed,) = compare(TEXT, replace(TEXT, tasks=(second, first, RATES))).changed
	assert changed.after == first


def test_the_same_task_twice_counts_twice():
	assert compare(TEXT, replace(TEXT, tasks=(MEETS, RATES, RATES))).added == (RATES,)


def test_purpose_and_boundaries_are_compared_word_by_word():
	revision = compare(TEXT, replace(TEXT, purpose="At følge en ung borger.", boundaries=""))
	assert revision.purpose == (
		Piece(SAME, "At følge en "),
		Piece(ADDED, "ung "),
		Piece(SAME, "borger."),
	)
	assert revision.boundaries == (Piece(TAKEN_OUT, "Er ikke sagsbehandler."),)


def words(*texts: str) -> list[str]:
	return re.findall(r"\w+|[^\w\s]", " ".join(texts))


prose = st.text(st.sampled_from("ab .\n"), max_size=30)
tasks = st.builds(
	Task,
	st.sampled_from(["Before", "During"]),
	st.sampled_from(["", "Active"]),
	st.sampled_from(["Does", "Contributes"]),
	prose,
)
texts = st.builds(Text, prose, prose, st.lists(tasks, max_size=5).map(tuple))


def test_blanks_and_line_breaks_are_no_change():
	assert changed_words("At følge en borger. ", "At følge\nen  borger.") == ()


@given(prose, prose)
def test_the_pieces_make_up_both_texts(before, after):
	pieces = changed_words(before, after)
	assert bool(pieces) == (words(before) != words(after))
	if pieces:
		assert words(*(piece.text for piece in pieces if piece.kind != ADDED)) == words(before)
		assert words(*(piece.text for piece in pieces if piece.kind != TAKEN_OUT)) == words(after)


@given(texts, texts)
def test_every_task_is_accounted_for(before, after):
	revision = compare(before, after)
	kept = list(before.tasks)
	for task in (*revision.taken_out, *(changed.before for changed in revision.changed)):
		kept.remove(task)
	kept += [*revision.added, *(changed.after for changed in revision.changed)]
	assert sorted(kept, key=repr) == sorted(after.tasks, key=repr)


@given(texts)
def test_a_text_never_differs_from_itself(text):
	assert not compare(text, text)
