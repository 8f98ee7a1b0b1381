from lat_corps.document import LatRow


class LATMunicipalityMember(LatRow):
	pass
