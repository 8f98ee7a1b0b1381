from lat_corps.document import LatRow


class LATBriefingFact(LatRow):
	pass
