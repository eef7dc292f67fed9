"""Keyboard focus made visible: a ring that appears only for those who came by keyboard."""

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from widgets.look import Look

BY_KEYBOARD = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)
OUT = 4


class FocusRing(QWidget):
    """Two px of ink around a widget, two px away from it."""

    def __init__(self, around: "Pressable", look: Look, radius: float) -> None:
        super().__init__(around.parentWidget())
        self.around, self.look, self.radius = around, look, radius
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        around.installEventFilter(self)
        self.follow()

    def follow(self) -> None:
        """Stand around the widget where it is now."""
        place = self.around.ring_box.translated(self.around.pos())
        self.setGeometry(place.adjusted(-OUT, -OUT, OUT, OUT))
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go with the widget."""
        if event.type() in (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show):
            self.follow()
        elif event.type() == QEvent.Type.Hide:
            self.hide()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ring."""
        painter = QPainter(self)
        paint_ring(painter, self.look, QRectF(self.rect()), self.radius + OUT)
        painter.end()


def paint_ring(painter: QPainter, look: Look, box: QRectF, radius: float) -> None:
    """The focus ring just inside a box."""
    width = look.ring
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(look.colour("ink"), width))
    half = width / 2
    painter.drawRoundedRect(box.adjusted(half, half, -half, -half), radius - half, radius - half)


class Pressable(QAbstractButton):
    """A button we paint ourselves: it knows whether it is hovered, pressed, and focused by keyboard."""

    ring_outside = False
    radius = 6.0

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self.ringed = False
        self._ring: FocusRing | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        look.changed.connect(self.update)

    @property
    def hovered(self) -> bool:
        """Whether the pointer is over it and it can be pressed."""
        return self.underMouse() and self.isEnabled()

    @property
    def ring_box(self) -> QRect:
        """What the ring outside stands around."""
        return self.rect()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring if the keyboard brought us here."""
        self.ringed = event.reason() in BY_KEYBOARD
        if self.ringed and self.ring_outside and self.parentWidget() is not None:
            self._ring = FocusRing(self, self.look, self.radius)
            self._ring.show()
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        self.ringed = False
        if self._ring is not None:
            self.removeEventFilter(self._ring)
            self._ring.hide()
            self._ring.deleteLater()
            self._ring = None
        super().focusOutEvent(event)

    def paint_focus(self, painter: QPainter) -> None:
        """Paint the ring inside, where it belongs inside."""
        if self.ringed and not self.ring_outside:
            paint_ring(painter, self.look, QRectF(self.rect()), self.radius)


def pressed_by_enter(event: QKeyEvent) -> bool:
    """Press what has the focus by an Enter that nobody else takes, as Space does; says whether that was so."""
    focus = QApplication.focusWidget()
    if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or not isinstance(focus, Pressable):
        return False
    if not event.isAutoRepeat():
        focus.click()
    return True
