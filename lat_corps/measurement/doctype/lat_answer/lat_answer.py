from lat_corps.document import LatRow


class LATAnswer(LatRow):
	pass
