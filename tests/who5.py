"""WHO-5 as plain data: structure and scoring, with neutral labels."""

from lat_corps.domain.instruments import Cutoff, Instrument, Item

WHO5 = Instrument(
	code="WHO-5",
	version="1",
	title="Wellbeing, last two weeks",
	items=(
		Item("WHO5_1", "Mood", 0, 5),
		Item("WHO5_2", "Calm", 0, 5),
		Item("WHO5_3", "Energy", 0, 5),
		Item("WHO5_4", "Rest", 0, 5),
		Item("WHO5_5", "Interest", 0, 5),
	),
	method="Sum",
	multiplier=4,
	missing_allowed=0,
	cutoffs=(
		Cutoff(35, "Low wellbeing: high risk of strain or depression"),
		Cutoff(50, "Lowered wellbeing: possible risk of strain or depression"),
		Cutoff(None, "No sign of strain or depression at present"),
	),
	meaningful_change=10,
)
