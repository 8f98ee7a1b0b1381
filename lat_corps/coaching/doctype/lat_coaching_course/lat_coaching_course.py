from lat_corps.document import LatRow


class LATCoachingCourse(LatRow):
	pass
