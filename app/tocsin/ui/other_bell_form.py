"""The form for an other bell: mail, ntfy, a webhook, or any address that Apprise knows; secrets are shown as dots."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from tocsin.core.errors import TocsinError
from tocsin.core.model import OtherBell
from tocsin.ui.controls import Choice, Tick, main_button
from tocsin.ui.field import Field
from tocsin.ui.other_bell_addresses import OPEN, SSL, STARTTLS, Mail, of_mail, of_ntfy, of_webhook
from tocsin.ui.segments import Segments
from tocsin.ui.theme import Theme

KINDS = (("mail", "E-mail"), ("ntfy", "ntfy"), ("webhook", "Webhook"), ("apprise", "Other service"))


@dataclass(frozen=True, slots=True)
class NewBell:
    """What the form says; `id` is 0 for a bell that is not kept yet, else that of the one which gets this address."""

    name: str
    address: str
    discreet: bool = False
    id: int = 0


class OtherBellForm(QWidget):
    """Emits the bell that is wanted and stays until it is kept."""

    wanted = Signal(object)
    left = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._bell = 0
        self._secrets: list[QLineEdit] = []
        self.heading = QLabel()
        self.heading.setFont(theme.font(theme.tokens.list, new=True))
        self.kind = Segments(theme, "Kind of bell", KINDS)
        self.kind.chosen.connect(self._chosen)
        self.name = QLineEdit()
        self.name.setMaxLength(80)
        self.name.setPlaceholderText("phone")
        self.name_field = Field(theme, "&Name", self.name)
        self.pages = QStackedWidget()
        self._addresses: dict[str, Callable[[], str]] = {}
        for page in (self._mail(), self._ntfy(), self._webhook(), self._apprise()):  # in the order of KINDS
            self.pages.addWidget(page)
        self.show_secrets = Tick(theme, "S&how what is hidden")
        self.show_secrets.toggled.connect(self._show_secrets)
        self.discreet = Tick(theme, "Say &only how many stories there are")
        self.answer = QLabel()
        self.answer.setWordWrap(True)
        self.answer.setTextFormat(Qt.TextFormat.PlainText)
        self.answer.setMinimumHeight(self.answer.fontMetrics().lineSpacing() * 2)
        self.keep = main_button("Add bell")
        self.keep.clicked.connect(self._accept)
        self.back = QPushButton("Back")
        self.back.setAutoDefault(False)
        self.back.clicked.connect(self.left)
        self._lay_out()

    def begin(self, bell: OtherBell | None = None) -> None:
        """Ask for a new bell, or for another address of this one."""
        self._bell = bell.id if bell is not None else 0
        self.heading.setText("A new bell" if bell is None else f"A new address for {bell.name}")
        self.keep.setText("Add bell" if bell is None else "Save address")
        for edit in self.findChildren(QLineEdit):
            edit.clear()
        self.name.setText(bell.name if bell is not None else "")
        self.name_field.setVisible(bell is None)
        self.discreet.setVisible(bell is None)
        self.discreet.setChecked(False)
        self.show_secrets.setChecked(False)
        self._chosen("mail")
        self.kind.choose("mail")
        self._remark(
            "It stays off until you switch it on. Its address, with what is hidden, is kept in the system's keyring."
        )
        self.keep.setEnabled(True)
        (self.name if bell is None else self.to).setFocus()

    def refuse(self, sentence: str) -> None:
        """Say why it was not kept; what was typed stays."""
        self._tell(sentence, "trouble")
        self.keep.setEnabled(True)

    def forget(self) -> None:
        """Keep no secret in the fields any longer."""
        for edit in self._secrets:
            edit.clear()

    def _accept(self) -> None:
        try:
            address = self._addresses[self.kind.value()]()
        except TocsinError as error:
            self.refuse(str(error))
            return
        self.keep.setEnabled(False)
        self._remark("The address is being looked at and given to the keyring…")
        self.wanted.emit(NewBell(self.name.text(), address, self.discreet.isChecked(), self._bell))

    # -- pages

    def _mail(self) -> QWidget:
        self.to, self.server, self.user, self.password = (QLineEdit() for _ in range(4))
        self.to.setPlaceholderText("me@mail.example")
        self.server.setPlaceholderText("smtp.mail.example")
        self.security = Choice(self._theme)
        for word, value in (("TLS (port 465)", SSL), ("STARTTLS (port 587)", STARTTLS), ("Not encrypted", OPEN)):
            self.security.addItem(word, value)
        self._addresses["mail"] = lambda: of_mail(
            Mail(self.to.text(), self.server.text(), self.user.text(), self.password.text(),
                 str(self.security.currentData()))
        )  # fmt: skip
        return self._page(
            (("Send &to", self.to),),
            (("Mail &server", self.server), ("&Encryption", self.security)),
            (("&User", self.user), ("&Password", self._hidden(self.password))),
        )

    def _ntfy(self) -> QWidget:
        self.ntfy_server, self.topic, self.token = QLineEdit(), QLineEdit(), QLineEdit()
        self.ntfy_server.setPlaceholderText("ntfy.sh")
        self._addresses["ntfy"] = lambda: of_ntfy(self.ntfy_server.text(), self.topic.text(), self.token.text())
        return self._page(
            (("&Server", self.ntfy_server),),
            (("&Topic; whoever knows it can read along", self._hidden(self.topic)),),
            (("Access to&ken, if the server asks for one", self._hidden(self.token)),),
        )

    def _webhook(self) -> QWidget:
        self.hook = QLineEdit()
        self._addresses["webhook"] = lambda: of_webhook(self.hook.text())
        return self._page((("&Address that takes JSON", self._hidden(self.hook)),))

    def _apprise(self) -> QWidget:
        self.address = QLineEdit()
        self._addresses["apprise"] = self.address.text
        page = self._page((("&Apprise address", self._hidden(self.address)),))
        more = QLabel("Slack, Telegram, Matrix, Discord and many more: slack://…, tgram://…, matrixs://…")
        more.setObjectName("soft")
        more.setWordWrap(True)
        layout = page.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.insertWidget(1, more)
        return page

    def _hidden(self, edit: QLineEdit) -> QLineEdit:
        edit.setEchoMode(QLineEdit.EchoMode.Password)
        self._secrets.append(edit)
        return edit

    def _page(self, *rows: tuple[tuple[str, QWidget], ...]) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self._theme.px(10))
        for fields in rows:
            row = QHBoxLayout()
            row.setSpacing(self._theme.px(10))
            for label, edit in fields:
                if isinstance(edit, QLineEdit):
                    edit.setMaxLength(4000)
                row.addWidget(Field(self._theme, label, edit), 1)
            column.addLayout(row)
        column.addStretch(1)
        return page

    def _lay_out(self) -> None:
        px = self._theme.px
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, px(4), 0)
        column.setSpacing(px(12))
        kinds = QHBoxLayout()
        kinds.addWidget(self.kind)
        kinds.addStretch(1)
        for one in (self.name_field, kinds, self.pages, self.show_secrets, self.discreet):
            column.addLayout(one) if isinstance(one, QHBoxLayout) else column.addWidget(one)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inside)
        buttons = QHBoxLayout()
        buttons.addWidget(self.back)
        buttons.addStretch(1)
        buttons.addWidget(self.keep)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(px(12))
        whole.addWidget(self.heading)
        whole.addWidget(area, 1)
        whole.addWidget(self.answer)
        whole.addLayout(buttons)

    def _chosen(self, kind: str) -> None:
        self.pages.setCurrentIndex([one for one, _ in KINDS].index(kind))

    def _show_secrets(self, on: bool) -> None:
        for edit in self._secrets:
            edit.setEchoMode(QLineEdit.EchoMode.Normal if on else QLineEdit.EchoMode.Password)

    def _remark(self, sentence: str) -> None:
        self._tell(sentence, "soft")

    def _tell(self, sentence: str, name: str) -> None:
        self.answer.setObjectName(name)
        self.answer.setText(sentence)
        self.answer.style().unpolish(self.answer)
        self.answer.style().polish(self.answer)
