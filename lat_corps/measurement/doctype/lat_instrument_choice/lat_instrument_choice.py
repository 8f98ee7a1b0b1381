from lat_corps.document import LatRow


class LATInstrumentChoice(LatRow):
	pass
