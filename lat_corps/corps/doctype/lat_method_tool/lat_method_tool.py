from lat_corps.document import LatDocument


class LATMethodTool(LatDocument):
	"""A tool of the method that a mentor can name in the log: the list is the administrator's (R63, R115)."""
