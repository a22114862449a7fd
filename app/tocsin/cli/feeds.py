"""`tocsin feed …`: the addresses that are read."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

import click

from tocsin.cli.common import (
    as_json,
    bytes_of,
    complain,
    count,
    iso,
    local,
    now,
    print_json,
    store_of,
    table,
    with_profile,
)
from tocsin.cli.feed_looks import check, discover, tell_offered
from tocsin.cli.feed_names import one_feed
from tocsin.cli.pace import notes, pace, resume, stay
from tocsin.core.errors import TocsinError
from tocsin.core.model import Feed
from tocsin.core.schedule import next_read
from tocsin.core.text import clean
from tocsin.desktop.profile import Profile

LONGEST_LIST = 32 * 2**20


@click.group()
def feed() -> None:
    """The sources: addresses that are read.

    \b
    Example:
      tocsin feed add https://news.example/rss
      tocsin feed list
    """


for _verb in (discover, check, pace, notes, stay, resume):
    feed.add_command(_verb)


@feed.command()
@click.argument("urls", nargs=-1, required=True, metavar="URL...")
@click.option("--quiet-baseline/--ring-now", "quiet", default=True, show_default=True,
              help="Whether what the feed holds today rings.")  # fmt: skip
@click.option("--title", default="", help="Your own title for it.")
@click.option("--folder", default="", help="The folder it belongs to.")
@click.option("--no-check", is_flag=True, help="Do not look at the address first.")
@click.option("--ask", is_flag=True, help="Where a site offers several feeds, list them and follow none.")
@as_json
@with_profile
def add(
    profile: Profile, *, urls: tuple[str, ...], quiet: bool, title: str, folder: str, no_check: bool, ask: bool,
    as_json: bool,
) -> None:  # fmt: skip
    """Follow the feed at URL, or the one that the site at URL offers.

    \b
    Example:
      tocsin feed add https://news.example/rss
    """
    from tocsin.monitor.following import SeveralOffered, follow

    worst = 0
    with store_of(profile) as store:
        for url in urls:
            try:
                done = follow(
                    store, url, now(), title=title, folder=folder, ring_first=not quiet, check=not no_check, ask=ask
                )
            except SeveralOffered as several:
                tell_offered(several.offered, as_json=as_json)
                continue
            except TocsinError as error:
                complain(str(error))
                worst = max(worst, error.exit_status)
                continue
            if as_json:
                print_json({**_json(done.feed), "entries": len(done.found.entries) if done.found else None})
            elif done.found is not None:
                name = clean(title or done.found.title or done.feed.title, 120)
                click.echo(f"Following {name} ({count(len(done.found.entries), 'entry', 'entries')}): {done.feed.url}")
            else:
                click.echo(f"Following {done.feed.url}")
            if done.trouble:
                complain(f"{done.trouble} It is followed all the same and will be tried again.")
            if done.others and not as_json:
                click.echo("The site also offers:")
                for other in done.others:
                    click.echo(f"  {other.url}  {clean(other.title, 80)}")
    if worst:
        raise SystemExit(worst)


@feed.command("list")
@as_json
@with_profile
def list_(profile: Profile, as_json: bool) -> None:
    """Show what is followed, and how reading it went.

    \b
    Example:
      tocsin feed list
    """
    with store_of(profile) as store:
        feeds, ailing = store.feeds.all(), store.ailments.said()
    if as_json:
        for one in feeds:
            print_json({**_json(one), "ailing": ailing.get(one.id)})
        return
    if not feeds:
        click.echo("No source is followed yet. Begin with: tocsin feed add https://…")
    at = now()
    table(
        (
            str(one.id), clean(one.title, 40), ailing.get(one.id) or one.trouble or f"read {local(one.last_good)}",
            one.url, _next(one, at),
        )
        for one in feeds
    )


def _next(one: Feed, at: datetime) -> str:
    return next_read(one, at, local)


@feed.command()
@click.argument("which", metavar="URL-OR-NUMBER")
@with_profile
def remove(profile: Profile, which: str) -> None:
    """Stop following a feed; its articles stay until they grow old.

    \b
    Example:
      tocsin feed remove https://news.example/rss
    """
    from tocsin.desktop import secrets

    with store_of(profile) as store:
        gone = one_feed(store, which)
        store.feeds.remove(gone.id, now())
    if gone.user:
        secrets.forget(gone.url, gone.user)
    click.echo(f"{clean(gone.title, 120)} is not followed any more.")


@feed.command("import")
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True))
@as_json
@with_profile
def import_(profile: Profile, file: Path, as_json: bool) -> None:
    """Follow every feed of an OPML list, folders kept; a broken list is read as far as possible.

    \b
    Example:
      tocsin feed import feeds.opml
    """
    from tocsin.feeds.opml import read
    from tocsin.monitor.many import Named, follow_list

    try:
        found = read(bytes_of(file, LONGEST_LIST))
    except OSError as error:
        raise TocsinError(f"{file} cannot be read: {error.strerror}.") from error
    with store_of(profile) as store:
        added, left_out = follow_list(store, [Named(one.url, one.title, one.folder) for one in found.feeds], now())
    if as_json:
        print_json({"added": len(added), "left_out": left_out, "losses": found.losses})
    else:
        click.echo(f"{count(len(added), 'feed', 'feeds')} added.")
    for sentence in (*found.losses, *left_out):
        complain(sentence)
    if not found.feeds:
        raise TocsinError(f"{file} holds no feed that can be followed.")


@feed.command()
@click.argument("file", required=False, type=click.Path(path_type=Path, allow_dash=True))
@with_profile
def export(profile: Profile, file: Path | None) -> None:
    """Write what is followed as an OPML list, to FILE or standard output. Passwords are not in it.

    \b
    Example:
      tocsin feed export feeds.opml
    """
    from tocsin.feeds.opml import OpmlFeed, write

    with store_of(profile) as store:
        feeds = store.feeds.all()
    body = write([OpmlFeed(url=one.url, title=one.title, folder=one.folder, site=one.site) for one in feeds])
    if file is None or str(file) == "-":
        sys.stdout.buffer.write(body)
        return
    try:
        file.write_bytes(body)
    except OSError as error:
        raise TocsinError(f"{file} cannot be written: {error.strerror}.") from error
    click.echo(f"{count(len(feeds), 'feed', 'feeds')} written to {file}.")


def _json(one: Feed) -> dict[str, object]:
    return {
        "id": one.id, "url": one.url, "title": one.title, "folder": one.folder, "language": one.language,
        "country": one.country, "last_polled": iso(one.last_polled), "last_good": iso(one.last_good),
        "next_due": iso(one.next_due) if one.gone is None else None, "reason": _next(one, now()),
        "failures": one.failures, "trouble": one.trouble or None,
    }  # fmt: skip
