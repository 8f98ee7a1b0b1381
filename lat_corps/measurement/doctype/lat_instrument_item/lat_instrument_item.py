from lat_corps.document import LatRow


class LATInstrumentItem(LatRow):
	pass
