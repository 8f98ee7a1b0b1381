"""Filters of lists and of single values: they do not mean the same."""

import datetime

import frappe
import pytest
from frappe.query_builder import DocType
from frappe.query_builder.functions import Count, Max, Sum

from lat_corps.compat import anywhere, is_fifteen
from tests.contract.support import citizen, instrument, municipality, unique


@pytest.fixture
def places():
	"""Three municipalities of one department that is theirs alone: A, B and C."""
	department = unique()
	names = {}
	for letter, phone, agreed in (("A", "1", "2026-01-10"), ("B", "", "2026-02-10"), ("C", None, None)):
		names[letter] = (
			municipality(
				municipality_name=f"{letter} {department}",
				department=department,
				phone=phone,
				email=f"{letter}@contract.example",
				referral_agreements=[{"department": f"School {letter}", "agreed_on": agreed}],
			)
			.insert()
			.name
		)
	return department, names


def letters(rows):
	return "".join(sorted(name[0] for name in rows))


def listed(places, filters=(), **kwargs):
	department, _names = places
	conditions = [["department", "=", department], *filters]
	return letters(frappe.get_all("LAT Municipality", filters=conditions, pluck="name", **kwargs))


@pytest.mark.parametrize(
	("condition", "expected"),
	[
		(["phone", "=", "1"], "A"),
		(["phone", "=", ""], "BC"),
		(["phone", "!=", "1"], "BC"),
		(["phone", "!=", ""], "A"),
		(["phone", "is", "set"], "A"),
		(["phone", "is", "not set"], "BC"),
		(["phone", "in", ["1", "2"]], "A"),
		(["phone", "in", "1,2"], "A"),
		(["phone", "in", [""]], "BC"),
		(["phone", "in", []], "BC"),
		(["phone", "not in", ["1"]], "BC"),
		(["phone", "not in", ["2"]], "ABC"),
		(["email", "like", "a@%"], "A"),
		(["email", "not like", "A@%"], "BC"),
		(["email", "=", "A@CONTRACT.example"], "A"),
		(["docstatus", "=", 0], "ABC"),
		(["docstatus", "in", [0, 1]], "ABC"),
		(["docstatus", "in", ["0"]], "ABC"),
		(["docstatus", "!=", 1], "ABC"),
		(["docstatus", "<", 1], "ABC"),
		(["name", ">", "B"], "BC"),
		(["creation", ">", "2020-01-01"], "ABC"),
		(["creation", "between", ["2020-01-01", "2020-12-31"]], ""),
		(["LAT Referral Agreement", "department", "=", "School B"], "B"),
		(["LAT Referral Agreement", "agreed_on", "=", "2026-01-10"], "A"),
		(["LAT Referral Agreement", "agreed_on", "=", datetime.date(2026, 1, 10)], "A"),
		(["LAT Referral Agreement", "agreed_on", ">", "2026-01-10"], "B"),
		(["LAT Referral Agreement", "agreed_on", ">=", "2026-01-10"], "AB"),
		(["LAT Referral Agreement", "agreed_on", "<", "2026-02-01"], "AC"),
		(["LAT Referral Agreement", "agreed_on", "between", ["2026-01-01", "2026-01-31"]], "A"),
		(["LAT Referral Agreement", "agreed_on", "is", "set"], "AB"),
		(["LAT Referral Agreement", "agreed_on", "is", "not set"], "C"),
		(["LAT Referral Agreement", "agreed_on", "!=", "2026-01-10"], "BC"),
	],
	ids=str,
)
def test_filters_of_a_list(places, condition, expected):
	assert listed(places, [condition]) == expected


def test_filters_may_be_a_dict(places):
	department, _names = places
	found = frappe.get_all(
		"LAT Municipality", {"department": department, "phone": ["in", ["1"]]}, pluck="name"
	)
	assert letters(found) == "A"


def test_filters_may_name_their_doctype(places):
	department, _names = places
	filters = [["LAT Municipality", "department", "=", department]]
	assert letters(frappe.get_all("LAT Municipality", filters=filters, pluck="name")) == "ABC"


def test_a_field_of_a_table_may_be_a_filter(places):
	assert listed(places, [["how", "is", "not set"]]) == "ABC"


def test_or_filters_are_one_condition_more(places):
	assert listed(places, or_filters=[["phone", "=", "1"], ["name", "like", "C%"]]) == "AC"
	assert listed(places, [["name", "like", "C%"]], or_filters={"phone": "1"}) == ""


def test_an_unknown_operator_is_refused(places):
	with pytest.raises(frappe.ValidationError if is_fifteen() else KeyError):
		listed(places, [["phone", "resembles", "1"]])


def test_an_unknown_field_is_an_error(places):
	with pytest.raises(Exception):  # noqa: B017
		listed(places, [["no_such_field", "=", "1"]])


def test_rows_are_dicts_with_the_fields_asked_for(places):
	department, names = places
	rows = frappe.get_all(
		"LAT Municipality", {"name": names["A"]}, ["name as title", "department", "phone as number"]
	)
	assert rows == [{"title": names["A"], "department": department, "number": "1"}]
	assert rows[0].number == "1"


def test_the_default_field_is_the_name(places):
	_department, names = places
	assert frappe.get_all("LAT Municipality", {"name": names["A"]}) == [{"name": names["A"]}]


def test_a_star_is_all_columns(places):
	_department, names = places
	row = frappe.get_all("LAT Municipality", {"name": names["A"]}, "*")[0]
	assert row.phone == "1" and row.owner == "Administrator" and isinstance(row.creation, datetime.datetime)


def test_rows_may_be_tuples(places):
	_department, names = places
	rows = frappe.get_all("LAT Municipality", {"name": names["A"]}, ["name", "phone"], as_list=True)
	assert tuple(tuple(row) for row in rows) == ((names["A"], "1"),)


def test_fields_of_a_table(places):
	department, _names = places
	rows = frappe.get_all(
		"LAT Municipality",
		{"department": department},
		["name", "`tabLAT Referral Agreement`.`department` as school"],
		order_by="`tabLAT Municipality`.`name` asc",
	)
	assert [row.school for row in rows] == ["School A", "School B", "School C"]


def test_fields_of_a_table_by_its_fieldname(places):
	_department, names = places
	rows = frappe.get_all(
		"LAT Municipality", {"name": names["A"]}, ["referral_agreements.department as school"]
	)
	assert rows[0].school == "School A"


def test_fields_of_a_linked_document():
	place = municipality(department="Linked").insert()
	person = citizen(municipality=place.name).insert().name
	rows = frappe.get_all("LAT Citizen", {"name": person}, ["name", "municipality.department as dept"])
	assert rows == [{"name": person, "dept": "Linked"}]


def test_order_and_limits(places):
	department, names = places

	def page(**kwargs):
		found = frappe.get_all("LAT Municipality", {"department": department}, pluck="name", **kwargs)
		return "".join(name[0] for name in found)

	assert page(order_by="name desc") == "CBA"
	assert page(order_by="name asc", limit=2) == "AB"
	assert page(order_by="name asc", limit_start=1, limit_page_length=1) == "B"
	assert page(order_by="name asc", start=2, page_length=5) == "C"
	frappe.db.set_value("LAT Municipality", names["B"], "phone", "9")
	assert page(limit=1) == "B", "the doctype sorts by modified desc"


def test_order_by_a_query_is_refused(places):
	with pytest.raises(frappe.ValidationError):
		listed(places, order_by="(select name from tabUser)")


def test_functions_in_fields_are_refused(places):
	with pytest.raises(frappe.ValidationError):
		frappe.get_all("LAT Municipality", fields=["concat(name, owner)"])


def test_counts_and_groups(places):
	department, _names = places
	filters = {"department": department}
	# Frappe 16 takes a function as a dict alone, 15 as a text alone: the app counts with frappe.qb.
	count = "count(name) as n" if is_fifteen() else {"COUNT": "name", "as": "n"}
	assert frappe.get_all("LAT Municipality", filters, [count])[0].n == 3
	rows = frappe.get_all("LAT Municipality", filters, ["department", count], group_by="department")
	assert rows == [{"department": department, "n": 3}]


def test_distinct(places):
	department, _names = places
	found = frappe.get_all("LAT Municipality", {"department": department}, pluck="department", distinct=True)
	assert found == [department]


def test_update_adds_to_every_row(places):
	_department, names = places
	assert frappe.get_all("LAT Municipality", {"name": names["A"]}, update={"x": 1})[0].x == 1


# Single values


def test_get_value_by_name(places):
	department, names = places
	assert frappe.db.get_value("LAT Municipality", names["A"], "department") == department
	assert frappe.db.get_value("LAT Municipality", names["A"], ["phone", "department"]) == ("1", department)
	assert frappe.db.get_value("LAT Municipality", names["A"], "phone", as_dict=True) == {"phone": "1"}
	assert frappe.db.get_value("LAT Municipality", names["A"], "*", as_dict=True).phone == "1"


def test_get_value_of_nothing_is_none():
	assert frappe.db.get_value("LAT Municipality", unique(), "phone") is None
	assert frappe.db.get_value("LAT Municipality", unique(), ["phone", "name"]) is None


def test_get_value_ignores_case(places):
	_department, names = places
	assert frappe.db.get_value("LAT Municipality", names["A"].upper(), "name") == names["A"]


def test_get_value_takes_the_first_of_the_order(places):
	department, names = places
	filters = {"department": department}
	assert frappe.db.get_value("LAT Municipality", filters, order_by="name asc") == names["A"]
	assert frappe.db.get_value("LAT Municipality", filters, order_by="name desc") == names["C"]


@pytest.mark.parametrize(
	("condition", "expected"),
	[
		({"phone": "1"}, "A"),
		({"phone": ""}, "B"),
		({"phone": None}, "C"),
		# 15 takes this for "is not set", 16 for "is set": the app asks for ("is", "set")
		({"phone": ("!=", None)}, "C" if is_fifteen() else "A"),
		({"phone": ("!=", "1")}, "B"),
		({"phone": ("in", ["1", ""])}, "AB"),
		({"phone": ("not in", ["1"])}, "B"),
		({"phone": ("in", [])}, "B"),
		({"email": ("like", "a@%")}, "A"),
		({"name": ("between", ["B", "Cz"])}, "B"),
		({"docstatus": False}, "ABC"),
	],
	ids=str,
)
def test_filters_of_get_values(places, condition, expected):
	department, _names = places
	if "between" in str(condition):
		condition = {"name": ("between", [f"B {department}", f"B {department}"])}
	found = frappe.db.get_values(
		"LAT Municipality", {"department": department, **condition}, "name", pluck=True
	)
	assert letters(found) == expected


@pytest.mark.parametrize(("wanted", "expected"), [("set", "A"), ("not set", "C")])
def test_what_is_set_of_get_values(places, wanted, expected):
	"""Whether an empty text is set differs: on Frappe 15 it is, on 16 it is not, as in lists."""
	department, _names = places
	filters = {"department": department, "phone": ("is", wanted)}
	found = frappe.db.get_values("LAT Municipality", filters, "name", pluck=True)
	assert letters(found).replace("B", "") == expected


def test_get_values_of_several_names(places):
	_department, names = places
	found = frappe.db.get_values(
		"LAT Municipality", [names["A"], names["B"]], ["name", "phone"], as_dict=True
	)
	assert sorted((row.name, row.phone) for row in found) == [(names["A"], "1"), (names["B"], "")]


def test_an_unknown_operator_of_get_value_is_an_error():
	with pytest.raises(Exception):  # noqa: B017
		frappe.db.get_value("LAT Municipality", {"phone": ("resembles", "1")})


def test_exists_returns_the_name(places):
	department, names = places
	assert frappe.db.exists("LAT Municipality", names["A"]) == names["A"]
	assert frappe.db.exists("LAT Municipality", {"department": department, "phone": "1"}) == names["A"]
	assert (
		frappe.db.exists({"doctype": "LAT Municipality", "phone": "1", "department": department})
		== names["A"]
	)
	assert frappe.db.exists("LAT Municipality", unique()) is None
	assert frappe.db.exists("LAT Municipality", None) is None


def test_count(places):
	department, _names = places
	assert frappe.db.count("LAT Municipality", {"department": department}) == 3
	assert frappe.db.count("LAT Municipality", [["department", "=", department], ["phone", "=", "1"]]) == 1


def test_set_value_by_filters(places):
	department, names = places
	frappe.db.set_value(
		"LAT Municipality", {"department": department, "phone": "1"}, {"phone": "2", "email": "x@y.z"}
	)
	assert frappe.db.get_value("LAT Municipality", names["A"], ["phone", "email"]) == ("2", "x@y.z")
	assert frappe.db.get_value("LAT Municipality", names["B"], "phone") == ""


def test_set_value_stamps_unless_told(places):
	_department, names = places
	before = frappe.db.get_value("LAT Municipality", names["A"], "modified")
	frappe.db.set_value("LAT Municipality", names["A"], "phone", "2", update_modified=False)
	assert frappe.db.get_value("LAT Municipality", names["A"], "modified") == before
	frappe.db.set_value("LAT Municipality", names["A"], "phone", "3")
	assert frappe.db.get_value("LAT Municipality", names["A"], "modified") > before


def test_delete_by_filters(places):
	department, _names = places
	frappe.db.delete("LAT Municipality", {"department": department, "phone": "1"})
	assert listed(places) == "BC"


def test_a_cached_value_follows_a_write(places):
	_department, names = places
	assert frappe.get_cached_value("LAT Municipality", names["A"], "phone") == "1"
	frappe.db.set_value("LAT Municipality", names["A"], "phone", "2")
	assert frappe.get_cached_value("LAT Municipality", names["A"], "phone") == "2"
	doc = frappe.get_doc("LAT Municipality", names["A"])
	doc.phone = "3"
	doc.save()
	assert frappe.get_cached_value("LAT Municipality", names["A"], ["phone", "name"]) == ["3", names["A"]]
	assert frappe.get_cached_value("LAT Municipality", unique(), "phone") is None


def test_get_doc_by_filters(places):
	department, names = places
	assert frappe.get_doc("LAT Municipality", {"department": department, "phone": "1"}).name == names["A"]


def test_get_doc_of_nothing():
	with pytest.raises(frappe.DoesNotExistError):
		frappe.get_doc("LAT Municipality", unique())


# SQL


def test_sql_with_parameters(places):
	department, names = places
	query = "select name, phone from `tabLAT Municipality` where department = %s and phone = %s"
	assert frappe.db.sql(query, (department, "1")) == ((names["A"], "1"),)
	assert frappe.db.sql(query, (department, "1"), as_dict=True) == [{"name": names["A"], "phone": "1"}]
	assert frappe.db.sql(query, (department, "1"), pluck=True) == [names["A"]]
	named = "select name from `tabLAT Municipality` where department = %(d)s and name like %(n)s"
	assert frappe.db.sql(named, {"d": department, "n": "B%"}, as_list=True) == [[names["B"]]]
	several = "select name from `tabLAT Municipality` where name in %s order by name"
	assert frappe.db.sql(several, [[names["A"], names["B"]]], pluck=True) == [names["A"], names["B"]]


def test_sql_doubles_percent_signs_when_there_are_parameters(places):
	department, _names = places
	query = "select count(*) from `tabLAT Municipality` where department = %s and email like 'a%%'"
	assert frappe.db.sql(query, department)[0][0] == 1


def test_escape():
	value = "it's 100%"
	literal = frappe.db.escape(value, percent=False)
	assert frappe.db.sql(f"select {literal}")[0][0] == value
	assert (
		frappe.db.sql(f"select {frappe.db.escape(value)} from `tabRole` where name = %s", "Guest")[0][0]
		== value
	)


def test_the_query_builder(places):
	department, names = places
	place = DocType("LAT Municipality")
	query = frappe.qb.from_(place).select(place.name, place.phone).where(place.department == department)
	assert set(query.where(place.phone == "1").run()) == {(names["A"], "1")}
	assert query.where(place.phone.isnull()).run(as_dict=True) == [{"name": names["C"], "phone": None}]
	assert query.orderby(place.name, order=frappe.qb.desc).run(pluck=True)[0] == names["C"]
	assert query.where(place.name.isin([names["A"]])).for_update().run(pluck=True) == [names["A"]]


def test_functions_of_the_query_builder(places):
	department, _names = places
	place = frappe.qb.DocType("LAT Municipality")
	latest = frappe.db.get_value("LAT Municipality", {"department": department}, "modified")
	row = (
		frappe.qb.from_(place)
		.select(Count(place.name).as_("n"), Max(place.modified).as_("latest"), Sum(place.idx).as_("sum"))
		.where(place.department == department)
		.run(as_dict=True)[0]
	)
	assert (row.n, row.latest, row.sum) == (3, latest, 0)
	assert isinstance(row.latest, datetime.datetime) and isinstance(row.sum, float)


def test_joins_groups_and_dates_of_the_query_builder(places):
	department, names = places
	place, agreement = frappe.qb.DocType("LAT Municipality"), frappe.qb.DocType("LAT Referral Agreement")
	query = (
		frappe.qb.from_(place)
		.join(agreement)
		.on(agreement.parent == place.name)
		.select(place.name, agreement.agreed_on)
		.where(place.department == department)
		.where(agreement.agreed_on <= datetime.date(2026, 1, 31))
	)
	assert query.run() == ((names["A"], datetime.date(2026, 1, 10)),)


def test_update_and_delete_of_the_query_builder(places):
	department, names = places
	place = frappe.qb.DocType("LAT Municipality")
	frappe.qb.update(place).set(place.phone, "7").where(place.name == names["A"]).run()
	assert frappe.db.get_value("LAT Municipality", names["A"], "phone") == "7"
	frappe.qb.from_(place).delete().where(place.department == department).run()
	assert listed(places) == ""


def test_text_sorts_without_case_and_accents():
	department = unique()
	for name in ("zu", "aq", "Åp", "Ær", "bs", "ot", "Øt"):
		municipality(municipality_name=f"{name} {department}", department=department).insert()
	found = frappe.get_all("LAT Municipality", {"department": department}, pluck="name", order_by="name asc")
	assert [name[:2] for name in found] == ["Åp", "aq", "Ær", "bs", "ot", "Øt", "zu"]


@pytest.mark.parametrize(("name", "pattern"), [("Ærø", "%RØ%"), ("Årby", "arb%"), ("Søxx", "s_x%")])
def test_like_knows_no_case_and_no_accents(name, pattern):
	place = municipality(municipality_name=f"{name} {unique()}").insert().name
	assert place in frappe.get_all("LAT Municipality", [["name", "like", pattern]], pluck="name")
	assert place in frappe.db.sql(
		"select name from `tabLAT Municipality` where name like %s", pattern, pluck=True
	)


def test_like_takes_a_backslash_before_a_sign_in_sql_and_on_16_in_lists():
	place = municipality(municipality_name=f"50% {unique()}").insert().name
	query = "select name from `tabLAT Municipality` where name like %s"
	assert place in frappe.db.sql(query, "50\\%%", pluck=True)
	found = frappe.get_all("LAT Municipality", [["name", "like", "50\\%%"]], pluck="name")
	assert (place in found) != is_fifteen()


def test_a_text_is_found_anywhere_with_its_backslashes(places):
	_department, names = places
	frappe.db.set_value("LAT Municipality", names["A"], "phone", "12\\34")
	for text, found in (("2\\3", "A"), ("234", ""), ("\\", "A"), ("12", "A")):
		assert letters(listed(places, [["phone", "like", anywhere(text)]])) == found


def test_bulk_insert():
	department, stamp = unique(), frappe.utils.now()
	fields = ["name", "municipality_name", "department", "creation", "modified"]
	rows = [(f"{n} {department}", f"{n} {department}", department, stamp, stamp) for n in "XY"]
	frappe.db.bulk_insert("LAT Municipality", fields, rows)
	frappe.db.bulk_insert("LAT Municipality", fields, rows, ignore_duplicates=True)
	assert frappe.db.count("LAT Municipality", {"department": department}) == 2


# Transactions


def test_a_savepoint_is_undone(places):
	_department, names = places
	frappe.db.savepoint("here")
	frappe.db.set_value("LAT Municipality", names["A"], "phone", "lost")
	frappe.db.rollback(save_point="here")
	assert frappe.db.get_value("LAT Municipality", names["A"], "phone") == "1"


def test_a_savepoint_is_let_go(places):
	_department, names = places
	frappe.db.savepoint("here")
	frappe.db.set_value("LAT Municipality", names["A"], "phone", "kept")
	frappe.db.release_savepoint("here")
	assert frappe.db.get_value("LAT Municipality", names["A"], "phone") == "kept"


def test_a_rollback_undoes_everything_and_calls_back():
	place, called = municipality().insert(), []
	frappe.db.after_rollback.add(lambda: called.append("rollback"))
	frappe.db.after_commit.add(lambda: called.append("commit"))
	frappe.db.rollback()
	assert not frappe.db.exists("LAT Municipality", place.name) and called == ["rollback"]


def test_a_refused_insert_leaves_the_transaction_usable(places):
	_department, names = places
	with pytest.raises(frappe.DuplicateEntryError):
		municipality(municipality_name=names["A"]).insert()
	assert listed(places) == "ABC"


def test_columns_and_tables():
	assert frappe.db.table_exists("LAT Municipality") and not frappe.db.table_exists(unique())
	assert frappe.db.has_column("LAT Municipality", "phone")
	assert not frappe.db.has_column("LAT Municipality", "no_such_column")


def test_a_number_in_a_list_of_an_instrument():
	code = instrument(multiplier=2).insert().instrument_code
	assert frappe.get_all(
		"LAT Instrument", {"instrument_code": code, "multiplier": 2}, pluck="multiplier"
	) == [2.0]
	assert frappe.get_all(
		"LAT Instrument", {"instrument_code": code, "enabled": True, "multiplier": [">", 1]}
	)
