"""How the effort is made known: talks, leaflets, agreements on referral, infohus (R17, R18, R21, R24)."""

from __future__ import annotations

from dataclasses import dataclass

from .text import Message, _

TALK, LEAFLETS, AGREEMENT, INFOHUS = (
	"Talk",
	"Leaflets handed out",
	"Agreement on referral",
	"Infohus meeting",
)


@dataclass(frozen=True)
class Entry:
	kind: str
	named: bool
	"""Whether it says with whom."""

	number: int = 0
	who: str = ""
	how: str = ""


def flaws(entry: Entry) -> list[Message]:
	"""Return what an entry lacks to be counted, or to be used when somebody refers."""
	messages = []
	if entry.kind != INFOHUS and not entry.named:
		messages.append(Message(_("Say which department or service, or who else."), requirement="R17"))
	if entry.kind == LEAFLETS and not entry.number:
		messages.append(Message(_("Say how many leaflets were handed out."), requirement="R17"))
	if entry.kind == AGREEMENT and not (entry.who and entry.how):
		messages.append(Message(_("Write who may refer, and how."), requirement="R24"))
	return messages
