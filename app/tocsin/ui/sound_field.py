"""The choice of what is heard when a watch rings, with a button that lets it be heard."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from tocsin.core.model import How, Sound
from tocsin.desktop.sound import Player
from tocsin.ui.controls import Choice, IconButton
from tocsin.ui.field import Field
from tocsin.ui.theme import Theme

SOUNDS = (
    (Sound.NONE, "No sound"),
    (Sound.BELL, "Bell"),
    (Sound.LOW_BELL, "Low bell"),
    (Sound.TWO_STROKES, "Two strokes"),
    (Sound.TICK, "Wooden tick"),
)
USUAL, USUAL_URGENT = "As usual: no sound", "As usual: bell"


class SoundField(QWidget):
    """Stands in its `field`, which says beneath when nothing here can play."""

    def __init__(self, theme: Theme, sound: Sound, player: Player | None = None) -> None:
        super().__init__()
        self._player = player or Player()
        self._how = How.NOTICE
        self.choice = Choice(theme)
        self.choice.addItem(USUAL, Sound.USUAL)
        for value, words in SOUNDS:
            self.choice.addItem(words, value)
        self.choice.setCurrentIndex(self.choice.findData(sound))
        self.hear = IconButton(theme, "sound", "Hear it")
        self.hear.clicked.connect(self._play)
        self.choice.currentIndexChanged.connect(self._chosen)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(4))
        row.addWidget(self.choice, 1)
        row.addWidget(self.hear)
        self.setFocusProxy(self.choice)
        self.field = Field(theme, "S&ound", self, room=0)
        self.choice.setAccessibleName(self.accessibleName())
        self._chosen(0)

    @property
    def sound(self) -> Sound:
        """Return what was chosen."""
        return Sound(self.choice.currentData())

    def suit(self, how: How) -> None:
        """Say what the usual sound of a watch that rings like this is, and offer one if it makes notices at all."""
        self._how = how
        self.choice.setItemText(0, USUAL_URGENT if how is How.URGENT else USUAL)
        self.setEnabled(how in (How.NOTICE, How.URGENT))
        self._chosen(0)

    def _heard(self) -> Sound:
        if self.sound is Sound.USUAL:
            return Sound.BELL if self._how is How.URGENT else Sound.NONE
        return self.sound

    def _chosen(self, _: int) -> None:
        self.hear.setEnabled(self.isEnabled() and self._heard() is not Sound.NONE)

    def _play(self) -> None:
        self.field.remark(self._player.trouble())
        self._player.play(self._heard(), uninvited=False)
