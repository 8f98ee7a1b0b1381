from lat_corps.document import LatDocument
from lat_corps.measurement.import_plan import refuse_unreadable
from lat_corps.spreadsheets.meaning.profiles import fingerprint


class LATImportProfile(LatDocument):
	"""How the files of one sender are read: recognised by their headings, offered, never applied unasked."""

	def validate(self) -> None:
		refuse_unreadable(self)
		self.fingerprint = fingerprint([row.header for row in self.mapping])
