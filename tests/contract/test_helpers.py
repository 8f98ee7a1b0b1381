"""Messages, errors, caches, jobs and the helpers of frappe.utils."""

import datetime

import frappe
import pytest
from frappe import utils

from lat_corps.compat import is_fifteen
from tests.contract.support import acting, citizen, instrument, municipality, person_with, unique, user


@pytest.mark.parametrize(
	("error", "base", "status"),
	[
		("ValidationError", "Exception", 417),
		("PermissionError", "Exception", 403),
		("AuthenticationError", "Exception", 401),
		("DoesNotExistError", "ValidationError", 404),
		("NameError", "Exception", 409),
		("DuplicateEntryError", "NameError", 409),
		("UniqueValidationError", "ValidationError", 417),
		("MandatoryError", "ValidationError", 417),
		("LinkValidationError", "ValidationError", 417),
		("LinkExistsError", "ValidationError", 417),
		("CannotChangeConstantError", "ValidationError", 417),
		("TimestampMismatchError", "ValidationError", 417),
		("UpdateAfterSubmitError", "ValidationError", 417),
		("CharacterLengthExceededError", "ValidationError", 417),
		("DataError", "ValidationError", 417),
		("InvalidEmailAddressError", "ValidationError", 417),
	],
)
def test_errors_and_their_status(error, base, status):
	exception = getattr(frappe, error)
	assert exception.__mro__[1].__name__ == base and exception.http_status_code == status


def test_throw_raises_and_leaves_a_message():
	with pytest.raises(frappe.PermissionError, match="No"):
		frappe.throw("No", frappe.PermissionError, title="Sorry")
	message = frappe.local.message_log[-1]
	assert (message["message"], message["title"], message["raise_exception"]) == ("No", "Sorry", 1)


def test_throw_raises_validation_error_by_default():
	with pytest.raises(frappe.ValidationError):
		frappe.throw("No")


def test_throw_of_a_list():
	with pytest.raises(frappe.ValidationError):
		frappe.throw(["One", "Two"], as_list=True)
	assert frappe.local.message_log[-1]["as_list"] == 1


def test_msgprint_leaves_a_message():
	frappe.clear_messages()
	frappe.msgprint("Well", indicator="green", alert=True)
	assert [(m["message"], m["indicator"], m["alert"]) for m in frappe.get_message_log()] == [
		("Well", "green", 1)
	]
	frappe.clear_last_message()
	assert frappe.get_message_log() == []


def test_bold():
	assert frappe.bold("x") == "<strong>x</strong>"


def test_a_dict_with_attributes():
	d = frappe._dict(a=1)
	d.b = 2
	assert (d.a, d["b"], d.missing) == (1, 2, None)
	assert d.update(c=3) is d and isinstance(d.copy(), frappe._dict)


def test_a_hash_in_the_cache_is_read_whole():
	name = frappe.generate_hash(length=10)
	frappe.cache.hset(name, "a", {"b": 1})
	assert frappe.cache.hgetall(name) == {b"a": {"b": 1}}
	frappe.cache.hdel(name, "a")
	assert frappe.cache.hgetall(name) == {}


def test_the_tables_of_the_database_are_listed():
	tables = frappe.db.get_tables()
	assert "tabLAT Case" in tables and "tabNothing of the kind" not in tables


def test_the_cache_keeps_values():
	key = unique()
	frappe.cache.set_value(key, {"a": 1})
	assert frappe.cache.get_value(key) == {"a": 1}
	frappe.cache.delete_value(key)
	assert frappe.cache.get_value(key, lambda: 5) == 5 and frappe.cache.get_value(key) == 5
	frappe.cache.delete_value(key)
	assert frappe.cache.get_value(key) is None


def test_the_cache_keeps_hashes():
	name = unique()
	frappe.cache.hset(name, "k", [1])
	assert frappe.cache.hget(name, "k") == [1] and frappe.cache.hget(name, "l") is None
	assert frappe.cache.hget(name, "l", lambda: 2) == 2
	frappe.cache.hdel(name, "k")
	assert frappe.cache.hget(name, "k") is None
	frappe.cache.delete_value(name)


def test_the_cache_outlives_a_rollback_and_a_change_of_user():
	key = unique()
	frappe.cache.set_value(key, 1)
	frappe.db.rollback()
	with acting("Guest"):
		assert frappe.cache.get_value(key) == 1
	frappe.cache.delete_value(key)


def test_the_cache_is_per_user_if_asked():
	key = unique()
	frappe.cache.set_value(key, 1, user="a")
	assert frappe.cache.get_value(key, user="b") is None and frappe.cache.get_value(key, user="a") == 1
	frappe.cache.delete_value(key, user="a")


def test_a_cached_document_is_read_again_after_a_rollback():
	place = municipality(department="One").insert().name
	assert frappe.get_cached_doc("LAT Municipality", place).department == "One"
	frappe.db.rollback()
	assert frappe.get_cached_value("LAT Municipality", place, "department") is None


def test_call_passes_what_the_function_knows():
	assert frappe.call(lambda a, b=2: (a, b), a=1, c=3) == (1, 2)


def test_get_attr_of_an_app_that_is_not_installed():
	with pytest.raises(frappe.AppNotInstalledError):
		frappe.get_attr("json.dumps")


def test_whitelisting_leaves_the_function_as_it_is():
	@frappe.whitelist(methods=["POST"])
	def double(x):
		return x * 2

	assert double(2) == 4


def test_a_job_that_is_wanted_now_runs_now():
	assert frappe.enqueue(lambda x: x + 1, now=True, x=1) == 2


def test_apps_and_their_folders():
	assert frappe.get_installed_apps()[0] == "frappe" and "lat_corps" in frappe.get_installed_apps()
	assert frappe.get_app_path("lat_corps", "hooks.py").endswith("/lat_corps/hooks.py")
	assert "Corps" in frappe.get_module_list("lat_corps")
	assert frappe.get_hooks("app_name", app_name="lat_corps") == ["lat_corps"]
	assert frappe.get_hooks("no_such_hook") == [] and frappe.get_hooks("no_such_hook", default={}) == {}


def test_scrub_and_unscrub():
	assert frappe.scrub("LAT Role-Task") == "lat_role_task" and frappe.unscrub("lat_case") == "Lat Case"


def test_json():
	assert frappe.as_json(
		{"b": datetime.date(2026, 1, 2), "a": None}, indent=None
	) == '{"a": null,"b": "2026-01-02"}' or (
		frappe.parse_json(frappe.as_json({"b": datetime.date(2026, 1, 2)})) == {"b": "2026-01-02"}
	)
	assert frappe.parse_json('{"a": 1}').a == 1 and frappe.parse_json([1]) == [1]
	assert frappe.parse_json(frappe.as_json(instrument().insert()))["items"][0]["item_code"] == "A"


def test_a_hash_is_as_long_as_asked():
	assert len(frappe.generate_hash(length=7)) == 7 and len(frappe.generate_hash()) == 56


def test_an_error_log_is_kept():
	log = frappe.log_error("Title", "Line one\nLine two")
	assert (log.method, log.error) == ("Title", "Line one\nLine two")


def test_safe_eval():
	assert frappe.safe_eval("a + 1", None, {"a": 1}) == 2
	with pytest.raises(Exception):  # noqa: B017
		frappe.safe_eval("open('/etc/passwd')")
	with pytest.raises(SyntaxError):
		frappe.safe_eval("().__class__")


# Meta


def test_meta_knows_fields():
	meta = frappe.get_meta("LAT Citizen")
	assert meta.get_field("birth_date").fieldtype == "Date" and meta.get_field("nothing") is None
	assert meta.has_field("full_name") and not meta.has_field("name")
	assert meta.get_label("full_name") == meta.get_field("full_name").label
	assert {df.options for df in meta.get_table_fields()} == {"LAT Spoken Language", "LAT Custody Holder"}
	assert [df.fieldname for df in meta.get_link_fields()] == ["municipality"]
	assert [df.fieldname for df in meta.get("fields", {"reqd": 0, "fieldtype": "Date"})] == ["birth_date"]
	assert frappe.get_meta("LAT Mentor").get_field("capacity").permlevel == 1
	assert meta.istable == 0 and meta.get("issingle") == 0 and meta.autoname == "LAT-C-.#####"


def test_meta_of_an_unknown_doctype():
	with pytest.raises(frappe.DoesNotExistError):
		frappe.get_meta(unique())


def test_columns_of_a_doctype():
	columns = frappe.get_meta("LAT Citizen").get_valid_columns()
	assert {"name", "owner", "modified", "full_name", "birth_date"} < set(columns)
	assert "languages" not in columns
	assert {"parent", "parenttype"} < set(frappe.get_meta("LAT Spoken Language").get_valid_columns())


def test_doctypes_are_documents_too():
	assert frappe.db.get_value("DocType", "LAT Citizen", ["module", "istable"]) == ("Casework", 0)
	assert frappe.db.exists("DocField", {"parent": "LAT Mentor", "fieldname": "capacity", "permlevel": 1})
	assert frappe.db.exists("DocPerm", {"parent": "LAT Mentor", "role": "LAT Mentor", "read": 1})


# Dates


def test_dates_of_text():
	assert utils.getdate("2026-03-01") == datetime.date(2026, 3, 1)
	assert utils.getdate("2026-03-01 10:00:00") == datetime.date(2026, 3, 1)
	assert utils.getdate(datetime.datetime(2026, 3, 1, 10)) == datetime.date(2026, 3, 1)
	assert utils.getdate("01-03-2026", parse_day_first=True) == datetime.date(2026, 3, 1)
	assert utils.getdate(None) == utils.now_datetime().date() and utils.getdate("0001-01-01") is None
	with pytest.raises(frappe.ValidationError):
		utils.getdate("some day")


def test_datetimes_of_text():
	assert utils.get_datetime("2026-03-01 10:11:12.5") == datetime.datetime(2026, 3, 1, 10, 11, 12, 500000)
	assert utils.get_datetime("2026-03-01") == datetime.datetime(2026, 3, 1)
	assert utils.get_datetime(datetime.date(2026, 3, 1)) == datetime.datetime(2026, 3, 1)
	assert utils.get_datetime("") is None
	assert utils.get_datetime_str(datetime.datetime(2026, 3, 1)) == "2026-03-01 00:00:00.000000"


def test_now_is_text_in_the_time_of_the_site():
	assert utils.nowdate() == utils.today() == str(utils.now_datetime().date())
	assert utils.get_datetime(utils.now()) <= utils.now_datetime()


def test_adding_to_dates():
	day = datetime.date(2026, 1, 31)
	assert utils.add_days(day, 1) == datetime.date(2026, 2, 1)
	assert utils.add_days("2026-01-31", 1) == "2026-02-01"
	assert utils.add_months(day, 1) == datetime.date(2026, 2, 28)
	assert utils.add_to_date("2026-01-31", years=1, weeks=1) == "2027-02-07"
	assert utils.add_to_date("2026-01-31 10:00:00", hours=2) == "2026-01-31 12:00:00.000000"
	assert utils.add_to_date(datetime.datetime(2026, 1, 31), minutes=5) == datetime.datetime(
		2026, 1, 31, 0, 5
	)
	assert utils.add_to_date(day, days=1, as_string=True) == "2026-02-01"


def test_between_dates():
	assert utils.date_diff("2026-02-01", "2026-01-31") == 1
	assert utils.get_first_day("2026-02-10") == datetime.date(2026, 2, 1)
	assert utils.get_first_day("2026-12-10", d_months=1) == datetime.date(2027, 1, 1)
	assert utils.get_last_day("2028-02-10") == datetime.date(2028, 2, 29)


def test_dates_are_shown_as_the_site_says(danish_formats):
	assert utils.formatdate("2026-03-01") == utils.format_date("2026-03-01") == "01-03-2026"
	assert utils.formatdate("") == "" and utils.formatdate("2026-03-01", "d MMMM yyyy") == "1 March 2026"
	assert utils.format_datetime("2026-03-01 10:11:12") == "01-03-2026 10:11:12"
	frappe.local.lang = "da"
	assert utils.formatdate("2026-03-01", "d. MMMM yyyy") == "1. marts 2026"


# Numbers


def test_numbers_of_anything():
	assert [utils.cint(x) for x in ("12", "12.7", 12.7, None, "a", True)] == [12, 12, 12, 0, 0, 1]
	assert [utils.flt(x) for x in ("1,234.5", None, "a", 3)] == [1234.5, 0.0, 0.0, 3.0]
	assert [utils.cstr(x) for x in (None, 1, b"x", "y")] == ["", "1", "x", "y"]


@pytest.mark.parametrize(
	("number", "precision", "expected"),
	[(2.5, 0, 2), (3.5, 0, 4), (2.345, 2, 2.34), (2.355, 2, 2.36), (-2.5, 0, -2), (1.005, 2, 1.0), (0, 2, 0)],
)
def test_rounding_is_to_even(number, precision, expected):
	assert utils.flt(number, precision, rounding_method="Banker's Rounding") == expected


@pytest.mark.parametrize(
	("number", "precision", "expected"),
	[(2.5, 0, 2), (3.5, 0, 4), (2.345, 2, 2.35), (2.675, 2, 2.68), (-2.5, 0, -2)],
)
def test_legacy_rounding(number, precision, expected):
	assert utils.flt(number, precision, rounding_method="Banker's Rounding (legacy)") == expected


@pytest.mark.parametrize(("number", "precision", "expected"), [(2.5, 0, 3), (2.675, 2, 2.68), (-2.5, 0, -3)])
def test_commercial_rounding(number, precision, expected):
	assert utils.flt(number, precision, rounding_method="Commercial Rounding") == expected


@pytest.mark.parametrize(
	("value", "df", "expected"),
	[
		(1234.5, "Float", "1.234,50"),
		(1234.0, "Float", "1.234"),
		(0.125, "Float", "0,125"),
		(-0.5, "Float", "-0,50"),
		(12, "Int", 12),
		(12.345, "Percent", "12.34%"),
		("2026-03-01", "Date", "01-03-2026"),
		(datetime.date(2026, 3, 1), None, "01-03-2026"),
		("a\nb", "Small Text", "a<br>b"),
		(None, "Data", ""),
		("x", "Data", "x"),
		(1, "Check", 1),
	],
	ids=str,
)
def test_values_are_shown_as_the_site_says(danish_formats, value, df, expected):
	assert frappe.format_value(value, df) == frappe.format(value, df) == expected


def test_a_document_shows_its_values(danish_formats):
	person = citizen(birth_date="2005-05-31").insert()
	assert person.get_formatted("birth_date") == "31-05-2005"
	assert frappe.get_doc("LAT Citizen", person.name).get_formatted("full_name") == "N"


# Text, links, people


def test_text_helpers():
	assert utils.strip_html("<p>a <b>b</b></p>") == "a b"
	assert utils.escape_html("<a href='x'>&\"</a>") == "&lt;a href=&apos;x&apos;&gt;&amp;&quot;&lt;/a&gt;"
	assert utils.is_html("<b>x</b>") and not utils.is_html("x")
	assert utils.strip(" x\u200b ") == "x"  # noqa: B005
	assert utils.unique([2, 1, 2]) == [2, 1]
	assert utils.comma_and(["a", "b", "c"], add_quotes=False).replace(", and", " and") == "a, b and c"
	assert (
		utils.comma_and(["a", "b"]).replace(", and", " and") == "'a' and 'b'"
		and utils.comma_and(["a"]) == "a"
	)
	assert len(utils.random_string(12)) == 12


def test_email_addresses():
	assert utils.validate_email_address("Ada <ada@contract.example>") == "ada@contract.example"
	assert utils.validate_email_address("a@b.dk, no, c@d.dk") == "a@b.dk, c@d.dk"
	assert utils.validate_email_address("no") == "" == utils.validate_email_address("")
	with pytest.raises(frappe.InvalidEmailAddressError):
		utils.validate_email_address("no", throw=True)


def test_addresses_of_forms():
	assert utils.get_url("/x").endswith("/x") and utils.get_url("https://a.dk/x") == "https://a.dk/x"
	desk = "/app" if is_fifteen() else "/desk"
	form = utils.get_url_to_form("LAT Case", "LAT-2026-00001")
	assert form == utils.get_url(f"{desk}/lat-case/LAT-2026-00001")
	assert utils.get_url_to_form("LAT Municipality", "Ærø By").endswith(
		f"{desk}/lat-municipality/%C3%86r%C3%B8%20By"
	)


def test_names_of_people():
	assert utils.get_fullname(user(first_name="Ada", last_name="Holm")) == "Ada Holm"
	assert utils.get_fullname("nobody@contract.example") == "nobody@contract.example"
	name = user(first_name="Ada")
	with acting(name):
		assert utils.get_fullname() == "Ada"


def test_a_user_is_named_by_the_address_in_small_letters():
	address = f"{frappe.generate_hash(length=8)}@Contract.Example"
	person = frappe.get_doc(
		{
			"doctype": "User",
			"email": address.upper(),
			"first_name": "A",
			"last_name": "B",
			"send_welcome_email": 0,
		}
	).insert()
	assert (person.name, person.email, person.full_name, person.enabled) == (
		address.lower(),
		address.lower(),
		"A B",
		1,
	)


def test_a_disabled_user_keeps_its_record():
	person = frappe.get_doc("User", person_with(read=1))
	person.enabled = 0
	person.save()
	assert frappe.db.get_value("User", person.name, "enabled") == 0


def test_languages():
	assert {
		"da",
		"en",
		"ar",
		"tr",
		"ur",
		"fa",
		"de",
		"sv",
		"no",
		"pl",
		"bs",
		"uk",
		"ru",
		"fr",
		"es",
		"ku",
	} <= set(frappe.get_all("Language", pluck="name"))
	assert frappe.db.get_value("Language", "da", "language_name") == "Dansk"


def test_settings_of_the_site_are_its_defaults(danish_formats):
	settings = frappe.get_doc("System Settings")
	settings.time_format = "HH:mm"
	settings.save()
	frappe.local.user_time_format = None
	assert frappe.db.get_default("time_format") == "HH:mm"
	assert frappe.get_system_settings("time_format") == "HH:mm"
	assert utils.format_datetime("2026-03-01 10:11:12") == "01-03-2026 10:11"


def test_globals():
	key = unique()
	frappe.db.set_global(key, "x")
	assert frappe.db.get_global(key) == "x"
	frappe.db.set_default(key, "y")
	assert frappe.db.get_default(key) == "y"
