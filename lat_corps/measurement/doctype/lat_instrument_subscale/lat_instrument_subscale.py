from lat_corps.document import LatRow


class LATInstrumentSubscale(LatRow):
	pass
