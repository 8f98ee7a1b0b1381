from lat_corps.document import LatRow


class LATImportColumn(LatRow):
	pass
