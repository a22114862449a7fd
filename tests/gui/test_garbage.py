"""Cycles of widgets are collected on the UI thread, whoever makes the garbage."""

from __future__ import annotations

import gc
import threading
import weakref

from PySide6.QtWidgets import QLabel

from tocsin.ui.garbage import Garbage


class Knot(QLabel):
    """A widget that holds itself."""

    def __init__(self) -> None:
        super().__init__()
        self.itself = self


def much_garbage() -> None:
    for _ in range(5_000):
        knot: list[object] = []
        knot.append(knot)


def test_another_thread_never_collects_a_widget(qtbot: object) -> None:
    knot = Knot()
    gone_in: list[threading.Thread] = []
    weakref.finalize(knot, lambda: gone_in.append(threading.current_thread()))
    del knot
    thread = threading.Thread(target=much_garbage)
    thread.start()
    thread.join()
    assert gone_in == []
    gc.collect()
    assert gone_in == [threading.main_thread()]


def test_what_piles_up_is_collected_and_python_collects_again_afterwards(qtbot: object) -> None:
    gc.collect()
    garbage = Garbage()
    assert not gc.isenabled()
    much_garbage()
    assert gc.get_count()[0] > 1_000
    garbage.look()
    assert gc.get_count()[0] < 1_000
    garbage.close()
    assert gc.isenabled()
    gc.disable()


def test_what_lives_as_long_as_the_program_is_not_looked_at_again_until_it_ends(qtbot: object) -> None:
    garbage = Garbage()
    knot = Knot()
    gone: list[bool] = []
    weakref.finalize(knot, lambda: gone.append(True))
    garbage.settle()
    del knot
    gc.collect()
    assert gc.get_freeze_count() > 0
    assert gone == []
    garbage.close()
    gc.collect()
    assert (gc.get_freeze_count(), gone) == (0, [True])
    gc.disable()
