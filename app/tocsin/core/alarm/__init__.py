"""Which matches ring, when, and in how many notices: decided from values alone."""

from tocsin.core.alarm.arriving import Newcomer, arrivals
from tocsin.core.alarm.bounds import GATHERING, MOST_OF_A_WATCH, MOST_OF_ALL, WINDOW, Showed, Waiting
from tocsin.core.alarm.deciding import Arrival, Decision, Mute, Situation, Told, decide, withdrawn
from tocsin.core.alarm.planning import LONG_ABSENCE, House, Plan, Presence, plan
from tocsin.core.alarm.quiet import Quiet
from tocsin.core.alarm.sounding import with_one_sound

__all__ = [
    "GATHERING",
    "LONG_ABSENCE",
    "MOST_OF_ALL",
    "MOST_OF_A_WATCH",
    "WINDOW",
    "Arrival",
    "Decision",
    "House",
    "Mute",
    "Newcomer",
    "Plan",
    "Presence",
    "Quiet",
    "Showed",
    "Situation",
    "Told",
    "Waiting",
    "arrivals",
    "decide",
    "plan",
    "with_one_sound",
    "withdrawn",
]
