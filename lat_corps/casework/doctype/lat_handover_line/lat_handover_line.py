from lat_corps.document import LatRow


class LATHandoverLine(LatRow):
	pass
