"""The mood curve below a step: the part walked in ink, the point of the step ringed; a click goes there."""

from collections.abc import Callable, Collection, Iterator, Sequence
from functools import partial
from itertools import groupby
from math import ceil
from operator import itemgetter

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from model.drawing.mood_curve import curve
from model.journey import Journey
from model.questions.steps import felt_by, is_met
from model.records import Handover, Touchpoint
from model.store import Commit
from widgets.look import Look
from widgets.marks import MARKS, mood_token, paint_star
from widgets.walk.lines import Scale

PAD = 50
"""Room at both sides for what stands on the first and the last point."""
MARK, BAND, BELOW, AIR = 31, 45, 15, 9
"""From the top: the middle of the marks and where the bands begin; from the bottom: where they end; then air."""
WALKED, REST = 6.0, 4.0
"""How thick the curve is, px of 1080 lines."""

CROWD = 2.0
"""Where more points than these stand in one px, only how far they go up and down is painted."""
FEW = 40
"""More marks than this are painted once and stamped."""
AT_ONCE = 1000
"""The curve of a journey with more touchpoints is painted a part at a time."""
DONE = object()
LONG = 300
"""A path of more points than this is long."""
FOLLOWED: dict[str, frozenset[str]] = {
    "touchpoint": frozenset({"place", "mood", "personas"}),
    "handover": frozenset({"source", "target", "quality"}),
    "phase": frozenset({"rank"}),
    "persona": frozenset({"share", "rank"}),
    "moment": frozenset({"on"}),
}
"""What the curve shows of each kind; the rest changes nothing of it."""


def touches(commit: Commit) -> bool:
    """Whether a commit changes anything that the curve shows."""
    for change in commit.patch:
        if change.kind in FOLLOWED:
            paths = {path.partition("/")[0] for path in {**(change.before or {}), **(change.after or {})}}
            if change.before is None or change.after is None or paths & FOLLOWED[change.kind]:
                return True
    return False


def _pieces(path: QPainterPath) -> Iterator[QPainterPath]:
    """Each arc of a curve alone."""
    points = [QPointF(one.x, one.y) for one in map(path.elementAt, range(path.elementCount()))]
    for start in range(0, len(points) - 3, 3):
        piece = QPainterPath(points[start])
        piece.cubicTo(*points[start + 1 : start + 4])
        yield piece


class Curve(QWidget):
    """The curve of the whole journey, the points evenly apart."""

    wanted = Signal(str)
    """The step that was clicked."""

    def __init__(self, journey: Journey, look: Look, personas: Collection[str], parent: QWidget) -> None:
        super().__init__(parent)
        self.journey, self.look, self.personas = journey, look, personas
        self.scale = Scale(1.0)
        self.step: str | None = None
        self._pictures: list[QPixmap] = []
        self.is_true = False
        """Whether these are of the journey as it is."""
        self._building: Iterator[None] = iter(())
        self._next = QTimer(self, singleShot=True, interval=0)
        self._next.timeout.connect(self._build_on)
        self._path: QPainterPath | None = None
        self._points: list[tuple[float, float]] = []
        """Where the points of the curve are across, from 0 to 1, and their moods."""
        self._crowd: list[tuple[float, float, float]] = []
        """What is painted of so many points that they crowd: px by px, how far they go up and down."""
        self._places: dict[str, float] = {}
        self._failing: list[tuple[str, float]] = []
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName("Mood curve of the journey")
        look.changed.connect(self.forget)

    def forget(self) -> None:
        """Look at the journey anew and paint the curve anew."""
        self.is_true = False
        self._next.stop()
        self.update()

    def show_step(self, step: str | None) -> None:
        """Ring the point of this step; past the last one all is walked."""
        self.step = step
        self.update()

    # -- places

    def _look(self) -> None:
        """Where touchpoints and failing handovers stand across, from 0 to 1."""
        steps = self.journey.touchpoints
        last = max(1, len(steps) - 1)
        self._places = {one: place / last if len(steps) > 1 else 0.5 for place, one in enumerate(steps)}
        ways = [h for h in self.journey.store.of(Handover).values() if h.quality == "fails"]
        self._failing = [(h.id, at) for h in ways if (at := self._between(h)) is not None]

    def _between(self, handover: Handover) -> float | None:
        ends = [self._places.get(end) for end in (handover.source, handover.target)]
        return None if ends[0] is None or ends[1] is None else (ends[0] + ends[1]) / 2

    @property
    def _apart(self) -> float:
        return (self.width() - 2 * self.scale(PAD)) / max(1, len(self._places) - 1)

    def across(self, place: float) -> float:
        """Where a place from 0 to 1 is, px."""
        return self.scale(PAD) + place * (self.width() - 2 * self.scale(PAD))

    def mood_y(self, mood: float) -> float:
        """How high a mood stands, px."""
        neutral, step = self._heights
        return neutral - mood * step

    @property
    def _heights(self) -> tuple[float, float]:
        """How high neutral stands, and how far one mood is from the next, px."""
        top, bottom = self.scale(BAND), self.height() - self.scale(BELOW)
        return (top + bottom) / 2, max(1.0, (bottom - top) / 2 - self.scale(AIR)) / 2

    def felt(self, touchpoint: str | None) -> float | None:
        """How a touchpoint feels to those the walk is for."""
        one = self.journey.store.find(Touchpoint, touchpoint)
        return felt_by(self.journey, one, self.personas) if one is not None else None

    def place_of(self, step: str | None) -> tuple[float, float] | None:
        """Where a step stands: across from 0 to 1, and its mood; a handover between its ends."""
        handover = self.journey.store.find(Handover, step)
        if handover is None:
            return (self._places[step], self.felt(step) or 0.0) if step in self._places else None
        across = self._between(handover)
        moods = [self.felt(end) or 0.0 for end in (handover.source, handover.target)]
        return None if across is None else (across, sum(moods) / 2)

    # -- painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint areas and curve, the walked part in ink, the marks, then the ring."""
        ratio = self.devicePixelRatioF()
        size = QSize(round(self.width() * ratio), round(self.height() * ratio))
        if not self._next.isActive() and not (self.is_true and self._pictures[0].size() == size):
            self._begin(size, ratio)
        if not self._pictures:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.drawPixmap(0, 0, self._pictures[0])
        here = self.place_of(self.step)
        until = self.across(here[0]) if here is not None else float(self.width())
        whole = self._pictures[1]
        painter.drawPixmap(QPointF(0, 0), whole, QRectF(0, 0, until * ratio, whole.height()))
        painter.drawPixmap(0, 0, self._pictures[2])
        if here is not None and self.step is not None:
            self._paint_here(painter, QPointF(self.across(here[0]), self.mood_y(here[1])), self.step)
        painter.end()

    def _paint_walked(self, painter: QPainter) -> None:
        """The whole curve in ink, of which the part that is walked is shown."""
        self._stroke(painter, "ink", WALKED)

    @property
    def _is_crowded(self) -> bool:
        """Whether so many points stand in one px that no line between them could be seen."""
        return 0 < self._apart < 1 / CROWD and len(self._points) > LONG

    def _crowded(self) -> Iterator[tuple[float, float, float]]:
        """Across, and how far up and down the points go there, px by px."""
        (neutral, step), left = self._heights, self.across(0)
        wide = self.across(1) - left
        points = ((int(left + x * wide), neutral - mood * step) for x, mood in self._points)
        for x, crowd in groupby(points, key=itemgetter(0)):
            heights = [y for _, y in crowd]
            yield x, min(heights), max(heights)

    def _stroke(self, painter: QPainter, token: str, width: float) -> None:
        """Paint the curve; a long one piece by piece, since the edges of one long path take ten times as long."""
        if self._path is None:
            return
        if self._is_crowded:
            colour = self.look.colour(token)
            for x, high, low in self._crowd:
                painter.fillRect(QRectF(x, high - 1, 1, low - high + 2), colour)
            return
        thick = min(self.scale(width), max(1.5, self._apart * 0.5))
        pen = QPen(self.look.colour(token), max(1.0, thick))
        is_long = self._path.elementCount() > LONG
        pen.setCapStyle(Qt.PenCapStyle.RoundCap if is_long else Qt.PenCapStyle.FlatCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for path in _pieces(self._path) if is_long else (self._path,):
            painter.drawPath(path)

    def _begin(self, size: QSize, ratio: float) -> None:
        """Paint the pictures anew; of a long journey a part at a time, while those from before are seen."""
        self._building = self._build(size, ratio)
        if len(self.journey.touchpoints) > AT_ONCE:
            self._next.start()
        else:
            for _ in self._building:
                pass

    def _build_on(self) -> None:
        if next(self._building, DONE) is DONE:
            self.update()
        else:
            self._next.start()

    def _build(self, size: QSize, ratio: float) -> Iterator[None]:
        self._look()
        known, feel = (
            self.journey.store.of(Touchpoint),
            partial(felt_by, self.journey, personas=self.personas),
        )
        moods = ((x, feel(known[one])) for one, x in self._places.items())
        self._points = [(x, mood) for x, mood in moods if mood is not None]
        yield
        self._crowd = list(self._crowded()) if self._is_crowded else []
        places = [] if self._is_crowded else self._points
        self._path = self._path_of([(self.across(x), self.mood_y(mood)) for x, mood in places])
        pictures = []
        for paint in (self._paint_ground, self._paint_walked, self._paint_marks):
            picture = QPixmap(size)
            picture.setDevicePixelRatio(ratio)
            picture.fill(Qt.GlobalColor.transparent)
            painter = QPainter(picture)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            paint(painter)
            painter.end()
            pictures.append(picture)
            yield
        self._pictures, self.is_true = pictures, True

    @staticmethod
    def _path_of(points: Sequence[tuple[float, float]]) -> QPainterPath:
        path = QPainterPath()
        for step in curve([x for x, _ in points], [y for _, y in points]):
            numbers = [float(number) for number in step[1:]]
            if step[0] == "M":
                path.moveTo(*numbers)
            else:
                path.cubicTo(*numbers)
        return path

    def _paint_ground(self, painter: QPainter) -> None:
        look, scale, zero = self.look, self.scale, self.mood_y(0)
        wide = max(2.0, min(scale(40), self._apart * 0.55))
        bottom = self.height() - scale(BELOW)
        for _, place in self._failing:
            box = QRectF(self.across(place) - wide / 2, scale(BAND), wide, bottom - scale(BAND))
            painter.fillRect(box, look.colour("negT"))
        self._paint_areas(painter, zero)
        left, right = self.across(0), self.across(1)
        painter.fillRect(QRectF(left, zero - scale(1), right - left, max(1.0, scale(2))), look.colour("edge"))
        self._stroke(painter, "rule2", REST)

    def _paint_areas(self, painter: QPainter, zero: float) -> None:
        if self._is_crowded:
            above, below = self.look.colour("posT"), self.look.colour("negArea")
            for x, high, low in self._crowd:
                painter.fillRect(QRectF(x, high, 1, max(0.0, zero - high)), above)
                painter.fillRect(QRectF(x, zero, 1, max(0.0, low - zero)), below)
            return
        if self._path is None or self._path.elementCount() < 2:
            return
        closed = QPainterPath(self._path)
        first, last = self._path.elementAt(0), self._path.currentPosition()
        closed.lineTo(last.x(), zero)
        closed.lineTo(first.x, zero)
        closed.closeSubpath()
        for token, top, bottom in (("posT", 0.0, zero), ("negArea", zero, float(self.height()))):
            painter.save()
            painter.setClipRect(QRectF(0, top, self.width(), bottom - top))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.look.colour(token))
            painter.drawPath(closed)
            painter.restore()

    def _paint_marks(self, painter: QPainter) -> None:
        look, scale = self.look, self.scale
        r = min(scale(17), max(scale(5), self._apart * 0.5))
        fails = [QPointF(self.across(place), scale(MARK)) for _, place in self._failing]
        self._stamp(painter, fails, r, lambda on, x, y: MARKS["fails"](on, look, x, y, r))
        places = [here for one in self.journey.moments if (here := self.place_of(one.on)) is not None]
        stars = [QPointF(self.across(x), self.mood_y(mood)) for x, mood in places]
        self._stamp(painter, stars, r, lambda on, x, y: self._paint_moment(on, x, y, r))

    def _paint_moment(self, painter: QPainter, x: float, y: float, r: float) -> None:
        painter.setPen(QPen(self.look.colour("mtm"), max(1.0, r * 0.18)))
        painter.setBrush(self.look.colour("paper"))
        painter.drawEllipse(QPointF(x, y), r, r)
        paint_star(painter, self.look, x, y, r * 0.6)

    def _stamp(
        self,
        painter: QPainter,
        places: list[QPointF],
        r: float,
        paint: Callable[[QPainter, float, float], None],
    ) -> None:
        """Paint a mark at each of these places; where there are many, it is painted once and stamped."""
        if len(places) <= FEW:
            for at in places:
                paint(painter, at.x(), at.y())
            return
        ratio, half = self.devicePixelRatioF(), ceil(r * 1.2) + 1
        mark = QPixmap(round(2 * half * ratio), round(2 * half * ratio))
        mark.setDevicePixelRatio(ratio)
        mark.fill(Qt.GlobalColor.transparent)
        stamp = QPainter(mark)
        stamp.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint(stamp, half, half)
        stamp.end()
        for x, y in dict.fromkeys((round(at.x() * ratio), round(at.y() * ratio)) for at in places):
            painter.drawPixmap(QPointF(x / ratio - half, y / ratio - half), mark)

    def _paint_here(self, painter: QPainter, at: QPointF, step: str) -> None:
        look, scale = self.look, self.scale
        painter.setPen(QPen(look.colour("ink"), scale(4)))
        painter.setBrush(look.colour("paper"))
        painter.drawEllipse(at, scale(34), scale(34))
        handover = self.journey.store.find(Handover, step)
        if handover is not None:
            MARKS[handover.quality](painter, look, at.x(), at.y(), scale(24))
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour(mood_token(self.felt(step))))
        painter.drawEllipse(at, scale(27), scale(27))
        number = str(self.journey.number_of(step))
        painter.setFont(scale.font(look, "strong", 26 if len(number) < 3 else 20))
        painter.setPen(look.colour("white"))
        box = QRectF(at.x() - scale(34), at.y() - scale(34), scale(68), scale(68))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, number)

    # -- hands

    def step_at(self, at: QPointF) -> str | None:
        """The step at a place: a failing handover where its mark is, else the nearest touchpoint."""
        if not self._places:
            return None
        if at.y() < self.scale(BAND + 10):
            near = [(abs(self.across(place) - at.x()), one) for one, place in self._failing]
            away, one = min(near, default=(float("inf"), ""))
            if away <= max(self.scale(24), self._apart / 2):
                return one
        known = self.journey.store.of(Touchpoint)
        met = [one for one in self._places if not self.personas or is_met(known[one], self.personas)]
        return min(met, key=lambda one: abs(self.across(self._places[one]) - at.x()), default=None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go where it was pressed."""
        step = self.step_at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and step is not None:
            self.wanted.emit(step)
