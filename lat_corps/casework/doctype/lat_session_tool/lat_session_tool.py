from lat_corps.document import LatRow


class LATSessionTool(LatRow):
	pass
