"""What stays while the map scrolls: the phases above it and the lane labels on its left."""

from math import inf

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap

from model.drawing.layout import Span
from model.journey import UNSORTED, Journey
from model.lenses import LENSES, Lane, Lens
from model.records import Phase, System
from model.store import Commit
from widgets.canvas.camera import HEADER, LABELS, Camera
from widgets.canvas.wording import Wording
from widgets.look import Look

RULE = 6
"""The ink rule above a phase, px from the top."""
TITLE, GOAL = 21, 38
"""Middles of the two lines of a phase, px from the top."""
EDGE, ROOM = 16, LABELS - 44
STEP = 6
"""Phases are shortened in steps of so many px, so that few have to be drawn anew while the zoom changes."""
ROUGHLY = 60
"""While the zoom changes a phase may be shortened to so many px more or less than it will be at rest."""
TWO_LINES, LINE = 38, 17
"""A lane so high has room for two lines of its name, and how far apart they are, px."""
NAME = 24
"""Half the height of the picture of a lane's name, px."""
SHOWN = {"phase", "channel", "department", "system"}
"""The kinds of records whose words stand in the margins."""
MOST_KEPT = 300
"""So many pictures of phases, and of words, are kept."""
AXIS = ((2, "Delighted +2"), (1, "+1"), (0, "Neutral  0"), (-1, "−1"), (-2, "Angry −2"))
TO_COME = ("Departments and", "systems appear", "here.")
WAITING = "What does the customer want here?"


def icon_of(lens: Lens, lane: Lane | None) -> str:
    """The name of the icon of a lane."""
    if lane is None:
        return "help"
    icon, mode = lens.icon(lane)
    by_mode = {"digital": "web", "physical": "store", "voice": "phone", "post": "post"}
    return icon or by_mode[mode]


class Margins:
    """Paints the pinned parts and finds what is under the pointer there."""

    def __init__(self, journey: Journey, look: Look) -> None:
        self.journey, self.look = journey, look
        self._plates: dict[tuple[str, int, float], QPixmap] = {}
        self._last: dict[str, tuple[int, float, QPixmap]] = {}
        """The last picture of each phase, with its width and ratio."""
        self._words = Wording(look)
        self._naturals: dict[str, int] = {}
        self._colours: dict[str, QColor] = {}
        self._names: dict[tuple[str, str, tuple[str, ...], float], QPixmap] = {}
        """Icons and names of lanes as they are painted while the zoom changes."""
        self._labels: QPixmap | None = None
        self._labels_for: object = None
        self._taken = 0.0
        """How far down the names of rows reach so far, px."""
        self.gaps_in_place = True
        self.covered = 0.0
        """So much of the last phase lies under the + that adds another one, px."""
        self.hidden: str | None = None
        """The record whose title is being edited, and so not painted."""

    def follow(self, commit: Commit) -> None:
        """Paint anew what a commit changed."""
        if any(change.kind in SHOWN for change in commit.patch):
            self.forget()

    def forget(self) -> None:
        """Paint everything anew: titles or the theme have changed."""
        for kept in (self._plates, self._last, self._naturals, self._colours, self._names):
            kept.clear()
        self._words.forget()
        self._labels = None

    def _colour(self, token: str) -> QColor:
        found = self._colours.get(token)
        if found is None:
            found = self._colours[token] = self.look.colour(token)
        return found

    # -- phases

    def paint_header(
        self, painter: QPainter, layout: object, camera: Camera, width: int, covers: bool, is_rough: bool
    ) -> None:
        """The phases that are in sight; covers says whether some of the map is hidden beneath.

        While the zoom changes they are painted roughly: shortened a little more or less than they need to be.
        """
        look = self.look
        painter.fillRect(QRect(0, 0, width, HEADER), look.colour("paper"))
        left = camera.to_mm(QPointF(LABELS, 0))[0]
        right = camera.to_mm(QPointF(width, 0))[0]
        painter.save()
        painter.setClipRect(QRect(LABELS, 0, width - LABELS, HEADER))
        last = self._covered_phase(layout) if self.covered else None
        for number, span in self._spans(layout, left, right):
            box = self.phase_rect(span, camera)
            token = self._rule_token(span)
            painter.fillRect(QRectF(box.left(), RULE, box.width(), 2), self._colour(token))
            room = box.width() - self.covered if span.id == last else box.width()
            name = f"{span.id} {number} {token}"
            self._paint_phase(painter, span.id, number, name, (box.left(), room), camera.ratio, is_rough)
        painter.restore()
        if covers:
            painter.fillRect(QRectF(LABELS, HEADER - 1, width - LABELS, 1), look.colour("rule"))

    @staticmethod
    def _covered_phase(layout) -> str | None:
        """The last phase, beside whose end the + stands, or over it."""
        return next((span.id for span in reversed(layout.phases) if span.id != UNSORTED), None)

    def _spans(self, layout, left: float, right: float) -> list[tuple[int, Span]]:
        spans = layout.phases_between(left, right)
        if not spans:
            return []
        start = layout.phase_index(spans[0].id)
        return [(start + place + 1, span) for place, span in enumerate(spans)]

    def _rule_token(self, span: Span) -> str:
        is_quiet = self.journey.is_empty(span.id) and self.journey.phases[0] != span.id
        return "rule2" if is_quiet else "ink"

    def phase_rect(self, span: Span, camera: Camera) -> QRectF:
        """Where a phase stands in the header, its scrolled-away start cut off."""
        start, end = camera.across(span.start), camera.across(span.end)
        start = max(start, LABELS) if end > LABELS else start
        return QRectF(start, 0, max(0.0, end - start), HEADER)

    def _paint_phase(
        self,
        painter: QPainter,
        phase: str,
        number: int,
        name: str,
        place: tuple[float, float],
        ratio: float,
        is_rough: bool,
    ) -> None:
        """Paint a phase, known by a name that says how it looks, from a place on and so wide."""
        left, room = place
        if room < 8 or phase == self.hidden:
            return
        width = min(int(room) // STEP * STEP, self._natural(phase))
        last = self._last.get(name)
        if is_rough and last is not None and last[1] == ratio and abs(last[0] - width) <= ROUGHLY:
            part = QRectF(0, 0, min(last[0], width) * ratio, last[2].height())
            painter.drawPixmap(QPointF(left, RULE + 3), last[2], part)
            return
        plate = self._plates.get((name, width, ratio))
        if plate is None:
            if len(self._plates) > MOST_KEPT:
                self._plates.clear()
            plate = self._plates[name, width, ratio] = self._plate(phase, number, width, ratio)
        self._last[name] = width, ratio, plate
        painter.drawPixmap(QPointF(left, RULE + 3), plate)

    def _natural(self, phase: str) -> int:
        """The width from which on nothing about a phase is shortened, px."""
        if phase not in self._naturals:
            record = self.journey.store.find(Phase, phase)
            words = (record.title, record.when, record.customer_goal or WAITING) if record else (phase,) * 3
            roles = ("phase", "secondary", "goal")
            title, when, goal = (
                self._words.width(role, text) for role, text in zip(roles, words, strict=True)
            )
            self._naturals[phase] = int(max(title + when + 60, goal + 30, 92))
        return self._naturals[phase]

    def _plate(self, phase: str, number: int, width: int, ratio: float) -> QPixmap:
        plate = QPixmap(round(width * ratio), round((HEADER - RULE - 4) * ratio))
        plate.setDevicePixelRatio(ratio)
        plate.fill(self.look.colour("paper"))
        painter = QPainter(plate)
        painter.translate(0, -RULE - 3)
        record = self.journey.store.find(Phase, phase)
        title = record.title if record else "Without a phase"
        is_quiet = self._rule_token(Span(phase, 0, 0)) == "rule2"
        x = self._say(painter, "phase_number", "ink3", str(number), 2, TITLE, width) + 8
        if width >= 56:
            x = self._say(painter, "phase", "ink3" if is_quiet else "ink", title, x, TITLE, width - x) + 8
            if record and record.when and self._fits("secondary", record.when, width - x):
                self._say(painter, "secondary", "ink3", record.when, x, TITLE, width - x)
        if width >= 90 and record and (record.customer_goal or not is_quiet):
            token = "ink2" if record.customer_goal else "ink3"
            self._say(painter, "goal", token, f"“{record.customer_goal or WAITING}”", 2, GOAL, width - 4)
        painter.end()
        return plate

    def _fits(self, role: str, text: str, room: float) -> bool:
        return self._words.width(role, text) <= room

    def _say(
        self, painter: QPainter, role: str, token: str, text: str, x: float, middle: float, room: float
    ) -> float:
        """Paint one line about a middle, shortened to its room; returns where it ends."""
        return self._words.say(painter, role, token, text, x, middle, room)

    # -- lanes

    def paint_labels(self, painter: QPainter, layout, camera: Camera, height: int, is_rough: bool) -> None:
        """The label column, kept as a picture while only the map's x changes; roughly while the zoom does."""
        if is_rough:
            painter.save()
            painter.setClipRect(QRect(0, HEADER, LABELS, height))
            painter.fillRect(QRect(0, HEADER, LABELS, height), self.look.colour("paper"))
            self._words.is_rough = True
            self._paint_bands(painter, layout, camera)
            self._paint_lanes(painter, layout, camera)
            self._words.is_rough = False
            painter.restore()
            return
        key = (
            layout,
            (tuple(layout.bands.values()), tuple(layout.lanes), tuple(layout.systems)),
            layout.gap_band.left_out,
            camera.zoom,
            camera.origin[1],
            camera.ratio,
            height,
            self.hidden,
        )
        if self._labels is None or self._labels_for != key:
            self._labels_for = key
            self._labels = QPixmap(round(LABELS * camera.ratio), round(height * camera.ratio))
            self._labels.setDevicePixelRatio(camera.ratio)
            self._labels.fill(self.look.colour("paper"))
            inner = QPainter(self._labels)
            inner.translate(0, -HEADER)
            self._paint_bands(inner, layout, camera)
            self._paint_lanes(inner, layout, camera)
            inner.end()
        painter.drawPixmap(0, HEADER, self._labels)

    def _paint_bands(self, painter: QPainter, layout, camera: Camera) -> None:
        bands = layout.bands
        self._taken = HEADER - 20.0
        pitch = camera.down(layout.mood_y(-1)) - camera.down(layout.mood_y(0))
        top = max(self._middle(bands["pills"], camera), camera.down(0) + 9)
        self._title(painter, "strong", "Mood", top)
        low = next((self._middle(bands[name], camera) for name in ("bond", "words") if name in bands), inf)
        low -= (self._words.metrics("strong").height() + self._words.metrics("small").height()) / 2 - 3
        for mood, words in AXIS:
            y = camera.down(layout.mood_y(mood))
            room = self._words.width("small", words)
            if y <= low and (pitch >= 13 or (pitch >= 7 and mood % 2 == 0)):
                self._say(painter, "small", "ink3", words, LABELS - 8 - room, y, room + 1)
        if "bond" in bands:
            self._title(painter, "strong", "Bond", self._middle(bands["bond"], camera))
        if "words" in bands:
            self._title(painter, "strong", "In their words", self._middle(bands["words"], camera))
        self._taken = max(self._taken, camera.down(bands["lanes"].end))
        below = LENSES[layout.lens.below]
        for name in sorted({"visibility", below.band} & bands.keys(), key=lambda one: bands[one].start):
            y = self._middle(bands[name], camera)
            if name == "visibility":
                self._title(painter, "visibility", "LINE OF VISIBILITY", y, x=12)
            elif not self._title(painter, "strong", below.band_title, y):
                self._title(painter, "key", below.band_title, y)
        self._paint_systems(painter, layout, camera)
        if "gaps" in bands and self.gaps_in_place:
            top, left_out = camera.down(bands["gaps"].start), layout.gap_band.left_out
            if self._title(painter, "strong", "Gaps", top + 12):
                more = (f"{left_out} more in the list.",) if left_out else ()
                self._say_lines(painter, top + 30, "By journey order.", "Severity 0–100.", *more)
        elif "visibility" in bands and not {below.band, "systems"} & bands.keys():
            self._say_lines(painter, self._middle(bands["visibility"], camera) + 26, *TO_COME)

    def _say_lines(self, painter: QPainter, top: float, *lines: str) -> None:
        for place, words in enumerate(lines):
            self._say(painter, "secondary", "ink3", words, EDGE, top + place * 16, 108)

    def _title(self, painter: QPainter, role: str, text: str, middle: float, x: float = EDGE) -> bool:
        """Paint the name of a row unless the names above leave no room for it; says whether it is there."""
        half = self._words.metrics(role).height() / 2 - 1
        if middle - half < self._taken:
            return False
        self._say(painter, role, "ink", text, x, middle, 108)
        self._taken = middle + half
        return True

    def _paint_systems(self, painter: QPainter, layout, camera: Camera) -> None:
        band, systems = layout.bands.get("systems"), layout.systems
        if band is None or not systems:
            return
        pitch = band.length / len(systems)
        role = "secondary" if pitch * camera.scale >= 15 else "small"
        if pitch * camera.scale < 10:
            self._title(painter, "strong", "Systems", self._middle(band, camera))
            return
        for place, system in enumerate(systems):
            record = self.journey.store.find(System, system)
            y = camera.down(band.start + (place + 0.5) * pitch)
            self._say(painter, role, "ink2", record.title if record else "", EDGE, y, 108)

    def _paint_lanes(self, painter: QPainter, layout, camera: Camera) -> None:
        if not layout.lanes:
            return
        painter.setPen(QPen(self.look.colour("rule"), 1))
        edges = [lane.start for lane in layout.lanes] + [layout.lanes[-1].end]
        if layout.lanes[0].length * camera.scale >= 6:
            for edge in edges:
                y = round(camera.down(edge))
                painter.drawLine(QPointF(0, y + 0.5), QPointF(LABELS, y + 0.5))
        for lane in layout.lanes:
            if lane.length * camera.scale < 13 or lane.id == self.hidden:
                continue
            record = self.journey.store.find(layout.lens.kind, lane.id)
            icon = icon_of(layout.lens, record)
            lines = self._lines(lane, record.title if record else layout.lens.loose_title, camera)
            self._paint_lane(painter, icon, lines, self._middle(lane, camera), camera.ratio)

    def _paint_lane(
        self, painter: QPainter, icon: str, lines: list[str], middle: float, ratio: float
    ) -> None:
        """The icon and the name of a lane about a middle; while the zoom changes, from one picture."""
        if not self._words.is_rough:
            self._say_lane(painter, icon, lines, middle, ratio)
            return
        key = icon, self.look.theme, tuple(lines), ratio
        name = self._names.get(key)
        if name is None:
            name = self._names[key] = QPixmap(round(LABELS * ratio), round(2 * NAME * ratio))
            name.setDevicePixelRatio(ratio)
            name.fill(Qt.GlobalColor.transparent)
            inner = QPainter(name)
            self._say_lane(inner, icon, lines, NAME, ratio)
            inner.end()
        painter.drawPixmap(0, round(middle) - NAME, name)

    def _say_lane(self, painter: QPainter, icon: str, lines: list[str], middle: float, ratio: float) -> None:
        picture = self.look.pixmap(icon, "ink", 18, ratio)
        painter.drawPixmap(QPointF(EDGE, round(middle) - 9), picture)
        for place, line in enumerate(lines):
            base = middle + (place - (len(lines) - 1) / 2) * LINE
            self._say(painter, "strong", "ink", line, EDGE + 26, base, ROOM)

    def _lines(self, lane: Span, title: str, camera: Camera) -> list[str]:
        """A lane's title in one line if it has room there, else its first words and then the rest of them."""
        words, is_low = title.split(), lane.length * camera.scale < TWO_LINES
        if is_low or len(words) < 2 or self._fits("strong", title, ROOM):
            return [title]
        first = 1
        while self._fits("strong", " ".join(words[: first + 1]), ROOM):
            first += 1
        return [" ".join(words[:first]), " ".join(words[first:])]

    def _middle(self, span: Span, camera: Camera) -> float:
        return camera.down(span.start + span.length / 2)

    # -- under the pointer

    def at(self, layout, camera: Camera, point: QPointF) -> tuple[str, QRectF] | None:
        """The phase or channel whose title is under a point, with the box of that title."""
        if point.y() < HEADER and point.x() >= LABELS:
            x = camera.to_mm(point)[0]
            for span in layout.phases_between(x, x):
                if span.start <= x <= span.end and span.id != UNSORTED:
                    box = self.phase_rect(span, camera)
                    return span.id, QRectF(box.left(), TITLE - 13, box.width(), 26)
        elif point.x() < LABELS and point.y() >= HEADER:
            y = camera.to_mm(point)[1]
            for lane in layout.lanes:
                if lane.start <= y < lane.end and lane.id != layout.lens.loose:
                    return lane.id, QRectF(EDGE + 18, self._middle(lane, camera) - 13, LABELS - EDGE - 20, 26)
        return None

    def is_shortened(self, layout, camera: Camera, record: str) -> bool:
        """Whether something that a phase or lane says has no room in its margin."""
        for span in layout.phases:
            if span.id == record:
                return int(self.phase_rect(span, camera).width()) < self._natural(record)
        for lane in layout.lanes:
            found = self.journey.store.find(layout.lens.kind, record)
            if lane.id == record and found is not None:
                lines = self._lines(lane, found.title, camera)
                return not all(self._fits("strong", line, ROOM) for line in lines)
        return False

    def title_rect(self, layout, camera: Camera, record: str) -> QRectF | None:
        """Where the title of a phase or channel stands, 2 px before its first letter."""
        for place, span in enumerate(layout.phases):
            if span.id == record:
                box, number = self.phase_rect(span, camera), self._words.width("phase_number", f"{place + 1}")
                return QRectF(box.left() + number + 8, TITLE - 13, max(80.0, box.width() - number - 8), 26)
        for lane in layout.lanes:
            if lane.id == record:
                return QRectF(EDGE + 24, self._middle(lane, camera) - 13, LABELS - EDGE - 24, 26)
        return None
