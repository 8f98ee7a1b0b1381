"""One mail a day with what waits for a person, to who wants it: numbers and sentences of the table."""

from __future__ import annotations

from functools import partial

import frappe
from frappe.utils import escape_html, get_url_to_form, getdate

from lat_corps.corps.turns import TURN, follow_all, opened_by, remind
from lat_corps.days import danish_today
from lat_corps.domain import turns
from lat_corps.domain.text import Message, _

CHOICE = "LAT Turn Mail"

SUBJECT = _("Waiting for you: {count}")
CLOSING = _("You get this mail once a day because you have asked for it under {document}.")


def every_day() -> None:
	"""Follow the day, remind, and mail; a second run on a day tells and mails nothing."""
	follow_all()
	remind()
	send()


def send() -> None:
	"""Mail each person what was told in the bell since the last mail and still stands."""
	for choice in frappe.get_all(
		CHOICE, filters={"wanted": 1}, fields=["name", "user", "mailed_on"], order_by="user asc"
	):
		if not choice.mailed_on or getdate(choice.mailed_on) < danish_today():
			try:
				_mail(choice)
			except frappe.OutgoingEmailError:
				# A site without an outgoing account mails nobody; the bell has told it.
				return


def _mail(choice: frappe._dict) -> None:
	rows = frappe.get_all(
		TURN,
		filters={"user": choice.user, "mailed": 0},
		fields=["name", "kind", "sentence", "reference_doctype", "reference_name"],
		order_by="creation asc",
	)
	user = frappe.db.get_value("User", choice.user, ["email", "enabled", "language"], as_dict=True)
	if not rows or not user.enabled:
		return
	translate = partial(frappe._, lang=user.language or frappe.get_system_settings("language"))
	lines = [f"<li>{row.sentence} {_button(row, translate)}</li>" for row in rows]
	closing = Message(CLOSING, {"document": translate(CHOICE)}).render(translate)
	frappe.sendmail(
		recipients=[user.email],
		subject=Message(SUBJECT, {"count": len(rows)}).render(translate),
		message=f"<ul>{''.join(lines)}</ul><p>{escape_html(closing)}</p>",
	)
	frappe.db.set_value(
		TURN, {"name": ["in", [row.name for row in rows]]}, "mailed", 1, update_modified=False
	)
	frappe.db.set_value(CHOICE, choice.name, "mailed_on", danish_today(), update_modified=False)


def _button(row: frappe._dict, translate: partial) -> str:
	"""Return the button of a line as a link to the record on which it stands."""
	words = escape_html(translate(turns.line(row.kind).button))
	return f'<a href="{get_url_to_form(*opened_by(row))}">{words}</a>'
