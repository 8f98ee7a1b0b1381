from lat_corps.document import LatDocument


class LATCompetence(LatDocument):
	"""One of the ten places of the wheel: the centre fills in what it is called."""

	def validate(self) -> None:
		self.position = int(self.slot)
