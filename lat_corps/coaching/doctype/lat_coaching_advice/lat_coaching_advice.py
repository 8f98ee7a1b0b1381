from lat_corps.document import LatRow


class LATCoachingAdvice(LatRow):
	pass
