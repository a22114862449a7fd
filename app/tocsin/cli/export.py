"""`tocsin export`: clippings of the archive, in a form that other programs take."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from datetime import datetime, timedelta, tzinfo
from pathlib import Path

import click

from tocsin.cli.common import as_json, complain, count, now, print_json, since, store_of, with_profile
from tocsin.cli.marking import refuse
from tocsin.core.clippings import FORMATS, Clipping, Cover, Format, form, moment, values, written
from tocsin.core.errors import TocsinError, WrongUse
from tocsin.core.query import Mistake, Query, read
from tocsin.desktop.clock import local_zone
from tocsin.desktop.profile import Profile
from tocsin.store import Scope, Store, Wanted

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@click.command()
@click.option("--watch", "name", metavar="NAME", help="What this watch matched.")
@click.option("--since", "since_", metavar="WHEN", help="Seen from then on: a date (2026-11-01) or an age (2d, 12h).")
@click.option("--until", "until_", metavar="WHEN", help="Seen before then; a date means to the end of that day.")
@click.option("--kept", is_flag=True, help="Only what is kept.")
@click.option("--handled", is_flag=True, help="Only what is handled.")
@click.option("--tag", default="", metavar="TAG", help="Only what you gave this tag.")
@click.option("--query", "query_", metavar="QUERY", help="Only what answers this query.")
@click.option(
    "--format", "name_of_form", type=click.Choice(FORMATS), default="markdown", show_default=True,
    help="How it is written.",
)  # fmt: skip
@click.option("--text", "whole", is_flag=True, help="With the full text of each article.")
@click.option("--bom", is_flag=True, help="CSV: begin with the mark by which some spreadsheets know UTF-8.")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help="Write it into a file.")
@as_json
@with_profile
def export(
    profile: Profile, *, name: str | None, since_: str | None, until_: str | None, kept: bool, handled: bool,
    tag: str, query_: str | None, name_of_form: Format, whole: bool, bom: bool, out: Path | None, as_json: bool,
) -> None:  # fmt: skip
    """Write clippings: articles with headline, outlet, times, link, the sentence that hit, and your notes and tags.

    Newest first. PDF is made in the window: "Save clippings…".

    \b
    Example:
      tocsin export --watch NATO --since 2026-11-24 --format html --out nato.html
      tocsin export --kept --tag budget --format csv --bom --out budget.csv
    """
    if bom and (name_of_form != "csv" or as_json):
        raise WrongUse("--bom is for --format csv: other forms say by themselves that they are UTF-8.")
    zone = local_zone()
    with store_of(profile) as store:
        watch = store.watches.by_name(name) if name else None
        wanted = Wanted(
            Scope("watch", watch.id) if watch is not None else Scope("all"), since(since_), _until(until_), kept,
            handled, tag, _query(store, query_), whole=whole,
        )  # fmt: skip
        found = store.clippings.all(wanted, now())
        if as_json:
            for one in found:
                print_json(values(one))
            return
        cover = Cover(watch.name if watch is not None else "Clippings", _said(wanted, zone), now())
        how = form(name_of_form, zone, whole=whole, mark=bom)
        if out is None:
            for piece in written(how, cover, found):
                click.echo(piece.encode("utf-8", "replace"), nl=False)
            return
        counted = [0]
        _put(out, written(how, cover, _counting(found, counted)))
    complain(f"{count(counted[0], 'article', 'articles')} written to {out}.")


def _until(text: str | None) -> datetime | None:
    moment = since(text)
    return moment + timedelta(days=1) if moment is not None and text and _DAY.fullmatch(text) else moment


def _query(store: Store, text: str | None) -> Query | None:
    if text is None:
        return None
    understood = read(text, named=store.names.of)
    if isinstance(understood, Mistake):
        refuse(understood)
    return understood


def _said(wanted: Wanted, zone: tzinfo) -> str:
    """Say in words which articles are wanted."""
    parts = []
    if wanted.since is not None:
        parts.append(f"since {moment(wanted.since, zone)}")
    if wanted.until is not None:
        parts.append(f"before {moment(wanted.until, zone)}")
    parts += [word for word, there in (("kept", wanted.kept), ("handled", wanted.handled)) if there]
    if wanted.tag:
        parts.append(f"tagged {wanted.tag}")
    if wanted.query is not None:
        parts.append(f"answering {wanted.query.text}")
    said = ", ".join(parts)
    return said[:1].upper() + said[1:]


def _counting(found: Iterator[Clipping], counted: list[int]) -> Iterator[Clipping]:
    for one in found:
        counted[0] += 1
        yield one


def _put(out: Path, pieces: Iterator[str]) -> None:
    """Write a file whole or not at all."""
    part = out.with_name(f".{out.name}.{os.getpid()}.part")
    try:
        with part.open("w", encoding="utf-8", newline="", errors="replace") as file:
            file.writelines(pieces)
        part.replace(out)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise TocsinError(f"{out} could not be written ({error.strerror}).") from error
    except BaseException:
        part.unlink(missing_ok=True)
        raise
