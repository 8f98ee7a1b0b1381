from lat_corps.document import LatRow


class LATConsentPartner(LatRow):
	pass
