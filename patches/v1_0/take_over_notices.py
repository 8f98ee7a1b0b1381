from lat_corps.corps.turns import take_over
from lat_corps.setup import defaults


def execute() -> None:
	"""What stood in the bell before the table of turns falls silent by it; a second run changes nothing."""
	defaults.fill_in()
	take_over(("Role description to acknowledge", "Loan requested", "Loan offered"))
