"""Commands for bench: `lat-check` and `lat-inventory` look at the site, `lat-demo`, `lat-import` fill it."""

from __future__ import annotations

import secrets
import sys
from datetime import datetime
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


@click.command("lat-import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--profile", required=True, help="Number of the sender's profile, such as LAT-IP-00001.")
@click.option("--user", default="Administrator", help="Whose rights count, and who owns what is written.")
@click.option("--dry-run", is_flag=True, help="Say what would happen; write nothing.")
@click.option("--all-or-nothing", is_flag=True, help="Import nothing when a row has an error.")
@click.option(
	"--rejected",
	type=click.Path(dir_okay=False, path_type=Path),
	help="Where to put the workbook of rows with errors.",
)
@click.option("--corrections", is_flag=True, help="Change what is recorded; refused without it.")
@click.option(
	"--blanks-empty", is_flag=True, help="Blank cells empty recorded answers; otherwise those stay."
)
@click.option("--ignore-zeros", is_flag=True, help="7 is the course 007, where no other can be meant.")
@click.option(
	"--date",
	"one_date",
	type=click.DateTime(["%d-%m-%Y", "%Y-%m-%d"]),
	help="Day of all answers of a file without a column of dates.",
)
@pass_context
def lat_import(
	context: frappe._dict,
	file: Path,
	profile: str,
	user: str,
	dry_run: bool,
	all_or_nothing: bool,
	rejected: Path | None,
	corrections: bool,
	blanks_empty: bool,
	ignore_zeros: bool,
	one_date: datetime | None,
) -> None:
	"""Import the answers in FILE, an absolute path, as the profile of its sender says.

	Ends with 0 when everything is written, 1 when the file is refused, 2 when rows have errors, 130 when
	stopped by Ctrl-C: then what is written stays, and the same command goes on from there.
	"""
	from lat_corps.measurement.import_command import STOPPED, Order, carry_out

	frappe.init(site=get_site(context))
	frappe.connect()
	try:
		if not frappe.db.exists("User", {"name": user, "enabled": 1}):
			raise click.BadParameter("there is no such login.", param_hint="--user")
		# The command stands for this person: all that it reads and writes is judged by their rights.
		frappe.set_user(user)
		order = Order(
			file.resolve(),
			profile,
			dry_run,
			all_or_nothing,
			rejected,
			corrections,
			blanks_empty,
			ignore_zeros,
			one_date.date() if one_date else None,
		)
		ended = carry_out(order, click.echo)
	except (frappe.ValidationError, frappe.PermissionError, frappe.DoesNotExistError) as error:
		# What was refused is not to leave its file on the disk.
		frappe.db.rollback()
		raise click.ClickException(str(error)) from error
	except KeyboardInterrupt:
		ended = STOPPED
	finally:
		frappe.destroy()
	sys.exit(ended)


@click.command("lat-inventory")
@click.option(
	"--out",
	type=click.Path(dir_okay=False, path_type=Path),
	help="Where to put the whole inventory as CSV; an absolute path, because bench runs in its sites folder.",
)
@click.option(
	"--examined",
	metavar="APP",
	help="Keep this app's installed version as examined, in the checkout, once what is new was looked at.",
)
@pass_context
def lat_inventory(context: frappe._dict, out: Path | None, examined: str | None) -> None:
	"""List the methods of the site's apps that clients may call, and what is new since they were examined.

	Reads sources, and changes nothing of the site. Ends with 1 when there is something new or changed to
	examine: until then the door refuses it the records of the courses.
	"""
	from lat_corps.permissions.door import report

	if out and not out.is_absolute():
		raise click.BadParameter("give an absolute path: bench runs in its sites folder.", param_hint="--out")
	frappe.init(site=get_site(context))
	frappe.connect()
	try:
		inventories = report.of_site()
	finally:
		frappe.destroy()
	if examined:
		try:
			report.remember(inventories, examined)
		except ValueError as error:
			raise click.BadParameter(str(error), param_hint="--examined") from error
	for line in report.summary(inventories):
		click.echo(line)
	if out:
		report.write(inventories, out)
		click.echo(f"The whole inventory is in {out}")
	sys.exit(int(any(inventory.to_examine for inventory in inventories)))


@click.command("lat-check")
@pass_context
def lat_check(context: frappe._dict) -> None:
	"""Tell what stands between the site and working well, each with its mend.

	Ends with 0 when nothing that breaks work stands open, else with 1.
	"""
	from lat_corps.setup import checks

	frappe.init(site=get_site(context))
	frappe.connect()
	try:
		found = checks.findings()
	finally:
		frappe.destroy()
	click.echo(checks.text(found))
	sys.exit(int(any(finding.breaks for finding in found)))


commands = [lat_check, lat_demo, lat_import, lat_inventory]
