from lat_corps.document import LatRow


class LATPlanStep(LatRow):
	pass
