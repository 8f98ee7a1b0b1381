import click

from . import access, shipped


def after_install() -> None:
	shipped.load(say=click.echo)
	access.grant()


def after_migrate() -> None:
	shipped.load(say=click.echo)
