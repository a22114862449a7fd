"""`tocsin watch export` and `import`: watches as JSON lines, and what such a line says."""

from __future__ import annotations

import json
from pathlib import Path

import click

from tocsin.cli.common import complain, count, iso, now, print_json, store_of, with_profile
from tocsin.cli.texts import lines
from tocsin.core.alarm import Quiet
from tocsin.core.errors import WrongUse
from tocsin.core.model import How, Sound, Watch, Where
from tocsin.core.query import Mistake, for_watch, read
from tocsin.desktop.profile import Profile
from tocsin.store import Store

USUAL = "usual"
"""The word for the sound that a watch has when none was chosen."""


@click.command("export")
@with_profile
def export(profile: Profile) -> None:
    """Write the watches as JSON lines, for `tocsin watch import`.

    \b
    Example:
      tocsin watch export > watches.jsonl
    """
    with store_of(profile) as store:
        for one in store.watches.all():
            print_json(as_object(one))


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True))
@with_profile
def import_(profile: Profile, file: Path) -> None:
    """Follow what `tocsin watch export` wrote; names that are taken are left as they are.

    \b
    Example:
      tocsin watch import watches.jsonl
    """
    added = 0
    with store_of(profile) as store:
        for where, line in lines((file,)):
            try:
                _follow(store, line)
                added += 1
            except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
                complain(f"{where}: this line is no watch.")
            except WrongUse as error:
                complain(f"{where}: {error}")
    click.echo(f"{count(added, 'watch', 'watches')} added.")


def _follow(store: Store, line: str) -> None:
    """Add the watch that a line describes; raises what a line that describes none raises, and WrongUse."""
    value = json.loads(line)
    name, query = free_name(store, str(value["name"])), str(value["query"])
    understood = read(query, named=store.names.of)
    mistake = understood if isinstance(understood, Mistake) else for_watch(understood)
    if mistake is not None:
        raise WrongUse(f"{name}: {mistake.sentence}")
    store.watches.add(
        name,
        query,
        now=now(),
        how=How(value.get("how", "notice")),
        where=Where(value.get("where", "anywhere")),
        at_least=max(1, int(value.get("at_least", 1))),
        breaks_quiet=bool(value.get("breaks_quiet", False)),
        watchlist=str(value.get("watchlist") or ""),
        quiet=str(Quiet.read(str(value.get("quiet") or ""))),
        sound=Sound.kept(str(value.get("sound") or "")),
    )


def free_name(store: Store, name: str, but: int = 0) -> str:
    """Give a name without blanks around it; raises WrongUse for none, and for one that another watch has."""
    if not name.strip():
        raise WrongUse("A watch needs a name.")
    if any(one.name.casefold() == name.strip().casefold() and one.id != but for one in store.watches.all()):
        raise WrongUse(f"There is a watch named {name.strip()} already.")
    return name.strip()


def as_object(one: Watch) -> dict[str, object]:
    """Give what JSON says of a watch."""
    return {
        "id": one.id,
        "name": one.name,
        "query": one.query,
        "watchlist": one.watchlist,
        "how": one.how.value,
        "where": one.where.value,
        "at_least": one.at_least,
        "quiet": one.quiet,
        "breaks_quiet": one.breaks_quiet,
        "sound": one.sound.value or USUAL,
        "snoozed_until": iso(one.snoozed_until),
        "created": iso(one.created),
    }
