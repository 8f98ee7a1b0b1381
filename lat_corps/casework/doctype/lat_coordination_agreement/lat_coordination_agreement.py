from lat_corps.document import LatRow


class LATCoordinationAgreement(LatRow):
	pass
