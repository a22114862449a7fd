"""`tocsin feed discover` and `check`: what stands at an address, looked at once; nothing is kept."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

from tocsin.cli.common import as_json, complain, count, iso, local, print_json, store_of, with_profile
from tocsin.core.errors import TocsinError, WrongUse
from tocsin.core.text import clean
from tocsin.desktop.profile import Profile

if TYPE_CHECKING:
    from tocsin.feeds.discover import Offered
    from tocsin.monitor.following import Look

LONGEST_PASSWORD = 4_000


def tell_offered(offered: Iterable[Offered], *, as_json: bool) -> None:
    """Print the feeds that a page offers; with JSON in one object, so that nobody takes one for a followed feed."""
    if as_json:
        print_json({"offered": [_offered(one) for one in offered]})
        return
    found = list(offered)
    click.echo(f"The site offers {count(len(found), 'feed', 'feeds')}; nothing is followed yet:")
    for one in found:
        click.echo(f"  {one.url}  {clean(one.title, 80)}")


def _offered(one: Offered) -> dict[str, str]:
    return {"url": one.url, "title": clean(one.title, 300), "kind": one.kind}


@click.command()
@click.argument("url")
@as_json
def discover(url: str, as_json: bool) -> None:
    """Show the feeds that the site at URL offers; nothing is followed.

    \b
    Example:
      tocsin feed discover herald.example
    """
    from tocsin.feeds.address import normal, split_credentials
    from tocsin.monitor.following import look

    plain, user, password = split_credentials(normal(url))
    seen = look(plain, user=user, password=password)
    if seen.trouble:
        raise TocsinError(seen.trouble)
    found = [_offered(one) for one in seen.offered]
    if seen.feed is not None:
        found = [{"url": seen.url, "title": clean(seen.feed.title, 300), "kind": seen.feed.format}]
    for one in found:
        if as_json:
            print_json(one)
        else:
            click.echo(f"{one['url']}  {one['kind']}  {clean(one['title'], 80)}".rstrip())


@click.command()
@click.argument("url")
@click.option("--as", "number", type=int, metavar="NUMBER", help="With the name and password kept for this source.")
@click.option("--user", default="", metavar="NAME", help="The name to give; the password is asked for.")
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input.")
@as_json
@with_profile
def check(profile: Profile, *, url: str, number: int | None, user: str, password_stdin: bool, as_json: bool) -> None:
    """Fetch URL once and say what is there; nothing is kept.

    \b
    Example:
      tocsin feed check https://news.example/rss
    """
    from tocsin.feeds.address import normal, split_credentials
    from tocsin.monitor.following import look

    plain, own_user, password = split_credentials(normal(url))
    user = user or own_user
    if password_stdin:
        password = sys.stdin.readline(LONGEST_PASSWORD).rstrip("\r\n")
    elif number is not None:
        user, password = _kept(profile, number, plain, user)
    elif user and not password:
        password = click.prompt("Password", hide_input=True, err=True)
    seen = look(plain, user=user, password=password)
    if as_json:
        print_json(_seen(seen))
    if seen.trouble:
        raise TocsinError(seen.trouble)
    if not as_json:
        _tell(seen, plain)


def _kept(profile: Profile, number: int, url: str, user: str) -> tuple[str, str]:
    """Give the name and password of a source. They go to no other host than its own; raises WrongUse."""
    from tocsin.desktop import secrets
    from tocsin.feeds.address import place_of

    with store_of(profile) as store:
        known = store.feeds.get(number)
    if not known.user:
        return user, ""
    if place_of(known.url) != place_of(url):
        raise WrongUse(f"The password kept for {place_of(known.url)} is not sent to {place_of(url)}.")
    return known.user, secrets.recall(known.url, known.user)


def _seen(seen: Look) -> dict[str, object]:
    found = seen.feed
    dates = [entry.published for entry in found.entries if entry.published is not None] if found else []
    return {
        "url": seen.url, "format": found.format if found else None, "title": found.title if found else None,
        "entries": len(found.entries) if found else None, "newest": iso(max(dates)) if dates else None,
        "warnings": found.warnings if found else [], "offered": [_offered(one) for one in seen.offered],
        "trouble": seen.trouble or None, "mend": seen.mend or None,
    }  # fmt: skip


def _tell(seen: Look, asked: str) -> None:
    if seen.feed is None:
        click.echo(f"A web page that offers {count(len(seen.offered), 'feed', 'feeds')}:")
        for one in seen.offered:
            click.echo(f"  {one.url}  {clean(one.title, 80)}")
        return
    entries = seen.feed.entries
    click.echo(f"{clean(seen.feed.title, 120)}: {seen.feed.format}, {count(len(entries), 'entry', 'entries')}")
    if seen.url != asked:
        click.echo(f"It has moved for good to {seen.url}")
    for entry in entries[:3]:
        click.echo(f"  {local(entry.published)}  {clean(entry.title, 120)}")
    for warning in seen.feed.warnings:
        complain(warning)
