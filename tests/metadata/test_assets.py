"""What the browser is told to load: it is there, and no older copy is kept after an update."""

import re
from itertools import chain

import pytest

from lat_corps import assets, hooks
from lat_corps.domain.lifecycle import LIFECYCLES


def test_every_page_loads_the_scripts_as_they_are_now():
	assert hooks.app_include_js == [assets.address()]
	for name in assets.OF_THE_DESK:
		assert (assets.SCRIPTS / f"{name}.js").read_text("utf-8") in assets.joined()


def of_forms() -> dict[str, list[str]]:
	"""Return DocType -> the scripts that its form loads."""
	return {
		doctype: [scripts] if isinstance(scripts, str) else scripts
		for doctype, scripts in hooks.doctype_js.items()
	}


def test_no_script_lies_there_unloaded():
	loaded = {*hooks.doctype_list_js.values(), *chain.from_iterable(of_forms().values())}
	asked_for = "".join(path.read_text("utf-8") for path in assets.SCRIPTS.parents[1].glob("*/*/*/*.js"))
	assert {
		script.stem
		for script in assets.SCRIPTS.glob("*.js")
		if f"public/js/{script.name}" not in loaded and f"/js/{script.name}" not in asked_for
	} == {*assets.OF_THE_DESK}


NAMES = {"lat-person", "lat-number"}
"""Names of people look alike wherever they stand, and lists cut them."""


def test_no_two_scripts_draw_the_same_class():
	drawn = {}
	for path in assets.SCRIPTS.parents[1].rglob("*.js"):
		styles = "}".join(re.findall(r"set_style\(\s*`([^`]*)`", path.read_text("utf-8")))
		for selectors in re.findall(r"[^{}]+(?={)", styles):
			for name in re.findall(r"\.(lat-[a-z-]+)", selectors):
				drawn.setdefault(name, set()).add(path.name)
	assert drawn["lat-topic"] == {"lat_first_meeting.js"}
	assert [name for name, scripts in drawn.items() if len(scripts) > 1 and name not in NAMES] == []


def test_every_dialog_is_left_by_keys():
	scripts = {path: path.read_text("utf-8") for path in assets.SCRIPTS.parents[1].rglob("*.js")}
	assert scripts.keys() >= {assets.SCRIPTS / "forms.js"}
	framework = re.compile(r"new frappe\.ui\.Dialog|frappe\.prompt\(")
	assert [path.name for path, script in scripts.items() if framework.search(script)] == []


@pytest.mark.parametrize("doctype", LIFECYCLES)
def test_each_form_with_a_stage_minds_it(doctype):
	assert "public/js/stage.js" in of_forms()[doctype]


def test_another_content_has_another_address(tmp_path, monkeypatch):
	monkeypatch.setattr(assets, "SCRIPTS", tmp_path)
	monkeypatch.setattr(assets, "OF_THE_DESK", ("forms",))
	addresses = set()
	for content in ("1", "2"):
		(tmp_path / "forms.js").write_text(content)
		addresses.add(assets.address())
	assert len(addresses) == 2
