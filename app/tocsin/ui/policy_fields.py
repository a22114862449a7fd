"""The part of a watch's dialog about its policy: how many outlets, own quiet hours, and what is heard."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from tocsin.core.model import How, Sound, Watch
from tocsin.ui.controls import Choice, Tick
from tocsin.ui.field import Field
from tocsin.ui.quiet_field import QuietField
from tocsin.ui.sound_field import SoundField
from tocsin.ui.theme import Theme

OUTLETS = (1, 2, 3, 4, 5, 10)


class PolicyFields(QWidget):
    """Valid as long as the quiet hours can be read."""

    changed = Signal()

    def __init__(self, theme: Theme, watch: Watch | None) -> None:
        super().__init__()
        self.at_least = Choice(theme)
        wanted = watch.at_least if watch else 1
        for number in sorted({*OUTLETS, wanted}):
            words = "Any outlet" if number == 1 else f"{number:,} independent outlets"
            self.at_least.addItem(words, number)
        self.at_least.setCurrentIndex(self.at_least.findData(wanted))
        outlets = Field(theme, "&Rings when reported by", self.at_least, room=1)
        self.quiet = QuietField(
            theme, "&Quiet hours of this watch", watch.quiet if watch else "", "Empty: as in all watches."
        )
        self.quiet.changed.connect(self.changed)
        self.breaks = Tick(theme, "&Urgent breaks quiet hours")
        self.breaks.setChecked(bool(watch and watch.breaks_quiet))
        self.sound = SoundField(theme, watch.sound if watch else Sound.USUAL)
        loud = QHBoxLayout()
        loud.setSpacing(theme.px(12))
        loud.addWidget(self.sound.field, 1)
        beside = QVBoxLayout()
        beside.addSpacing(self.sound.field.label.sizeHint().height() + theme.px(4))
        beside.addWidget(self.breaks)
        beside.addStretch(1)
        loud.addLayout(beside, 1)
        pair = QHBoxLayout()
        pair.setSpacing(theme.px(12))
        pair.addWidget(outlets, 1)
        pair.addWidget(self.quiet, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        column.addLayout(pair)
        column.addLayout(loud)

    @property
    def outlets(self) -> int:
        """Return how many independent outlets must carry a story."""
        return int(self.at_least.currentData())

    @property
    def valid(self) -> bool:
        """Say whether the watch could be kept like this."""
        return self.quiet.valid

    def suit(self, how: How) -> None:
        """Offer what a watch that rings like this can have."""
        rings = how in (How.NOTICE, How.URGENT)
        self.at_least.setEnabled(rings)
        self.quiet.setEnabled(rings)
        self.breaks.setEnabled(how is How.URGENT)
        self.sound.suit(how)
