"""The life of the app on one site: installed, migrated twice, shaped, migrated, removed, and installed again.

    python -m tests.upgrade.life BENCH SITE FOLDER

on a bench for trials, on a site that does not have the app yet: it is removed with its records in the end.
Ends with 0 when a second migrate changes nothing, what an administrator built survives it, and no row of any
table names the app once it is removed that did not before.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from tests.upgrade.prove import PASSWORD, Bench

CONFIGURED = Path(__file__).with_name("configured.py")


def changed(bench: Bench, folder: Path) -> list[str]:
	"""Return the tables that a second migrate has changed."""
	first, second = folder / "first.json", folder / "second.json"
	bench.run("migrate", "--skip-search-index")
	bench.snapshot(first, "stored")
	bench.run("migrate", "--skip-search-index")
	bench.snapshot(second, "stored")
	was, now = (json.loads(path.read_text("utf-8")) for path in (first, second))
	found = [
		table
		for table, rows in was["records"].items()
		if table.startswith("tabLAT ") and rows != now["records"].get(table)
	]
	return found + (["rights"] if was["rights"] != now["rights"] else [])


def live(bench: Bench, folder: Path) -> bool:
	folder.mkdir(parents=True, exist_ok=True)
	standing = folder / "standing.json"
	bench.python(CONFIGURED, bench.site, "standing", standing)
	bench.run("install-app", "lat_corps")
	bench.run("lat-demo", "--out", folder / "demo", "--password", PASSWORD)
	found = changed(bench, folder)
	print("a second migrate changes:", ", ".join(found) or "nothing")
	built = folder / "built.json"
	bench.python(CONFIGURED, bench.site, "make", built)
	bench.run("migrate", "--skip-search-index")
	kept = bench.succeeds(CONFIGURED, bench.site, "kept", built)
	bench.run("uninstall-app", "lat_corps", "--yes", "--no-backup")
	gone = bench.succeeds(CONFIGURED, bench.site, "gone", standing)
	bench.run("install-app", "lat_corps")
	bench.run("migrate", "--skip-search-index")
	bench.run("uninstall-app", "lat_corps", "--yes", "--no-backup")
	again = bench.succeeds(CONFIGURED, bench.site, "gone", standing)
	return not found and kept and gone and again


if __name__ == "__main__":
	sys.exit(not live(Bench(Path(sys.argv[1]), sys.argv[2]), Path(sys.argv[3]).resolve()))
