from lat_corps.document import LatRow


class LATPreparationTopic(LatRow):
	pass
