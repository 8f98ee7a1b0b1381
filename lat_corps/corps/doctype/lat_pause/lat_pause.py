from lat_corps.document import LatRow


class LATPause(LatRow):
	pass
