from lat_corps.document import LatRow


class LATCoordinationPoint(LatRow):
	pass
