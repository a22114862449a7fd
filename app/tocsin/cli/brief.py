"""`tocsin brief`: the top stories of a time, and when a brief is made by itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import tzinfo
from pathlib import Path

import click

from tocsin.cli.common import as_json, local, now, print_json, since_of, store_of, with_profile
from tocsin.core.brief import Brief, Choices, Times, markdown, page, text, values
from tocsin.core.errors import TocsinError, WrongUse
from tocsin.desktop.clock import local_zone
from tocsin.desktop.profile import Profile
from tocsin.monitor.briefing import glance
from tocsin.store import Store


@click.command()
@click.option("--since", "since_", metavar="WHEN", help="A date (2026-11-01) or an age (2d, 12h); else 24h.")
@click.option("--watch", "names", metavar="NAME", multiple=True, help="Of this watch; can be given several times.")
@click.option("--last", is_flag=True, help="The last one that was made by itself, instead.")
@click.option(
    "--format", "form", type=click.Choice(["text", "markdown", "html", "json"]), default="text", show_default=True,
    help="How it is written.",
)  # fmt: skip
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help="Write it into a file.")
@click.option("--times", metavar="TIMES", help='Make one at these times: "8:00 18:00", "mon-fri 8:00"; "" for never.')
@click.option("--of", type=click.Choice(["later", "all"]), help="Which watches are in it: those read later, or all.")
@click.option("--send-by", "bells", metavar="BELL", multiple=True, help='Send it by this other bell, too; "" for none.')
@click.option("--when-empty/--not-when-empty", "when_empty", default=None, help="Whether to make one without news.")
@as_json
@with_profile
def brief(
    profile: Profile, *, since_: str | None, names: tuple[str, ...], last: bool, form: str, out: Path | None,
    times: str | None, of: str | None, bells: tuple[str, ...], when_empty: bool | None, as_json: bool,
) -> None:  # fmt: skip
    """Write the top stories of each watch, or say when a brief is to be made by itself.

    Looking changes nothing: what waits for the brief goes on waiting.

    \b
    Example:
      tocsin brief --since 24h --format html --out today.html
      tocsin brief --times "mon-fri 8:00 18:00"
    """
    zone = local_zone()
    looks_back = bool(since_ or names or last or out)
    with store_of(profile) as store:
        if times is not None or of is not None or when_empty is not None or bells:
            if looks_back:
                raise WrongUse("Either write a brief, or say when it is to be made: not both at once.")
            _choose(store, _chosen(store, times, of, bells, when_empty), zone, as_json=as_json)
            return
        made = _last(store) if last else _since(store, since_ or "24h", names)
    written = {"text": text, "markdown": markdown, "html": page}
    if as_json or form == "json":
        if out is None:
            print_json(values(made))
            return
        import json

        _put(out, json.dumps(values(made), ensure_ascii=False) + "\n")
        return
    shown = written[form](made, zone)
    if out is None:
        click.echo(shown.rstrip("\n"))
    else:
        _put(out, shown)


def _since(store: Store, when: str, names: tuple[str, ...]) -> Brief:
    watches = [store.watches.by_name(name) for name in names] if names else store.watches.all()
    return glance(store, now(), since_of(when), watches)


def _last(store: Store) -> Brief:
    made = store.briefs.all()
    if not made:
        raise WrongUse("No brief has been made yet. To look at the last day: tocsin brief")
    return store.briefs.get(made[0].id)


def _chosen(
    store: Store, times: str | None, of: str | None, bells: tuple[str, ...], when_empty: bool | None
) -> Choices:
    """Give what was chosen before with what is chosen now; raises WrongUse."""
    chosen = store.briefs.choices()
    if times is not None:
        chosen = replace(chosen, times=Times.read(times))
    if of is not None:
        chosen = replace(chosen, all_watches=of == "all")
    if bells:
        chosen = replace(chosen, send_by=tuple(store.other_bells.by_name(one).id for one in bells if one.strip()))
    if when_empty is not None:
        chosen = replace(chosen, when_empty=when_empty)
    return chosen


def _choose(store: Store, chosen: Choices, zone: tzinfo, *, as_json: bool) -> None:
    store.briefs.choose(chosen, now())
    following = chosen.times.next(now(), zone)
    names = [one.name for one in store.other_bells.all() if one.id in chosen.send_by]
    if as_json:
        print_json(
            {
                "times": str(chosen.times), "of": "all" if chosen.all_watches else "later",
                "when_empty": chosen.when_empty, "send_by": names, "next": following,
            }
        )  # fmt: skip
        return
    if following is None:
        click.echo("No brief is made by itself.")
        return
    which = "all watches" if chosen.all_watches else "the watches that are read later"
    sent = f", sent by {', '.join(names)}" if names else ""
    click.echo(f"A brief of {which} at {chosen.times}{sent}; the next one {local(following)}.")


def _put(file: Path, written: str) -> None:
    try:
        file.write_text(written, encoding="utf-8", newline="\n")
    except OSError as error:
        raise TocsinError(f"{file} could not be written: {error.strerror}.") from error
