"""Where states and actions of a shipped workflow stand in Frappe's Workflow Builder.

Without positions the builder lays everything on one line and every action of a state upon the others. The
states stand here in a column in their order; a step to the next one runs straight down, one that skips states
passes on the right, one that goes back on the left.
"""

from __future__ import annotations

import json

ROW, LANE, WIDE_LANE = 190, 190, 290
MIDDLE_X, TOP_Y = 400, 60
ACTION_DX, ACTION_DY = 22, 112
"""Pixels of the builder at its natural size."""

Span = tuple[int, int]


def lay_out(workflow: dict) -> None:
	"""Give a workflow, as shipped data, its `workflow_builder_id`s and its `workflow_data`."""
	row_of = {row["state"]: number for number, row in enumerate(workflow["states"])}
	nodes, edges = [], []
	for number, row in enumerate(workflow["states"]):
		row["workflow_builder_id"] = str(number + 1)
		nodes.append(_node(str(number + 1), "state", MIDDLE_X, TOP_Y + number * ROW))
	spans = [(row_of[row["state"]], row_of[row["next_state"]]) for row in workflow["transitions"]]
	places = _places(spans)
	for number, (row, (start, end), (x, y)) in enumerate(
		zip(workflow["transitions"], spans, places, strict=True), start=1
	):
		action = row["workflow_builder_id"] = f"action-{number}"
		source, target = str(start + 1), str(end + 1)
		nodes.append({**_node(action, "action", x, y), "data": {"from_id": source, "to_id": target}})
		leaving, entering, upper, lower = _handles(start, end)
		edges.append(_edge(source, action, leaving, upper))
		edges.append(_edge(action, target, lower, entering))
	workflow["workflow_data"] = json.dumps([*nodes, *edges])


def _places(spans: list[Span]) -> list[tuple[float, float]]:
	"""Return where the action of each step stands; `spans` are its rows, from and to."""
	right, left = _lanes([s for s in spans if s[1] > s[0] + 1]), _lanes([s for s in spans if s[1] < s[0]])
	# Several roles for one step: each has an action of its own, and the role's name beside it.
	lane = WIDE_LANE if len(set(spans)) < len(spans) else LANE
	most = max((spans.count(span) for span in spans if span[1] == span[0] + 1), default=1)
	edge = (most - 1) / 2 * lane
	straight: dict[Span, int] = {}
	places = []
	for start, end in spans:
		middle = TOP_Y + (start + end) / 2 * ROW + 12
		if end == start + 1:
			before = straight.setdefault((start, end), 0)
			straight[(start, end)] += 1
			abreast = before - (spans.count((start, end)) - 1) / 2
			places.append((MIDDLE_X + ACTION_DX + abreast * lane, TOP_Y + start * ROW + ACTION_DY))
		elif end > start:
			places.append((MIDDLE_X + edge + (right[(start, end)].pop(0) + 1) * lane + 60, middle))
		else:
			places.append((MIDDLE_X - edge - (left[(start, end)].pop(0) + 1) * lane - 20, middle))
	return places


def _lanes(spans: list[Span]) -> dict[Span, list[int]]:
	"""Return a lane for each step, shorter ones further in, none crossing another in its lane."""
	lanes: list[list[tuple[int, int]]] = []
	found: dict[Span, list[int]] = {}
	for start, end in sorted(spans, key=lambda span: (abs(span[1] - span[0]), span)):
		low, high = sorted((start, end))
		free = (
			number
			for number, taken in enumerate(lanes)
			if all(high <= other_low or other_high <= low for other_low, other_high in taken)
		)
		lane = next(free, len(lanes))
		if lane == len(lanes):
			lanes.append([])
		lanes[lane].append((low, high))
		found.setdefault((start, end), []).append(lane)
	return found


def _handles(start: int, end: int) -> tuple[str, str, str, str]:
	"""Return the sides where a step leaves and enters a state, and enters and leaves its action."""
	if end == start + 1:
		return "bottom", "top", "top", "bottom"
	side = "right" if end > start else "left"
	return (side, side, "top", "bottom") if end > start else (side, side, "bottom", "top")


def _node(name: str, kind: str, x: float, y: float) -> dict:
	return {"id": name, "type": kind, "position": {"x": x, "y": y}}


def _edge(source: str, target: str, source_side: str, target_side: str) -> dict:
	return {
		"id": f"edge-{source}-{target}",
		"type": "transition",
		"source": source,
		"target": target,
		"sourceHandle": source_side,
		"targetHandle": target_side,
		"updatable": True,
		"animated": True,
	}
