"""What the browser is told to load: it is there, and no older copy is kept after an update."""

from lat_corps import assets, hooks


def test_every_page_loads_the_scripts_as_they_are_now():
	assert hooks.app_include_js == [assets.address()]
	for name in assets.OF_THE_DESK:
		assert (assets.SCRIPTS / f"{name}.js").read_text("utf-8") in assets.joined()


def test_another_content_has_another_address(tmp_path, monkeypatch):
	monkeypatch.setattr(assets, "SCRIPTS", tmp_path)
	monkeypatch.setattr(assets, "OF_THE_DESK", ("forms",))
	addresses = set()
	for content in ("1", "2"):
		(tmp_path / "forms.js").write_text(content)
		addresses.add(assets.address())
	assert len(addresses) == 2
