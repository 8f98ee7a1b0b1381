from lat_corps.document import LatRow


class LATCardQuestion(LatRow):
	pass
