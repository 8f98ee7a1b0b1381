from lat_corps.document import LatRow


class LATRoleTask(LatRow):
	pass
