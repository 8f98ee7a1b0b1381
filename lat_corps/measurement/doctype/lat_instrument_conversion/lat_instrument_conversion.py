from lat_corps.document import LatRow


class LATInstrumentConversion(LatRow):
	pass
