import click

from . import defaults, shipped


def after_install() -> None:
	shipped.load(say=click.echo)


def after_migrate() -> None:
	defaults.fill_in()
	shipped.load(say=click.echo)
