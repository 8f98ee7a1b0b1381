from lat_corps.document import LatRow


class LATGuidanceStep(LatRow):
	pass
