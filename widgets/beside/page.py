"""Two maps side by side, panned and zoomed together, what differs marked on both and told in words and numbers."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from model.compare import compare
from model.differences import Difference, How, differences
from model.journey import Journey
from model.records import Handover, Place, Touchpoint
from widgets.beside.badges import SAID, paint_badge
from widgets.beside.listed import Differences
from widgets.beside.reading import ReadingView
from widgets.buttons import Button, Segments
from widgets.look import Look
from widgets.numbers import NumbersPanel
from widgets.status_bar import Hints
from widgets.words import Words

HEADING, BAR, FOOT, PANEL = 34, 52, 28, 360
READABLE = 0.66
"""The zoom at which the maps are shown at first: so much of them as can be read."""
DIRECTIONS = {"beside": "Side by side", "above": "One above the other"}


class Side(NamedTuple):
    """One of the two maps: what it is called here, and its journey."""

    name: str
    title: str
    journey: Journey


class Strip(QWidget):
    """A bar of paper with a hairline at its top or bottom."""

    def __init__(self, look: Look, height: int, is_below: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self.look, self.is_below = look, is_below
        self.setFixedHeight(height)
        look.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint paper and the line."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.look.colour("paper"))
        y = 0 if self.is_below else self.height() - 1
        painter.fillRect(QRectF(0, y, self.width(), 1), self.look.colour("rule"))
        painter.end()


class Legend(QWidget):
    """How many records were added, removed, changed and moved, each with its mark."""

    def __init__(self, look: Look, counts: dict[How, int], parent: QWidget) -> None:
        super().__init__(parent)
        self.look, self.counts = look, counts
        metrics = QFontMetricsF(look.font("secondary"))
        self._words = {how: f"{SAID[how]} {count}" for how, count in counts.items() if count}
        self.setFixedSize(
            round(sum(metrics.horizontalAdvance(one) + 40 for one in self._words.values())), FOOT - 2
        )
        self.setAccessibleName(", ".join(self._words.values()))
        look.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint each mark with its count."""
        painter, x = QPainter(self), 8.0
        metrics = QFontMetricsF(self.look.font("secondary"))
        for how, words in self._words.items():
            paint_badge(painter, self.look, how, x + 7, self.height() / 2, 6.5)
            painter.setFont(self.look.font("secondary"))
            painter.setPen(self.look.colour("ink2"))
            width = metrics.horizontalAdvance(words)
            painter.drawText(
                QRectF(x + 20, 0, width + 2, self.height()), Qt.AlignmentFlag.AlignVCenter, words
            )
            x += width + 40
        painter.end()


class Beside(QWidget):
    """The page: two maps to read, and at the right what differs and what it does to the numbers."""

    left = Signal()
    """Somebody has seen enough."""

    def __init__(
        self,
        before: Side,
        after: Side,
        look: Look,
        parent: QWidget | None = None,
        at_once: bool = True,
    ) -> None:
        super().__init__(parent)
        self.look, self.sides = look, (before, after)
        self.views: tuple[ReadingView, ...] = ()
        self.numbers: NumbersPanel | None = None
        self.building = self._build()
        """Makes the parts one after the other; until it is at its end this is not to be shown."""
        if at_once:
            for _ in self.building:
                pass

    def _build(self) -> Iterator[None]:
        before, after = self.sides
        self.found = compare(before.journey.store, after.journey.store)
        yield
        told = differences(self.found)
        yield
        for side in self.sides:
            self.views += (ReadingView(side.journey.store, side.journey, self.look, self),)
            yield
        names = before.name, after.name
        self.numbers = NumbersPanel(after.journey, self.look, before.journey, names, self)
        yield
        self.listed = Differences(self.look, told)
        self.numbers.put_first(self.listed)
        yield
        self._lay_out(self.numbers)
        yield
        self._mark()
        self._connect(self.numbers)

    def begin(self) -> None:
        """Show the first difference, and let the keyboard go through all of them."""
        first = self.listed.rows[0] if self.listed.rows else self.back
        first.setFocus(Qt.FocusReason.OtherFocusReason)
        for view in self.views:
            view.zoom_to(READABLE)
        if self.listed.rows:
            self.listed.choose(self.listed.rows[0])

    def close_down(self) -> None:
        """Follow the maps no more."""
        if self.numbers is not None:
            self.numbers.close_down()
        for view in self.views:
            view.close_down()

    # -- building

    def _lay_out(self, numbers: NumbersPanel) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._bar())
        middle = QHBoxLayout()
        middle.setSpacing(0)
        self.panes = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self.panes.setSpacing(1)
        for side, view in zip(self.sides, self.views, strict=True):
            self._second = self._pane(side, view)
            self.panes.addWidget(self._second, 1)
        middle.addLayout(self.panes, 1)
        numbers.setFixedWidth(PANEL)
        middle.addSpacing(1)
        middle.addWidget(numbers)
        whole.addLayout(middle, 1)
        whole.addWidget(self._foot())

    def _bar(self) -> Strip:
        bar = Strip(self.look, BAR, False, self)
        row = QHBoxLayout(bar)
        row.setContentsMargins(12, 0, 12, 1)
        self.back = Button(self.look, "Stop comparing", icon="chevron-left", parent=bar)
        self.back.clicked.connect(self.left)
        row.addWidget(self.back)
        row.addSpacing(12)
        titles = dict.fromkeys(" ".join(side.title.split()) or "Untitled map" for side in self.sides)
        row.addWidget(Words(self.look, " beside ".join(titles), "map_title", parent=bar), 1)
        ways: list[tuple[object, str, str]] = [(one, words, "") for one, words in DIRECTIONS.items()]
        self.direction = Segments(self.look, ways, bar)
        self.direction.setAccessibleName("How the two maps stand")
        self.direction.show_value("beside")
        self.direction.setMinimumWidth(290)
        self.direction.chosen.connect(self.turn)
        row.addWidget(self.direction)
        return bar

    def turn(self, way: object) -> None:
        """Let the two maps stand beside each other, or one above the other."""
        ways = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self.panes.setDirection(ways[way == "above"])
        self.update()

    def _pane(self, side: Side, view: ReadingView) -> QWidget:
        pane = QWidget(self)
        column = QVBoxLayout(pane)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        strip = Strip(self.look, HEADING, False, pane)
        row = QHBoxLayout(strip)
        row.setContentsMargins(16, 0, 12, 1)
        row.addWidget(Words(self.look, side.name, "strong", parent=strip))
        row.addSpacing(8)
        row.addWidget(Words(self.look, side.title, "secondary", "ink3", parent=strip), 1)
        column.addWidget(strip)
        column.addWidget(view, 1)
        view.setAccessibleName(f"{side.name}: {side.title}")
        return pane

    def _foot(self) -> Strip:
        foot = Strip(self.look, FOOT, True, self)
        row = QHBoxLayout(foot)
        row.setContentsMargins(10, 1, 10, 0)
        found = self.found
        changed = len(found.changed)
        moved = len(found.moved - found.changed.keys())
        counts: dict[How, int] = {
            "added": len(found.added),
            "removed": len(found.removed),
            "changed": changed,
            "moved": moved,
        }
        self.legend = Legend(self.look, counts, foot)
        row.addWidget(self.legend)
        hints = Hints(self.look, foot)
        hints.say((("", "Comparing. Nothing changes here"), ("Esc", "stops")))
        row.addWidget(hints, 1)
        return foot

    # -- what differs

    def _mark(self) -> None:
        found = self.found
        for view, gone in zip(self.views, (found.removed, found.added), strict=True):
            how: How = "removed" if gone is found.removed else "added"
            steps = {*view.store.of(Touchpoint), *view.store.of(Handover)}
            differ: dict[str, How] = dict.fromkeys(gone & steps, how)
            differ |= dict.fromkeys(found.moved & steps, "moved")
            differ |= dict.fromkeys(found.changed.keys() & steps, "changed")
            came_from: dict[str, Place] = {}
            if how == "added":
                for one in found.moved:
                    was = found.before[one]
                    if isinstance(was, Touchpoint):
                        came_from[one] = was.place
            view.mark(differ, came_from)

    def _connect(self, numbers: NumbersPanel) -> None:
        first, second = self.views
        first.moved.connect(lambda: second.go_with(first))
        second.moved.connect(lambda: first.go_with(second))
        for view in self.views:
            view.left.connect(self.left)
        self.listed.chosen.connect(self.show_difference)
        self.listed.reached.connect(lambda row: numbers.sheet.ensureWidgetVisible(row, 0, 8))
        numbers.wanted.connect(lambda record: self._show((record,)))
        numbers.lit.connect(self._light)
        numbers.left.connect(self.left)

    def show_difference(self, one: Difference) -> None:
        """Bring a record that differs into sight, or the steps by which it is found."""
        self._show((one.id, *one.steps))

    def _show(self, records: Sequence[str]) -> None:
        for view in reversed(self.views):
            view.chosen_one = None
            view.viewport().update()
        for view in reversed(self.views):
            if any(view.choose(one) for one in records):
                break
        else:
            return
        for other in self.views:
            if other is not view:
                other.chosen_one = view.chosen_one if view.chosen_one in other.store else None

    def _light(self, records: object) -> None:
        """Let a likely walk stand out on the later map, or what differs again."""
        second = self.views[1]
        if isinstance(records, list):
            second.light(records)
        else:
            self._mark()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint paper, and the hairlines between the parts."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.look.colour("paper"))
        second, whole, rule = self._second.geometry(), self.panes.geometry(), self.look.colour("rule")
        is_beside = self.panes.direction() == QBoxLayout.Direction.LeftToRight
        between = (second.x() - 1, whole.y(), 1, whole.height())
        below = (whole.x(), second.y() - 1, whole.width(), 1)
        painter.fillRect(*(between if is_beside else below), rule)
        painter.fillRect(whole.right() + 1, whole.y(), 1, whole.height(), rule)
        painter.end()
