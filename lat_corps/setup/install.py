import click
import frappe

from . import access, defaults, desk_words, dropped, indexes, shipped


def after_install() -> None:
	indexes.create(say=click.echo)
	shipped.load(say=click.echo)
	access.grant()
	defaults.offer_danish()
	defaults.add_languages()
	desk_words.fill_in()
	click.echo(f"  Look at what the site still needs: bench --site {frappe.local.site} lat-check")


def after_migrate() -> None:
	indexes.create(say=click.echo)
	defaults.fill_in()
	dropped.forget()
	shipped.load(say=click.echo)
	desk_words.fill_in()
