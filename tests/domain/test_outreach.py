"""What an entry of outreach needs, kind by kind (R17, R21, R24)."""

import pytest

from lat_corps.domain.outreach import AGREEMENT, INFOHUS, LEAFLETS, TALK, Entry, flaws


@pytest.mark.parametrize(
	"entry",
	[
		Entry(TALK, named=True),
		Entry(LEAFLETS, named=True, number=1),
		Entry(AGREEMENT, named=True, who="Alle socialrådgivere.", how="De ringer."),
		Entry(INFOHUS, named=False),
	],
)
def test_it_stands_with_what_its_kind_asks_for(entry):
	assert not flaws(entry)


@pytest.mark.parametrize(
	("entry", "words"),
	[
		(Entry(TALK, named=False), "with whom|which department"),
		(Entry(LEAFLETS, named=True), "how many"),
		(Entry(AGREEMENT, named=True, who="Alle."), "who may refer"),
		(Entry(AGREEMENT, named=True, how="De ringer."), "who may refer"),
	],
)
def test_and_says_what_is_missing(entry, words):
	(message,) = flaws(entry)
	assert any(word in message.text for word in words.split("|"))
