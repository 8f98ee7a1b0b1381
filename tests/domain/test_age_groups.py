"""Each age is counted in one group."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lat_corps.domain.age_groups import AGE_GROUPS, age_group


@pytest.mark.parametrize(
	("age", "group"),
	[
		(0, "Under 15"),
		(14, "Under 15"),
		(15, "15 to 17"),
		(17, "15 to 17"),
		(18, "18 to 24"),
		(40, "25 and older"),
	],
)
def test_a_group_begins_with_its_first_age(age, group):
	assert age_group(age) == group


@given(st.integers(0, 120), st.integers(0, 120))
def test_who_is_older_is_in_no_earlier_group(age, other):
	order = [name for _first, name in AGE_GROUPS]
	younger, older = sorted((age, other))
	assert order.index(age_group(younger)) <= order.index(age_group(older))


def test_nobody_is_counted_before_birth():
	with pytest.raises(ValueError, match="born"):
		age_group(-1)
