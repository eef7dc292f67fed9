"""The palette at the left: what can be dragged onto the map, and the channels it can go to."""

from collections.abc import Mapping

from PySide6.QtCore import QMimeData, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QDrag, QMouseEvent, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from model.journey import Journey
from model.records import Channel
from model.store import Commit
from widgets.buttons import key_of
from widgets.channels import icon_of
from widgets.flow import clear
from widgets.focus import Pressable
from widgets.look import Look, tip_of
from widgets.marks import MARKS
from widgets.scroll import Scroll
from widgets.selection import Selection

WIDTH = 56
MIME = "application/x-mind-the-gap"
TILE, CHANNEL_TILE = 44, 40


class Tile(Pressable):
    """A square to click, and to drag onto the map where it carries something."""

    radius = 6.0

    def __init__(
        self,
        look: Look,
        icon: str,
        tip: str,
        key: str = "",
        carries: str = "",
        mark: str = "",
        size: int = TILE,
        token: str = "ink2",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(look, parent)
        self.icon_name, self.mark, self.carries, self.token = icon, mark, carries, token
        self.setFixedSize(size, size)
        self.setAccessibleName(tip)
        self.setToolTip(tip_of(tip, key))
        self._pressed_at: QPoint | None = None

    def follow(self, action: QAction) -> None:
        """Do what an action does, named, enabled and switched on as it is."""

        def take_over() -> None:
            words = action.text().replace("&", "")
            self.setEnabled(action.isEnabled())
            self.setAccessibleName(words)
            self.setToolTip(tip_of(words, key_of(action)))
            self.setCheckable(action.isCheckable())
            self.setChecked(action.isChecked())

        action.changed.connect(take_over)
        self.clicked.connect(action.trigger)
        take_over()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember where the hand came down."""
        self._pressed_at = event.position().toPoint()
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Start to drag once the hand has moved far enough."""
        at = self._pressed_at
        if not self.carries or at is None or not event.buttons() & Qt.MouseButton.LeftButton:
            super().mouseMoveEvent(event)
        elif (event.position().toPoint() - at).manhattanLength() >= QApplication.startDragDistance():
            self._pressed_at = None
            self.setDown(False)
            self.drag_out()

    def content(self) -> QMimeData:
        """What a drag from here carries."""
        content = QMimeData()
        content.setData(MIME, self.carries.encode())
        return content

    def drag_out(self) -> None:
        """Drag what this tile carries."""
        drag = QDrag(self)
        drag.setMimeData(self.content())
        drag.setPixmap(self._ghost())
        drag.setHotSpot(QPoint(self.width() // 2, self.height() // 2))
        drag.exec(Qt.DropAction.CopyAction)

    def _ghost(self) -> QPixmap:
        ratio = self.devicePixelRatioF()
        ghost = QPixmap(QSize(round(self.width() * ratio), round(self.height() * ratio)))
        ghost.setDevicePixelRatio(ratio)
        ghost.fill(Qt.GlobalColor.transparent)
        painter = QPainter(ghost)
        self._paint_icon(painter)
        painter.end()
        return ghost

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground, icon and focus."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = "rule" if self.isDown() else "wash2" if self.isChecked() or self.hovered else None
        if ground:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.look.colour(ground))
            painter.drawRoundedRect(QRectF(self.rect()), self.radius, self.radius)
        self._paint_icon(painter)
        self.paint_focus(painter)
        painter.end()

    def _paint_icon(self, painter: QPainter) -> None:
        middle = QPointF(self.width() / 2, self.height() / 2)
        if self.mark:
            MARKS[self.mark](painter, self.look, middle.x(), middle.y(), 8.5)
        else:
            box = QRectF(middle.x() - 9, middle.y() - 9, 18, 18)
            token = "ink" if self.isChecked() else self.token
            self.look.paint_icon(painter, self.icon_name, token if self.isEnabled() else "rule2", box)


class Rule(QWidget):
    """A hairline between groups of tiles."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.look = look
        self.setFixedSize(32, 17)
        look.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the line."""
        painter = QPainter(self)
        painter.fillRect(QRectF(0, 8, self.width(), 1), self.look.colour("rule"))
        painter.end()


class Palette(QWidget):
    """56 px at the left of the window; it scrolls where there are many channels."""

    channel_wanted = Signal()
    """Someone wants one more channel."""

    def __init__(
        self,
        actions: Mapping[str, QAction],
        journey: Journey,
        selection: Selection,
        look: Look,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.actions_by_name, self.journey, self.selection, self.look = actions, journey, selection, look
        self.setFixedWidth(WIDTH)
        self.channels: dict[str, Tile] = {}
        self.ways: dict[str, Tile] = {}
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 1, 0)
        self.area = Scroll(look, self)
        outer.addWidget(self.area)
        inside = QWidget()
        self.column = QVBoxLayout(inside)
        self.column.setContentsMargins(0, 6, 0, 6)
        self.column.setSpacing(2)
        self._add_tools(inside)
        self.column.addWidget(Rule(look, inside), 0, Qt.AlignmentFlag.AlignHCenter)
        self.lanes = QVBoxLayout()
        self.lanes.setSpacing(2)
        self.column.addLayout(self.lanes)
        self.add_channel = Tile(look, "plus", "Add a channel", size=CHANNEL_TILE, parent=inside)
        self.add_channel.clicked.connect(self._add_channel)
        self._put(self.add_channel)
        self.column.addStretch(1)
        self.area.setWidget(inside)
        self._add_ways(outer)
        look.changed.connect(self.update)
        journey.store.committed.connect(self._follow)
        selection.changed.connect(self._mark_chosen)
        self.show_channels()

    def close_down(self) -> None:
        """Follow the map no more."""
        self.journey.store.committed.disconnect(self._follow)
        self.selection.changed.disconnect(self._mark_chosen)

    def _add_tools(self, inside: QWidget) -> None:
        look = self.look
        self.select = Tile(look, "select", "Select and move", "Esc", parent=inside)
        self.select.setCheckable(True)
        self.select.setChecked(True)
        self.select.clicked.connect(self._select)
        self.touchpoint = Tile(look, "touchpoint", "Touchpoint", "T", "touchpoint", parent=inside)
        self.note = Tile(look, "note", "Sticky note", "N", "note", parent=inside)
        self.star = Tile(look, "", "Moment that matters", "M", "star", mark="star", parent=inside)
        self.triangle = Tile(look, "", "Pain point", "P", "triangle", mark="triangle", parent=inside)
        for tile, action in (
            (self.touchpoint, "add_touchpoint"),
            (self.note, "add_note"),
            (self.star, "moment"),
            (self.triangle, "pain"),
        ):
            if action in self.actions_by_name:
                tile.clicked.connect(self.actions_by_name[action].trigger)
        for tile in (self.select, self.touchpoint, self.note):
            self._put(tile)
        self.column.addWidget(Rule(look, inside), 0, Qt.AlignmentFlag.AlignHCenter)
        for tile in (self.star, self.triangle):
            self._put(tile)

    def _add_ways(self, column: QVBoxLayout) -> None:
        """The tools at the bottom: the outline, and what keys there are."""
        for icon, action in (("outline", "outline"), ("help", "shortcuts")):
            doing = self.actions_by_name.get(action)
            if doing is not None:
                tile = Tile(self.look, icon, "", parent=self)
                tile.follow(doing)
                self.ways[action] = tile
                column.addWidget(tile, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(4)

    def _select(self) -> None:
        self.select.setChecked(True)
        self.selection.clear()

    def _put(self, tile: Tile) -> None:
        self.column.addWidget(tile, 0, Qt.AlignmentFlag.AlignHCenter)

    def _add_channel(self) -> None:
        adding = self.actions_by_name.get("add_channel")
        if adding is not None:
            adding.trigger()
        else:
            self.channel_wanted.emit()

    # -- following the map

    def _follow(self, commit: Commit) -> None:
        if any(change.kind == Channel.kind for change in commit.patch):
            self.show_channels()

    def show_channels(self) -> None:
        """Show one tile for each channel of the map."""
        clear(self.lanes)
        self.channels = {}
        for channel in self.journey.ordered(Channel):
            name = channel.title or "Untitled channel"
            tile = Tile(
                self.look,
                icon_of(channel),
                name,
                carries=f"channel:{channel.id}",
                size=CHANNEL_TILE,
                parent=self,
            )
            tile.clicked.connect(lambda _=False, one=channel.id: self.selection.choose([one]))
            self.channels[channel.id] = tile
            self.lanes.addWidget(tile, 0, Qt.AlignmentFlag.AlignHCenter)
            tile.show()
        self._mark_chosen(self.selection)

    def _mark_chosen(self, selection: Selection) -> None:
        for channel, tile in self.channels.items():
            tile.setCheckable(True)
            tile.setChecked(channel in selection)
            tile.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint paper and the hairline at the right."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.look.colour("paper"))
        painter.fillRect(QRectF(WIDTH - 1, 0, 1, self.height()), self.look.colour("rule"))
        painter.end()
