"""The status bar: how many gaps, what the hands can do now, and the zoom."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QWidget

from widgets.buttons import IconButton
from widgets.focus import Pressable
from widgets.look import Look, tip_of
from widgets.marks import paint_fails
from widgets.words import Words

HEIGHT = 28
MOST_HINTS = 3
LEAST_ZOOM, MOST_ZOOM = 10, 400


class Small(Pressable):
    """Words in the status bar that can be pressed, perhaps with a mark before and a chevron after them."""

    radius = 4.0

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, parent)
        self.words, self.is_marked, self.chevron = "", False, ""
        self.setFont(look.font("label"))
        self.setFixedHeight(24)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def say(self, words: str) -> None:
        """Show these words."""
        self.words = words
        self.setAccessibleName(words)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as what is shown."""
        width = QFontMetricsF(self.font()).horizontalAdvance(self.words)
        return QSize(round(width) + 13 + (20 if self.is_marked else 0) + (18 if self.chevron else 0), 24)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint mark, words and chevron."""
        look, painter, x = self.look, QPainter(self), 6.0
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.hovered or self.isDown():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("rule" if self.isDown() else "wash2"))
            painter.drawRoundedRect(QRectF(self.rect()), 4, 4)
        if self.is_marked:
            paint_fails(painter, look, x + 6, self.height() / 2, 6)
            x += 20
        painter.setFont(self.font())
        painter.setPen(look.colour("ink" if self.isEnabled() else "rule2"))
        width = QFontMetricsF(self.font()).horizontalAdvance(self.words)
        painter.drawText(QRectF(x, 0, width + 2, self.height()), Qt.AlignmentFlag.AlignVCenter, self.words)
        if self.chevron:
            look.paint_icon(painter, self.chevron, "ink2", QRectF(x + width + 6, 5, 14, 14))
        self.paint_focus(painter)
        painter.end()


class Hints(QWidget):
    """Keys and what they do now, as long as there is room."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.look = look
        self.hints: list[tuple[str, str]] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(HEIGHT - 1)
        look.changed.connect(self.update)

    def say(self, hints: Sequence[tuple[str, str]]) -> None:
        """Show at most three hints; a key may be empty where words are enough."""
        self.hints = list(hints)[:MOST_HINTS]
        said = ""
        for number, (key, text) in enumerate(self.hints):
            joint = "" if not number else " " if self._ends_sentence(number) else ", "
            said += joint + f"{key} {text}".strip()
        self.setAccessibleName(said)
        self.update()

    def _ends_sentence(self, number: int) -> bool:
        """Whether a hint is a key alone after words alone: “… or press” and then the key."""
        return number > 0 and not self.hints[number][1] and not self.hints[number - 1][0]

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint each hint that still fits whole."""
        look, painter, x = self.look, QPainter(self), 0.0
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        keys, words = QFontMetricsF(look.font("key")), QFontMetricsF(look.font("secondary"))
        for number, (key, text) in enumerate(self.hints):
            key_width = max(18.0, keys.horizontalAdvance(key) + 10) + 5 if key else 0.0
            width = key_width + words.horizontalAdvance(text)
            if x + width + 16 > self.width():
                break
            if number and not self._ends_sentence(number):
                self._words(painter, x, "·", 16, centred=True)
            if number:
                x += 16 if not self._ends_sentence(number) else 6
            if key:
                self._key(painter, x, key, key_width - 5)
            self._words(painter, x + key_width, text, width - key_width + 2)
            x += width
        painter.end()

    def _key(self, painter: QPainter, x: float, key: str, width: float) -> None:
        box = QRectF(x + 0.5, (self.height() - 18) / 2 + 0.5, width - 1, 17)
        painter.setPen(QPen(self.look.colour("rule2"), 1))
        painter.setBrush(self.look.colour("paper"))
        painter.drawRoundedRect(box, 3.5, 3.5)
        painter.setFont(self.look.font("key"))
        painter.setPen(self.look.colour("ink"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, key)

    def _words(self, painter: QPainter, x: float, text: str, width: float, centred: bool = False) -> None:
        painter.setFont(self.look.font("secondary"))
        painter.setPen(self.look.colour("ink3"))
        across = Qt.AlignmentFlag.AlignHCenter if centred else Qt.AlignmentFlag.AlignLeft
        painter.drawText(QRectF(x, 0, width, self.height()), across | Qt.AlignmentFlag.AlignVCenter, text)


class ZoomField(QLineEdit):
    """The zoom in percent while it is typed."""

    given_up = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc restores."""
        if event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        else:
            super().keyPressEvent(event)


class StatusBar(QWidget):
    """28 px at the bottom of the window."""

    strip_toggled = Signal()
    zoom_wanted = Signal(float)
    """The zoom someone typed: 1.0 is 100 %."""

    def __init__(self, actions: Mapping[str, QAction], look: Look, parent: QWidget | None = None) -> None:
        """Uses the actions `strip`, `overview`, `zoom_out`, `zoom_in` and `fit` of those it is given."""
        super().__init__(parent)
        self.look, self.actions_by_name = look, actions
        self.setFixedHeight(HEIGHT)
        self.tools: dict[str, IconButton] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 1, 10, 0)
        row.setSpacing(4)
        self.gaps = Small(look, self)
        self.gaps.clicked.connect(self._toggle_strip)
        row.addWidget(self.gaps)
        row.addSpacing(8)
        self.hints = Hints(look, self)
        row.addWidget(self.hints, 1)
        self.locked = Words(look, "", "secondary", "ink2", parent=self)
        self.locked.hide()
        row.addWidget(self.locked)
        for name, icon in (("lock", "unlock"), ("overview", "overview"), ("zoom_out", "minus")):
            self._add_icon(row, name, icon)
        self._add_zoom(row)
        self._add_icon(row, "zoom_in", "plus")
        self._add_fit(row)
        look.changed.connect(self.update)
        self.set_gaps(0, 0)
        self.set_zoom(1.0)

    def _add_icon(self, row: QHBoxLayout, name: str, icon: str) -> None:
        if name in self.actions_by_name:
            button = IconButton(self.look, icon, name, size=26, icon_size=16, parent=self)
            button.follow(self.actions_by_name[name])
            row.addWidget(button)
            self.tools[name] = button

    def _add_zoom(self, row: QHBoxLayout) -> None:
        self.zoom = Small(self.look, self)
        self.zoom.setToolTip(tip_of("Type a zoom"))
        self.zoom.clicked.connect(self._type_zoom)
        row.addWidget(self.zoom)
        self.field = ZoomField(self)
        self.field.setFont(self.look.font("label"))
        self.field.setFixedSize(56, 24)
        self.field.setStyleSheet("QLineEdit { min-height: 20px; max-height: 20px; padding: 0 4px; }")
        self.field.hide()
        self.field.editingFinished.connect(self._zoom_typed)
        self.field.given_up.connect(self._leave_zoom)
        row.addWidget(self.field)

    def _add_fit(self, row: QHBoxLayout) -> None:
        fit = self.actions_by_name.get("fit")
        if fit is not None:
            self.fit = Small(self.look, self)
            self.fit.say("Fit")
            self.fit.setToolTip(tip_of("Show the whole map", fit.shortcut().toString()))
            self.fit.clicked.connect(fit.trigger)
            row.addWidget(self.fit)

    # -- what it says

    def set_gaps(self, count: int, critical: int = 0, is_open: bool = False) -> None:
        """Say how many gaps there are and how many of them are critical."""
        words = "No gaps yet" if not count else "1 gap" if count == 1 else f"{count} gaps"
        self.gaps.is_marked = critical > 0
        self.gaps.chevron = "chevron-down" if is_open else "chevron-up"
        self.gaps.setToolTip(tip_of("Close the gap strip" if is_open else "Open the gap strip", "G"))
        self.gaps.say(f"{words}, {critical} critical" if critical else words)
        self.update()

    def set_hints(self, hints: Sequence[tuple[str, str]]) -> None:
        """Say what the hands can do now: (key, what it does), at most three."""
        self.hints.say(hints)

    def set_lock(self, is_locked: bool, words: str = "") -> None:
        """Say what is locked, with the tool that locks and unlocks."""
        if "lock" in self.tools:
            self.tools["lock"].icon_name = "lock" if is_locked else "unlock"
            self.tools["lock"].update()
        self.locked.say(words)
        self.locked.setVisible(bool(words))

    def set_zoom(self, zoom: float) -> None:
        """Say the zoom: 1.0 is 100 %."""
        self.zoom.say(f"{round(zoom * 100)} %")

    def _toggle_strip(self) -> None:
        action = self.actions_by_name.get("strip")
        if action is not None:
            action.trigger()
        self.strip_toggled.emit()

    # -- typing the zoom

    def _type_zoom(self) -> None:
        self.field.setText(self.zoom.words.removesuffix(" %"))
        self.zoom.hide()
        self.field.show()
        self.field.setFocus()
        self.field.selectAll()

    def _leave_zoom(self) -> None:
        self.field.hide()
        self.zoom.show()

    def _zoom_typed(self) -> None:
        if self.field.isHidden():
            return
        text = self.field.text().strip().rstrip("% ")
        self._leave_zoom()
        try:
            percent = float(text.replace(",", "."))
        except ValueError:
            return
        if percent == percent:
            self.zoom_wanted.emit(max(LEAST_ZOOM, min(MOST_ZOOM, percent)) / 100)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint paper, the hairline above, and the one after the gaps."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.look.colour("paper"))
        painter.fillRect(QRectF(0, 0, self.width(), 1), self.look.colour("rule"))
        x = self.gaps.geometry().right() + 6
        painter.fillRect(QRectF(x, 8, 1, HEIGHT - 15), self.look.colour("rule"))
        painter.end()
