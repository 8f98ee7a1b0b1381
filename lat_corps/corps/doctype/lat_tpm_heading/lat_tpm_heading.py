from lat_corps.document import LatRow


class LATTPMHeading(LatRow):
	pass
