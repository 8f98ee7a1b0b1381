"""Print formats, as HTML."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import frappe
from frappe import _
from frappe.utils.data import escape_html, strip_html

_PAGE = """<!DOCTYPE html>
<html lang="{lang}" dir="{direction}">
<head>
	<meta charset="utf-8">
	<title>{title}</title>
	<style>{css}</style>
</head>
<body>
	<div class="print-format-gutter">
		<div class="print-format">
			{body}
		</div>
	</div>
</body>
</html>
"""


def get_print(
	doctype: str | None = None,
	name: str | None = None,
	print_format: str | None = None,
	style: str | None = None,
	doc: Any = None,
	no_letterhead: int = 0,
	letterhead: str | None = None,
) -> str:
	"""The page of a document in a print format. It has to be written in HTML and Jinja."""
	doc = doc or frappe.get_doc(doctype, name)
	template = _print_format(doc, print_format)
	doc.flags.in_print = True
	if not frappe.flags.ignore_print_permissions:
		_check_print_permission(doc)
	print_settings = frappe._dict(repeat_header_footer=1)
	doc.run_method("before_print", print_settings)
	body = (
		frappe.get_jenv()
		.from_string(_source(template))
		.render(
			doc=doc,
			meta=doc.meta,
			print_settings=print_settings,
			no_letterhead=no_letterhead,
			letter_head=None,
			footer=None,
		)
	)
	return _PAGE.format(
		lang=frappe.local.lang,
		direction="rtl" if frappe.local.lang in ("ar", "he", "fa", "ps") else "ltr",
		title=escape_html(strip_html(frappe.cstr(doc.get_title() or doc.name))),
		css=template.css or "",
		body=body,
	)


def _print_format(doc: Any, name: str | None) -> Any:
	name = name or doc.meta.default_print_format
	template = frappe.get_doc("Print Format", name)
	if template.disabled:
		frappe.throw(_("Print Format {0} is disabled").format(name), frappe.DoesNotExistError)
	return template


def _check_print_permission(doc: Any) -> None:
	"""Who may read, or may print, may print: so does Frappe."""
	if not any(frappe.has_permission(doc.doctype, ptype, doc) for ptype in ("read", "print")):
		frappe.throw(_("{0} {1} not found").format(_(doc.doctype), doc.name), frappe.DoesNotExistError)


def _source(template: Any) -> str:
	"""The file of a standard format, else the text in the document."""
	module = template.module or frappe.get_meta(template.doc_type).module
	scrubbed = frappe.scrub(template.name)
	path = Path(frappe.get_module_path(module), "print_format", scrubbed, f"{scrubbed}.html")
	if path.exists():
		return path.read_text()
	if not template.html:
		frappe.throw(_("No template found at path: {0}").format(path), frappe.TemplateNotFoundError)
	return template.html
