from lat_corps.document import LatDocument


class LATHandoverOmission(LatDocument):
	"""A line that did not pass to the receiver: a DocType of its own, which no receiver reads (N2, R104)."""
