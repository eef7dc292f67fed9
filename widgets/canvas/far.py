"""The map from afar: cards as plain rectangles and handovers as 1-px lines, drawn in bulk."""

from collections.abc import Callable, Collection, Container

import numpy
from PySide6.QtCore import QLine, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QImage, QPainter, QPen, QPolygonF

from model.drawing.layout import Layout
from model.drawing.marks import MM_PER_PT
from model.journey import Journey
from model.records import Handover, Touchpoint
from model.store import Commit

Colours = Callable[[str], QColor]
Look = tuple[str, bool]
"""How a handover is drawn: its colour, and whether it is faded."""
NEUTRAL = 0.25
"""No further from zero than this, a mood is neither good nor bad."""
LINES = {"unknown": "rule2", "holds": "pos", "weak": "warn", "fails": "neg"}
"""The colours of handovers, the worst painted last."""
LOOKS = {quality: number for number, quality in enumerate(LINES)}
FINE = 0.6
"""From so many device px to a mm on, the curve is smooth."""
MOST_LINES = 4000
FADED_CARDS, FADED_LINES, FADED_AREAS = 0.22, 0.28, 0.38
"""What is seen of cards and marks, lines, and bands and areas that are not in focus."""
CROWDED = 4
"""From so many points of the curve to a px on, only the highest and the lowest of each px are drawn."""
ROUGH = 6
"""Roughly painted, the curve has its highest and lowest point in each stretch of so many px."""
TINY = 64
"""Cards of no more pixels than this are written straight into an image."""
NUMBER = (1.3, 1.2, 3.9, 2.9)
"""Where a card's number pill stands, mm: left, top, width, height."""


def mood_token(mood: float | None) -> str:
    """The colour of a mood: above, below or near neutral."""
    if mood is None or abs(mood) <= NEUTRAL:
        return "ink3"
    return "pos" if mood > 0 else "neg"


def _outermost(
    xs: "numpy.ndarray", ys: "numpy.ndarray", px: int = 1
) -> "tuple[numpy.ndarray, numpy.ndarray]":
    """The highest and the lowest of the points in each stretch of so many px."""
    starts = numpy.flatnonzero(numpy.diff(numpy.floor(xs / px), prepend=-numpy.inf))
    return (
        numpy.repeat(xs[starts], 2),
        numpy.stack([numpy.minimum.reduceat(ys, starts), numpy.maximum.reduceat(ys, starts)], 1).ravel(),
    )


def _faded(ids: Collection[str], kept: Container[str] | None) -> "numpy.ndarray":
    """Which of these records are faded."""
    if kept is None:
        return numpy.zeros(len(ids), bool)
    return numpy.array([one not in kept for one in ids], bool)


class Far:
    """Draws a whole journey quickly; follows what changes by dropping what it had gathered."""

    def __init__(self, journey: Journey, layout: Callable[[], Layout], colours: Colours) -> None:
        self.journey, self._layout, self.colours = journey, layout, colours
        self._version = -1
        self._stale = True
        self.kept: Container[str] | None = None
        """The records that are not faded; None while nothing is."""

    def follow(self, commit: Commit | None = None) -> None:
        """Gather anew before the next painting: records, the lens or the focus have changed."""
        self._stale = True

    def _gather(self) -> None:
        layout, journey = self._layout(), self.journey
        if not self._stale and self._version == layout.version:
            return
        self._stale, self._version = False, layout.version
        self.ids, self.x, self.y = layout.arrays()
        known = journey.store.of(Touchpoint)
        felt = numpy.array([journey.felt(known[one]) for one in self.ids], float)
        self.kind = numpy.select([felt > NEUTRAL, felt < -NEUTRAL], [1, 2], 0).astype(numpy.int8)
        self.faded = _faded(self.ids, self.kept)
        is_felt = ~numpy.isnan(felt)
        self.curve_x = self.x[is_felt] + layout.card_w / 2
        zero = layout.mood_y(0)
        self.curve_y = zero + felt[is_felt] * (layout.mood_y(1) - zero)
        self._gather_lines()

    def _gather_lines(self) -> None:
        kept, find = self.kept, {one: number for number, one in enumerate(self.ids)}.get
        handovers = self.journey.store.of(Handover)
        records = handovers.values()
        ends = numpy.array([[find(h.source, -1) for h in records], [find(h.target, -1) for h in records]]).T
        look = numpy.array([LOOKS[h.quality] for h in records], numpy.int8)
        faded = _faded(handovers, kept)
        seen = (ends >= 0).all(1)
        self.lines = {}
        for quality, number in LOOKS.items():
            for is_faded in (False, True) if kept is not None else (False,):
                rows = seen & (look == number) & (faded == is_faded)
                if rows.any():
                    self.lines[LINES[quality], is_faded] = ends[rows]

    def paint(self, painter: QPainter, area: QRect, k: float, ox: int, oy: int) -> None:
        """Paint what lies in an area of device px; k device px to a mm, the origin at (ox, oy)."""
        self._begin(painter, area, k, ox, oy)
        self._paint_curve(painter, area, k, ox, oy, max(1.0, 1.9 * MM_PER_PT * k) if k > FINE else 0)
        self._paint_lines(painter, area, k, ox, oy)
        self._paint_cards(painter, area, k, ox, oy)
        painter.restore()

    def paint_roughly(self, painter: QPainter, area: QRect, k: float, ox: int, oy: int) -> None:
        """Paint less, for the moment while the zoom changes: a thin curve, and no handovers."""
        self._begin(painter, area, k, ox, oy)
        self._paint_curve(painter, area, k, ox, oy, 0, ROUGH)
        self._paint_cards(painter, area, k, ox, oy)
        painter.restore()

    def _begin(self, painter: QPainter, area: QRect, k: float, ox: int, oy: int) -> None:
        self._gather()
        painter.save()
        painter.setClipRect(area, Qt.ClipOperation.IntersectClip)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        self._paint_ground(painter, area, k, ox, oy)

    def _paint_ground(self, painter: QPainter, area: QRect, k: float, ox: int, oy: int) -> None:
        layout, wash = self._layout(), self.colours("wash")
        left, right = (area.left() - ox) / k, (area.right() + 1 - ox) / k
        bottom = getattr(layout, "column_end", layout.height)
        for span in layout.phases_between(left, right):
            painter.fillRect(QRectF(round(span.start * k) + ox, oy, span.length * k, bottom * k), wash)
        if k * 18 < 6:
            return
        painter.setPen(QPen(self.colours("rule"), 0))
        for lane in layout.lanes:
            self._draw_across(painter, area, k, ox, round(lane.start * k) + oy)

    def _draw_across(self, painter: QPainter, area: QRect, k: float, ox: int, y: int) -> None:
        """A line over all phases, as far as they are in an area."""
        phases = self._layout().phases
        if phases:
            left, right = round(phases[0].start * k) + ox, round(phases[-1].end * k) + ox
            if left <= area.right() and right >= area.left():
                painter.drawLine(max(left, area.left()), y, min(right, area.right()), y)

    def _paint_curve(
        self, painter: QPainter, area: QRect, k: float, ox: int, oy: int, width: float, px: int = 1
    ) -> None:
        zero = round(self._layout().mood_y(0) * k) + oy
        painter.setPen(QPen(self.colours("rule2"), 0))
        self._draw_across(painter, area, k, ox, zero)
        low = max(0, int(numpy.searchsorted(self.curve_x, (area.left() - ox) / k)) - 2)
        high = int(numpy.searchsorted(self.curve_x, (area.right() + 1 - ox) / k)) + 2
        xs, ys = self.curve_x[low:high] * k + ox, self.curve_y[low:high] * k + oy
        if len(xs) < 2:
            return
        if len(xs) > (CROWDED * area.width() if px == 1 else area.width() / ROUGH):
            xs, ys = _outermost(xs, ys, px)
        points = QPolygonF([QPointF(x, y) for x, y in zip(xs.tolist(), ys.tolist(), strict=True)])
        ground = QPolygonF(points)
        ground.append(QPointF(points.last().x(), zero))
        ground.prepend(QPointF(points.first().x(), zero))
        painter.setPen(Qt.PenStyle.NoPen)
        for token, top in (("posT", -10_000), ("negArea", 0)):
            painter.save()
            half = QRect(area.left(), zero + top, area.width(), 10_000)
            painter.setClipRect(half, Qt.ClipOperation.IntersectClip)
            painter.setBrush(QBrush(self.colours(token)))
            painter.drawPolygon(ground)
            painter.restore()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, width > 0)
        painter.setPen(QPen(self.colours("ink"), width))
        painter.drawPolyline(points)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _paint_lines(self, painter: QPainter, area: QRect, k: float, ox: int, oy: int) -> None:
        layout = self._layout()
        left, right = (area.left() - ox) / k, (area.right() + 1 - ox) / k
        for (token, faded), pairs in self.lines.items():
            painter.setOpacity(FADED_LINES if faded else 1.0)
            xs, ys = self.x[pairs], self.y[pairs] + layout.card_h / 2
            starts, ends = xs[:, 0] + layout.card_w, xs[:, 1]
            seen = (numpy.minimum(starts, ends) < right) & (numpy.maximum(starts, ends) > left)
            rows = numpy.stack([starts[seen], ys[seen, 0], ends[seen], ys[seen, 1]], 1)
            if len(rows) > MOST_LINES:
                rows = rows[numpy.argsort(numpy.abs(rows[:, 2] - rows[:, 0]))[-MOST_LINES:]]
            whole = numpy.rint(rows * k).astype(int) + numpy.array([ox, oy, ox, oy])
            painter.setPen(QPen(self.colours(token), 0))
            painter.drawLines([QLine(*row) for row in whole.tolist()])
        painter.setOpacity(1.0)

    def _paint_cards(self, painter: QPainter, area: QRect, k: float, ox: int, oy: int) -> None:
        layout = self._layout()
        w, h = max(1, round(layout.card_w * k)), max(1, round(layout.card_h * k))
        xs, ys = numpy.rint(self.x * k).astype(int) + ox, numpy.rint(self.y * k).astype(int) + oy
        seen = (
            (xs < area.right() + 1)
            & (xs + w > area.left())
            & (ys < area.bottom() + 1)
            & (ys + h > area.top())
        )
        for faded in (True, False) if self.kept is not None else (False,):
            of = seen & (self.faded == faded)
            painter.setOpacity(FADED_CARDS if faded else 1.0)
            self._paint_some(painter, area, k, (w, h), xs[of], ys[of], self.kind[of])

    def _paint_some(
        self,
        painter: QPainter,
        area: QRect,
        k: float,
        size: tuple[int, int],
        xs: "numpy.ndarray",
        ys: "numpy.ndarray",
        kinds: "numpy.ndarray",
    ) -> None:
        w, h = size
        if w * h <= TINY and len(self.kind) > 400:
            self._write_cards(painter, area, xs, ys, kinds, (w, h))
            return
        painter.setPen(QPen(self.colours("rule2"), 0))
        painter.setBrush(self.colours("paper"))
        painter.drawRects([QRect(x, y, w - 1, h - 1) for x, y in zip(xs.tolist(), ys.tolist(), strict=True)])
        left, top, wide, high = (round(one * k) for one in NUMBER)
        painter.setPen(Qt.PenStyle.NoPen)
        for kind, token in enumerate(("ink3", "pos", "neg")):
            of = kinds == kind
            painter.setBrush(self.colours(token))
            spots = zip((xs[of] + left).tolist(), (ys[of] + top).tolist(), strict=True)
            painter.drawRects([QRect(x, y, max(1, wide), max(1, high)) for x, y in spots])

    def _write_cards(
        self,
        painter: QPainter,
        area: QRect,
        xs: "numpy.ndarray",
        ys: "numpy.ndarray",
        kinds: "numpy.ndarray",
        size: tuple[int, int],
    ) -> None:
        width, height = area.width(), area.height()
        dots = numpy.zeros((height + size[1] + 2, width + size[0] + 2), numpy.uint32)
        table = numpy.array([self.colours(token).rgba() for token in ("ink3", "pos", "neg")], numpy.uint32)
        x, y = xs - area.left(), ys - area.top()
        for dy in range(size[1]):
            for dx in range(size[0]):
                inside = (x + dx >= 0) & (y + dy >= 0) & (x < width) & (y < height)
                dots[y[inside] + dy, x[inside] + dx] = table[kinds[inside]]
        image = QImage(dots.data, width, height, dots.strides[0], QImage.Format.Format_ARGB32_Premultiplied)
        painter.drawImage(area.topLeft(), image)
