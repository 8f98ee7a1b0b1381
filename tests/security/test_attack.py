"""The program that attacks: what it finds, and what it leaves to the walls to answer."""

from __future__ import annotations

import io
import json
import zipfile

import frappe
import pytest

from tests.security.attack import ATTACKERS, NOT_THERE, Method, Tally, Victim, attack

VICTIM = Victim("LAT Case", "LAT-2026-00001", ("Vil gerne arbejde med dyr.",))
METHOD = Method("frappe.x.y", ("doctype", "name"))


class Site:
	"""A site that answers every request with one text and keeps what it was asked."""

	def __init__(self, text_of=lambda _sent: "refused", content=b""):
		self.text_of, self.content, self.asked = text_of, content, []

	def __call__(self, attacker: str, _called: str, sent: dict):
		self.asked.append((attacker, sent))
		return frappe._dict(text=self.text_of(str(sent)), content=self.content, status_code=200)


def test_content_in_a_workbook_is_found():
	workbook = io.BytesIO()
	with zipfile.ZipFile(workbook, "w", zipfile.ZIP_DEFLATED) as archive:
		archive.writestr("sheet1.xml", VICTIM.secrets[0])
	site = Site(lambda _sent: workbook.getvalue().decode("latin-1"), workbook.getvalue())
	found = [*attack(METHOD, VICTIM, site)]
	assert found and all("content" in finding.what for finding in found)


def test_what_was_sent_to_one_attacker_is_found_with_the_others():
	told = Victim(VICTIM.doctype, VICTIM.name, VICTIM.secrets, {"caseworker": VICTIM.secrets})
	found = attack(METHOD, told, Site(lambda _sent: VICTIM.secrets[0]))
	assert {finding.attacker for finding in found} == {*ATTACKERS} - {"caseworker"}


def test_who_may_read_the_record_does_not_attack_it():
	known = Victim(VICTIM.doctype, VICTIM.name, VICTIM.secrets, readers=("manager", "second_mentor"))
	found = attack(METHOD, known, Site(lambda _sent: VICTIM.secrets[0]))
	assert {finding.attacker for finding in found} == {*ATTACKERS} - {"manager", "second_mentor"}


@pytest.mark.parametrize(
	("text_of", "differs"),
	[
		(lambda sent: "there" if VICTIM.name in sent else "not there", True),
		(lambda sent: f"No {sent}", False),
		(lambda sent: f"No module {sent.lower().replace('-', '_')}", False),
		(lambda _sent: json.dumps({"name": frappe.generate_hash(length=10)}), False),
	],
)
def test_another_answer_is_one_that_differs_in_more_than_the_name(text_of, differs):
	assert bool([*attack(METHOD, VICTIM, Site(text_of))]) == differs


def test_what_the_walls_refuse_alike_goes_over_http_by_one_attacker_alone():
	site, tally = Site(), Tally()
	assert not [*attack(METHOD, VICTIM, site, True, lambda *_asked: "Not this way", tally)]
	assert len({attacker for attacker, _sent in site.asked}) == 1
	assert [NOT_THERE in str(sent) for _attacker, sent in site.asked] == [False, True]
	assert tally.tried == tally.stopped + 1 == len(ATTACKERS) * (1 + 2 * 5)


@pytest.mark.parametrize("words", [lambda sent: "", lambda sent: f"No {sent}"])
def test_what_they_let_through_or_tell_apart_goes_over_http(words):
	site, tally = Site(), Tally()
	assert not [*attack(METHOD, VICTIM, site, False, lambda _who, _called, sent: words(sent), tally)]
	assert {attacker for attacker, _sent in site.asked} == {*ATTACKERS}
	assert tally.answered == len(ATTACKERS)
