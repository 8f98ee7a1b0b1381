from lat_corps.document import LatRow


class LATSilentTurn(LatRow):
	"""A kind of turn that an administrator lets nobody be told of."""
