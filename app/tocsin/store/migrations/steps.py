"""Gathers the steps in their order, and runs a script inside a step's transaction."""

from __future__ import annotations

from sqlite_utils import Database, Migrations

MIGRATIONS = Migrations("tocsin")


def run(db: Database, script: str) -> None:
    """Run statements that each end at the end of a line."""
    # executescript() would commit first; a step must be whole or not at all.
    statement = ""
    for line in script.splitlines():
        statement += line + "\n"
        if line.rstrip().endswith(";"):
            db.conn.execute(statement)
            statement = ""
