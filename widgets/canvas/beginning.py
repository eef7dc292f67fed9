"""What an empty map says: where to start, an example of a curve, and what comes of it."""

from math import inf
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen, QTextOption

from model.drawing.layout import MARGIN, Layout
from model.drawing.mood_curve import curve
from model.journey import UNSORTED, Journey
from model.records import Touchpoint
from widgets.canvas.camera import PX_PER_MM, Camera
from widgets.canvas.painter import path_of
from widgets.look import Look
from widgets.typed import paint_key

TITLE_HIGH, LEAD_WIDTH = 36.0, 390.0
"""The title with what is under it, and the lines of the words, px at 100 %."""
INDENT = 8.0
"""So far the words are from where a card would begin and from the end of the phase, px."""
LEAST_TITLE = 0.8
"""A title that would have to be smaller than this to stand within the phase in one line has two."""
MOST_TRIES = 8
ROOMY, BUTTONS, LARGE_BUTTONS = 1.4, 66.0, 80.0
"""What the buttons take, px, and how much hints have to grow for theirs to be large."""
SMALLEST = 0.6
"""A map without touchpoints is not shown smaller than this for its hints to have room."""
LARGEST = 2.5
"""The hints grow with the map, up to so many times."""
WRAPPED = Qt.TextFlag.TextWordWrap
GAPS = 4.0
"""What stands so far below the phases, mm, is gaps."""
ENOUGH = 3
"""The hints leave with this touchpoint."""
EXAMPLE = ((0.03, 0.5), (0.2, 1.5), (0.34, -0.1), (0.53, -1.4), (0.74, -0.2), (0.93, 1.2))
START, PRESS, KEY = "Start here", ("Double-click, or", "press"), "T"
ASK = "What is the first thing the customer does? One touchpoint is one thing, in one channel."
TITLE = "Begin with the", "customer’s first step."
LEAD = (
    "Add three or four touchpoints, then draw the handovers. Gaps show up by themselves as soon as two "
    "channels or two departments meet."
)


class Below(NamedTuple):
    """Where the drawing ends, mm, and the paper under it, px."""

    end: float
    bottom: float


class Words(NamedTuple):
    """Where the words begin, px; the heights of title and lead, and their width, px at 100 %."""

    corner: QPointF
    title: float
    lead: float
    wide: float
    said: str
    """The title as it is broken."""
    share: float
    """How large it is, at most 1."""


def growth(camera: Camera) -> float:
    """How many times larger than at 100 % the hints are."""
    return min(LARGEST, max(1.0, camera.zoom))


class Beginning:
    """Paints the hints of an empty map, as long as it has hardly a touchpoint."""

    def __init__(self, journey: Journey, look: Look) -> None:
        self.journey, self.look = journey, look

    @property
    def is_shown(self) -> bool:
        """Whether the map is still so empty that it needs a hint."""
        return len(self.journey.store.of(Touchpoint)) < ENOUGH

    def place(self, layout: Layout, camera: Camera) -> QRectF | None:
        """Where the first touchpoint should go, px; None when there is one already."""
        phases = [span for span in layout.phases if span.id != UNSORTED]
        if not phases or not layout.lanes or len(self.journey.store.of(Touchpoint)):
            return None
        corner = camera.to_px(phases[0].start + MARGIN, layout.lanes[0].start + 1.1)
        high, grown = layout.card_h * camera.scale, growth(camera)
        wide = max(148.0 * grown, layout.card_w * camera.scale)
        return QRectF(corner.x() + 8, corner.y() + 2, wide, max(70.0 * grown, high - 4))

    def paint(self, painter: QPainter, layout: Layout, camera: Camera, below: Below) -> None:
        """Paint the hints over an empty map."""
        if below.end < layout.column_end + GAPS:
            top = camera.down(layout.column_end)
            for span in layout.phases:
                left, right = camera.to_px(span.start, 0).x(), camera.to_px(span.end, 0).x()
                column = QRectF(left, top, right - left, max(0.0, below.bottom - 16 - top))
                painter.fillRect(column, self.look.colour("wash"))
        self._paint_curve(painter, layout, camera)
        place = self.place(layout, camera)
        if place is not None:
            edge = camera.to_px(layout.phases[0].end, layout.lanes[-1].end)
            grown = growth(camera)
            painter.save()
            painter.translate(place.topLeft())
            painter.scale(grown, grown)
            room = QRectF(0, 0, place.width() / grown, place.height() / grown)
            self._paint_place(painter, room, (edge - QPointF(12, 0) - place.topLeft()) / grown)
            painter.restore()
        self._paint_words(painter, layout, camera, below)

    def _paint_curve(self, painter: QPainter, layout: Layout, camera: Camera) -> None:
        if any(self.journey.felt(t) is not None for t in self.journey.store.of(Touchpoint).values()):
            return
        points = [camera.to_px(share * layout.width, layout.mood_y(mood)) for share, mood in EXAMPLE]
        path = path_of(curve([p.x() for p in points], [p.y() for p in points]))
        pen = QPen(self.look.colour("rule2"), 1.8)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setDashPattern([0.05, 3.2])
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(path)

    def _paint_place(self, painter: QPainter, place: QRectF, edge: QPointF) -> None:
        """Where to start, and beside or below it a question, within the phase; left out where it has no room."""
        pen = QPen(self.look.colour("ink"), 2)
        pen.setDashPattern([3, 2.2])
        painter.setPen(pen)
        painter.setBrush(self.look.colour("paper"))
        painter.drawRoundedRect(place.adjusted(1, 1, -1, -1), 6, 6)
        inner = place.adjusted(14, 10, -10, -8)
        self._say(painter, "strong", "ink", START, inner)
        for top, line in zip((19, 36), PRESS, strict=True):
            self._say(painter, "text", "ink2", line, inner.adjusted(0, top, 0, 0))
        after = inner.left() + QFontMetricsF(self.look.font("text")).horizontalAdvance(PRESS[-1]) + 6
        paint_key(painter, self.look, after + 18, inner.top() + 45, KEY)
        room = edge.x() - place.right() - 20
        asking = QRectF(place.right() + 20, place.top() + 8, min(room, 230), place.height())
        if room < 190:
            asking = QRectF(place.left(), place.bottom() + 12, edge.x() - place.left(), place.height())
        lines = QFontMetricsF(self.look.font("text"))
        needed = lines.boundingRect(asking, WRAPPED, ASK)
        if needed.bottom() < edge.y():
            self._say(painter, "text", "ink2", ASK, needed.adjusted(0, 0, 4, 4))

    def _words_top(self, layout: Layout, end: float) -> float:
        """Where the words begin, mm: right below the line of visibility, or below whatever stands there."""
        is_bare = layout.column_end < layout.bands["visibility"].end + GAPS and end < layout.column_end + GAPS
        return layout.lanes[-1].end + 6.5 if is_bare else end + 1.5

    def _words(self, layout: Layout, camera: Camera, below: Below) -> Words | None:
        """The words within the first phase, as far as there is room above the buttons."""
        if not self.is_shown or not layout.lanes or not layout.phases:
            return None
        corner = camera.to_px(layout.phases[0].start + MARGIN, self._words_top(layout, below.end))
        grown, whole = growth(camera), self._whole_words(layout, camera.zoom)
        buttons = LARGE_BUTTONS if grown >= ROOMY else BUTTONS
        room = (below.bottom - corner.y() - buttons) / grown
        if room < 0 and len(self.journey.store.of(Touchpoint)):
            return None
        title = whole.title if room >= whole.title else 0.0
        lead = whole.lead if room >= title + whole.lead else 0.0
        return whole._replace(corner=corner + QPointF(INDENT, 0), title=title, lead=lead)

    def _whole_words(self, layout: Layout, zoom: float) -> Words:
        """Title and lead as they are within the first phase at this zoom, wherever they stand."""
        phase = layout.phases[0]
        wide = (phase.end - phase.start - MARGIN) * PX_PER_MM * zoom - 2 * INDENT
        wide = min(LEAD_WIDTH, wide / min(LARGEST, max(1.0, zoom)))
        title, lead = (QFontMetricsF(self.look.font(role)) for role in ("dialog_title", "lead"))
        said = " ".join(TITLE)
        if wide < LEAST_TITLE * title.horizontalAdvance(said):
            said = "\n".join(TITLE)
        box = title.boundingRect(QRectF(0, 0, 2 * LEAD_WIDTH, 400), WRAPPED, said)
        share = min(1.0, wide / (box.width() + 1))
        high = TITLE_HIGH - title.height() + box.height() * share
        below = lead.boundingRect(QRectF(0, 0, wide, 400), WRAPPED, LEAD).height()
        return Words(QPointF(), high, 14 + below, wide, said, share)

    def _paint_words(self, painter: QPainter, layout: Layout, camera: Camera, below: Below) -> None:
        words = self._words(layout, camera, below)
        if words is None:
            return
        painter.save()
        painter.translate(words.corner)
        painter.scale(growth(camera), growth(camera))
        if words.lead:
            self._say(painter, "lead", "ink2", LEAD, QRectF(0, words.title, words.wide, words.lead))
        if words.title:
            k = words.share
            painter.scale(k, k)
            self._say(
                painter, "dialog_title", "ink", words.said, QRectF(0, 0, words.wide / k, words.title / k)
            )
        painter.restore()

    def largest_zoom(self, layout: Layout, height: float) -> float:
        """The zoom up to which the words of a map without touchpoints have room in a height, px."""
        if not layout.lanes or self.journey.store.of(Touchpoint):
            return inf
        height -= 16
        whole, above = self._whole_words(layout, 1.0), self._words_top(layout, layout.height) * PX_PER_MM
        words = whole.title + whole.lead + 1
        if above + words + BUTTONS > height:
            return self._largest_small_zoom(layout, height, above)
        grown = height - LARGE_BUTTONS
        return max(1.0, grown / (above + words), (grown - LARGEST * words) / above)

    def _largest_small_zoom(self, layout: Layout, height: float, above: float) -> float:
        """The same where it is below 100 %: a smaller phase breaks the words into more lines."""
        zoom = 1.0
        for _ in range(MOST_TRIES):
            whole = self._whole_words(layout, zoom)
            smaller = max(SMALLEST, (height - whole.title - whole.lead - 1 - BUTTONS) / above)
            if smaller >= zoom:
                break
            zoom = smaller
        return zoom

    def below_words(self, layout: Layout, camera: Camera, below: Below) -> QPointF | None:
        """Where the buttons stand under the words, px; None where no words are, or no room for buttons."""
        words = self._words(layout, camera, below)
        return (
            None if words is None else words.corner + QPointF(0, (words.title + words.lead) * growth(camera))
        )

    def _say(self, painter: QPainter, role: str, token: str, words: str, box: QRectF) -> None:
        painter.setFont(self.look.font(role))
        painter.setPen(self.look.colour(token))
        option = QTextOption(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        option.setWrapMode(QTextOption.WrapMode.WordWrap)
        height = max(box.height(), QFontMetricsF(self.look.font(role)).height())
        painter.drawText(QRectF(box.left(), box.top(), box.width(), height), words, option)
