"""The shape of the database, step by step: one file a step; steps are appended, never edited."""

from tocsin.store.migrations import (
    s0001_the_house,
    s0002_one_alert_a_story,
    s0003_addresses_of_old_articles,
    s0004_sounds_of_watches,
    s0005_other_bells,
    s0006_briefs,
    s0007_stories_in_lists,
    s0008_edits_and_images,
    s0009_days_and_mending,
    s0010_notes_and_own_tags,
    s0011_when_to_read,
)
from tocsin.store.migrations.steps import MIGRATIONS

__all__ = [
    "MIGRATIONS",
    "s0001_the_house",
    "s0002_one_alert_a_story",
    "s0003_addresses_of_old_articles",
    "s0004_sounds_of_watches",
    "s0005_other_bells",
    "s0006_briefs",
    "s0007_stories_in_lists",
    "s0008_edits_and_images",
    "s0009_days_and_mending",
    "s0010_notes_and_own_tags",
    "s0011_when_to_read",
]
