from lat_corps.document import LatRow


class LATPlanRating(LatRow):
	pass
