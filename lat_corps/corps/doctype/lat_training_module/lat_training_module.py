from lat_corps.document import LatRow


class LATTrainingModule(LatRow):
	pass
