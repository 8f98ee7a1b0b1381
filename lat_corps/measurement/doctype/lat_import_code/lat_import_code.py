from lat_corps.document import LatRow


class LATImportCode(LatRow):
	pass
