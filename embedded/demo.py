"""`make demo`: a site of its own, the demo on it, and a folder to open in a browser."""

from __future__ import annotations

import argparse
import shutil
import tempfile
from pathlib import Path

import frappe
from frappe import host

from lat_corps.setup.demo.play import play


def main() -> None:
	parser = argparse.ArgumentParser(description=__doc__)
	parser.add_argument("out", type=Path, nargs="?", default=Path("demo"), help="the folder to write")
	out = parser.parse_args().out.resolve()
	folder = Path(tempfile.mkdtemp(prefix="lat-demo-"))
	try:
		print("Setting up a site …", flush=True)
		host.new_site(folder / "demo.lat")
		host.open_site(folder / "demo.lat")
		play(out, say=lambda line: print(line, flush=True))
		frappe.destroy()
	finally:
		shutil.rmtree(folder)
	print(f"Open {(out / 'index.html').as_uri()}")


if __name__ == "__main__":
	main()
