from lat_corps.document import LatRow


class LATSpokenLanguage(LatRow):
	pass
