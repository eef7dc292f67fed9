"""The pages as they will be: one large, all of them small below it, and keys to leaf through them."""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from widgets.buttons import IconButton
from widgets.look import Look
from widgets.words import Words

AIR = 24
SMALL_HIGH, SMALL_APART = 44, 8
Size = tuple[float, float]


class PageFrame(QWidget):
    """A page as large as there is room for; while it is being painted, the picture before is stretched."""

    resized = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self.size_mm: Size | None = None
        self.image: QImage | None = None
        self.is_clear = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(120, 90)
        look.changed.connect(self.update)

    @property
    def place(self) -> QRectF:
        """Where the page stands."""
        if self.size_mm is None:
            return QRectF()
        w, h = self.size_mm
        k = min((self.width() - 2) / w, (self.height() - 2) / h)
        width, height = round(w * k), round(h * k)
        return QRectF((self.width() - width) // 2, (self.height() - height) // 2, width, height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Ask for a picture of the new size."""
        super().resizeEvent(event)
        self.resized.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the page on its ground with the line around it."""
        painter = QPainter(self)
        if self.size_mm is not None:
            box = self.place
            painter.fillRect(box, self.look.colour("rule" if self.is_clear else "paper"))
            if self.image is not None:
                painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
                painter.drawImage(box, self.image)
            painter.setPen(self.look.colour("rule2"))
            painter.drawRect(box.adjusted(-1, -1, 0, 0))
        painter.end()


class SmallPages(QWidget):
    """All pages in a row, small; a click goes there."""

    wanted = Signal(int)
    seen = Signal(int)
    """A page whose small picture is needed."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self.sizes: list[Size] = []
        self.images: dict[int, QImage] = {}
        self.current = 0
        self.setFixedHeight(SMALL_HIGH + 8)
        self.setAccessibleName("All pages")
        look.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """A row."""
        return QSize(200, SMALL_HIGH + 8)

    def boxes(self) -> list[tuple[int, QRectF]]:
        """The pages that have room, each with its place; the current one is among them."""
        widths = [max(12.0, SMALL_HIGH * min(2.2, w / h)) for w, h in self.sizes]
        if not widths:
            return []
        current = min(self.current, len(widths) - 1)
        first = last = current
        room = self.width() - 8 - widths[current]
        while True:
            before = widths[first - 1] + SMALL_APART if first else None
            after = widths[last + 1] + SMALL_APART if last + 1 < len(widths) else None
            if after is not None and after <= room and (last - current <= current - first or not before):
                room, last = room - after, last + 1
            elif before is not None and before <= room:
                room, first = room - before, first - 1
            elif after is not None and after <= room:
                room, last = room - after, last + 1
            else:
                break
        x, found = 4 + room / 2, []
        for place in range(first, last + 1):
            w, h = self.sizes[place]
            high = min(SMALL_HIGH, widths[place] * h / w)
            found.append((place, QRectF(x, 4 + (SMALL_HIGH - high) / 2, widths[place], high)))
            x += widths[place] + SMALL_APART
        return found

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to the page that is pressed."""
        for place, box in self.boxes():
            if box.contains(event.position()):
                self.wanted.emit(place)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint every page, the current one in a frame of ink."""
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.SmoothPixmapTransform | QPainter.RenderHint.Antialiasing)
        for place, box in self.boxes():
            painter.fillRect(box, self.look.colour("paper"))
            if place in self.images:
                painter.drawImage(box, self.images[place])
            else:
                self.seen.emit(place)
            is_current = place == self.current
            painter.setPen(QPen(self.look.colour("ink" if is_current else "rule2"), 2 if is_current else 1))
            painter.drawRect(box.adjusted(-3, -3, 3, 3) if is_current else box)
        painter.end()


class PagePreview(QWidget):
    """What leaves, page by page."""

    wanted = Signal(int, int)
    """A page and how many device px wide its picture is to be."""
    turned = Signal(int)
    """The page that is seen now."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Pages")
        self.sizes: list[Size] = []
        self.current = 0
        self._asked: set[tuple[int, int]] = set()
        self._kept: dict[tuple[int, int], QImage] = {}
        self.caption = Words(look, "", "secondary", "ink2", parent=self)
        self.frame = PageFrame(look, self)
        self.small = SmallPages(look, self)
        self.back = IconButton(look, "chevron-left", "Page before", size=28, icon_size=16, parent=self)
        self.on = IconButton(look, "chevron-right", "Next page", size=28, icon_size=16, parent=self)
        self.place = Words(look, "", "text", parent=self)
        self._lay_out()
        self.back.clicked.connect(lambda: self.turn_to(self.current - 1))
        self.on.clicked.connect(lambda: self.turn_to(self.current + 1))
        self.small.wanted.connect(self.turn_to)
        self.small.seen.connect(lambda page: self._ask(page, self._small_width(page)))
        self.frame.resized.connect(self._ask_current)
        self.show_pages([])

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(AIR, 16, AIR, 12)
        column.setSpacing(8)
        column.addWidget(self.caption)
        column.addWidget(self.frame, 1)
        column.addWidget(self.small)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch()
        row.addWidget(self.back)
        row.addWidget(self.place)
        row.addWidget(self.on)
        row.addStretch()
        column.addLayout(row)

    # -- what is shown

    def forget_pictures(self) -> None:
        """Paint all pages anew; what they look like has changed."""
        self._asked.clear()
        self._kept.clear()
        self.small.images.clear()
        self._show()

    def show_pages(self, sizes: list[Size], current: int = 0, are_others: bool = True) -> None:
        """Show pages of these sizes (mm); unless they are others, pictures that are there stay."""
        if are_others:
            self._asked.clear()
            self._kept.clear()
            self.small.images.clear()
        self.sizes = self.small.sizes = sizes
        self.current = max(0, min(current, len(sizes) - 1))
        self._show()

    def turn_to(self, page: int) -> None:
        """Show this page, if it is there."""
        if 0 <= page < len(self.sizes) and page != self.current:
            self.current = page
            self._show()
            self.turned.emit(page)

    def take(self, page: int, image: QImage) -> None:
        """Take the picture of a page."""
        self._kept[page, image.width()] = image
        if image.width() == self._small_width(page):
            self.small.images[page] = image
            self.small.update()
        if page == self.current and image.width() == self._large_width():
            self._show()

    def _show(self) -> None:
        count, frame = len(self.sizes), self.frame
        self.small.current = self.current
        self.small.setVisible(count > 1)
        for part in (self.back, self.on):
            part.setVisible(count > 1)
        self.back.setEnabled(self.current > 0)
        self.on.setEnabled(self.current + 1 < count)
        self.place.say(f"Page {self.current + 1} of {count}" if count > 1 else "")
        frame.size_mm = self.sizes[self.current] if count else None
        wide = self._large_width()
        kept = self._kept.get((self.current, wide)) if count else None
        frame.image = kept or (self._nearest(self.current) if count else None)
        frame.setAccessibleName(self.place.text())
        frame.update()
        self.small.update()
        self._ask_current()

    def _nearest(self, page: int) -> QImage | None:
        of_page = [(wide, image) for (one, wide), image in self._kept.items() if one == page]
        return max(of_page, key=lambda found: found[0])[1] if of_page else None

    # -- pictures

    def _large_width(self) -> int:
        return round(self.frame.place.width() * self.devicePixelRatioF())

    def _small_width(self, page: int) -> int:
        w, h = self.sizes[page] if page < len(self.sizes) else (1.0, 1.0)
        return max(12, round(SMALL_HIGH * min(2.2, w / h) * self.devicePixelRatioF() * 1.5))

    def _ask_current(self) -> None:
        if self.sizes and self.frame.width() > 1:
            self._ask(self.current, self._large_width())

    def _ask(self, page: int, wide: int) -> None:
        if wide > 0 and (page, wide) not in self._asked:
            self._asked.add((page, wide))
            self.wanted.emit(page, wide)

    # -- hands

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leaf with the arrows, page keys, Home and End."""
        keys = Qt.Key
        places = {
            keys.Key_Left: self.current - 1,
            keys.Key_Right: self.current + 1,
            keys.Key_PageUp: self.current - 1,
            keys.Key_PageDown: self.current + 1,
            keys.Key_Home: 0,
            keys.Key_End: len(self.sizes) - 1,
        }
        place = places.get(keys(event.key()))
        if place is None:
            super().keyPressEvent(event)
        else:
            self.turn_to(place)

    def event(self, event: QEvent) -> bool:
        """Show that the keyboard is here."""
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.update()
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground between two lines, and the ring while the keyboard is here."""
        painter, look = QPainter(self), self.look
        painter.fillRect(self.rect(), look.colour("wash2"))
        painter.setPen(look.colour("rule"))
        for x in (0, self.width() - 1):
            painter.drawLine(QPointF(x, 0), QPointF(x, self.height()))
        if self.hasFocus():
            painter.setPen(QPen(look.colour("ink"), look.ring))
            painter.drawRect(QRectF(self.rect()).adjusted(1, 1, -1, -1))
        painter.end()
