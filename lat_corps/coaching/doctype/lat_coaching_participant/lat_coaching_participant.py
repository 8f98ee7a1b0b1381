from lat_corps.document import LatRow


class LATCoachingParticipant(LatRow):
	pass
