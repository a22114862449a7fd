"""`tocsin bell …`: other bells, which ring beyond this desktop."""

from __future__ import annotations

import sys

import click

from tocsin.cli.common import as_json, count, iso, local, now, print_json, store_of, table, with_profile
from tocsin.core.errors import TocsinError, WrongUse
from tocsin.core.model import OtherBell
from tocsin.core.text import clean
from tocsin.desktop.profile import Profile
from tocsin.store import Store

LONGEST_LINE = 8192


@click.group()
def bell() -> None:
    """Other bells: e-mail, ntfy, Slack, Telegram, Matrix, webhooks, and whatever else Apprise reaches.

    \b
    Example:
      tocsin bell add phone
      tocsin bell test phone
      tocsin bell edit phone --on
    """


@bell.command()
@click.argument("name")
@click.option("--address", help="The Apprise address. It holds secrets: better typed when asked, or piped in.")
@click.option("--discreet", is_flag=True, help="Tell it only how many stories there are.")
@as_json
@with_profile
def add(profile: Profile, name: str, address: str | None, discreet: bool, as_json: bool) -> None:
    """Add a bell under NAME, switched off. Its address is asked for, or read from standard input.

    The address is kept in the system's keyring and nowhere else.

    \b
    Example:
      tocsin bell add phone                        (then: ntfys://ntfy.sh/your-topic)
      tocsin bell add desk < address.txt           mailtos://user:password@mail.example?to=me@mail.example
    """
    from tocsin.desktop.bells.apprise_process import AppriseProcess
    from tocsin.monitor import bell_keeping

    with store_of(profile) as store:
        store.other_bells.free(name)
        typed = _address(address)
        speaker = AppriseProcess()
        try:
            added = bell_keeping.add(store, speaker, name, typed, now=now(), discreet=discreet)
        finally:
            speaker.close()
        if as_json:
            print_json(_json(store, added))
            return
    click.echo(f"{added.name} is {added.shown}. It is off.")
    click.echo(f"Send a test: tocsin bell test {_quoted(added.name)}")
    click.echo(f"Let it ring: tocsin bell edit {_quoted(added.name)} --on")


@bell.command("list")
@as_json
@with_profile
def list_(profile: Profile, as_json: bool) -> None:
    """Show the other bells and how they stand.

    \b
    Example:
      tocsin bell list
    """
    with store_of(profile) as store:
        bells = store.other_bells.all()
        if as_json:
            for one in bells:
                print_json(_json(store, one))
            return
        names = {watch.id: watch.name for watch in store.watches.all()}
    if not bells:
        click.echo("There are no other bells. Add one: tocsin bell add NAME")
        return
    table(
        (clean(one.name, 40), one.shown, "on" if one.on else "off", _watches(one, names), _state(one)) for one in bells
    )


@bell.command()
@click.argument("name")
@click.option("--on/--off", "on", default=None, help="Let it ring, or no more.")
@click.option("--watch", "watches", multiple=True, metavar="WATCH", help="Only this watch rings it; more than once.")
@click.option("--every-watch", is_flag=True, help="Every watch that notifies rings it.")
@click.option("--discreet/--full", "discreet", default=None, help="Tell it only how many stories there are, or all.")
@click.option("--name", "new_name", help="Another name.")
@click.option("--address", "readdress", is_flag=True, help="Another address: asked for, or read from standard input.")
@as_json
@with_profile
def edit(
    profile: Profile, *, name: str, on: bool | None, watches: tuple[str, ...], every_watch: bool,
    discreet: bool | None, new_name: str | None, readdress: bool, as_json: bool,
) -> None:  # fmt: skip
    """Change a bell: switch it on or off, say which watches ring it, give it another address.

    \b
    Example:
      tocsin bell edit phone --on --watch NATO --watch "Le Pen"
    """
    from tocsin.monitor.bell_keeping import LEAVES

    if watches and every_watch:
        raise WrongUse("Say either --watch or --every-watch.")
    with store_of(profile) as store:
        found = store.other_bells.by_name(name)
        chosen = [store.watches.by_name(one).id for one in watches]
        if readdress:
            found = _readdressed(store, found)
        if discreet is False and found.on and not as_json:
            click.echo(LEAVES)
        if new_name is not None or discreet is not None:
            found = store.other_bells.edit(found.id, name=new_name, discreet=discreet)
        if chosen or every_watch:
            found = store.other_bells.choose(found.id, None if every_watch else chosen)
        if on is not None:
            found = _switched(store, found, on, quiet=as_json)
        if as_json:
            print_json(_json(store, found))
            return
        names = {watch.id: watch.name for watch in store.watches.all()}
        click.echo(f"{found.name} is {'on' if found.on else 'off'}; {_watches(found, names)}.")


@bell.command()
@click.argument("name")
@as_json
@with_profile
def test(profile: Profile, name: str, as_json: bool) -> None:
    """Send a test to the bell NAME, and say how it answered; exit status 1 when it was not taken.

    \b
    Example:
      tocsin bell test phone
    """
    from tocsin.desktop.bells.apprise_process import AppriseProcess
    from tocsin.monitor import bell_keeping

    with store_of(profile) as store:
        found = store.other_bells.by_name(name)
        speaker = AppriseProcess()
        try:
            outcome = bell_keeping.test(store, speaker, found.id, now=now())
        finally:
            speaker.close()
    if as_json:
        print_json({"bell": found.name, "sent": not outcome.trouble, "trouble": outcome.trouble or None})
    elif not outcome.trouble:
        click.echo(f"{found.name} took the test.")
    if outcome.trouble:
        if not as_json:
            raise TocsinError(outcome.trouble)
        sys.exit(1)


@bell.command()
@click.argument("name")
@with_profile
def remove(profile: Profile, name: str) -> None:
    """Remove a bell for good, and its address from the keyring.

    \b
    Example:
      tocsin bell remove phone
    """
    from tocsin.monitor import bell_keeping

    with store_of(profile) as store:
        found = store.other_bells.by_name(name)
        bell_keeping.remove(store, found.id, now=now())
    click.echo(f"Removed {found.name}; the keyring does not hold its address any more.")


def _address(given: str | None) -> str:
    if given is not None:
        return given
    if sys.stdin.isatty():
        return str(click.prompt("Apprise address (not shown)", hide_input=True, err=True))
    return sys.stdin.readline(LONGEST_LINE).strip()


def _readdressed(store: Store, found: OtherBell) -> OtherBell:
    from tocsin.desktop.bells.apprise_process import AppriseProcess
    from tocsin.monitor import bell_keeping

    speaker = AppriseProcess()
    try:
        return bell_keeping.readdress(store, speaker, found.id, _address(None), now=now())
    finally:
        speaker.close()


def _switched(store: Store, found: OtherBell, on: bool, *, quiet: bool) -> OtherBell:
    from tocsin.monitor import bell_keeping

    if on and not quiet:
        click.echo(bell_keeping.LEAVES_DISCREETLY if found.discreet else bell_keeping.LEAVES)
        if not found.discreet:
            store.settings.put(bell_keeping.TOLD, "1")
    return store.other_bells.switch(found.id, on)


def _watches(one: OtherBell, names: dict[int, str]) -> str:
    if one.watches is None:
        return "every watch rings it"
    known = [clean(names[each], 40) for each in one.watches if each in names]
    return f"rung by {', '.join(known)}" if known else "no watch rings it"


def _state(one: OtherBell) -> str:
    parts = [one.trouble or (f"last sent {local(one.sent)}" if one.sent else "nothing sent yet")]
    if one.waiting:
        parts.append(f"{count(one.waiting, 'message waits', 'messages wait')} until {local(one.next_try)}")
    if one.lost:
        parts.append(f"{one.lost:,} given up")
    return " · ".join(parts)


def _json(store: Store, one: OtherBell) -> dict[str, object]:
    names = {watch.id: watch.name for watch in store.watches.all()}
    return {
        "id": one.id, "name": one.name, "shown": one.shown, "on": one.on,
        "watches": None if one.watches is None else [names[each] for each in one.watches if each in names],
        "discreet": one.discreet, "trouble": one.trouble or None, "sent": iso(one.sent), "waiting": one.waiting,
        "next_try": iso(one.next_try), "given_up": one.lost,
    }  # fmt: skip


def _quoted(name: str) -> str:
    return f'"{name}"' if " " in name else name
