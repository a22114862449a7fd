"""`tocsin watch mute`, `mutes` and `unmute`: what is not to ring, and until when."""

from __future__ import annotations

import click

from tocsin.cli.common import as_json, count, in_, iso, local, now, print_json, store_of, with_profile
from tocsin.core.errors import WrongUse
from tocsin.core.text import clean
from tocsin.desktop.profile import Profile
from tocsin.store import Store


@click.command()
@click.argument("name", metavar="[WATCH]", required=False)
@click.option("--outlet", default="", help="Nothing of this outlet is to ring.")
@click.option(
    "--story", type=click.IntRange(1), help="Nothing more of this story is to ring (its number: tocsin stories)."
)
@click.option("--for", "age", metavar="AGE", help="For so long: 12h, 7d; without it until you end it.")
@with_profile
def mute(profile: Profile, name: str | None, outlet: str, story: int | None, age: str | None) -> None:
    """Let an outlet or a story ring no more, in one watch or, without WATCH, in all.

    \b
    Example:
      tocsin watch mute NATO --outlet "The Herald" --for 7d
    """
    if bool(outlet) == bool(story):
        raise WrongUse("Say what is not to ring: either --outlet or --story.")
    until = in_(age) if age else None
    with store_of(profile) as store:
        watch = store.watches.by_name(name) if name else None
        if story:
            store.stories.get(story)
        made = store.mutes.add(
            now=now(), watch_id=watch.id if watch else 0, story_id=story or 0, outlet=outlet.strip(), until=until
        )
        click.echo(f"{_what(store, made.story_id, made.outlet)} rings no more{_until(local(until) if until else '')}.")


@click.command()
@as_json
@with_profile
def mutes(profile: Profile, as_json: bool) -> None:
    """Show what is muted, and until when.

    \b
    Example:
      tocsin watch mutes
    """
    with store_of(profile) as store:
        held = store.mutes.all(now())
        for one in held:
            watch = store.watches.get(one.watch_id).name if one.watch_id else None
            if as_json:
                print_json(
                    {
                        "mute": one.id, "watch": watch, "story": one.story_id or None, "outlet": one.outlet or None,
                        "until": iso(one.until),
                    }
                )  # fmt: skip
                continue
            what = _what(store, one.story_id, one.outlet)
            until = _until(local(one.until) if one.until else "")
            click.echo(f"{one.id}  {what}, in {clean(watch, 60) if watch else 'all watches'}{until}")
    if not as_json:
        click.echo(f"{count(len(held), 'mute', 'mutes')}.")


@click.command()
@click.argument("number", type=click.IntRange(1))
@with_profile
def unmute(profile: Profile, number: int) -> None:
    """End the mute with this NUMBER.

    \b
    Example:
      tocsin watch unmute 3
    """
    with store_of(profile) as store:
        if all(one.id != number for one in store.mutes.all(now())):
            raise WrongUse(f"There is no mute with the number {number}.")
        store.mutes.remove(number)
    click.echo("It may ring again.")


def _what(store: Store, story_id: int, outlet: str) -> str:
    if outlet:
        return clean(outlet, 80)
    try:
        return f"“{clean(store.stories.get(story_id).headline, 120)}”"
    except WrongUse:  # put away as too old
        return "a story that is not kept any more"


def _until(moment: str) -> str:
    return f" until {moment}" if moment else ""
