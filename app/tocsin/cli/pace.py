"""`tocsin feed pace`, `notes`, `stay` and `resume`: how often sources are read, and what became of their addresses."""

from __future__ import annotations

import click

from tocsin.cli.common import as_json, count, iso, local, now, print_json, store_of, with_profile
from tocsin.cli.feed_names import one_feed
from tocsin.core.schedule import next_read
from tocsin.core.text import clean
from tocsin.desktop.profile import Profile


@click.command()
@click.option("--budget", type=click.IntRange(1, 1_000_000), metavar="N", help="Allow so many requests an hour.")
@as_json
@with_profile
def pace(profile: Profile, budget: int | None, as_json: bool) -> None:
    """Show how many requests an hour all sources come to, on average over a week, and set how many they may.

    \b
    Example:
      tocsin feed pace --budget 300
    """
    from tocsin.monitor.scheduling import BUDGET_SETTING, Scheduling

    with store_of(profile) as store:
        if budget is not None:
            store.settings.put(BUDGET_SETTING, str(budget))
        plan = Scheduling(store, lambda: 0.0).plan(now())
    if as_json:
        print_json(
            {"feeds": plan.feeds, "budget": plan.budget, "requests": round(plan.readings, 1), "urgent": plan.urgent}
        )
        return
    click.echo(f"{count(plan.feeds, 'source', 'sources')}: {plan.sentence}.")


@click.command()
@as_json
@with_profile
def notes(profile: Profile, as_json: bool) -> None:
    """Show which sources have moved or are gone, newest first.

    \b
    Example:
      tocsin feed notes
    """
    with store_of(profile) as store:
        found = store.notes.all()
    for note in found:
        if as_json:
            print_json(
                {
                    "feed": note.feed_id, "at": iso(note.at), "kind": note.kind.value, "sentence": note.sentence,
                    "before": note.before or None, "after": note.after or None,
                }
            )  # fmt: skip
            continue
        click.echo(f"{local(note.at)}  {clean(note.sentence, 400)}")
    if not found and not as_json:
        click.echo("No source has moved or is gone.")


@click.command()
@click.argument("which", metavar="URL-OR-NUMBER")
@with_profile
def stay(profile: Profile, which: str) -> None:
    """Take a move back: read a source at its old address again, whatever it says.

    \b
    Example:
      tocsin feed stay https://news.example/rss
    """
    from tocsin.monitor.moving import stay as stays

    with store_of(profile) as store:
        back = stays(store, one_feed(store, which), now())
    click.echo(f"{clean(back.title, 120)} is read at {back.url} again.")


@click.command()
@click.argument("which", metavar="URL-OR-NUMBER")
@with_profile
def resume(profile: Profile, which: str) -> None:
    """Read a source again that is gone or paused, as soon as possible.

    \b
    Example:
      tocsin feed resume https://news.example/rss
    """
    with store_of(profile) as store:
        found = one_feed(store, which)
        if found.paused:
            store.feeds.edit(found.id, paused=False)
        store.feeds.make_due(found.id)
        said = next_read(store.feeds.get(found.id), now(), local)
    click.echo(f"{clean(found.title, 120)}: {said}")
