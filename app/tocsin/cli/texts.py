"""`tocsin match`, `parse` and `query`: what the program makes of texts, feeds and queries; no profile needed."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

import click

from tocsin.cli.common import as_json, bytes_of, complain, now, print_json, with_profile
from tocsin.cli.marking import marked, refuse
from tocsin.core.errors import TocsinError
from tocsin.core.model import Article
from tocsin.core.query import Judge, Mistake, explain, for_watch, read
from tocsin.desktop.profile import Profile
from tocsin.store import Store
from tocsin.store.names import packs

LONGEST_LINE = 4 * 2**20
LONGEST_FILE = 64 * 2**20


@click.command()
@click.argument("query")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path, allow_dash=True))
@as_json
@with_profile
def match(profile: Profile, query: str, files: tuple[Path, ...], as_json: bool) -> None:
    """Print the lines that answer QUERY, hits marked: a grep for news.

    Reads plain lines, or JSON lines with `id`, `title`, `text` and `lang`, from FILEs or standard input.
    Exit status 1 when nothing answers.

    \b
    Example:
      tocsin match '"Le Pen" -macron' headlines.txt
    """
    understood = read(query, named=named(profile))
    if isinstance(understood, Mistake):
        refuse(understood)
    judge = Judge({1: understood})
    hit = False
    for name, line in lines(files):
        article, plain = _read(name, line)
        for found in judge.judge(article, now=now()):
            hit = True
            if as_json:
                field = found.field if found.field in ("author", "url", "tag") else _part(found.field)
                print_json(
                    {
                        "id": article.key, "clause": found.clause, "field": found.field, "sentence": found.sentence,
                        "spans": [[one.start, one.end] for one in found.hits if one.field == field],
                        "hits": [[one.field, one.start, one.end] for one in found.hits],
                    }
                )  # fmt: skip
            elif plain:
                click.echo(marked(line, [(one.start, one.end) for one in found.hits if one.field == "title"]))
            else:
                titles = [(one.start, one.end) for one in found.hits if one.field == "title"]
                click.echo(f"{article.key}  {marked(article.title, titles)}")
                if found.sentence and not titles:
                    click.echo(f"    {marked(found.sentence, found.sentence_spans)}")
    if not hit:
        sys.exit(1)


def named(profile: Profile) -> Callable[[str], str | None]:
    """Give the look-up of @names, which opens the profile only when a query uses one and only if it is there."""

    def look_up(name: str) -> str | None:
        if not profile.database.exists():
            return packs().get(name.casefold())
        with Store.open(profile.database, read_only=True) as store:
            return store.names.of(name)

    return look_up


def _part(zone: str) -> str:
    return "text" if zone in ("lead", "body") else zone


def lines(files: tuple[Path, ...]) -> Iterator[tuple[str, str]]:
    """Give (name, text) of every line of the files that is not empty, of standard input where none is named."""
    for file in files or (Path("-"),):
        if str(file) == "-":
            yield from _of(sys.stdin.buffer, "")
            continue
        try:
            with file.open("rb") as opened:
                yield from _of(opened, f"{file}:")
        except OSError as error:
            raise TocsinError(f"{file} cannot be read: {error.strerror}.") from error


def _of(stream: IO[bytes], prefix: str) -> Iterator[tuple[str, str]]:
    number = 0
    while line := stream.readline(LONGEST_LINE):
        number += 1
        text = line.decode("utf-8", "replace").rstrip("\r\n")
        if number == 1:
            text = text.removeprefix("\ufeff")
        if text.strip():
            yield f"{prefix}{number}", text


def _read(name: str, line: str) -> tuple[Article, bool]:
    """Make an article of a line; also says whether it was plain text."""
    value: object = None
    if line.startswith("{"):
        try:
            value = json.loads(line)
        except (ValueError, RecursionError):
            value = None
    if not isinstance(value, dict):
        return _article(name, line, "", ""), True
    parts = {key: value.get(key) for key in ("id", "title", "text", "lang", "author", "url", "outlet")}
    texts = {key: part if isinstance(part, str) else "" if part is None else str(part) for key, part in parts.items()}
    article = _article(texts["id"] or name, texts["title"], texts["text"], texts["lang"])
    return article, False


def _article(key: str, title: str, text: str, language: str) -> Article:
    return Article(0, 0, key, title, "", text, datetime.now(UTC), language=language)


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, allow_dash=True))
@click.option("--url", default="", help="Where the feeds came from: relative links are resolved against it.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line (it always is).")
def parse(files: tuple[Path, ...], url: str, as_json: bool) -> None:
    """Show what the program sees in saved feeds: one JSON object a file.

    \b
    Example:
      tocsin parse saved.xml --url https://news.example/rss
    """
    from tocsin.feeds.parse import as_json as shown
    from tocsin.feeds.parse import parse as parsed

    failed = False
    for file in files:
        try:
            print_json({"file": str(file), **shown(parsed(bytes_of(file, LONGEST_FILE), url, ""))})
        except OSError as error:
            failed = True
            complain(f"{file} cannot be read: {error.strerror}.")
        except TocsinError as error:
            failed = True
            complain(f"{file}: {error}")
    if failed:
        sys.exit(1)


@click.command()
@click.argument("query")
@as_json
@with_profile
def query(profile: Profile, query: str, as_json: bool) -> None:
    """Show how QUERY is understood: its canonical text, its tree, warnings; or the mistake with its column.

    \b
    Example:
      tocsin query '"Le Pen" OR NATO -senator'
    """
    understood = read(query, named=named(profile))
    if isinstance(understood, Mistake):
        if as_json:
            print_json({"error": understood.sentence, "column": understood.column, "repair": understood.repair})
            sys.exit(2)
        refuse(understood)
    refused = for_watch(understood)
    if as_json:
        print_json(
            {
                "query": understood.text, "tree": explain(understood), "warnings": list(understood.warnings),
                "watch": refused is None, "reason": refused.sentence if refused else None,
            }
        )  # fmt: skip
        return
    click.echo(understood.text)
    click.echo(explain(understood))
    for warning in understood.warnings:
        click.echo(f"Note: {warning}")
    if refused is not None:
        click.echo(f"Not for a watch: {refused.sentence}")
