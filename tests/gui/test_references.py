"""Guards against a binding that drops a reference to None with each call: the process dies of it after a while."""

from __future__ import annotations

import gc
import sys

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QLabel

from gui.room import nothing_yet

CALLS = 20_000
SLACK = 2_000


class Bell(QObject):
    """Emits."""

    rang = Signal(object)


def _grew(thing: object, before: int) -> int:
    gc.collect()
    return sys.getrefcount(thing) - before


def test_calls_that_give_nothing_do_not_wear_out_none(qapp: QApplication) -> None:
    label = QLabel()
    gc.collect()
    before = sys.getrefcount(None)
    for number in range(CALLS):
        label.setText("a" if number % 2 else "b")
    assert abs(_grew(None, before)) < SLACK


def test_emitting_does_not_wear_out_true(qapp: QApplication) -> None:
    bell, heard = Bell(), nothing_yet()
    bell.rang.connect(heard.append)
    gc.collect()
    before = sys.getrefcount(True)
    for _ in range(CALLS):
        bell.rang.emit(7)
        heard.clear()
    assert abs(_grew(True, before)) < SLACK


def test_ids_beyond_32_bits_pass_through_signals_whole(qapp: QApplication) -> None:
    bell, heard = Bell(), nothing_yet()
    bell.rang.connect(heard.append)
    bell.rang.emit(2**40 + 1)
    assert heard == [2**40 + 1]
