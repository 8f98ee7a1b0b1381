"""Commands for bench: `bench --site SITE lat-demo --out /absolute/FOLDER`."""

from __future__ import annotations

import secrets
from pathlib import Path

import click
import frappe
from frappe.commands import get_site, pass_context


@click.command("lat-demo")
@click.option(
	"--out",
	type=click.Path(file_okay=False, path_type=Path),
	required=True,
	help="Folder for index.html and its papers; an absolute path, because bench runs in its sites folder.",
)
@click.option("--password", help="Password of all logins of the demo; made up and shown when left out.")
@pass_context
def lat_demo(context: frappe._dict, out: Path, password: str | None) -> None:
	"""Play a year of two fictional municipalities on a site, and leave a folder with an index.html.

	Adds logins, municipalities and courses to the site. Refused when they are there already.
	"""
	from lat_corps.setup.demo.play import play

	if not out.is_absolute():
		raise click.BadParameter("give an absolute path: bench runs in its sites folder.", param_hint="--out")
	password = password or secrets.token_urlsafe(12)
	frappe.init(site=get_site(context))
	frappe.connect()
	try:
		story = play(out, click.echo, password)
		# A command is no request: nothing else ends its transaction.
		frappe.db.commit()  # nosemgrep: frappe-manual-commit
	except frappe.ValidationError as error:
		raise click.ClickException(str(error)) from error
	finally:
		frappe.destroy()
	click.echo(f"Open {(out / 'index.html').resolve().as_uri()}")
	click.echo(f"Log in as one of these with the password {password}")
	for login, name in story.names.items():
		click.echo(f"  {login:<32}{name}")


commands = [lat_demo]
