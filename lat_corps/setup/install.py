import click

from . import access, defaults, indexes, shipped


def after_install() -> None:
	indexes.create()
	shipped.load(say=click.echo)
	access.grant()
	defaults.offer_danish()


def after_migrate() -> None:
	indexes.create()
	defaults.fill_in()
	shipped.load(say=click.echo)
