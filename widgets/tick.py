"""A tick for what is or is not so; where nobody may know, a third state says that."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from widgets.editors import Editor
from widgets.focus import Pressable
from widgets.look import Look, tip_of

STATES = {True: "Yes", False: "No", None: "Nobody knows yet"}
BOX = 16


class TickBox(Pressable):
    """The box and its words."""

    def __init__(self, look: Look, words: str, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.words, self.state = words, "unknown"
        self.setFont(look.font("text"))
        self.setAccessibleName(words)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Box and words."""
        return QSize(round(QFontMetricsF(self.font()).horizontalAdvance(self.words)) + BOX + 12, 24)

    def minimumSizeHint(self) -> QSize:
        """The words may be shortened."""
        return QSize(BOX + 40, 24)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the box as it is: ticked, empty, or dashed where nobody knows."""
        look, painter = self.look, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(1.75, (self.height() - BOX) / 2 + 0.75, BOX - 1.5, BOX - 1.5)
        is_on = self.state == "on"
        line = "ink" if is_on or self.hovered else "edge"
        painter.setPen(QPen(look.colour(line), 1.5))
        painter.setBrush(look.colour("ink" if is_on else "wash2" if self.isDown() else "paper"))
        painter.drawRoundedRect(box, 3.5, 3.5)
        pen = QPen(look.colour("paper" if is_on else "edge"), 1.8)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        x, y = box.center().x(), box.center().y()
        if is_on:
            painter.drawPolyline(
                [QPointF(x - 3.4, y + 0.2), QPointF(x - 0.9, y + 2.7), QPointF(x + 3.6, y - 2.5)]
            )
        elif self.state in ("unknown", "differs"):
            painter.drawLine(QPointF(x - 2.5, y), QPointF(x + 2.5, y))
        painter.setFont(self.font())
        painter.setPen(look.colour("ink" if self.isEnabled() else "rule2"))
        room = QRectF(BOX + 10, 0, self.width() - BOX - 10, self.height())
        shown = QFontMetricsF(self.font()).elidedText(
            self.words, Qt.TextElideMode.ElideRight, room.width() + 0.5
        )
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, shown)
        self.paint_focus(painter)
        painter.end()


class Tick(Editor):
    """Yes or no; with `may_be_unknown` a third click says that nobody knows."""

    def __init__(
        self,
        look: Look,
        words: str,
        tip: str = "",
        may_be_unknown: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(look, "", tip, parent)
        self.may_be_unknown, self.tip = may_be_unknown, tip
        self.value: bool | None = None
        self.box = TickBox(look, words, self)
        self.column.addWidget(self.box)
        self.setFocusProxy(self.box)
        self.box.clicked.connect(self._next)
        self.show_value(None if may_be_unknown else False)

    def show_value(self, value: object) -> None:
        """Show whether it is so."""
        self.value = value if isinstance(value, bool) else (None if self.may_be_unknown else False)
        self.box.state = "unknown" if self.value is None else "on" if self.value else "off"
        self._say(STATES[self.value])
        self.complain("")

    def show_differs(self) -> None:
        """Show that several records differ here; a click makes it so for all."""
        self.value = None
        self.box.state = "differs"
        self._say("Differs")

    def _say(self, state: str) -> None:
        words = ". ".join(part for part in (self.tip, state) if part)
        self.box.setToolTip(tip_of(words))
        self.box.setAccessibleDescription(words)
        self.box.update()

    def _next(self) -> None:
        if self.value is None:
            value: bool | None = True
        elif self.value:
            value = False
        else:
            value = None if self.may_be_unknown else True
        self.show_value(value)
        self.edited.emit(value)
