from lat_corps.document import LatRow


class LATDebriefTask(LatRow):
	pass
