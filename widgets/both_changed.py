"""The sheet “Both changed”: what people said differently of one field, side by side, until somebody chooses."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from widgets.buttons import Button, IconButton
from widgets.focus import Pressable
from widgets.inspector.sections import Section
from widgets.look import Look, tip_of
from widgets.marks import paint_pill, pill_width
from widgets.scroll import Scroll
from widgets.spoken import speak_as
from widgets.words import Words

BAR = 43
EDGE, LEFT, TOP = 12, 36, 8


def wrapped(metrics: QFontMetricsF, text: str, width: float) -> int:
    """How a text is broken at a width: between words, and within one that is too long for a line."""
    fits = all(metrics.horizontalAdvance(word) <= width for word in text.split())
    return int((Qt.TextFlag.TextWordWrap if fits else Qt.TextFlag.TextWrapAnywhere).value)


@dataclass(frozen=True, slots=True)
class Side:
    """What one of them says: whose it is (“Yours”, “Mei’s”), when, and the value in words."""

    whose: str
    when: str
    text: str
    is_figure: bool = False
    token: str = "ink"


@dataclass(frozen=True, slots=True)
class Matter:
    """One field that people say different things of; the side that is shown on the map comes first."""

    record: str
    path: str
    number: str
    pill: str | None
    where: str
    sides: tuple[Side, ...]
    can_note: bool


class SideCard(Pressable):
    """One side as a card with a radio: a press chooses it."""

    ring_outside = True

    def __init__(self, look: Look, side: Side, key: str, is_shown: bool, parent: QWidget) -> None:
        super().__init__(look, parent)
        self.side, self.key, self.is_shown = side, key, is_shown
        said = f"{side.whose} {side.when}".strip()
        self.setAccessibleName(f"{said}: {side.text}" + (", shown on the map" if is_shown else ""))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.fit(260)

    def _role(self) -> str:
        return "score" if self.side.is_figure else "text"

    def fit(self, width: int) -> None:
        """Be as high as the text is at this width."""
        room = QRectF(0, 0, max(40, width - LEFT - EDGE), 100_000)
        metrics = QFontMetricsF(self.look.font(self._role()))
        broken = wrapped(metrics, self.side.text, room.width())
        self.setFixedHeight(round(metrics.boundingRect(room, broken, self.side.text).height()) + 22 + 2 * TOP)

    def sizeHint(self) -> QSize:
        """As wide as the panel gives."""
        return QSize(120, self.height())

    def resizeEvent(self, event) -> None:
        """Break the text anew."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit(self.width())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the card, the radio, whose it is and what it says."""
        look, painter = self.look, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        wide = 2.0 if self.is_shown else 1.0
        inside = QRectF(self.rect()).adjusted(wide / 2, wide / 2, -wide / 2, -wide / 2)
        painter.setPen(QPen(look.colour("ink" if self.is_shown else "rule2"), wide))
        painter.setBrush(look.colour("rule" if self.isDown() else "wash2" if self.hovered else "paper"))
        painter.drawRoundedRect(inside, 6, 6)
        painter.setPen(QPen(look.colour("ink" if self.is_shown else "edge"), 5 if self.is_shown else 1.5))
        painter.setBrush(look.colour("paper"))
        radius = 5.5 if self.is_shown else 7.0
        painter.drawEllipse(QRectF(20 - radius, TOP + 10 - radius, 2 * radius, 2 * radius))
        painter.setFont(look.font("strong"))
        painter.setPen(look.colour("ink"))
        line = QRectF(LEFT, TOP, self.width() - LEFT - EDGE, 20)
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, self.side.whose)
        start = QFontMetricsF(look.font("strong")).horizontalAdvance(self.side.whose) + 8
        painter.setFont(look.font("secondary"))
        painter.setPen(look.colour("ink3"))
        painter.drawText(line.adjusted(start, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self.side.when)
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, self.key)
        painter.setFont(look.font(self._role()))
        painter.setPen(look.colour(self.side.token))
        text = QRectF(LEFT, TOP + 22, self.width() - LEFT - EDGE, self.height())
        painter.drawText(
            text, wrapped(QFontMetricsF(painter.font()), self.side.text, text.width()), self.side.text
        )
        painter.end()


class MatterLine(Pressable):
    """Which field it is: the number and where; a press goes there on the map."""

    radius = 4.0

    def __init__(self, look: Look, matter: Matter, parent: QWidget) -> None:
        super().__init__(look, parent)
        self.matter = matter
        self.setAccessibleName(" · ".join(part for part in (matter.number, matter.where) if part))
        self.setToolTip(tip_of(self.accessibleName()))
        self.setFixedHeight(24)

    def sizeHint(self) -> QSize:
        """As wide as the panel gives."""
        return QSize(120, 24)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint number and words."""
        look, painter, matter = self.look, QPainter(self), self.matter
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.hovered:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("wash2"))
            painter.drawRoundedRect(QRectF(self.rect()), 4, 4)
        x = 0.0
        if matter.number:
            wide = pill_width(look, matter.number)
            paint_pill(painter, look, QRectF(0, 3, wide, 18), matter.number, matter.pill)
            x = wide + 8
        painter.setFont(look.font("secondary"))
        painter.setPen(look.colour("ink3"))
        room = self.width() - x
        shown = QFontMetricsF(painter.font()).elidedText(matter.where, Qt.TextElideMode.ElideMiddle, room)
        painter.drawText(QRectF(x, 0, room, 24), Qt.AlignmentFlag.AlignVCenter, shown)
        self.paint_focus(painter)
        painter.end()


class BothChanged(QWidget):
    """Lies over the panel until all is chosen or it is closed; 1, 2 … choose, ↑ and ↓ go from field to field."""

    closed = Signal()
    chosen = Signal(int, int)
    """A side of a matter was chosen, both by their places."""
    noted = Signal(int)
    """The shown side of a matter is kept, the others go to the note."""
    all_chosen = Signal(str)
    """Everything of one person is chosen: “Yours”, “Mei’s”."""
    stepped = Signal(int)
    """Another matter is in question now, by its place."""
    wanted = Signal()
    """Somebody wants to see on the map what was joined by itself."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self.matters: tuple[Matter, ...] = ()
        self.current = 0
        self.cards: list[list[SideCard]] = []
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Both changed")
        speak_as(self, QAccessible.Role.Pane)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._bar())
        self.area = Scroll(look, self)
        column.addWidget(self.area, 1)
        look.changed.connect(self.update)

    def _bar(self) -> QWidget:
        bar = QWidget(self)
        bar.setFixedHeight(BAR)
        row = QHBoxLayout(bar)
        row.setContentsMargins(10, 0, 10, 1)
        row.setSpacing(4)
        self.back = IconButton(self.look, "chevron-left", "Back", "Esc", 28, 16, parent=bar)
        self.back.clicked.connect(self.closed)
        row.addWidget(self.back)
        row.addWidget(Words(self.look, "Both changed", "strong", parent=bar), 1)
        self.place = Words(self.look, "", "secondary", "ink3", parent=bar)
        row.addWidget(self.place)
        self.after = IconButton(self.look, "chevron-down", "Next field", "↓", 28, 16, parent=bar)
        self.after.clicked.connect(lambda: self._step(1))
        row.addWidget(self.after)
        return bar

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint paper, and the line below the bar."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.look.colour("paper"))
        painter.fillRect(0, BAR - 1, self.width(), 1, self.look.colour("rule"))
        painter.end()

    # -- showing

    def show_matters(
        self, intro: str, matters: Sequence[Matter], current: int, joined: Sequence[str]
    ) -> None:
        """Show what is to be chosen, and in a few lines what was joined by itself."""
        self.matters, self.current = tuple(matters), min(current, max(0, len(matters) - 1))
        self.cards = []
        self.place.say(f"{self.current + 1} of {len(matters)}" if matters else "")
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = Section(self.look, parent=page, line=False)
        head.add(Words(self.look, intro, "text", "ink2", lines=0, parent=page))
        column.addWidget(head)
        for place, matter in enumerate(self.matters):
            column.addWidget(self._section(page, place, matter))
        if len(self.matters) > 1:
            column.addWidget(self._all(page))
        if joined:
            column.addWidget(self._joined(page, joined))
        column.addStretch(1)
        had_focus = self.isAncestorOf(self.window().focusWidget()) if self.window().focusWidget() else False
        self.area.setWidget(page)
        if had_focus:
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _section(self, page: QWidget, place: int, matter: Matter) -> Section:
        section = Section(self.look, parent=page, line=place > 0)
        section.column.setSpacing(8)
        line = MatterLine(self.look, matter, section)
        line.clicked.connect(lambda: self.stepped.emit(place))
        section.add(line)
        cards = [
            SideCard(self.look, side, str(at + 1) if place == self.current else "", at == 0, section)
            for at, side in enumerate(matter.sides)
        ]
        self.cards.append(cards)
        holder = QWidget(section)
        row = (QHBoxLayout if all(side.is_figure for side in matter.sides) else QVBoxLayout)(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for at, card in enumerate(cards):
            card.clicked.connect(lambda _=False, at=at: self.chosen.emit(place, at))
            row.addWidget(card)
        section.add(holder)
        if place == self.current:
            section.add(self._verbs(section, place, matter))
        shown = matter.sides[0].whose
        said = f"{shown} is shown until you choose. Both stay in the file."
        section.add(Words(self.look, said, "secondary", "ink3", lines=0, parent=section))
        return section

    def _verbs(self, section: Section, place: int, matter: Matter) -> QWidget:
        holder = QWidget(section)
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        shown = matter.sides[0].whose
        keep = Button(
            self.look, f"Keep {shown.lower() if shown == 'Yours' else shown}", "primary", parent=holder
        )
        keep.clicked.connect(lambda: self.chosen.emit(place, 0))
        row.addWidget(keep)
        if matter.can_note:
            both = Button(self.look, "Keep both in the note", "quiet", parent=holder)
            both.clicked.connect(lambda: self.noted.emit(place))
            row.addWidget(both)
        row.addStretch(1)
        return holder

    def _all(self, page: QWidget) -> Section:
        section = Section(self.look, "All at once", page)
        for whose in dict.fromkeys(side.whose for matter in self.matters for side in matter.sides):
            said = "Keep all of yours" if whose == "Yours" else f"Keep all of {whose}"
            button = Button(self.look, said, parent=section)
            button.clicked.connect(lambda _=False, whose=whose: self.all_chosen.emit(whose))
            row = QHBoxLayout()
            row.setContentsMargins(6, 0, 6, 0)
            row.addWidget(button)
            row.addStretch(1)
            section.column.addLayout(row)
        return section

    def _joined(self, page: QWidget, joined: Sequence[str]) -> Section:
        section = Section(self.look, "Joined by itself", page)
        for line in joined:
            section.add(Words(self.look, line, "secondary", "ink2", lines=0, parent=section))
        link = Button(self.look, "Show on the map", "quiet", parent=section)
        link.clicked.connect(self.wanted)
        row = QHBoxLayout()
        row.addWidget(link)
        row.addStretch(1)
        section.column.addLayout(row)
        return section

    # -- keys

    def _step(self, by: int) -> None:
        if self.matters:
            self.stepped.emit((self.current + by) % len(self.matters))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """1, 2 … choose a side, ↑ and ↓ another field, Esc goes back."""
        place = event.key() - Qt.Key.Key_1
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._step(1 if event.key() == Qt.Key.Key_Down else -1)
        elif self.matters and 0 <= place < len(self.matters[self.current].sides):
            self.chosen.emit(self.current, place)
        else:
            super().keyPressEvent(event)
