from lat_corps.document import LatRow


class LATCustodyHolder(LatRow):
	pass
