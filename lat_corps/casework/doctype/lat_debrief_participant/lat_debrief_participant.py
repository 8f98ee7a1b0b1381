from lat_corps.document import LatRow


class LATDebriefParticipant(LatRow):
	pass
