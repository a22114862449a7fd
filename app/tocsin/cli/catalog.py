"""`tocsin catalog`: the sources that the program knows of, and following them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tocsin.cli.common import as_json, complain, count, now, print_json, store_of, table, with_profile
from tocsin.core.errors import TocsinError, WrongUse
from tocsin.core.text import clean
from tocsin.desktop.profile import Profile

if TYPE_CHECKING:
    from tocsin.feeds.catalog import Listed

MOST_AT_ONCE = 50
"""So many sources are followed without saying --all: each is a request, many times a day."""


@click.command()
@click.argument("words", nargs=-1)
@click.option("--country", default="", metavar="XX", help="Of this country, two letters.")
@click.option("--language", default="", metavar="xx", help="In this language, two letters.")
@click.option("--topic", default="", metavar="T", help="About this topic; --topics lists them.")
@click.option("--topics", "list_topics", is_flag=True, help="List the topics.")
@click.option("--suggest", is_flag=True, help="Only the dozen best known sources of news.")
@click.option("--add", is_flag=True, help="Follow what is shown.")
@click.option("--all", "all_of_them", is_flag=True, help=f"Follow them even if they are more than {MOST_AT_ONCE}.")
@click.option("--folder", default="", help="The folder to put them in.")
@as_json
@with_profile
def catalog(
    profile: Profile, *, words: tuple[str, ...], country: str, language: str, topic: str, list_topics: bool,
    suggest: bool, add: bool, all_of_them: bool, folder: str, as_json: bool,
) -> None:  # fmt: skip
    """Show the sources that the program knows of, by country, language, topic and WORDS, and follow them.

    \b
    Example:
      tocsin catalog --country FR
      tocsin catalog --country FR --suggest --add
    """
    from tocsin.feeds import catalog as catalogue
    from tocsin.resources_path import path

    rows = catalogue.read(path(catalogue.FILE).read_bytes())
    if list_topics:
        for one in catalogue.topics(rows):
            click.echo(one)
        return
    found = catalogue.find(rows, catalogue.Wanted(country, language, topic, " ".join(words)))
    if suggest:
        found = catalogue.suggested(found, country, language, topic)
    if not found:
        raise TocsinError("The catalogue knows no such source.")
    if add:
        _follow(profile, found, folder, all_of_them=all_of_them, as_json=as_json)
        return
    if as_json:
        for row in found:
            print_json(row)
        return
    table(
        (row.country or "--", row.language or "--", clean(row.title, 48), ", ".join(row.topics)[:24], row.url)
        for row in found
    )


def _follow(profile: Profile, found: list[Listed], folder: str, *, all_of_them: bool, as_json: bool) -> None:
    from tocsin.monitor.many import Named, follow_list

    if len(found) > MOST_AT_ONCE and not all_of_them:
        raise WrongUse(f"These are {len(found):,} sources. Narrow it down, or say --all.")
    with store_of(profile) as store:
        named = [Named(row.url, row.title, folder, row.country) for row in found]
        added, left_out = follow_list(store, named, now())
    if as_json:
        print_json({"added": [feed.url for feed in added], "left_out": left_out})
    else:
        click.echo(f"{count(len(added), 'source', 'sources')} added.")
    for sentence in left_out:
        complain(sentence)
