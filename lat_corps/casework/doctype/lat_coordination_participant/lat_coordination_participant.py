from lat_corps.document import LatRow


class LATCoordinationParticipant(LatRow):
	pass
