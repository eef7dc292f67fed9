"""What widgets that we paint ourselves are to assistive technology: their role, and what they hold in words."""

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QWidget

ROLE = "spoken role"
"""The property of a widget that names its role."""
_installed: list[bool] = []


class Spoken(QAccessibleWidget):
    """A widget with a role of its own; what it holds is what its `says` gives."""

    def __init__(self, widget: QWidget, role: QAccessible.Role) -> None:
        super().__init__(widget, role)

    def text(self, kind: QAccessible.Text) -> str:
        """Its name, and its value in words."""
        says: Callable[[], str] | None = getattr(self.object(), "says", None)
        if kind == QAccessible.Text.Value and says is not None:
            return says()
        return super().text(kind)


def _spoken(key: str, thing: QObject) -> QAccessibleInterface | None:
    role = thing.property(ROLE) if isinstance(thing, QWidget) else None
    return Spoken(thing, QAccessible.Role(role)) if role is not None else None  # type: ignore[arg-type]


def speak_as(widget: QWidget, role: QAccessible.Role) -> None:
    """Let a widget be known as this from now on."""
    widget.setProperty(ROLE, role.value)
    if not _installed:
        _installed.append(True)
        QAccessible.installFactory(_spoken)
