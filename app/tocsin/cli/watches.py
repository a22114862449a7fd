"""`tocsin watch …`: the saved queries."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import click

from tocsin.cli.common import (
    as_json,
    complain,
    count,
    in_,
    now,
    print_json,
    since_of,
    store_of,
    table,
    with_profile,
)
from tocsin.cli.marking import refuse
from tocsin.cli.mutes import mute, mutes, unmute
from tocsin.cli.watch_files import USUAL, as_object, export, free_name, import_
from tocsin.core.alarm import Quiet
from tocsin.core.model import How, Sound, Where
from tocsin.core.query import Mistake, Query, for_watch, read
from tocsin.core.text import clean
from tocsin.desktop.profile import Profile
from tocsin.store import Store

_HOW = click.Choice([how.value for how in (How.SILENT, How.BADGE, How.DIGEST, How.NOTICE, How.URGENT)])
_WHERE = click.Choice([where.value for where in Where])
_SOUND = click.Choice([USUAL, *(sound.value for sound in Sound if sound is not Sound.USUAL)])


@click.group()
def watch() -> None:
    """What you follow: saved queries.

    \b
    Example:
      tocsin watch add "Le Pen" '"Le Pen"'
      tocsin watch list
    """


def _policy(command: Callable[..., None]) -> Callable[..., None]:
    """Add the options that say how and when a watch rings; what is not given is None."""
    for option in (
        click.option("--how", type=_HOW, help="How loudly it rings (notice, unless you say otherwise)."),
        click.option("--where", type=_WHERE, help="Where the term must stand to ring (anywhere)."),
        click.option("--at-least", type=click.IntRange(1, 1000), help="Ring when so many outlets carry the story (1)."),
        click.option("--quiet", help="Its own quiet hours: 22:00-7:00, or mon-fri 22:00-7:00."),
        click.option("--breaks-quiet/--keeps-quiet", default=None, help="Whether an urgent one rings in quiet hours."),
        click.option("--sound", type=_SOUND, help="What is heard (usual: the bell with an urgent one, else nothing)."),
        click.option("--list", "watchlist", help="The watchlist it belongs to."),
    ):
        command = option(command)
    return command


def _chosen(policy: dict[str, Any]) -> dict[str, Any]:
    """Give what was chosen; raises WrongUse for quiet hours that cannot be read."""
    chosen = {name: value for name, value in policy.items() if value is not None}
    if "quiet" in chosen:
        chosen["quiet"] = str(Quiet.read(chosen["quiet"]))
    if "sound" in chosen:
        chosen["sound"] = Sound("" if chosen["sound"] == USUAL else chosen["sound"])
    return chosen


def _understood(store: Store, query: str) -> Query:
    understood = read(query, named=store.names.of)
    if isinstance(understood, Mistake):
        refuse(understood)
    mistake = for_watch(understood)
    if mistake is not None:
        refuse(mistake)
    return understood


@watch.command()
@click.argument("name")
@click.argument("query")
@_policy
@as_json
@with_profile
def add(profile: Profile, /, *, name: str, query: str, as_json: bool, **policy: Any) -> None:
    """Follow what QUERY describes, under NAME.

    \b
    Example:
      tocsin watch add NATO NATO --how urgent
    """
    from tocsin.monitor.history import judge_history

    with store_of(profile) as store:
        understood = _understood(store, query)
        chosen = _chosen(policy)
        added = store.watches.add(
            free_name(store, name), query, now=now(), how=How(chosen.pop("how", How.NOTICE)),
            where=Where(chosen.pop("where", Where.ANYWHERE)), **chosen,
        )  # fmt: skip
        matches = judge_history(store, added, now())
    if as_json:
        print_json({**as_object(added), "matches": matches})
        return
    click.echo(f"Following {added.name}: {query}")
    if matches:
        click.echo(f"{count(matches, 'article', 'articles')} in the archive; they do not ring.")
    for warning in understood.warnings:
        complain(warning)


@watch.command()
@click.argument("which", metavar="NAME")
@click.option("--name", help="Another name.")
@click.option("--query", help="Another query; the archive is judged anew and does not ring.")
@click.option("--snooze", metavar="AGE", help="Be quiet for so long: 90m, 12h, 2d; 0m ends it.")
@_policy
@as_json
@with_profile
def edit(profile: Profile, /, *, which: str, snooze: str | None, as_json: bool, **changes: Any) -> None:
    """Change the watch NAME: its name, its query, how and when it rings.

    \b
    Example:
      tocsin watch edit NATO --at-least 3 --quiet 22:00-7:00
    """
    from tocsin.monitor.history import judge_history

    with store_of(profile) as store:
        watch_ = store.watches.by_name(which)
        if changes.get("query") is not None:
            _understood(store, changes["query"])
        if changes.get("name") is not None:
            changes["name"] = free_name(store, changes["name"], watch_.id)
        chosen = _chosen(changes)
        if chosen:
            watch_ = store.watches.edit(watch_.id, **chosen)
        if snooze is not None:
            until = in_(snooze)
            watch_ = store.watches.snooze(watch_.id, until if until > now() + timedelta(seconds=1) else None)
        if not watch_.history_done:
            judge_history(store, watch_, now())
    if as_json:
        print_json(as_object(watch_))
    else:
        click.echo(f"{watch_.name}: {watch_.query}")


@watch.command()
@click.argument("name")
@click.option("--since", "since_", default="30d", show_default=True, metavar="WHEN", help="A date or an age (2d, 12h).")
@as_json
@with_profile
def test(profile: Profile, name: str, since_: str, as_json: bool) -> None:
    """Run a watch over the archive: hits a day, samples, and in how many stories.

    \b
    Example:
      tocsin watch test NATO --since 7d
    """
    from tocsin.monitor.history import trial

    with store_of(profile) as store:
        tried = trial(store, store.watches.by_name(name), since_of(since_), now())
    if as_json:
        print_json(tried)
        return
    hits, stories = count(tried.hits, "hit", "hits"), count(tried.stories, "story", "stories")
    click.echo(f"{hits} in {stories}; each story would ring once.")
    for day, number in tried.days:
        click.echo(f"  {day}  {number:>5}  {'█' * min(number, 60)}")
    for sample in tried.samples:
        click.echo(f"  {clean(sample, 160)}")


@watch.command("list")
@as_json
@with_profile
def list_(profile: Profile, as_json: bool) -> None:
    """Show the watches, with how many articles are new.

    \b
    Example:
      tocsin watch list
    """
    with store_of(profile) as store:
        unread = store.counts.all().watches
        watches = store.watches.all()
    if as_json:
        for one in watches:
            print_json({**as_object(one), "unread": unread.get(one.id, 0)})
        return
    if not watches:
        click.echo("Nothing is followed yet. Begin with: tocsin watch add NATO NATO")
    table(
        (one.name, one.query, one.how.value, count(unread.get(one.id, 0), "new article", "new articles"))
        for one in watches
    )


@watch.command()
@click.argument("name")
@with_profile
def remove(profile: Profile, name: str) -> None:
    """Stop following NAME. Its articles and alerts stay.

    \b
    Example:
      tocsin watch remove NATO
    """
    with store_of(profile) as store:
        gone = store.watches.by_name(name)
        store.watches.remove(gone.id, now())
    click.echo(f"{gone.name} is not followed any more.")


for command in (export, import_, mute, mutes, unmute):
    watch.add_command(command)
