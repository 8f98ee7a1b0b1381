from lat_corps.setup import access


def execute() -> None:
	access.grant()
