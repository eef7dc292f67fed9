"""The two sides of the canvas measurement: ours, and a naive QGraphicsScene, behind the same few verbs.

Each reads the same file. `Product` is the canvas as the app builds it; `Naive` says what it draws.
"""

import json
from itertools import pairwise
from typing import Any, Protocol

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPen, QPolygonF, QTransform
from PySide6.QtWidgets import (
    QGraphicsEllipseItem,
    QGraphicsItem,
    QGraphicsPathItem,
    QGraphicsPolygonItem,
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
from model.quiet import opening
from model.reading import read
from model.store import Store
from widgets.canvas.view import Canvas
from widgets.look import Look
from widgets.selection import Selection

CARD_W, CARD_H, LANE, STEP, TOP = 84.0, 81.0, 92.0, 46.0, 300.0
QUALITIES = {"holds": "#0A6C8F", "weak": "#8A5A00", "fails": "#B5380F"}
STAR = [(0, -6), (2, -2), (6, -2), (3, 1), (4, 6), (0, 3), (-4, 6), (-3, 1), (-6, -2), (-2, -2)]
MARKS = {
    "moment": QPolygonF([QPointF(x + 6, y + 6) for x, y in STAR]),
    "pain_point": QPolygonF([QPointF(6, 0), QPointF(12, 11), QPointF(0, 11)]),
}


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
        with opening():
            self.store = Store.holding(read(content).records, BEHAVIOURS)
            self.journey, self.selection = Journey(self.store), Selection()
            self.look, self.history = Look(reduced_motion=True), History(self.store)
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
        self.canvas.zoom_to(factor)
        off = self.canvas.map_rect().center() - self.spot(middle)
        self.canvas.scroll_by(off.x(), off.y())

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
    """A handover of the naive side: a curve with an arrow, its mark, and its label where it has one."""

    def __init__(self, source: "Card", target: "Card", quality: str, label: str) -> None:
        super().__init__()
        self.source, self.target = source, target
        colour = QColor(QUALITIES.get(quality, "#8C867B"))
        self.setPen(QPen(colour, 1.6))
        self.setZValue(-1)
        self.mark = QGraphicsEllipseItem(-5, -5, 10, 10, self)
        self.mark.setBrush(QBrush(colour))
        if label:
            QGraphicsSimpleTextItem(label, self.mark).setPos(8, -7)
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
        self.mark.setPos((start + end) / 2)


class Card(QGraphicsRectItem):
    """A touchpoint of the naive side: a rectangle with its number in a pill, wrapped text, and its marks."""

    def __init__(self, number: int, title: str, mood: float, marks: list[QPolygonF]) -> None:
        super().__init__(0, 0, CARD_W, CARD_H)
        self.lines: list[Line] = []
        self.colour = QColor(mood_colour(mood))
        flags = QGraphicsItem.GraphicsItemFlag
        self.setFlags(flags.ItemIsMovable | flags.ItemIsSelectable | flags.ItemSendsGeometryChanges)
        self.setBrush(QBrush(QColor("#FFFFFF")))
        self.setPen(QPen(QColor("#DAD6CE"), 1.2))
        words = QGraphicsTextItem(title, self)
        words.setDefaultTextColor(QColor("#22262B"))
        words.setTextWidth(CARD_W - 4)
        words.setPos(0, 18)
        digits = QGraphicsSimpleTextItem(str(number), self)
        digits.setBrush(QBrush(QColor("#FFFFFF")))
        digits.setPos(9, 3)
        for place, mark in enumerate(marks):
            sign = QGraphicsPolygonItem(mark, self)
            sign.setBrush(QBrush(QColor("#5B3FA6")))
            sign.setPos(CARD_W - 16 * (place + 1), 4)

    def paint(self, painter: QPainter, option: Any, widget: QWidget | None = None) -> None:
        """Paint the card and the pill of its number."""
        super().paint(painter, option, widget)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.colour)
        painter.drawRoundedRect(QRectF(5, 4, 26, 14), 7, 7)

    def itemChange(self, change: Any, value: Any) -> Any:
        """Take the lines along."""
        if change == QGraphicsItem.GraphicsItemChange.ItemPositionHasChanged:
            for line in self.lines:
                line.adjust()
        return super().itemChange(change, value)


def mood_colour(mood: float) -> str:
    """The colour of a mood."""
    return "#0A6C8F" if mood > 0 else "#B5380F"


class Naive:
    """A QGraphicsScene as Qt's examples are written: an item for each card, text, mark and line, and nothing else.

    It draws what the map holds: a wash and a title for each phase, a line and a title for each lane, cards with
    number pill, wrapped title, star and triangle, handovers as curves with arrow, mark and label, the mood curve of
    each persona as a line for each phase, a point for each touchpoint, and the customers' words. It leaves out what
    the product draws besides: areas under the curve, departments, systems, moments' pills, routes around cards and
    pinned margins. Nothing is done to make it slow: it reads the file without validating it, paths are short, and
    the view keeps Qt's own defaults but for smooth edges.
    """

    def open(self, content: bytes) -> QWidget:
        """The view with a map read from its file."""
        records = json.loads(content)["records"]
        self.scene, self.cards = QGraphicsScene(), {}
        marks: dict[str, list[QPolygonF]] = {}
        for body in records.values():
            if body["kind"] in MARKS:
                marks.setdefault(body["on"], []).append(MARKS[body["kind"]])
        lanes = {one: place for place, one in enumerate(i for i in records if i.startswith("ch_"))}
        touchpoints = sorted(i for i in records if i.startswith("tp_"))
        self._add_lanes([records[one]["title"] for one in lanes], len(touchpoints) * STEP)
        for number, one in enumerate(touchpoints):
            body = records[one]
            mood = next(iter(body["mood"].values()))
            card = Card(number + 1, body["title"], mood, marks.get(one, []))
            card.setPos(number * STEP, TOP + lanes[body["place"][1]] * LANE)
            self.scene.addItem(card)
            self.cards[one] = card
            if "quote" in body:
                words = self.scene.addText(body["quote"])
                words.setTextWidth(180)
                words.setPos(number * STEP, TOP - 50)
        for one, body in records.items():
            if one.startswith("ho_"):
                ends = self.cards[body["source"]], self.cards[body["target"]]
                self.scene.addItem(Line(*ends, body.get("quality", ""), body.get("label", "")))
        self._add_phases([records[one] for one in touchpoints], records)
        self.view = QGraphicsView(self.scene)
        self.view.setRenderHint(QPainter.RenderHint.Antialiasing)
        return self.view

    def _add_lanes(self, titles: list[str], width: float) -> None:
        for place, title in enumerate(titles):
            y = TOP - 6 + place * LANE
            self.scene.addLine(0, y, width, y, QPen(QColor("#E8E5DE")))
            self.scene.addSimpleText(title).setPos(-110, y + 30)

    def _add_phases(self, touchpoints: list[dict[str, Any]], records: dict[str, Any]) -> None:
        """The phases with their titles, and over each its part of the mood curves with their points."""
        of_phase: dict[str, list[int]] = {}
        for number, body in enumerate(touchpoints):
            of_phase.setdefault(body["place"][0], []).append(number)
        height = TOP + 8 * LANE
        for phase, numbers in of_phase.items():
            left, wide = numbers[0] * STEP, len(numbers) * STEP
            ground = self.scene.addRect(left, 0, wide - 6, height, QPen(Qt.PenStyle.NoPen), QColor("#FAF9F6"))
            ground.setZValue(-2)
            self.scene.addSimpleText(records[phase]["title"]).setPos(left, -30)
            for place, persona in enumerate(touchpoints[numbers[0]]["mood"]):
                moods = [touchpoints[number]["mood"].get(persona, 0) for number in numbers]
                spots = [
                    QPointF(n * STEP + CARD_W / 2, 100 - 45 * m) for n, m in zip(numbers, moods, strict=True)
                ]
                self.scene.addPath(_smooth(spots), QPen(QColor("#22262B"), 2 - place))
                for spot, mood in zip(spots, moods, strict=True) if place == 0 else ():
                    brush = QBrush(QColor(mood_colour(mood)))
                    self.scene.addEllipse(spot.x() - 5, spot.y() - 5, 10, 10, QPen(), brush)

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


def _smooth(spots: list[QPointF]) -> QPainterPath:
    """A curve through spots that is flat at each."""
    path = QPainterPath(spots[0])
    for before, after in pairwise(spots):
        middle = (before.x() + after.x()) / 2
        path.cubicTo(QPointF(middle, before.y()), QPointF(middle, after.y()), after)
    return path


SIDES: dict[str, type[Side]] = {"product": Product, "naive": Naive}
