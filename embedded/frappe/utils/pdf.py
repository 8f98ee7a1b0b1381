"""This host makes no PDF."""


def is_wkhtmltopdf_valid() -> bool:
	return False
