from lat_corps.document import LatRow


class LATImportRow(LatRow):
	pass
