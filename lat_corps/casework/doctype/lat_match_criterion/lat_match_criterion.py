from lat_corps.document import LatRow


class LATMatchCriterion(LatRow):
	pass
