from lat_corps.document import LatRow


class LATCoachingReading(LatRow):
	pass
