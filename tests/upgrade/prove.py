"""Proof of an upgrade: an older state, played by the demo, is dumped, restored, migrated and compared.

On a bench for trials that this checkout is installed on (it writes to the site, and replaces it):

    python -m tests.upgrade.prove BENCH SITE FOLDER --from COMMIT --root-password WORD

installs the app as it stood at COMMIT on SITE, which must not have it yet, plays the demo there, and leaves
in FOLDER the dump and what the site held. Then, and with `--dump` alone, on any bench (of Frappe 16 too):

    python -m tests.upgrade.prove BENCH SITE FOLDER --dump FOLDER/older.sql.gz --root-password WORD

restores the dump on SITE, migrates it to the checkout that the bench has, and compares every record, figure
and right with what was there. Ends with 0 when nothing differs but what `meant.py` names with its reason.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

from tests.upgrade.differences import compare, lines
from tests.upgrade.meant import MENDED

ROOT = Path(__file__).resolve().parents[2]
SNAPSHOT = Path(__file__).with_name("snapshot.py")
PASSWORD = "Proeve-2026-opgradering"


class Bench:
	"""A bench and one of its sites; the app laid out in `older` goes before the installed one."""

	def __init__(self, folder: Path, site: str, older: Path | None = None):
		self.folder, self.site, self.older = folder, site, older

	def python(self, *args: object) -> None:
		"""Run its Python in the folder of its sites; raises subprocess.CalledProcessError when that fails."""
		self._called(*args).check_returncode()

	def succeeds(self, *args: object) -> bool:
		return self._called(*args).returncode == 0

	def _called(self, *args: object) -> subprocess.CompletedProcess:
		environment = {**os.environ, **({"PYTHONPATH": str(self.older)} if self.older else {})}
		command = [str(self.folder / "env/bin/python"), *map(str, args)]
		return subprocess.run(command, cwd=self.folder / "sites", env=environment)

	def run(self, *args: object) -> None:
		self.python("-m", "frappe.utils.bench_helper", "frappe", "--site", self.site, *args)

	def snapshot(self, target: Path, *only: str) -> None:
		self.python(SNAPSHOT, self.site, target, *only)


def lay_out(commit: str, folder: Path) -> Path:
	"""Put the app of a commit into `folder` as an installation has it; return the folder for PYTHONPATH."""
	archive = subprocess.run(["git", "-C", ROOT, "archive", commit], check=True, capture_output=True).stdout
	shutil.rmtree(folder, ignore_errors=True)
	with tarfile.open(fileobj=io.BytesIO(archive)) as packed:
		packed.extractall(folder, filter="data")
	(folder / "patches").rename(folder / "lat_corps/patches")
	(folder / "fixtures").rename(folder / "lat_corps/shipped")
	# What would stand before Frappe itself on the path.
	shutil.rmtree(folder / "embedded", ignore_errors=True)
	for (name, text), mended in MENDED.items():
		path = folder / name
		source = path.read_text("utf-8")
		if text in source:
			path.write_text(source.replace(text, mended), "utf-8")
	return folder


def make(bench: Bench, folder: Path) -> Path:
	"""Play the older state on an empty site; return the dump of it."""
	bench.run("install-app", "lat_corps")
	bench.run("lat-demo", "--out", folder / "demo", "--password", PASSWORD)
	bench.snapshot(folder / "before.json")
	dump = folder / "older.sql.gz"
	bench.run("backup", "--backup-path-db", dump)
	return dump


def upgrade(bench: Bench, dump: Path, folder: Path, root_password: str) -> dict:
	bench.run("restore", dump, "--force", "--db-root-username", "root", "--db-root-password", root_password)
	bench.run("migrate", "--skip-search-index")
	after = folder / f"after-{bench.folder.name}-{bench.site}.json"
	bench.snapshot(after)
	return json.loads(after.read_text("utf-8"))


def main() -> int:
	parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
	parser.add_argument("bench", type=Path)
	parser.add_argument("site")
	parser.add_argument("folder", type=lambda given: Path(given).resolve())
	parser.add_argument("--from", dest="commit", help="the older state, played anew")
	parser.add_argument("--dump", type=lambda given: Path(given).resolve(), help="a dump made before")
	parser.add_argument("--root-password", required=True, help="of the database, to restore")
	given = parser.parse_args()
	given.folder.mkdir(parents=True, exist_ok=True)
	dump = given.dump
	if given.commit:
		older = lay_out(given.commit, given.folder / "older")
		dump = make(Bench(given.bench, given.site, older), given.folder)
	before = json.loads((given.folder / "before.json").read_text("utf-8"))
	after = upgrade(Bench(given.bench, given.site), dump, given.folder, given.root_password)
	found = compare(before, after)
	print("\n".join(lines(found, before, after)))
	return int(any(not difference.meant for difference in found))


if __name__ == "__main__":
	sys.exit(main())
