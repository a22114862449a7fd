"""Holds the documents to the program: every command, query, link and picture in them is tried."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import stat
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click
import pytest

from flow.workbench import entry
from servers.web import Web
from tocsin.cli import tocsin
from tocsin.core.query import Mistake, read

ROOT = Path(__file__).resolve().parents[2]
DOCS = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]
MAN = ROOT / "docs" / "tocsin.1"

RUNS = "<!-- runs -->"
"""Stands before a block that is run, line by line, by a shell."""

PLACEHOLDER = re.compile(r"[A-Z]+(-[A-Z]+)*…?|…")


@dataclass(frozen=True, slots=True)
class Block:
    """Indented or fenced lines of a document."""

    place: str
    lines: tuple[str, ...]
    runs: bool


def blocks(document: Path) -> Iterator[Block]:
    """Find the blocks of a Markdown document."""
    lines: list[str] = []
    runs = fenced = False
    begin = 0
    for number, line in enumerate([*document.read_text(encoding="utf-8").splitlines(), ""], 1):
        fence = line.lstrip().startswith("```")
        if fence:
            fenced = not fenced
        inside = not fence and (fenced or line.startswith("    "))
        if inside:
            begin = begin or number
            lines.append(line.strip())
        elif lines:
            yield Block(f"{document.relative_to(ROOT)}:{begin}", tuple(lines), runs)
            lines, runs, begin = [], False, 0
        if line.strip() and not inside and not fence:
            runs = line.strip() == RUNS


def command_of(line: str) -> str:
    """Give what is typed of a line that explains itself after two blanks; empty: it is no command of ours."""
    line = line.removeprefix("$ ").removeprefix("uv run ")
    quote = ""
    for at, sign in enumerate(line):
        if quote or sign in "'\"":
            quote = "" if sign == quote else quote or sign
        elif line[at : at + 2] == "  ":
            line = line[:at]
            break
    return line if line == "tocsin" or line.startswith("tocsin ") else ""


def from_man(line: str) -> str:
    return line.removeprefix(".Dl ").replace(r"\(dq", '"').replace(r"\(aq", "'").replace(r"\-", "-")


def written() -> list[tuple[str, str]]:
    """Return every command line that stands on a line of its own, with its place."""
    found = [
        (block.place, command)
        for document in DOCS
        for block in blocks(document)
        for line in block.lines
        if (command := command_of(line))
    ]
    for number, line in enumerate(MAN.read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith(".Dl tocsin"):
            found.append((f"docs/tocsin.1:{number}", from_man(line)))
    return found


def spoken() -> list[tuple[str, str]]:
    """Return every command that a sentence names, with its document."""
    return [
        (str(document.relative_to(ROOT)), command)
        for document in DOCS
        for command in re.findall(r"`(tocsin(?: [^`]*)?)`", document.read_text(encoding="utf-8"))
    ]


def wrong_with(command: str, *, whole: bool) -> str:
    """Say why the program would not understand a command; empty: it would. Runs nothing.

    A part of a command that a sentence names (not `whole`) may lack its arguments.
    """
    words = shlex.split(command)[1:]
    shell = next((at for at, word in enumerate(words) if word in ("|", "||", ">", "<", "&&")), len(words))
    words = words[:shell]
    verb: click.Command = tocsin
    context = click.Context(verb, info_name="tocsin")
    try:
        while isinstance(verb, click.Group):
            _, words, _ = verb.make_parser(context).parse_args(list(words))
            if not words or PLACEHOLDER.fullmatch(words[0]):
                return ""
            name, found, words = verb.resolve_command(context, words)
            assert found is not None
            verb, context = found, click.Context(found, info_name=name, parent=context)
        if whole:
            verb.make_context(context.info_name, list(words), parent=context.parent)
        else:
            options = {name for one in verb.get_params(context) for name in (*one.opts, *one.secondary_opts)}
            missing = [word for word in words if word.startswith("-") and word.split("=")[0] not in options]
            return f"no option {missing[0]}" if missing else ""
    except click.exceptions.Exit:
        return ""
    except click.UsageError as error:
        return error.format_message()
    return ""


def verbs(group: click.Group, above: str = "") -> Iterator[tuple[str, click.Command]]:
    """Return every verb that can be typed, with its full name."""
    context = click.Context(group)
    for name in group.list_commands(context):
        found = group.get_command(context, name)
        assert found is not None
        if isinstance(found, click.Group):
            yield from verbs(found, f"{above}{name} ")
        elif not found.hidden:
            yield f"{above}{name}", found


def test_every_command_line_in_the_documents_is_understood() -> None:
    assert len(written()) > 80
    assert [f"{place}: {line}: {why}" for place, line in written() if (why := wrong_with(line, whole=True))] == []


def test_every_verb_that_a_sentence_names_exists_with_its_options() -> None:
    assert [f"{place}: {line}: {why}" for place, line in spoken() if (why := wrong_with(line, whole=False))] == []


def test_a_wrong_command_in_a_document_would_be_found() -> None:
    assert wrong_with("tocsin serach nato", whole=True)
    assert wrong_with("tocsin search nato --sinse 2d", whole=True)
    assert wrong_with("tocsin search", whole=True)
    assert wrong_with("tocsin watch edit --snuze", whole=False)


@pytest.mark.skipif(sys.platform == "win32", reason="the examples are lines of a POSIX shell")
@pytest.mark.parametrize("document", [path for path in DOCS if RUNS in path.read_text(encoding="utf-8")], ids=str)
def test_examples_that_are_marked_run_as_they_stand(document: Path, tmp_path: Path) -> None:
    assert shutil.which("sh") is not None
    program = tmp_path / "bin" / "tocsin"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m tocsin "$@"\n', encoding="utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    env = {**os.environ, "PATH": f"{program.parent}:{os.environ['PATH']}", "TOCSIN_PROFILE": str(tmp_path / "profile")}
    news = entry("Le Pen opens a fair", "Marine Le Pen was there.") + entry("NATO meets", "Nobody else.")
    with Web() as web:
        feed = f"<rss version='2.0'><channel><title>The Herald</title>{news}</channel></rss>".encode()
        web.serve("/rss", feed, content_type="application/rss+xml")
        for block in blocks(document):
            if block.runs:
                script = "\n".join(command_of(line) + line[len(command_of(line)) :] for line in block.lines)
                script = script.replace("https://news.example/rss", web.url("/rss"))
                done = subprocess.run(
                    ["sh", "-eu", "-c", script], env=env, cwd=tmp_path, capture_output=True, text=True, timeout=120,
                    check=False,
                )  # fmt: skip
                assert done.returncode == 0, f"{block.place}: {done.stdout}{done.stderr}"


def queries() -> list[tuple[str, str]]:
    """Return what stands in the first column of every table of queries."""
    found = []
    for document in DOCS:
        inside = False
        for line in document.read_text(encoding="utf-8").splitlines():
            inside = line.startswith("| you write |") or (inside and line.startswith("|"))
            first = re.split(r"(?<!\\)\|", line)[1] if inside else ""
            found += [(document.name, one.replace(r"\|", "|")) for one in re.findall(r"`([^`]+)`", first)]
    return found


def test_every_query_in_the_documents_is_read() -> None:
    wanted = [(place, query) for place, query in queries() if "…" not in query]
    assert len(wanted) > 50
    named = {"sanctions": "sanctions", "two words": "words"}.get
    mistakes = [
        (place, query, said) for place, query in wanted if isinstance(said := read(query, named=named), Mistake)
    ]
    assert mistakes == []


def anchors(document: Path) -> set[str]:
    """Return the names that the headings of a document have in links, as GitHub makes them."""
    heads = re.findall(r"^#+ (.*)$", document.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head).strip().lower().replace(" ", "-") for head in heads}


def test_links_lead_to_headings_and_pictures_that_are_there() -> None:
    lost = []
    for document in DOCS:
        for target in re.findall(r"\]\(([^)\s]+)\)", document.read_text(encoding="utf-8")):
            path, _, anchor = target.partition("#")
            if "://" in target:
                continue
            there = document.parent / path if path else document
            if not there.exists() or (anchor and anchor not in anchors(there)):
                lost.append(f"{document.relative_to(ROOT)}: {target}")
    assert lost == []


def test_pictures_that_are_shown_to_everybody_are_small() -> None:
    metadata = (ROOT / "packaging" / "linux" / "org.tocsin.Tocsin.metainfo.xml").read_text(encoding="utf-8")
    named = re.findall(r"@SCREENSHOTS@/([^<]+)", metadata)
    assert set(named) <= {picture.name for picture in (ROOT / "docs" / "pictures").iterdir()}
    assert [one.name for one in (ROOT / "docs" / "pictures").iterdir() if one.stat().st_size > 300_000] == []


def test_the_manual_page_has_every_verb_with_its_options() -> None:
    chunks = re.split(r"^\.It Ic ", MAN.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    missing = []
    policy = next(chunk for chunk in chunks if chunk.startswith("watch add"))
    for name, verb in verbs(tocsin):
        about = "".join(chunk for chunk in chunks if re.match(rf"{name}\b(?!-)", chunk))
        about += policy if "Ar POLICY" in about else ""
        if f"\n.Dl tocsin {name}" not in about:
            missing.append(f"{name}: no example")
        for one in verb.get_params(click.Context(verb)):
            long = [name for name in (*one.opts, *one.secondary_opts) if name.startswith("--") and name != "--help"]
            hidden = isinstance(one, click.Option) and one.hidden
            missing += [f"{name} {option}" for option in long if not hidden and f"-{option[2:]}" not in about]
    assert missing == []


def test_the_manual_page_is_sound() -> None:
    if shutil.which("mandoc") is None:
        pytest.skip("not installed: mandoc (packaging/debian.sh tests)")
    done = subprocess.run(["mandoc", "-Tlint", "-Wwarning", str(MAN)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")
