"""Filters that ship with workspaces and cards are JSON: Frappe from 15.101 on drops any other expression."""

import json
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2] / "lat_corps"
HOLD_FILTERS = ("filters", "stats_filter", "quick_list_filter", "filters_json", "dynamic_filters_json")
FILES = sorted(
	path
	for kind in ("workspace", "number_card", "dashboard_chart", "desktop_icon", "workspace_sidebar", "report")
	for pattern in (f"**/{kind}/*/*.json", f"{kind}/*.json")
	for path in ROOT.glob(pattern)
)


def filters_in(value, place=""):
	if isinstance(value, dict):
		for key, found in value.items():
			if key in HOLD_FILTERS and found:
				yield f"{place}{value.get('label') or key}", found
			else:
				yield from filters_in(found, f"{place}{key}.")
	elif isinstance(value, list):
		for found in value:
			yield from filters_in(found, place)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_filter_is_json(path):
	for place, text in filters_in(json.loads(path.read_text("utf-8"))):
		try:
			read = json.loads(text)
		except ValueError:
			pytest.fail(f"{place} is an expression, which Frappe drops: use a number card with a method")
		for condition in read if isinstance(read, list) else []:
			assert condition[0].startswith("LAT "), f"{place}: {condition} names no document"


def test_there_are_filters_to_look_at():
	texts = [text for path in FILES for _place, text in filters_in(json.loads(path.read_text("utf-8")))]
	assert len(texts) > 15
	shown = {
		block["data"].get(f"{kind}_name")
		for path in ROOT.glob("**/workspace/*/*.json")
		for block in json.loads(json.loads(path.read_text("utf-8"))["content"])
		if (kind := block["type"]) in ("shortcut", "number_card")
	}
	held = {
		row["label"]
		for path in ROOT.glob("**/workspace/*/*.json")
		for table in ("shortcuts", "number_cards")
		for row in json.loads(path.read_text("utf-8"))[table]
	}
	assert shown == held
