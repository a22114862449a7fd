"""`tocsin --self-test`: is this installation whole?"""

from __future__ import annotations

import sys

import click

from tocsin.core.errors import TocsinError


def self_test() -> int:
    """Print one line for each thing looked at; returns the exit status, 1 when something is wrong."""
    from tocsin.selftest.checks import results

    failed = 0
    for one in results():
        failed += not one.well
        click.echo(f"{'ok' if one.well else '!!'} {one.check:<13} {one.says}")
        sys.stdout.flush()
    return 1 if failed else 0


def screen_part() -> int:
    """Print what Qt can show here; returns the exit status."""
    try:
        from tocsin.selftest.screen import look

        click.echo(look())
    except (TocsinError, ImportError) as error:
        click.echo(str(error), err=True)
        return 1
    return 0
