from lat_corps.document import LatRow


class LATConsentInformation(LatRow):
	pass
