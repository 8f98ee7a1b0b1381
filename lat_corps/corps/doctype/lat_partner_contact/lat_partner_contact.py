from lat_corps.document import LatRow


class LATPartnerContact(LatRow):
	pass
