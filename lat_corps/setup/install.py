import click

from . import access, defaults, indexes, shipped


def after_install() -> None:
	indexes.create(say=click.echo)
	shipped.load(say=click.echo)
	access.grant()
	defaults.offer_danish()


def after_migrate() -> None:
	indexes.create(say=click.echo)
	defaults.fill_in()
	shipped.load(say=click.echo)
