"""Looks for controls that a screen reader could not name or a keyboard could not reach."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QComboBox, QLineEdit, QTextEdit, QWidget

CONTROLS = (QAbstractButton, QAbstractItemView, QComboBox, QLineEdit, QTextEdit)


def controls(root: QWidget) -> list[QWidget]:
    """Return every control of ours that can be seen below a widget."""
    return [
        one
        for one in root.findChildren(QWidget)
        if isinstance(one, CONTROLS) and one.isVisibleTo(root) and not one.objectName().startswith("qt_")
        and not isinstance(one.parent(), QComboBox | QLineEdit)
    ]  # fmt: skip


def nameless(root: QWidget) -> list[str]:
    """Return the controls without a name."""
    found = []
    for one in controls(root):
        face = QAccessible.queryAccessibleInterface(one)
        if face is None or not face.text(QAccessible.Text.Name).strip():
            found.append(f"{type(one).__name__} {one.objectName()} in {type(one.parent()).__name__}")
    return found


def unreachable(root: QWidget) -> list[str]:
    """Return the enabled controls that Tab never comes to."""
    return [
        f"{type(one).__name__} {one.objectName()} {one.accessibleName()} in {type(one.parent()).__name__}"
        for one in controls(root)
        if one.isEnabled() and not one.focusPolicy() & Qt.FocusPolicy.TabFocus and not _by_arrow(one)
    ]


def _by_arrow(one: QWidget) -> bool:
    """Say whether the arrows lead here from the chosen one of its group: Qt lets Tab come to that one alone."""
    group = one.group() if isinstance(one, QAbstractButton) else None
    chosen = group.checkedButton() if group is not None and group.exclusive() else None
    return chosen is not None and bool(chosen.focusPolicy() & Qt.FocusPolicy.TabFocus)
