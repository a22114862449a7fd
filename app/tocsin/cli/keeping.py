"""`tocsin backup` and `tocsin restore`: the whole profile in one file, and back."""

from __future__ import annotations

from pathlib import Path

import click

from tocsin.cli.common import as_json, count, iso, local, now, print_json, with_profile
from tocsin.desktop.profile import Profile
from tocsin.store.backup import Contents, save

_FILE = click.Path(path_type=Path, dir_okay=True)


@click.command()
@click.argument("file", type=_FILE)
@as_json
@with_profile
def backup(profile: Profile, file: Path, as_json: bool) -> None:
    """Save everything in one file: sources, watches, articles, what you did with them, and settings.

    The program may be running. The file is opened and checked before it counts. Passwords stay in the keyring of this
    computer: they are not in it.

    \b
    Example:
      tocsin backup tocsin-2026-11-24.backup
    """
    contents = save(profile.database, file.absolute(), now())
    if as_json:
        print_json({"file": str(file.absolute()), **_values(contents)})
    else:
        click.echo(f"Saved to {file}: {_said(contents)}. It was opened and checked; passwords are not in it.")


@click.command()
@click.argument("file", type=_FILE)
@as_json
@with_profile
def restore(profile: Profile, file: Path, as_json: bool) -> None:
    """Put what a backup holds in the place of this profile, which is kept under another name.

    The program must not be running. A backup that is damaged or of a newer version is refused, and nothing changes.

    \b
    Example:
      tocsin restore tocsin-2026-11-24.backup
    """
    from tocsin.monitor.restoring import restore as bring_back

    contents, aside = bring_back(profile, file.absolute(), now())
    if as_json:
        print_json({"file": str(file.absolute()), **_values(contents), "before": str(aside) if aside else None})
        return
    made = f" of {local(contents.made)}" if contents.made is not None else ""
    click.echo(f"Restored the backup{made}: {_said(contents)}.")
    if aside is not None:
        click.echo(f"What was there before is kept as {aside}; delete it when you do not need it.")
    click.echo("Passwords are not in a backup: where one is needed, the keyring of this computer is asked.")


def _said(contents: Contents) -> str:
    parts = ((contents.feeds, "source"), (contents.watches, "watch"), (contents.articles, "article"))
    return ", ".join(count(number, one, "watches" if one == "watch" else f"{one}s") for number, one in parts)


def _values(contents: Contents) -> dict[str, object]:
    return {
        "feeds": contents.feeds, "watches": contents.watches, "articles": contents.articles,
        "made": iso(contents.made),
    }  # fmt: skip
