"""Buttons: primary, secondary, quiet and destructive ones, icon buttons, segments and persona chips."""

from typing import Literal

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QFontMetricsF, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from widgets.focus import Pressable
from widgets.look import Look, tip_of
from widgets.marks import mark_pixmap, paint_persona

ButtonKind = Literal["primary", "secondary", "quiet", "destructive"]
CENTRED = Qt.AlignmentFlag.AlignCenter
GROUNDS: dict[ButtonKind, tuple[str | None, str, str]] = {
    "primary": ("ink", "inkHover", "inkHover"),
    "secondary": ("paper", "wash2", "rule"),
    "quiet": (None, "wash2", "rule"),
    "destructive": ("paper", "negTT", "negT"),
}
LINES: dict[ButtonKind, str | None] = {
    "primary": None,
    "secondary": "rule2",
    "quiet": None,
    "destructive": "neg",
}
TEXTS: dict[ButtonKind, str] = {
    "primary": "paper",
    "secondary": "ink",
    "quiet": "ink2",
    "destructive": "neg",
}


def key_of(action: QAction) -> str:
    """An action's shortcut as people read it, or nothing."""
    return action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)


class Button(Pressable):
    """A button with words and perhaps an icon: 32 px high, or 44 where there is room for it."""

    ring_outside = True

    def __init__(
        self,
        look: Look,
        text: str,
        kind: ButtonKind = "secondary",
        icon: str = "",
        large: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(look, parent)
        self.kind, self.icon_name, self.large = kind, icon, large
        self._words = text
        self.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFont(look.font("button_large" if large else "button"))

    def words(self) -> str:
        """What stands on the button."""
        return self._words

    def say(self, text: str) -> None:
        """Put these words on the button."""
        self._words = text
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def set_large(self, large: bool) -> None:
        """Be 44 px high, or 32."""
        if large != self.large:
            self.large = large
            self.setFont(self.look.font("button_large" if large else "button"))
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        """As wide as its words."""
        width = QFontMetricsF(self.font()).horizontalAdvance(self._words)
        pad = 18 if self.large else 12
        icon = (22 if self._words else 16) if self.icon_name else 0
        return QSize(round(width + icon) + 2 * pad + 1, 44 if self.large else 32)

    def minimumSizeHint(self) -> QSize:
        """A button never cuts its words."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground, line, icon and words."""
        look, painter = self.look, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        kind: ButtonKind = "primary" if self.isChecked() else self.kind
        rest, hover, pressed = GROUNDS[kind]
        ground = pressed if self.isDown() else hover if self.hovered else rest
        line, text = LINES[kind], TEXTS[kind]
        if not self.isEnabled():
            ground = "wash2" if kind == "primary" else rest
            line, text = line and "rule", "ink3" if kind == "primary" else "rule2"
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(look.colour(line), 1) if line else Qt.PenStyle.NoPen)
        painter.setBrush(look.colour(ground) if ground else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box if line else QRectF(self.rect()), self.radius, self.radius)
        self._paint_words(painter, text)
        painter.end()

    def _paint_words(self, painter: QPainter, token: str) -> None:
        width = QFontMetricsF(self.font()).horizontalAdvance(self._words)
        icon = (22 if self._words else 16) if self.icon_name else 0
        left = (self.width() - width - icon) / 2
        if self.icon_name:
            self.look.paint_icon(
                painter, self.icon_name, token, QRectF(left, (self.height() - 16) / 2, 16, 16)
            )
        painter.setFont(self.font())
        painter.setPen(self.look.colour(token))
        painter.drawText(
            QRectF(left + icon, 0, width + 2, self.height()), Qt.AlignmentFlag.AlignVCenter, self._words
        )


class IconButton(Pressable):
    """A button with only an icon: 36 px, small 28; its tip says what it does and its key."""

    def __init__(
        self,
        look: Look,
        icon: str,
        tip: str,
        key: str = "",
        size: int = 36,
        icon_size: int = 18,
        token: str = "ink2",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(look, parent)
        self.icon_name, self.icon_px, self.token = icon, icon_size, token
        self.setFixedSize(size, size)
        self.set_tip(tip, key)

    def set_tip(self, tip: str, key: str = "") -> None:
        """Say what the button does, and its key."""
        self.setAccessibleName(tip)
        self.setToolTip(tip_of(tip, key))

    def follow(self, action: QAction) -> None:
        """Do what an action does, enabled and named as it is."""

        def take_over() -> None:
            self.setEnabled(action.isEnabled())
            self.set_tip(action.text().replace("&", "").rstrip("…"), key_of(action))
            self.setCheckable(action.isCheckable())
            self.setChecked(action.isChecked())

        action.changed.connect(take_over)
        self.clicked.connect(action.trigger)
        take_over()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground, icon and focus."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = "rule" if self.isDown() else "wash2" if self.hovered or self.isChecked() else None
        if ground:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.look.colour(ground))
            painter.drawRoundedRect(QRectF(self.rect()), self.radius, self.radius)
        size = self.icon_px
        box = QRectF((self.width() - size) / 2, (self.height() - size) / 2, size, size)
        token = "ink" if self.isChecked() and self.token == "ink2" else self.token
        self.look.paint_icon(painter, self.icon_name, token if self.isEnabled() else "rule2", box)
        self.paint_focus(painter)
        painter.end()


class Segment(Pressable):
    """One of several words of which one is chosen."""

    radius = 4.0

    def __init__(self, look: Look, text: str, mark: str = "", parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.words, self.mark = text, mark
        self.setCheckable(True)
        self.setAccessibleName(text)
        self.setFont(look.font("button"))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """As wide as its words and its mark."""
        width = QFontMetricsF(self.font()).horizontalAdvance(self.words)
        return QSize(round(width) + 20 + (20 if self.mark else 0), 28)

    def minimumSizeHint(self) -> QSize:
        """A segment never cuts its words, only its air."""
        return QSize(self.sizeHint().width() - 12, 28)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the chosen one as paper on the track."""
        look, painter = self.look, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.isChecked():
            painter.setPen(QPen(look.colour("rule2"), 1))
            painter.setBrush(look.colour("paper"))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        elif self.hovered:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("rule"))
            painter.drawRoundedRect(QRectF(self.rect()), 4, 4)
        width = QFontMetricsF(self.font()).horizontalAdvance(self.words)
        mark = 20 if self.mark else 0
        left = (self.width() - width - mark) / 2
        if self.mark:
            picture = mark_pixmap(look, self.mark, 14, self.devicePixelRatioF())
            painter.drawPixmap(QPointF(left, (self.height() - 14) / 2), picture)
        painter.setPen(look.colour("ink" if self.isChecked() else "ink2"))
        painter.setFont(self.font())
        painter.drawText(
            QRectF(left + mark, 0, width + 2, self.height()), Qt.AlignmentFlag.AlignVCenter, self.words
        )
        self.paint_focus(painter)
        painter.end()


class Segments(QWidget):
    """A few values side by side of which one is chosen; arrows move between them."""

    chosen = Signal(object)

    def __init__(
        self, look: Look, options: list[tuple[object, str, str]], parent: QWidget | None = None
    ) -> None:
        """The options are (value, words, name of a mark or nothing)."""
        super().__init__(parent)
        self.look = look
        self.group = QButtonGroup(self)
        self.segments: dict[object, Segment] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(2, 2, 2, 2)
        row.setSpacing(0)
        for value, words, mark in options:
            segment = Segment(look, words, mark, self)
            segment.clicked.connect(lambda _=False, value=value: self.chosen.emit(value))
            self.segments[value] = segment
            self.group.addButton(segment)
            row.addWidget(segment, 1)
        self.setFixedHeight(32)
        look.changed.connect(self.update)

    def show_value(self, value: object) -> None:
        """Show this value as the chosen one; none of them if it is not among them."""
        self.group.setExclusive(False)
        for one, segment in self.segments.items():
            segment.setChecked(one == value)
        self.group.setExclusive(True)

    def value(self) -> object:
        """The chosen value, or None."""
        return next((one for one, segment in self.segments.items() if segment.isChecked()), None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right choose the neighbour."""
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        values = list(self.segments)
        if step is None or self.value() not in values:
            super().keyPressEvent(event)
            return
        value = values[(values.index(self.value()) + step) % len(values)]
        self.show_value(value)
        self.segments[value].setFocus(Qt.FocusReason.TabFocusReason)
        self.chosen.emit(value)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the track."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.look.colour("wash2"))
        painter.drawRoundedRect(QRectF(self.rect()), 6, 6)
        painter.end()


class PersonaChip(Pressable):
    """A persona with disc and name; without its name where the window is narrow."""

    ring_outside = True
    radius = 16.0

    def __init__(self, look: Look, name: str, token: str, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.name, self.token, self.is_short = name, token, False
        self.setFont(look.font("button"))
        self.setAccessibleName(name)
        self.setToolTip(tip_of(name))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def shorten(self, short: bool) -> None:
        """Show only the disc, or the name too."""
        self.is_short = short
        self.updateGeometry()
        self.update()

    def _name_width(self) -> float:
        return min(120.0, QFontMetricsF(self.font()).horizontalAdvance(self.name))

    def sizeHint(self) -> QSize:
        """Disc and name, or just the disc."""
        return QSize(32 if self.is_short else round(self._name_width()) + 46, 32)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint line, disc and name."""
        look, painter = self.look, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_on = self.isChecked()
        ground = "ink" if is_on else "rule" if self.isDown() else "wash2" if self.hovered else "paper"
        painter.setPen(QPen(look.colour("ink" if is_on else "rule2"), 1))
        painter.setBrush(look.colour(ground))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 15.5, 15.5)
        disc, letter = ("paper", "ink") if is_on else (self.token, "white")
        paint_persona(painter, look, 16, 16, 12, self.name, disc, letter)
        if not self.is_short:
            painter.setPen(look.colour("paper" if is_on else "ink"))
            painter.setFont(self.font())
            width = self._name_width()
            shown = QFontMetricsF(self.font()).elidedText(self.name, Qt.TextElideMode.ElideRight, width + 0.5)
            painter.drawText(QRectF(34, 0, width + 4, 32), Qt.AlignmentFlag.AlignVCenter, shown)
        painter.end()
