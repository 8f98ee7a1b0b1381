from lat_corps.document import LatRow


class LATKnowledgeCheck(LatRow):
	pass
