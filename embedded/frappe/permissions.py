"""Who may do what: by roles, by ownership, and by the hooks of the apps."""

from __future__ import annotations

from typing import Any

import frappe
from frappe import _, _dict
from frappe.utils.data import cint

rights = tuple(
	"select read write create delete submit cancel amend print email report import export share".split()
)
GUEST_ROLE = "Guest"
ALL_USER_ROLE = "All"
SYSTEM_USER_ROLE = "Desk User"
ADMIN_ROLE = "Administrator"
AUTOMATIC_ROLES = (GUEST_ROLE, ALL_USER_ROLE, SYSTEM_USER_ROLE, ADMIN_ROLE)


def has_permission(
	doctype: Any,
	ptype: str = "read",
	doc: Any = None,
	user: str | None = None,
	raise_exception: bool = True,
	*,
	parent_doctype: str | None = None,
) -> bool:
	"""May the user? It raises nothing; `raise_exception` is about the message."""
	user = user or frappe.session.user
	if user == "Administrator":
		return True
	if not doc and hasattr(doctype, "doctype"):
		doc, doctype = doctype, doctype.doctype
	if frappe.is_table(doctype):
		return _has_child_permission(doctype, ptype, doc, user, raise_exception, parent_doctype)
	meta = frappe.get_meta(doctype)
	if doc:
		if isinstance(doc, str | int):
			doc = frappe.get_doc(doctype, doc)
		allowed = get_doc_permissions(doc, user=user, ptype=ptype).get(ptype)
	elif (ptype == "submit" and not meta.is_submittable) or (ptype == "import" and not meta.allow_import):
		allowed = False
	else:
		allowed = get_role_permissions(meta, user=user).get(ptype)
	if not allowed and raise_exception and user == frappe.session.user:
		label = f"{_(doctype)} - {doc.name}" if doc else _(doctype)
		frappe.msgprint(
			_("User {0} does not have access to this document").format(frappe.bold(user)) + f": {label}"
		)
	return bool(allowed)


def _has_child_permission(
	child_doctype: str,
	ptype: str,
	child_doc: Any,
	user: str,
	raise_exception: bool,
	parent_doctype: str | None,
) -> bool:
	"""A row is permitted as its parent is, if the table is at a level that the user has."""
	if isinstance(child_doc, str):
		child_doc = frappe.db.get_value(
			child_doctype, child_doc, ("parent", "parenttype", "parentfield"), as_dict=True
		)
	if child_doc:
		parent_doctype = child_doc.parenttype
	if not parent_doctype:
		return False
	parent_meta = frappe.get_meta(parent_doctype)
	tables = {df.fieldname: df for df in parent_meta.get_table_fields() if df.options == child_doctype}
	if parent_meta.istable or not tables:
		return False
	if child_doc:
		df = tables.get(child_doc.parentfield)
		if not df or (
			df.permlevel and df.permlevel not in parent_meta.get_permlevel_access(ptype, user=user)
		):
			return False
	parent = getattr(child_doc, "parent_doc", None) or child_doc.parent if child_doc else None
	return has_permission(parent_doctype, ptype, doc=parent, user=user, raise_exception=raise_exception)


def get_doc_permissions(doc: Any, user: str | None = None, ptype: str | None = None) -> dict[str, Any]:
	"""The rights of the user to this document."""
	user = user or frappe.session.user
	if not has_controller_permissions(doc, ptype, user=user):
		return {ptype: 0}
	is_owner = (doc.get("owner") or "").lower() == user.lower()
	allowed = _dict(get_role_permissions(doc.meta, user=user, is_owner=is_owner))
	if not cint(doc.meta.is_submittable):
		allowed.submit = 0
	if not cint(doc.meta.allow_import):
		allowed["import"] = 0
	if allowed.has_if_owner_enabled:
		allowed.update(allowed.if_owner)
	return allowed


def get_role_permissions(
	doctype_meta: Any, user: str | None = None, is_owner: bool | None = None
) -> dict[str, Any]:
	"""The rights that the roles of the user give, and under `if_owner` those to own documents only."""
	meta = frappe.get_meta(doctype_meta) if isinstance(doctype_meta, str) else doctype_meta
	user = user or frappe.session.user
	if user == "Administrator":
		return dict.fromkeys(rights, 1)
	cache_key = (meta.name, user, bool(is_owner))
	known = frappe.local.role_permissions
	if cache_key not in known:
		known[cache_key] = _evaluate_roles(meta, frappe.get_roles(user), bool(is_owner))
	return known[cache_key]


def _evaluate_roles(meta: Any, roles: list[str], is_owner: bool) -> _dict:
	applicable = [perm for perm in meta.permissions if perm.role in roles and cint(perm.permlevel) == 0]
	owner_matters = any(perm.if_owner for perm in applicable)
	allowed = _dict(if_owner={}, has_if_owner_enabled=owner_matters)
	for ptype in rights:
		granting = [perm for perm in applicable if perm.get(ptype)]
		allowed[ptype] = int(bool(granting))
		if granting and owner_matters and ptype != "create" and all(perm.if_owner for perm in granting):
			allowed.if_owner[ptype] = int(is_owner)
			# without ownership still the way to the list, which is filtered by owner
			allowed[ptype] = int(ptype in ("select", "read"))
	return allowed


def has_controller_permissions(doc: Any, ptype: str | None, user: str | None = None) -> bool:
	"""The hooks can deny. The last one is asked first, and the first that has an opinion decides."""
	hooks = frappe.get_hooks("has_permission", {})
	for method in reversed([*hooks.get(doc.doctype, ()), *hooks.get("*", ())]):
		answer = frappe.call(method, doc=doc, ptype=ptype, user=user or frappe.session.user)
		if answer is not None:
			return bool(answer)
	return True


def get_roles(user: str | None = None, with_standard: bool = True) -> list[str]:
	"""The roles of the user, with those that everybody of its kind has."""
	user = user or frappe.session.user
	if user in ("Guest", None):
		return [GUEST_ROLE]
	roles = frappe.cache.hget("roles", user, lambda: _read_roles(user))
	return roles if with_standard else [role for role in roles if role not in AUTOMATIC_ROLES]


def _read_roles(user: str) -> list[str]:
	if user == "Administrator":
		return frappe.get_all("Role", pluck="name")
	roles = frappe.db.run(
		"select role from `tabHas Role` where parenttype = 'User' and parent = ?", [user], as_dict=False
	)
	own = [role for (role,) in roles if role not in AUTOMATIC_ROLES]
	return [*own, ALL_USER_ROLE, GUEST_ROLE, *([SYSTEM_USER_ROLE] if is_system_user(user) else [])]


def is_system_user(user: str | None = None) -> bool:
	return frappe.get_cached_value("User", user or frappe.session.user, "user_type") == "System User"


def only_for(roles: list[str] | tuple[str, ...] | str, message: bool = False) -> None:
	"""Raise PermissionError unless the user has one of the roles. Tests (`flags.in_test`) pass."""
	if frappe.flags.in_test or frappe.session.user == "Administrator":
		return
	roles = (roles,) if isinstance(roles, str) else roles
	if set(roles).isdisjoint(get_roles()):
		if not message:
			raise frappe.PermissionError
		frappe.throw(
			_("This action is only allowed for {}").format(", ".join(frappe.bold(_(role)) for role in roles)),
			frappe.PermissionError,
			_("Not Permitted"),
		)


def only_has_select_perm(doctype: str, user: str | None = None) -> bool:
	allowed = get_role_permissions(doctype, user=user or frappe.session.user)
	return bool(allowed.get("select") and not allowed.get("read"))


def get_doctypes_with_read() -> list[str]:
	"""The DocTypes that the roles of the user let it read."""
	names = frappe.get_all("DocType", filters={"istable": 0}, pluck="name", order_by=None)
	roles = frappe.get_roles()
	return [
		name
		for name in names
		if any(
			perm.read and not cint(perm.permlevel) and perm.role in roles
			for perm in frappe.get_meta(name).permissions
		)
	]


# Permissions set on the site


def setup_custom_perms(parent: str) -> bool | None:
	"""Copy the standard permissions, to change them on this site."""
	if frappe.db.exists("Custom DocPerm", {"parent": parent}):
		return None
	for perm in frappe.get_meta(parent).permissions:
		custom = frappe.new_doc("Custom DocPerm")
		custom.update({right: cint(perm.get(right)) for right in rights})
		custom.update({key: perm.get(key) for key in ("parent", "role", "permlevel", "if_owner")})
		custom.insert(ignore_permissions=True)
	return True


def add_permission(doctype: str, role: str, permlevel: int = 0, ptype: str | None = None) -> str | None:
	"""Give the role a permission of this site."""
	setup_custom_perms(doctype)
	rule = {"parent": doctype, "role": role, "permlevel": permlevel}
	if frappe.db.get_value("Custom DocPerm", {**rule, "if_owner": 0}):
		frappe.msgprint(
			_("Rule for this doctype, role, permlevel and if-owner combination already exists."), alert=True
		)
		return None
	custom = frappe.get_doc(
		{
			"doctype": "Custom DocPerm",
			"__islocal": 1,
			"parenttype": "DocType",
			"parentfield": "permissions",
			**rule,
			ptype or "read": 1,
		}
	).save()
	frappe.clear_cache(doctype=doctype)
	return custom.name


def update_permission_property(
	doctype: str,
	role: str,
	permlevel: int,
	ptype: str,
	value: Any = None,
	validate: bool = True,
	if_owner: int = 0,
) -> bool | None:
	"""Change one right of a role on this site."""
	out = setup_custom_perms(doctype)
	frappe.db.set_value(
		"Custom DocPerm",
		{"parent": doctype, "role": role, "permlevel": permlevel, "if_owner": if_owner},
		ptype,
		value,
		update_modified=False,
	)
	frappe.clear_cache(doctype=doctype)
	return out
