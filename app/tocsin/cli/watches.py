"""`tocsin watch …`: the saved queries."""

from __future__ import annotations

import click

from tocsin.cli.common import as_json, complain, count, iso, now, print_json, store_of, table, with_profile
from tocsin.cli.marking import refuse
from tocsin.core.model import How, Watch, Where
from tocsin.core.query import Mistake, for_watch, read
from tocsin.desktop.profile import Profile

_HOW = click.Choice([How.SILENT.value, How.BADGE.value, How.NOTICE.value, How.URGENT.value])
_WHERE = click.Choice([where.value for where in Where])


@click.group()
def watch() -> None:
    """What you follow: saved queries.

    \b
    Example:
      tocsin watch add "Le Pen" '"Le Pen"'
      tocsin watch list
    """


@watch.command()
@click.argument("name")
@click.argument("query")
@click.option("--how", type=_HOW, default=How.NOTICE.value, show_default=True, help="How loudly it rings.")
@click.option(
    "--where", type=_WHERE, default=Where.ANYWHERE.value, show_default=True, help="Where the term must stand."
)
@click.option("--list", "watchlist", default="", help="The watchlist it belongs to.")
@as_json
@with_profile
def add(profile: Profile, *, name: str, query: str, how: str, where: str, watchlist: str, as_json: bool) -> None:
    """Follow what QUERY describes, under NAME.

    \b
    Example:
      tocsin watch add NATO NATO --how urgent
    """
    if not name.strip():
        raise click.UsageError("A watch needs a name.")
    with store_of(profile) as store:
        understood = read(query, named=store.names.of)
        mistake = understood if isinstance(understood, Mistake) else for_watch(understood)
        if mistake is not None:
            refuse(mistake)
        if any(one.name.casefold() == name.strip().casefold() for one in store.watches.all()):
            raise click.UsageError(f"There is a watch named {name.strip()} already.")
        from tocsin.monitor.history import judge_history

        added = store.watches.add(name.strip(), query, now=now(), watchlist=watchlist, how=How(how), where=Where(where))
        matches = judge_history(store, added, now())
    if as_json:
        print_json({**_json(added), "matches": matches})
        return
    click.echo(f"Following {added.name}: {query}")
    if matches:
        click.echo(f"{count(matches, 'article', 'articles')} in the archive; they do not ring.")
    assert not isinstance(understood, Mistake)
    for warning in understood.warnings:
        complain(warning)


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
            print_json({**_json(one), "unread": unread.get(one.id, 0)})
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


def _json(one: Watch) -> dict[str, object]:
    return {
        "id": one.id,
        "name": one.name,
        "query": one.query,
        "watchlist": one.watchlist,
        "how": one.how.value,
        "where": one.where.value,
        "created": iso(one.created),
    }
