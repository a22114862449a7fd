"""`tocsin why`, `receipt`, `stories` and `group`: what rang and what did not, and which articles belong together."""

from __future__ import annotations

import itertools
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import click

from tocsin.cli.common import as_json, count, iso, local, now, print_json, since, store_of, with_profile
from tocsin.cli.marking import marked
from tocsin.cli.texts import lines
from tocsin.core.errors import WrongUse
from tocsin.core.schedule import next_read
from tocsin.core.text import clean
from tocsin.desktop.profile import Profile


@click.command()
@click.argument("what", metavar="URL-OR-HEADLINE")
@click.option("--watch", "name", metavar="NAME", help="For this watch alone.")
@as_json
@with_profile
def why(profile: Profile, what: str, name: str | None, as_json: bool) -> None:
    """Say why an article rang, or why it did not.

    \b
    Example:
      tocsin why https://news.example/le-pen-opens-a-fair
    """
    from tocsin.monitor.answering import why as asked

    with store_of(profile) as store:
        answers = asked(store, what, now(), store.watches.by_name(name) if name else None)
    for answer in answers:
        if as_json:
            print_json(answer)
            continue
        heading = " · ".join(clean(part, 120) for part in (answer.watch, answer.headline) if part)
        if heading:
            click.echo(heading)
        click.echo(f"  {clean(answer.sentence, 600)}")
        if answer.hit:
            click.echo(f"  {marked(answer.hit, answer.hit_spans)}")


@click.command()
@click.argument("name", metavar="WATCH")
@click.option("--since", "since_", metavar="WHEN", default="1d", show_default=True, help="A date or an age (2d, 12h).")
@as_json
@with_profile
def receipt(profile: Profile, name: str, since_: str, as_json: bool) -> None:
    """Show what was read for a watch and when, the gaps, and what may have been missed.

    \b
    Example:
      tocsin receipt NATO --since 7d
    """
    from tocsin.monitor.receipts import receipt as made

    with store_of(profile) as store:
        given = made(store, store.watches.by_name(name), since(since_) or now() - timedelta(days=1), now())
    if as_json:
        for one in given.feeds:
            print_json(
                {
                    "feed": one.feed.url, "title": one.feed.title, "last_good": iso(one.feed.last_good),
                    "polls": one.polls, "new": one.new, "trouble": one.feed.trouble or None,
                    "next_due": iso(one.feed.next_due), "reason": next_read(one.feed, given.until, local),
                    "gaps": one.gaps, "overflows": [iso(moment) for moment in one.overflows],
                }
            )  # fmt: skip
        print_json(
            {
                "watch": given.watch.name, "since": iso(given.since), "until": iso(given.until),
                "matches": given.matches, "rang": given.rang, "held": dict(given.held), "away": given.away,
                "whole": given.whole,
            }
        )  # fmt: skip
        return
    click.echo(f"{given.watch.name}, {local(given.since)} to {local(given.until)}")
    held = ", ".join(f"{number} {reason}" for reason, number in given.held)
    click.echo(
        f"  {count(given.matches, 'match', 'matches')}, {given.rang} rang" + (f", held back: {held}" if held else "")
    )
    for gap in given.away:
        click.echo(f"  {local(gap.began)} to {local(gap.ended)}: {gap.cause}")
    for one in given.feeds:
        click.echo(
            f"  {clean(one.feed.title, 60)}: read {count(one.polls, 'time', 'times')}, last {local(one.feed.last_good)}"
        )
        click.echo(f"    {next_read(one.feed, given.until, local)}")
        for gap in one.gaps:
            click.echo(f"    not read {local(gap.began)} to {local(gap.ended)}: {gap.cause}")
        for moment in one.overflows:
            click.echo(f"    at {local(moment)} every entry was new: something before may have been missed")
    if given.whole:
        late = f" so far; {count(given.failing, 'source', 'sources')} cannot be read now" if given.failing else ""
        click.echo(f"  Nothing can have been missed{late}.")


@click.command()
@click.option("--watch", "name", metavar="NAME", help="Of this watch alone.")
@click.option("--since", "since_", metavar="WHEN", default="1d", show_default=True, help="A date or an age (2d, 12h).")
@click.option("--limit", type=click.IntRange(1, 10_000), default=50, show_default=True, help="At most so many.")
@as_json
@with_profile
def stories(profile: Profile, name: str | None, since_: str, limit: int, as_json: bool) -> None:
    """Show the stories with their articles, newest first.

    \b
    Example:
      tocsin stories --watch NATO --since 2d
    """
    with store_of(profile) as store:
        watch_id = store.watches.by_name(name).id if name else None
        for story in store.stories.newest(watch_id=watch_id, since=since(since_), limit=limit):
            copies = store.stories.copies(story.id)
            articles = [store.articles.get(one) for one in store.stories.articles_of(story.id)]
            if as_json:
                print_json(
                    {
                        "story": story.id, "headline": story.headline, "first_seen": iso(story.first_seen),
                        "last_seen": iso(story.last_seen), "outlets": story.outlets,
                        "articles": [
                            {
                                "id": one.id, "title": one.title, "outlet": one.outlet, "seen": iso(one.seen),
                                "url": one.link, "copy_of": copies.get(one.id),
                            }
                            for one in articles
                        ],
                    }
                )  # fmt: skip
                continue
            click.echo(f"{local(story.last_seen)}  {clean(story.headline, 160)}")
            told = f"{count(story.articles, 'article', 'articles')}, {count(story.outlets, 'outlet', 'outlets')}"
            click.echo(f"                  story {story.id}: {told}")
            for one in articles[1:]:
                copy = " (copy)" if one.id in copies else ""
                click.echo(f"                  {clean(one.outlet, 40)}: {clean(one.title, 120)}{copy}")


@click.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path, allow_dash=True))
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line (it always is).")
def group(files: tuple[Path, ...], as_json: bool) -> None:
    """Say which articles tell the same story.

    Reads JSON lines `id`, `title`, `text`, `published`, `outlet`, `lang` in order of arrival, prints `id` and `story`.

    \b
    Example:
      tocsin group articles.jsonl
    """
    from tocsin.core.grouping import Grouping, Piece

    numbers = itertools.count(1)
    grouping = Grouping(mint=lambda: next(numbers))
    at = datetime.now(UTC)
    for number, (name, line) in enumerate(lines(files), 1):
        try:
            value = json.loads(line)
        except (ValueError, RecursionError):
            value = None
        if not isinstance(value, dict):
            raise WrongUse(f"Line {name} is no JSON object.")
        published = _time(value.get("published"))
        at = published or at
        placed = grouping.place(
            Piece(
                id=number, title=_text(value.get("title")), text=_text(value.get("text")),
                outlet=_text(value.get("outlet")), seen=at, published=published, language=_text(value.get("lang")),
                link=_text(value.get("link") or value.get("url")),
            )
        )  # fmt: skip
        copy = placed.near_copy_of
        print_json(
            {"id": value.get("id", name), "story": placed.story, "copy": copy is not None, "reason": placed.reason}
        )


def _text(value: object) -> str:
    return value if isinstance(value, str) else "" if value is None else str(value)


def _time(value: object) -> datetime | None:
    if not isinstance(value, str) or not value:
        return None
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return None
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
