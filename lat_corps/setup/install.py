import click

from . import defaults, indexes, shipped


def after_install() -> None:
	indexes.create()
	shipped.load(say=click.echo)


def after_migrate() -> None:
	indexes.create()
	defaults.fill_in()
	shipped.load(say=click.echo)
