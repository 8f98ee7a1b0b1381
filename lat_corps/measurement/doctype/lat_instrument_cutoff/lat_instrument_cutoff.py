from lat_corps.document import LatRow


class LATInstrumentCutoff(LatRow):
	pass
