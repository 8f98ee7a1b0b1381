"""The app's own scripts for every page of the Desk, as one file.

Only what `bench build` bundles would get a name of its own, and it needs Node. So the files are joined as
they are asked for, under an address that is another one whenever their content is another.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

import frappe

if TYPE_CHECKING:
	from werkzeug.wrappers import Response

SCRIPTS = Path(__file__).parent / "public" / "js"
OF_THE_DESK = (
	"pages",
	"forms",
	"people",
	"steps",
	"flows",
	"sessions",
	"concerns",
	"learning",
	"experience",
	"privacy",
	"handover",
	"lists",
	"tours",
	"desk_words",
	"aloud",
)
A_YEAR = 365 * 24 * 60 * 60


def joined() -> str:
	"""Return the scripts in their order, each in a scope of its own."""
	return "\n".join(f"{{\n{(SCRIPTS / f'{name}.js').read_text('utf-8')}}}" for name in OF_THE_DESK)


def address() -> str:
	version = hashlib.sha256(joined().encode()).hexdigest()[:12]
	return f"/api/method/lat_corps.assets.desk?v={version}"


@frappe.whitelist(methods=["GET"])
def desk(v: str) -> Response:
	"""Return the scripts; a browser keeps them until their address is another."""
	from werkzeug.wrappers import Response

	script = Response(joined(), mimetype="text/javascript")
	script.headers["Cache-Control"] = f"private, max-age={A_YEAR}, immutable"
	return script
