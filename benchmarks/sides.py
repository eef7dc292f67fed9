"""The two sides of the canvas measurement: ours, and a naive QGraphicsScene, behind the same few verbs."""

import json
from typing import Any, Protocol

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPen, QTransform
from PySide6.QtWidgets import (
    QGraphicsItem,
    QGraphicsPathItem,
    QGraphicsRectItem,
    QGraphicsScene,
    QGraphicsSimpleTextItem,
    QGraphicsTextItem,
    QGraphicsView,
    QWidget,
)

from model.behaviours import BEHAVIOURS
from model.history import History
from model.journey import Journey
from model.reading import read
from model.store import Store
from widgets.canvas.view import Canvas
from widgets.look import Look
from widgets.selection import Selection

CARD_W, CARD_H, LANE = 84.0, 81.0, 92.0


class Side(Protocol):
    """One way to show a map."""

    def open(self, content: bytes) -> QWidget: ...
    def fit(self) -> None: ...
    def zoom(self) -> float: ...
    def zoom_to(self, factor: float, middle: str) -> None: ...
    def pan(self, by: int) -> None: ...
    def select(self, ids: list[str]) -> None: ...
    def ids(self) -> list[str]: ...
    def spot(self, touchpoint: str) -> QPointF: ...
    def is_settled(self) -> bool: ...


class Product:
    """The canvas of the app."""

    def open(self, content: bytes) -> QWidget:
        """The canvas with a map read from its file."""
        self.store = Store.holding(read(content).records, BEHAVIOURS)
        self.journey, self.selection, self.look = Journey(self.store), Selection(), Look(reduced_motion=True)
        self.history = History(self.store)
        self.canvas = Canvas(self.store, self.journey, self.selection, self.look)
        return self.canvas

    def fit(self) -> None:
        """Show all of it."""
        self.canvas.fit()

    def zoom(self) -> float:
        """The present zoom."""
        return self.canvas.camera.zoom

    def zoom_to(self, factor: float, middle: str) -> None:
        """Zoom with a touchpoint kept in the middle."""
        box = self.canvas.layout_.card(middle)
        k = 5.08 * factor
        area = self.canvas.map_rect()
        x, y = box.middle
        self.canvas._show(factor, x * k - area.width() / 2, y * k - area.height() / 2)

    def pan(self, by: int) -> None:
        """Move by so many px."""
        self.canvas.scroll_by(by, 0)

    def select(self, ids: list[str]) -> None:
        """Select touchpoints."""
        self.selection.choose(ids)

    def ids(self) -> list[str]:
        """All touchpoints in order."""
        return self.journey.touchpoints

    def spot(self, touchpoint: str) -> QPointF:
        """Where to take hold of a card."""
        rect = self.canvas.card_rect(touchpoint)
        assert rect is not None
        return rect.center()

    def is_settled(self) -> bool:
        """Whether the picture is crisp."""
        return not self.canvas._rest.isActive() and not self.canvas._is_sharpening


class Line(QGraphicsPathItem):
    """A handover of the naive side."""

    def __init__(self, source: "Card", target: "Card") -> None:
        super().__init__()
        self.source, self.target = source, target
        self.setPen(QPen(QColor("#0A6C8F"), 1.6))
        self.setZValue(-1)
        source.lines.append(self)
        target.lines.append(self)
        self.adjust()

    def adjust(self) -> None:
        """Follow the cards."""
        start, end = (
            self.source.pos() + QPointF(CARD_W, CARD_H / 2),
            self.target.pos() + QPointF(0, CARD_H / 2),
        )
        bend = max(30.0, abs(end.x() - start.x()) / 2)
        path = QPainterPath(start)
        path.cubicTo(start + QPointF(bend, 0), end - QPointF(bend, 0), end)
        for dy in (-4, 4):
            path.moveTo(end)
            path.lineTo(end + QPointF(-8, dy))
        self.setPath(path)


class Card(QGraphicsRectItem):
    """A touchpoint of the naive side: a rectangle, a number, a mood disc and wrapped text."""

    def __init__(self, number: int, title: str, mood: float) -> None:
        super().__init__(0, 0, CARD_W, CARD_H)
        self.lines: list[Line] = []
        self.mood = mood
        flags = QGraphicsItem.GraphicsItemFlag
        self.setFlags(flags.ItemIsMovable | flags.ItemIsSelectable | flags.ItemSendsGeometryChanges)
        self.setBrush(QBrush(QColor("#FFFFFF")))
        self.setPen(QPen(QColor("#DAD6CE"), 1.2))
        words = QGraphicsTextItem(title, self)
        words.setTextWidth(CARD_W - 4)
        words.setPos(0, 18)
        QGraphicsSimpleTextItem(str(number), self).setPos(6, 2)

    def paint(self, painter: QPainter, option: Any, widget: QWidget | None = None) -> None:
        """Paint the card and its mood."""
        super().paint(painter, option, widget)
        painter.setBrush(QColor("#0A6C8F" if self.mood > 0 else "#B5380F"))
        painter.drawEllipse(QRectF(CARD_W - 16, 4, 12, 12))

    def itemChange(self, change: Any, value: Any) -> Any:
        """Take the lines along."""
        if change == QGraphicsItem.GraphicsItemChange.ItemPositionHasChanged:
            for line in self.lines:
                line.adjust()
        return super().itemChange(change, value)


class Naive:
    """A QGraphicsScene as Qt's examples are written: an item for each card, text and line."""

    def open(self, content: bytes) -> QWidget:
        """The view with a map read from its file."""
        records = json.loads(content)["records"]
        lanes = {one: place for place, one in enumerate(i for i in records if i.startswith("ch_"))}
        self.scene, self.cards = QGraphicsScene(), {}
        touchpoints = sorted(i for i in records if i.startswith("tp_"))
        for number, one in enumerate(touchpoints):
            body = records[one]
            card = Card(number + 1, body["title"], next(iter(body["mood"].values())))
            lane = lanes[next(part for part in _texts(body["place"]) if part in lanes)]
            card.setPos(number * 46.0, 300 + lane * LANE)
            self.scene.addItem(card)
            self.cards[one] = card
        for one, body in records.items():
            if one.startswith("ho_"):
                self.scene.addItem(Line(self.cards[body["source"]], self.cards[body["target"]]))
        self.view = QGraphicsView(self.scene)
        self.view.setRenderHint(QPainter.RenderHint.Antialiasing)
        return self.view

    def fit(self) -> None:
        """Show all of it."""
        self.view.fitInView(self.scene.itemsBoundingRect(), Qt.AspectRatioMode.KeepAspectRatio)

    def zoom(self) -> float:
        """The present zoom."""
        return self.view.transform().m11()

    def zoom_to(self, factor: float, middle: str) -> None:
        """Zoom with a touchpoint kept in the middle."""
        self.view.setTransform(QTransform.fromScale(factor, factor))
        self.view.centerOn(self.cards[middle])

    def pan(self, by: int) -> None:
        """Move by so many px."""
        bar = self.view.horizontalScrollBar()
        bar.setValue(bar.value() - by)

    def select(self, ids: list[str]) -> None:
        """Select touchpoints."""
        self.scene.clearSelection()
        for one in ids:
            self.cards[one].setSelected(True)

    def ids(self) -> list[str]:
        """All touchpoints in order."""
        return list(self.cards)

    def spot(self, touchpoint: str) -> QPointF:
        """Where to take hold of a card."""
        card = self.cards[touchpoint]
        return QPointF(self.view.mapFromScene(card.mapToScene(card.boundingRect().center())))

    def is_settled(self) -> bool:
        """Whether the picture is crisp."""
        return True


def _texts(value: Any) -> list[str]:
    return [str(one) for one in (value.values() if isinstance(value, dict) else value)]


SIDES: dict[str, type[Side]] = {"product": Product, "naive": Naive}
