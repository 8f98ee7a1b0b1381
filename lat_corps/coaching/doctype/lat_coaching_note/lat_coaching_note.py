from lat_corps.document import LatRow


class LATCoachingNote(LatRow):
	pass
