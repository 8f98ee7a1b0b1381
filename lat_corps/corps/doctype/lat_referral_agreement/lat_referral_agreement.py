from lat_corps.document import LatRow


class LATReferralAgreement(LatRow):
	pass
