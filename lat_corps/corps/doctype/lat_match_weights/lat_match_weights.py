from frappe import _, throw

from lat_corps.document import LatDocument
from lat_corps.domain.criteria import HEAVIEST, USUAL_WEIGHT, WEIGHT_FIELDS


class LATMatchWeights(LatDocument):
	"""How much each criterion counts in one municipality when candidates are put in order (R26 to R36)."""

	def validate(self) -> None:
		wrong = [
			_(criterion) for criterion, field in WEIGHT_FIELDS.items() if not _is_weight(self.get(field))
		]
		if wrong:
			throw(
				_("A weight is a whole number from {0} to {1}. Write one at: {2}.").format(
					USUAL_WEIGHT, HEAVIEST, ", ".join(wrong)
				)
			)


def _is_weight(value: object) -> bool:
	# As it was sent: Frappe would make 0 of a word, and 2 of 2.5.
	try:
		number = float(value)
	except (TypeError, ValueError):
		return False
	return number.is_integer() and USUAL_WEIGHT <= number <= HEAVIEST
