"""What the browser is told to load: it is there, and no older copy is kept after an update."""

from urllib.parse import urlsplit

import pytest

from lat_corps import assets, hooks


@pytest.mark.parametrize("address", hooks.app_include_js)
def test_what_every_page_loads_is_there(address):
	path = urlsplit(address).path.removeprefix("/assets/lat_corps/")
	assert address == assets.versioned(path)


def test_another_content_has_another_address(tmp_path, monkeypatch):
	monkeypatch.setattr(assets, "PUBLIC", tmp_path)
	addresses = set()
	for content in ("1", "2"):
		(tmp_path / "forms.js").write_text(content)
		addresses.add(assets.versioned("forms.js"))
	assert len(addresses) == 2
