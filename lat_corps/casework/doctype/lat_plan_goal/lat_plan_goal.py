from lat_corps.document import LatRow


class LATPlanGoal(LatRow):
	pass
