from lat_corps.setup import defaults


def execute() -> None:
	"""Somali, Dari, Sorani, Tigrinya and others can be chosen; what the site has of them already stays."""
	defaults.add_languages()
