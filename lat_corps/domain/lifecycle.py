"""The stages of each document, who may change them, and the guards G1 to G14.

Stages are the law: a workflow that an administrator shapes maps its states onto them, and every save that
changes a stage is judged by its lifecycle, whatever the way in, with every unmet condition at once.
Stages, steps, facts and guards of a document stand in its room, one file in `domain/documents`.
"""

from __future__ import annotations

from collections.abc import Collection

from .documents import course, handover, loan, match, mentor, role_description
from .staging import Lifecycle
from .text import Message

ROOMS = (mentor, role_description, course, match, handover, loan)

LIFECYCLES: dict[str, Lifecycle] = {room.DOCUMENT: room.LIFECYCLE for room in ROOMS}


def asked_for(unmet: Collection[Message]) -> list[Message]:
	"""Return the conditions that can be met in one go with the step: all of them, or none.

	Nobody writes a reason for a step that is refused all the same.
	"""
	return [*unmet] if all(message.asks for message in unmet) else []
