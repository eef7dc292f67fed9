"""The first page: begin a map, open one, or look at a story that is there already."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen, QPixmap, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from model.drawing.message import in_words
from widgets.buttons import Button
from widgets.flow import Flow, clear
from widgets.focus import OUT, Pressable, pressed_by_enter
from widgets.look import Look, tip_of
from widgets.scroll import Scroll
from widgets.words import Words

LEFT_WIDTH = 424
CARD_WIDTH, PICTURE_HEIGHT = 290, 226
NARROWEST, WIDEST, IN_A_ROW = 220, 470, 3
WITH_ROOM = 900
"""In a window higher than this, px, the pictures of complete maps grow."""
APART, AROUND = 25, 48
INDENT = 12
GLIMPSE = QRectF(10.5, 8.5, 51, 39)
"""Where the picture of a recent map stands in its row."""


@dataclass(frozen=True)
class RecentMap:
    """A map somebody had open: its file, title, where it lies and when, and whether it is still there."""

    path: str
    title: str
    where: str = ""
    when: str = ""
    is_missing: bool = False


class RecentRow(Pressable):
    """Two lines about a recent map, 56 px high."""

    def __init__(self, look: Look, recent: RecentMap, parent: QWidget) -> None:
        super().__init__(look, parent)
        self.recent, self.picture = recent, QPixmap()
        self.setFixedHeight(56)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(f"{recent.title}, {recent.where}, {recent.when}")
        self.setToolTip(tip_of(recent.path))

    def sizeHint(self) -> QSize:
        """As wide as the column."""
        return QSize(LEFT_WIDTH - 72, 56)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint icon, title, place and day."""
        look, painter, recent = self.look, QPainter(self), self.recent
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.hovered or self.isDown():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("rule" if self.isDown() else "wash2"))
            painter.drawRoundedRect(QRectF(self.rect()), 6, 6)
        self._paint_picture(painter)
        said = "Locate" if recent.is_missing else recent.when
        small = look.font("secondary")
        right = self.width() - 12 - QFontMetricsF(small).horizontalAdvance(said)
        where = "Not there any more" if recent.is_missing else recent.where
        left = GLIMPSE.right() + 12
        self._line(painter, left, 10, right - 12, recent.title, look.font("strong"), "ink")
        self._line(painter, left, 28, right - 12, where, small, "ink3")
        self._line(painter, right, 19, self.width(), said, small, "mtm" if recent.is_missing else "ink3")
        self.paint_focus(painter)
        painter.end()

    def show_picture(self, picture: QPixmap) -> None:
        """Show a small picture of the map instead of the icon of a file."""
        self.picture = picture
        self.update()

    def _paint_picture(self, painter: QPainter) -> None:
        look, frame = self.look, GLIMPSE
        if self.picture.isNull() or self.recent.is_missing:
            middle = frame.center()
            look.paint_icon(painter, "file", "ink3", QRectF(middle.x() - 9, middle.y() - 9, 18, 18))
            return
        painter.setPen(QPen(look.colour("rule"), 1))
        painter.setBrush(look.colour("paper"))
        painter.drawRoundedRect(frame, 4, 4)
        inside, ratio = frame.adjusted(3.5, 3.5, -3.5, -3.5), self.devicePixelRatioF()
        # Qt leaves lines out where it paints a picture much smaller.
        small = self.picture.scaled(
            (inside.size() * ratio).toSize(),
            Qt.AspectRatioMode.IgnoreAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        painter.drawPixmap(inside, small, QRectF(small.rect()))

    def _line(
        self, painter: QPainter, x: float, y: float, right: float, text: str, font: QFont, token: str
    ) -> None:
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        painter.setPen(self.look.colour(token))
        shown = metrics.elidedText(" ".join(text.split()), Qt.TextElideMode.ElideRight, right - x + 0.5)
        painter.drawText(QPointF(x, y + metrics.ascent() + 1), shown)


class MapCard(Pressable):
    """A map to start from: its picture, title, headline and size."""

    ring_outside = True
    radius = 8.0

    def __init__(
        self, look: Look, title: str, headline: str, size: str, picture: QPixmap, parent: QWidget
    ) -> None:
        super().__init__(look, parent)
        self.picture = picture
        self.title = Words(look, title, "phase", "ink", lines=2, parent=self)
        self.headline = Words(look, headline, "quote", "ink2", lines=2, parent=self)
        self.touchpoints = Words(look, size, "secondary", "ink3", parent=self)
        for words in (self.title, self.headline, self.touchpoints):
            words.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.say_size(size)
        self.fit(CARD_WIDTH)

    def say_size(self, size: str) -> None:
        """Say how large the map is."""
        self.touchpoints.say(size)
        self.setAccessibleName(f"{self.title.text()}. {self.headline.text()} {size}")

    def fit(self, width: int) -> None:
        """Take this width: the picture keeps its shape, title and headline take two lines where they must."""
        self.picture_height = round(width * PICTURE_HEIGHT / CARD_WIDTH)
        heights = (
            max(20, self.title.heightForWidth(width)),
            max(22, self.headline.heightForWidth(width)),
            18,
        )
        top = self.picture_height + 12
        for words, height in zip((self.title, self.headline, self.touchpoints), heights, strict=True):
            words.setGeometry(0, top, width, height)
            top += height
        self.setFixedSize(width, top + 10)

    @property
    def ring_box(self) -> QRect:
        """The picture: words that stand flush with its edge would touch a ring around all."""
        return QRect(0, 0, self.width(), self.picture_height)

    def sizeHint(self) -> QSize:
        """Picture, title, headline and size."""
        return self.minimumSize()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the picture in its frame."""
        look, painter = self.look, QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        card_width, card_height = self.width(), self.picture_height
        frame = QRectF(0.5, 0.5, card_width - 1, card_height - 1)
        painter.setPen(QPen(look.colour("rule2" if self.hovered else "rule"), 1))
        painter.setBrush(look.colour("wash2" if self.isDown() else "paper"))
        painter.drawRoundedRect(frame, 8, 8)
        if not self.picture.isNull():
            size = self.picture.deviceIndependentSize()
            share = min((card_width - 18) / size.width(), (card_height - 18) / size.height())
            width, height = size.width() * share, size.height() * share
            box = QRectF((card_width - width) / 2, (card_height - height) / 2, width, height)
            painter.drawPixmap(box, self.picture, QRectF(self.picture.rect()))
        painter.end()


class Welcome(QWidget):
    """The page a person sees before any map is open."""

    new_wanted = Signal()
    open_wanted = Signal()
    map_wanted = Signal(str)
    locate_wanted = Signal(str)
    """A recent map that is not where it was."""
    sample_wanted = Signal(str)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self.rows: list[RecentRow] = []
        self.cards: list[MapCard] = []
        self._by_path: dict[str, MapCard] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._left())
        row.addWidget(self._right(), 1)
        look.changed.connect(self.update)
        self.show_recent([])
        self.show_maps([])

    def _left(self) -> QWidget:
        look, left = self.look, QWidget(self)
        self.left = left
        left.setFixedWidth(LEFT_WIDTH)
        self.left_column = column = QVBoxLayout(left)
        column.setSpacing(0)
        title = Words(look, "Mind the Gap", "welcome_title", parent=left)
        title.setContentsMargins(INDENT, 0, 0, 0)
        column.addWidget(title)
        column.addSpacing(8)
        said = "Map what customers go through. See where they are lost between things."
        lead = Words(look, said, "lead", "ink2", lines=0, parent=left)
        lead.setContentsMargins(INDENT, 0, 0, 0)
        lead.setMaximumWidth(290 + INDENT)
        column.addWidget(lead)
        column.addSpacing(26)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.setContentsMargins(INDENT, 0, 0, 0)
        self.new = Button(look, "New map", "primary", large=True, parent=left)
        self.open = Button(look, "Open…", large=True, parent=left)
        self.new.clicked.connect(self.new_wanted)
        self.open.clicked.connect(self.open_wanted)
        buttons.addWidget(self.new)
        buttons.addWidget(self.open)
        buttons.addStretch(1)
        column.addLayout(buttons)
        column.addSpacing(46)
        self.kicker = Words(look, "Recent", "kicker", "ink3", parent=left)
        self.kicker.setContentsMargins(INDENT, 0, 0, 0)
        column.addWidget(self.kicker)
        column.addSpacing(8)
        column.addWidget(self._recent_list(), 1)
        column.addSpacing(12)
        foot = Words(
            look,
            "Drop a map or a report PDF here to open it. Reports carry their map.",
            "secondary",
            "ink3",
            lines=0,
            parent=left,
        )
        foot.setContentsMargins(INDENT, 0, 0, 0)
        column.addWidget(foot)
        return left

    def _recent_list(self) -> QWidget:
        scroll = Scroll(self.look, self)
        inside = QWidget()
        self.recent = QVBoxLayout(inside)
        self.recent.setContentsMargins(0, 0, 0, 0)
        self.recent.setSpacing(0)
        scroll.setWidget(inside)
        scroll.setMinimumHeight(60)
        return scroll

    def _right(self) -> QWidget:
        scroll = Scroll(self.look, self)
        inside = QWidget()
        self.right_column = column = QVBoxLayout(inside)
        column.setSpacing(0)
        self.heading = Words(self.look, "", "dialog_title", parent=inside)
        self.heading.setContentsMargins(OUT, 0, OUT, 0)
        column.addWidget(self.heading)
        column.addSpacing(4)
        self.below = Words(self.look, "", "text", "ink3", parent=inside)
        self.below.setContentsMargins(OUT, 0, OUT, 0)
        column.addWidget(self.below)
        column.addSpacing(24 - OUT)
        self.cards_box = box = QWidget(inside)
        self.grid = Flow(box, APART)
        self.grid.setContentsMargins(OUT, OUT, OUT, OUT)  # The ring of the focus stands around a card.
        column.addWidget(box)
        column.addStretch(1)
        scroll.setWidget(inside)
        return scroll

    # -- what it shows

    def show_recent(self, maps: Sequence[RecentMap]) -> None:
        """Show the maps opened lately, the last one first."""
        clear(self.recent)
        known = {row.recent.path: row.picture for row in self.rows}
        self.rows = []
        for recent in maps:
            row = RecentRow(self.look, recent, self.left)
            wanted = self.locate_wanted if recent.is_missing else self.map_wanted
            row.clicked.connect(lambda _=False, signal=wanted, path=recent.path: signal.emit(path))
            row.show_picture(known.get(recent.path, QPixmap()))
            self.rows.append(row)
            self.recent.addWidget(row)
        self.recent.addStretch(1)
        self.kicker.setVisible(bool(maps))

    def show_picture(self, path: str, picture: QPixmap) -> None:
        """Show what a recent map looks like."""
        for row in self.rows:
            if row.recent.path == path:
                row.show_picture(picture)

    def say_size(self, path: str, size: str) -> None:
        """Say how large one of the complete maps is."""
        self._by_path[path].say_size(size)

    def show_maps(self, maps: Sequence[tuple[str, str, str, str, QPixmap]]) -> None:
        """Show complete maps to start from: path, title, headline, size in words, picture."""
        self.grid.clear()
        self.cards, self._by_path = [], {}
        for path, title, headline, size, picture in maps:
            card = MapCard(self.look, title, headline, size, picture, self.cards_box)
            card.clicked.connect(lambda _=False, path=path: self.sample_wanted.emit(path))
            self.cards.append(card)
            self._by_path[path] = card
            self.grid.addWidget(card)
            card.show()
        self._fit_cards()
        count = len(maps)
        words = "A journey" if count == 1 else f"{in_words(count).capitalize()} journeys"
        self.heading.say(f"{words} to start from" if count else "")
        whole = "A complete map." if count == 1 else "Complete maps."
        self.below.say(
            f"{whole} Opening {'it' if count == 1 else 'one'} makes your own copy." if count else ""
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the left side and the margins less room in a small window, and the cards what there is."""
        super().resizeEvent(event)
        self.left.setFixedWidth(LEFT_WIDTH if self.width() >= 1100 else 380)
        above, below = (72, 48) if self.height() >= 800 else (36, 12)
        self.left_column.setContentsMargins(36, above, 36, 28)
        self.right_column.setContentsMargins(AROUND - OUT, above, AROUND - OUT, below - OUT)
        self._fit_cards()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens what has the focus."""
        if not pressed_by_enter(event):
            super().keyPressEvent(event)

    def _fit_cards(self) -> None:
        """Make the cards as wide as so many beside each other can be, in a large window larger than drawn."""
        room = self.width() - self.left.width() - 2 * AROUND
        beside = max(1, min(IN_A_ROW, (room + APART) // (NARROWEST + APART)))
        widest = max(CARD_WIDTH, min(WIDEST, round(CARD_WIDTH + (self.height() - WITH_ROOM) / 2)))
        width = max(NARROWEST, min(widest, (room - (beside - 1) * APART) // beside))
        for card in self.cards:
            card.fit(width)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint wash at the left, paper at the right, a hairline between."""
        painter, width = QPainter(self), self.left.width()
        painter.fillRect(self.rect(), self.look.colour("paper"))
        painter.fillRect(QRectF(0, 0, width, self.height()), self.look.colour("wash"))
        painter.fillRect(QRectF(width - 1, 0, 1, self.height()), self.look.colour("rule"))
        painter.end()
