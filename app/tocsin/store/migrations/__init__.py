"""The shape of the database, step by step: one file a step; steps are appended, never edited."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Migrations

NAMES = (
    "0001_the_house",
    "0002_one_alert_a_story",
    "0003_addresses_of_old_articles",
    "0004_sounds_of_watches",
    "0005_other_bells",
    "0006_briefs",
    "0007_stories_in_lists",
    "0008_edits_and_images",
    "0009_days_and_mending",
    "0010_notes_and_own_tags",
    "0011_when_to_read",
    "0013_imprints",
)
"""Of the steps, in their order; each is the file of that name with an "s" before it."""


def load() -> Migrations:
    """Give the steps themselves: needed only where one of them has not been made yet, and slow to import."""
    from tocsin.store.migrations.steps import MIGRATIONS

    for name in NAMES:
        import_module(f"{__name__}.s{name}")
    return MIGRATIONS
