from lat_corps.document import LatRow


class LATEarlierClosing(LatRow):
	pass
