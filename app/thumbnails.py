"""Small pictures of maps: phases, curve, cards and the handovers that fail, without a word."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen, QPixmap

from app.files import open_map
from model.drawing.mood_curve import curve
from model.drawing.scene import Scene
from model.journey import Journey
from model.records import JourneyMap, Touchpoint
from model.store import Store
from widgets.look import Look
from widgets.marks import paint_fails

WIDTH, HEIGHT, DENSITY = 272, 208, 3
"""The size of a picture in px, and its device pixels to a px."""
TOP, MOODS, LANES = 6.0, (22.0, 130.0), 146.0
"""Where phases, curve and lanes stand, px from the top."""
THICK = 7.0
"""The line of the curve in a sketch, which is shown at a sixth of its size."""


@dataclass(frozen=True, slots=True)
class Glance:
    """What the welcome page shows of a sample."""

    path: Path
    title: str
    headline: str
    touchpoints: int
    picture: QPixmap


def glance_at(path: Path, look: Look) -> Glance:
    """A map's title, headline, size and picture; raises CannotOpen."""
    store = Store.holding(open_map(path).records)
    journey = Journey(store)
    own = next(iter(store.of(JourneyMap).values()))
    picture = Thumbnail(journey, look).picture()
    said = own.map_headline or own.headline or own.scenario
    return Glance(path, own.title, said, len(journey.touchpoints), picture)


class Thumbnail:
    """Draws one map small: its own width, its heights drawn together."""

    def __init__(self, journey: Journey, look: Look) -> None:
        self.journey, self.look = journey, look
        self.scene = Scene(journey)
        self.layout = self.scene.layout
        self.k = WIDTH / max(1.0, self.layout.width)
        lanes = self.layout.lanes
        self.step = min(13.0, (HEIGHT - 4 - LANES) / max(1, len(lanes)))
        self.tops = {lane.id: LANES + place * self.step for place, lane in enumerate(lanes)}

    def picture(self) -> QPixmap:
        """The picture in the look's present theme."""
        return self._painted(
            self._paint_phases, self._paint_curve, self._paint_points, self._paint_cards, self._paint_failing
        )

    def sketch(self) -> QPixmap:
        """The same for a place too small for all of it: phases and the curve, with a thick line."""
        whole = self._painted(self._paint_phases, lambda painter: self._paint_curve(painter, THICK))
        return whole.copy(0, 0, WIDTH * DENSITY, round(LANES * DENSITY))

    def _painted(self, *parts: Callable[[QPainter], None]) -> QPixmap:
        picture = QPixmap(WIDTH * DENSITY, HEIGHT * DENSITY)
        picture.setDevicePixelRatio(DENSITY)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for paint in parts:
            paint(painter)
        painter.end()
        return picture

    def _paint_failing(self, painter: QPainter) -> None:
        for _, way in self.scene.failing:
            paint_fails(painter, self.look, way.mark[0] * self.k, self._lane_y(way.mark[1]), 4)

    def _paint_phases(self, painter: QPainter) -> None:
        for span in self.layout.phases:
            box = QRectF(span.start * self.k, TOP, span.length * self.k, HEIGHT - TOP)
            painter.fillRect(box, self.look.colour("wash"))
            painter.fillRect(QRectF(box.left(), 2, box.width(), 1.5), self.look.colour("ink"))
        for _, way in self.scene.failing:
            band = QRectF(way.mark[0] * self.k - 3.5, TOP, 7, HEIGHT - TOP)
            painter.fillRect(band, self.look.colour("negT"))

    def _points(self) -> list[tuple[Touchpoint, float, float]]:
        """Touchpoints with what the first persona feels there: x and y in the picture, from left to right."""
        known, first = self.journey.store.of(Touchpoint), self.journey.personas[:1]
        middle, half = sum(MOODS) / 2, (MOODS[1] - MOODS[0]) / 2
        found = []
        for one in self.journey.touchpoints:
            felt = known[one].mood.get(first[0].id) if first else None
            if felt is not None and self.layout.has(one):
                x = (self.layout.card(one).x + self.layout.card_w / 2) * self.k
                found.append((known[one], x, middle - felt / 2 * half))
        return sorted(found, key=lambda point: point[1])

    def _paint_curve(self, painter: QPainter, thick: float = 1.4) -> None:
        points, zero = self._points(), sum(MOODS) / 2
        if not points:
            return
        xs = [x + place * 0.001 for place, (_, x, _) in enumerate(points)]
        path = QPainterPath()
        for step in curve(xs, [y for _, _, y in points]):
            numbers = [float(number) for number in step[1:]]
            if step[0] == "M":
                path.moveTo(*numbers)
            else:
                path.cubicTo(*numbers)
        self._paint_areas(painter, path, xs[0], xs[-1], zero)
        painter.setPen(QPen(self.look.colour("ink"), thick))
        painter.drawPath(path)

    def _paint_points(self, painter: QPainter) -> None:
        for touchpoint, x, y in self._points():
            felt = sum(MOODS) / 2 - y
            token = "ink3" if abs(felt) < 6 else "pos" if felt > 0 else "neg"
            if self.journey.moments_on(touchpoint.id):
                painter.setPen(QPen(self.look.colour("mtm"), 0.9))
                painter.setBrush(self.look.colour("paper"))
                painter.drawEllipse(QPointF(x, y), 4.2, 4.2)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.look.colour(token))
            painter.drawEllipse(QPointF(x, y), 2.3, 2.3)
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def _paint_areas(
        self, painter: QPainter, path: QPainterPath, first: float, last: float, zero: float
    ) -> None:
        area = QPainterPath(path)
        area.lineTo(last, zero)
        area.lineTo(first, zero)
        painter.setPen(Qt.PenStyle.NoPen)
        for token, top, bottom in (("posT", 0.0, zero), ("negArea", zero, LANES)):
            painter.setClipRect(QRectF(0, top, WIDTH, bottom - top))
            painter.setBrush(self.look.colour(token))
            painter.drawPath(area)
        painter.setClipping(False)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.fillRect(QRectF(0, zero, WIDTH, 0.8), self.look.colour("rule2"))

    def _paint_cards(self, painter: QPainter) -> None:
        known = self.journey.store.of(Touchpoint)
        width, height = self.layout.card_w * self.k, self.step * 0.78
        painter.setBrush(self.look.colour("paper"))
        for one in self.journey.touchpoints:
            top = self.tops.get(self.journey.channel_of(known[one]))
            if top is not None and self.layout.has(one):
                token = "mtm" if self.journey.moments_on(one) else "rule2"
                painter.setPen(QPen(self.look.colour(token), 0.9))
                painter.drawRoundedRect(
                    QRectF(self.layout.card(one).x * self.k, top, width, height), 1.2, 1.2
                )

    def _lane_y(self, y: float) -> float:
        """Where a height among the lanes of the drawing (mm) stands in the picture."""
        lanes = self.layout.lanes
        if not lanes:
            return LANES
        share = (y - lanes[0].start) / max(1.0, lanes[-1].start + lanes[-1].length - lanes[0].start)
        return LANES + min(1.0, max(0.0, share)) * self.step * len(lanes)
