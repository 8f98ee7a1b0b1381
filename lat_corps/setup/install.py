import click

from . import shipped


def after_install() -> None:
	shipped.load(say=click.echo)


def after_migrate() -> None:
	shipped.load(say=click.echo)
