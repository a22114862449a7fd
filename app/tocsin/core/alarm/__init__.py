"""Which matches ring, when, and in how many notices: decided from values alone."""

from tocsin.core.alarm.arriving import Newcomer, arrivals
from tocsin.core.alarm.deciding import Arrival, Decision, Mute, Situation, Told, decide, withdrawn
from tocsin.core.alarm.planning import GATHERING, LONG_ABSENCE, WINDOW, House, Plan, Presence, Showed, Waiting, plan
from tocsin.core.alarm.quiet import Quiet

__all__ = [
    "GATHERING",
    "LONG_ABSENCE",
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
    "withdrawn",
]


def notices(owed, now):  # type: ignore[no-untyped-def]
    return list(plan(owed, now, house=House()).notices)
