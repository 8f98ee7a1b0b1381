"""What a person says is wrong in a record, and what the coordinator answers (GDPR article 16)."""

from __future__ import annotations

from .text import Message, _

INFORMATION_TYPES: dict[str, str] = {
	"LAT Plan": "Goals and steps",
	"LAT Progression": "Documentation of development",
	"LAT Measurement": "Wellbeing and life mastery",
}
"""Records that a handover packet tells of, and in which type of information it does."""


def unmet_to_answer(result: str, answer: str) -> list[Message]:
	"""Return what an answer lacks: it says what came of it and why, or nothing is answered yet."""
	if result and not answer:
		text = _("Write to the person what was done, or why the record stays as it is.")
		return [Message(text, requirement="N3")]
	if answer and not result:
		return [
			Message(
				_("Choose what came of it: corrected, or the record stands with this note."), requirement="N3"
			)
		]
	return []
