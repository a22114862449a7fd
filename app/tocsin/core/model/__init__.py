"""The values that everything else passes around: frozen, without a database, a clock or a network.

All times are aware UTC datetimes. Ids are the database's row ids; 0 means "not saved".
"""

from tocsin.core.model.alerts import Alert, Held, Notice, Reason, Rung
from tocsin.core.model.articles import NEVER, Article, Edit, Marks, State, Story
from tocsin.core.model.feeds import Entry, Feed, ImageRule, ParsedFeed, Same
from tocsin.core.model.other_bells import Delivered, Delivery, OtherBell, Parcel
from tocsin.core.model.watches import Hit, How, Match, Sound, Watch, Where

__all__ = [
    "NEVER",
    "Alert",
    "Article",
    "Delivered",
    "Delivery",
    "Edit",
    "Entry",
    "Feed",
    "Held",
    "Hit",
    "How",
    "ImageRule",
    "Marks",
    "Match",
    "Notice",
    "OtherBell",
    "Parcel",
    "ParsedFeed",
    "Reason",
    "Rung",
    "Same",
    "Sound",
    "State",
    "Story",
    "Watch",
    "Where",
]
