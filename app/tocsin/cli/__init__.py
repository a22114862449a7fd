"""The command line: every verb, no logic."""

from __future__ import annotations

import sys
from importlib import import_module

import click

from tocsin import __version__
from tocsin.cli.common import Verbs
from tocsin.core import deep_links

VERBS = {
    "feed": "tocsin.cli.feeds:feed",
    "catalog": "tocsin.cli.catalog:catalog",
    "watch": "tocsin.cli.watches:watch",
    "bell": "tocsin.cli.bells:bell",
    "monitor": "tocsin.cli.running:monitor",
    "demo": "tocsin.cli.running:demo",
    "doctor": "tocsin.cli.running:doctor",
    "ring-test": "tocsin.cli.running:ring_test",
    "search": "tocsin.cli.archive:search",
    "alerts": "tocsin.cli.archive:alerts",
    "brief": "tocsin.cli.brief:brief",
    "export": "tocsin.cli.export:export",
    "backup": "tocsin.cli.keeping:backup",
    "restore": "tocsin.cli.keeping:restore",
    "stories": "tocsin.cli.asking:stories",
    "why": "tocsin.cli.asking:why",
    "receipt": "tocsin.cli.asking:receipt",
    "match": "tocsin.cli.texts:match",
    "group": "tocsin.cli.asking:group",
    "parse": "tocsin.cli.texts:parse",
    "query": "tocsin.cli.texts:query",
}
"""Verb → where it lies: a verb imports only what it needs."""


OPEN = "tocsin.cli.running:opened"
"""What an address or a list of sources in the place of a verb stands for."""


class _Verbs(Verbs):
    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args[0] not in VERBS and deep_links.read(args[0]) is not None:
            return "open", _loaded(OPEN), args
        return super().resolve_command(ctx, args)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        place = VERBS.get(cmd_name)
        return _loaded(place) if place is not None else None


def _loaded(place: str) -> click.Command:
    module, _, name = place.partition(":")
    command = getattr(import_module(module), name)
    assert isinstance(command, click.Command)
    return command


@click.group(
    cls=_Verbs,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.option(
    "--profile", metavar="DIR", help="Where database and settings lie (else TOCSIN_PROFILE, else your data folder)."
)
@click.option("--minimised", is_flag=True, help="Start the desktop program in the tray.")
@click.option("--at-login", is_flag=True, hidden=True)
@click.option("--quit", "end", is_flag=True, help="End the desktop program that is running.")
@click.option("--self-test", "self_test", is_flag=True, help="Check this installation, one line each.")
@click.option("--self-test-screen", "screen_part", is_flag=True, hidden=True)
@click.version_option(__version__, prog_name="tocsin")
@click.pass_context
def tocsin(
    context: click.Context, profile: str | None, minimised: bool, at_login: bool, end: bool, self_test: bool,
    screen_part: bool,
) -> None:  # fmt: skip
    """Tocsin rings once for each news story about what you follow.

    Without a verb it opens the desktop program.

    \b
    Example:
      tocsin feed add https://news.example/rss
      tocsin watch add "Le Pen" '"Le Pen"'
      tocsin
    """
    if self_test or screen_part:
        from tocsin.cli import self_test as tests

        sys.exit(tests.screen_part() if screen_part else tests.self_test())
    from tocsin.desktop.profile import Profile

    context.obj = Profile.chosen(profile)
    if context.invoked_subcommand is None:
        from tocsin.cli.running import end_desktop, open_desktop

        if end:
            sys.exit(end_desktop(context.obj))
        sys.exit(open_desktop(context.obj, minimised=minimised, at_login=at_login))


def main() -> None:
    """Run the command line."""
    tocsin.main(prog_name="tocsin")


def desktop() -> None:
    """Open the desktop program: what the menu entry starts."""
    main()
