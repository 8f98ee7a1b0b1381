from lat_corps.document import LatRow


class LATPlanNote(LatRow):
	pass
