from lat_corps.document import LatRow


class LATLastContact(LatRow):
	pass
