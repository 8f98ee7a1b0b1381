from lat_corps.document import LatRow


class LATErasureCount(LatRow):
	"""How many of a kind an erasure has deleted."""
