from lat_corps.document import LatRow


class LATPreference(LatRow):
	pass
