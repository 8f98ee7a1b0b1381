"""How little is hidden, and how well: both figures of the small-cell protection.

	python benchmarks/suppression.py
	python benchmarks/suppression.py --tables 20 --years 50

Random tables of two ways, up to 12 x 12, with their totals: the fewest cells that protect, which
`tests/domain/test_suppression.py` holds against every choice of small tables, and those of the search, which
stands in for them in larger tables. Then random years of reports in any order, attacked by the reader of
`tests/domain/test_released.py`, and as many years of tables by two divisions, whose reader fills a table by
all divisions at once: the narrowest interval of a hidden count, beside what the threshold allows.
Ends with 1 when the search hides more than LIMIT times as many cells in all, or an interval is narrower.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from measuring import processor_time

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from lat_corps.domain.released import PERIODS
from lat_corps.domain.suppression import fewest
from lat_corps.domain.suppression_attack import Attack
from lat_corps.domain.suppression_search import search
from tests.domain.test_released import (
	GENDERS,
	THRESHOLD,
	Filling,
	Reader,
	told_in,
	year_of,
	year_of_starts,
)
from tests.domain.test_suppression import chance_table, two_way

LIMIT = 1.15
LARGEST = 12
MEANS = (3, 8, 15, 40)


def tables(number: int) -> float:
	chance = random.Random(19)
	small = least = searched = 0
	worst, seconds = 1.0, [0.0, 0.0]
	for _table in range(number):
		rows, columns = chance.randint(2, LARGEST), chance.randint(2, LARGEST)
		_keys, attack = two_way(chance_table(chance, rows, columns, chance.choice(MEANS))).question()
		found = []
		for place, choose in enumerate((fewest, search)):
			seconds[place] += processor_time(partial(_noted, found, choose, attack))
		small += attack.must.sum()
		least += found[0]
		searched += found[1]
		worst = max(worst, found[1] / max(found[0], 1))
	ratio = searched / max(least, 1)
	print(
		f"{number} tables: {small} cells must be hidden, with the fewest others {least}, by search {searched}"
	)
	print(f"search: {ratio:.3f} times the fewest (at most {LIMIT}), in one table {worst:.2f} at most")
	print(f"seconds for a table: {seconds[0] / number:.2f} the fewest, {seconds[1] / number:.2f} the search")
	return ratio


def _noted(found: list[int], choose: Callable, attack: Attack) -> None:
	found.append(int(choose(attack).sum()))


def years(number: int) -> float:
	chance = random.Random(20)
	readers = []
	for _year in range(number):
		counts, before = year_of(chance, GENDERS)
		reports = told_in(chance, counts, before, chance.sample(PERIODS, chance.choice((1, 2, 2, 3))))
		readers.append(Reader(reports, counts, before))
	return _narrowest("years of reports", readers)


def tables_by_two(number: int) -> float:
	chance = random.Random(21)
	found = [year_of_starts(chance) for _year in range(number)]
	return _narrowest("years by two divisions", [Filling(year.told, dict(year.counts)) for year in found])


def _narrowest(title: str, readers: Sequence[Reader]) -> float:
	counts = [count for reader in readers for told in reader.told.values() for count in told.values()]
	hidden = counts.count(None)
	narrowest = min(width for reader in readers for _quarters, _key, width in reader.intervals())
	print(f"{len(readers)} {title}: {len(counts) - hidden} counts told, {hidden} hidden")
	print(f"narrowest interval of a hidden count: {narrowest:.3f} (at least {THRESHOLD - 2})")
	return narrowest


def main() -> int:
	parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
	parser.add_argument("--tables", type=int, default=200)
	parser.add_argument("--years", type=int, default=500)
	asked = parser.parse_args()
	ratio = tables(asked.tables)
	narrowest = min(years(asked.years), tables_by_two(asked.years))
	return int(ratio > LIMIT or narrowest < THRESHOLD - 2 - 1e-6)


if __name__ == "__main__":
	sys.exit(main())
