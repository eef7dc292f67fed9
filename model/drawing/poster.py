"""The poster: the whole map on one page, arranged for the paper's shape; a wide map widens the page."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from model.drawing.figures import headings
from model.drawing.figures.cards import title_block
from model.drawing.figures.gaps import gap_title
from model.drawing.figures.shapes import extent
from model.drawing.gap_places import counts
from model.drawing.layout import LANE_PAD, Layout, Measures, Span
from model.drawing.marks import Box, Figure, Mark
from model.drawing.message import key_figures, kicker_of, lead_of, title_of
from model.drawing.scene import Scene
from model.drawing.tally import Tally
from model.findings import MomentThatMatters, Note, PainPoint
from model.gap_cards import GapCard
from model.journey import Journey
from model.lenses import CUSTOMER, Lens
from model.records import Handover, Phase, Touchpoint

PAPERS: dict[str, tuple[float, float]] = {
    "A4": (297, 210),
    "A3": (420, 297),
    "A2": (594, 420),
    "A1": (841, 594),
    "A0": (1189, 841),
    "Letter": (279.4, 215.9),
    "Tabloid": (431.8, 279.4),
}
"""Papers by name, landscape: width and height in mm."""

WIDTH = 420.0
GRID_LEFT, GRID_RIGHT = 40.2, 11.3
BODY_TOP = 54.3
BELOW = 21.0
"""From the end of the body to the end of the page."""
LEAST_CARD, EASY_CARD, WIDEST_CARD = 14.5, 16.5, 24.0
NARROWEST = 300.0
LEAST_SCALE = 0.9
"""Under this scale a card's 6.7 pt print smaller than 6 pt."""
LEAST_PHASE = 26.0
WIDENS = 1.25
"""A journey that needs more than so many times the page's width makes the page wider than its paper's shape."""
ASIDE = 188.0
TWO_LINES = 5.2
"""A row of systems that has room for a name in two lines, mm."""
TALLEST_LANE = 30.0
"""A lane grows so far for long titles, or where a page has room, mm."""


@dataclass(frozen=True, slots=True)
class Poster:
    """A page of figures in mm of a virtual page; times scale they are mm of the paper."""

    figures: list[Figure]
    width: float
    height: float
    scale: float
    title: str
    language: str
    cut: tuple[str, ...] = ()
    """Texts that had to be shortened to fit."""
    left_out: tuple[str, ...] = ()
    """Quotes, labels, names of moments and titles of gaps that found no room beside stronger ones."""


def always(bare: Poster) -> bool:
    """Whether a poster of this size is wanted: of any."""
    return True


def poster(
    journey: Journey,
    paper: tuple[float, float],
    notes: bool = False,
    lens: Lens = CUSTOMER,
    bond: bool = False,
    gaps: Sequence[GapCard] | None = None,
    is_wanted: Callable[[Poster], bool] = always,
) -> Poster:
    """The map under a lens as one page for a paper of this size (mm, landscape); notes and bond if asked for.

    Without what the rules find, the gaps are those that the room has named. One that nobody wants once its size is
    known stays bare: without figures, since a long map has many.
    """
    cut: list[str] = []
    head = _Head(journey, cut, lens, bond, gaps)
    scene, page = _fitted_scene(journey, paper, head, notes)
    if gaps is not None:
        scene.gaps.tell(gaps)
    title, language = title_of(journey), journey.map.language
    bare = Poster([], page.width, page.height, paper[1] / page.height, title, language)
    try:
        if not is_wanted(bare):
            return bare
        figures = list(_page(scene, head, page, cut))
        cut += [t.title for i in sorted(scene.cut) if (t := journey.store.find(Touchpoint, i)) is not None]
        shown = {label.handover for label in scene.labels}
        cut += [one.title for one in scene.gaps.cards if gap_title(one, scene.layout.gap_band.w).cut]
        cut += [scene.journey.store.of(Note)[one].text for one in scene.asides.cut]
        spoken = {quote.touchpoint for quote in scene.quotes}
        silent = [t for i in journey.touchpoints if (t := journey.store.find(Touchpoint, i)) and t.quote]
        left_out = tuple(t.quote for t in silent if t.id not in spoken)
        printed = {card.key for card in scene.gaps.cards}
        left_out += tuple(card.title for card in gaps or () if card.key not in printed)
        left_out += tuple(h.label for h, _ in scene.failing if h.label and h.id not in shown)
        flagged = {flag.moment: flag.text for flag in scene.flags}
        left_out += tuple(
            m.title for m in journey.moments if m.title and m.title not in flagged.get(m.id, m.title)
        )
    finally:
        scene.close()
    return replace(bare, figures=figures, cut=tuple(dict.fromkeys(cut)), left_out=left_out)


class _Head:
    """The part above the columns: its marks for a page width, and the height it adds."""

    def __init__(
        self, journey: Journey, cut: list[str], lens: Lens, bond: bool, gaps: Sequence[GapCard] | None
    ) -> None:
        self.journey, self.cut, self.lens, self.bond, self.gaps = journey, cut, lens, bond, gaps

    def _title(self, width: float) -> tuple[tuple[Mark, ...], float]:
        journey, beside = self.journey, 0.0
        if self.journey.personas or key_figures(self.journey, self.gaps):
            beside = _aside(width)
        words = kicker_of(journey), title_of(journey), lead_of(journey)
        return headings.title_marks(*words, width - beside - 2 * headings.LEFT - 8, self.cut.append)

    def _people(self, width: float) -> tuple[tuple[Mark, ...], int]:
        aside = _aside(width)
        return headings.persona_marks(
            self.journey.personas, width - aside, aside - headings.LEFT, self.cut.append
        )

    def more(self, width: float) -> float:
        """What the head of a page this wide takes beyond one line of title and two of lead, mm."""
        return max(self._title(width)[1], (self._people(width)[1] - 1) * headings.PERSONA_ROW)

    def marks(self, width: float) -> tuple[Mark, ...]:
        """The marks of the head on a page of this width."""
        self.cut.clear()
        title, _ = self._title(width)
        people, rows = self._people(width)
        y, aside = 32.4 + (rows - 1) * headings.PERSONA_ROW, _aside(width)
        figures = headings.figure_marks(
            key_figures(self.journey, self.gaps), width - aside, y, aside - headings.LEFT
        )
        return (*title, *people, *figures)


def _aside(width: float) -> float:
    """The room of the personas and the key figures at the right of the head, mm."""
    return min(ASIDE, width * ASIDE / WIDTH)


@dataclass(frozen=True, slots=True)
class _Page:
    """The measures of a page, its size, and what its head and the goals of its phases take more, mm."""

    measures: Measures
    width: float
    height: float
    more: float
    goals: float

    @property
    def chrome(self) -> float:
        """The height of everything but the body, mm."""
        return BODY_TOP + self.more + self.goals + BELOW - 2.0


def _fitted_scene(
    journey: Journey, paper: tuple[float, float], head: _Head, notes: bool
) -> tuple[Scene, _Page]:
    """The scene whose columns fill the page, and the page."""
    goals = 0.0
    for _ in range(3):
        page = _sized(journey, paper, head, goals)
        layout = Layout(journey, page.measures, lens=head.lens)
        goals = _goal_room(journey, layout)
        if goals <= page.goals + 0.01:
            break
    room = max(0.0, page.height - page.chrome - layout.height)
    measures = _stretched(page.measures, layout, room)
    scene = Scene(journey, measures, notes=notes, talk=False, lens=head.lens)
    height = max(page.height, page.chrome + scene.layout.height)
    return scene, replace(page, width=max(page.width, height * paper[0] / paper[1]), height=height)


def _sized(journey: Journey, paper: tuple[float, float], head: _Head, goals: float) -> _Page:
    """The page of this paper's shape that the journey fills: a short one makes all of it larger, a long one smaller,

    and one that would print its cards under 6 pt makes the page wider.
    """
    ratio = paper[0] / paper[1]
    found = None if head.gaps is None else counts(head.gaps)
    measures = Measures(screen=False, card_w=LEAST_CARD, least_phase=LEAST_PHASE, bond=head.bond, gaps=found)
    if headings.needs_two_lines(journey.systems):
        measures = replace(measures, system_h=TWO_LINES)
    tally = Tally(journey)
    least, easy = (
        Layout(journey, replace(measures, card_w=card), tally, head.lens) for card in (LEAST_CARD, EASY_CARD)
    )
    width = max(
        least.width + GRID_LEFT + GRID_RIGHT, min(WIDTH, easy.width + GRID_LEFT + GRID_RIGHT), NARROWEST
    )
    is_wide = width > WIDTH * WIDENS and paper[0] / width < LEAST_SCALE
    height = WIDTH / ratio if is_wide else width / ratio
    for _ in range(5):
        page = _Page(measures, width, height, head.more(width), goals)
        card, fill = _solved(journey, measures, width - GRID_LEFT - GRID_RIGHT, tally, head.lens)
        lane = _lane_room(journey, card, measures.lane_h)
        page = replace(page, measures=replace(measures, card_w=card, fill=fill, lane_h=lane))
        height = max(height, page.chrome + Layout(journey, page.measures, tally, head.lens).height)
        if height <= page.height + 0.01:
            break
        width = width if is_wide else max(width, height * ratio)
    return page


def _lane_room(journey: Journey, card: float, lane: float) -> float:
    """How high a lane is for the titles of cards this wide, mm; `lane` where all have room there."""
    for touchpoint in journey.store.of(Touchpoint).values():
        matters = bool(journey.moments_on(touchpoint.id))
        while lane < TALLEST_LANE and title_block(touchpoint.title, card, lane - 2 * LANE_PAD, matters).cut:
            lane = min(TALLEST_LANE, lane + 2.0)
    return lane


def _goal_room(journey: Journey, layout: Layout) -> float:
    """What the longest goal takes beyond one line, mm."""
    heights = [
        headings.head_marks(journey.store.find(Phase, span.id), 1, span.length, lambda _: None)[1]
        for span in layout.phases
    ]
    return max(0.0, max(heights, default=0.0) - 4.1)


def _solved(
    journey: Journey, measures: Measures, grid: float, tally: Tally, lens: Lens
) -> tuple[float, float]:
    """The card width that fills the grid, and what every phase must grow by when cards are wide enough."""

    def width(card: float) -> float:
        return Layout(journey, replace(measures, card_w=card), tally, lens).width

    low, high = LEAST_CARD, WIDEST_CARD
    if width(high) <= grid:
        count = max(1, len(journey.phases))
        return high, max(0.0, (grid - width(high)) / count)
    for _ in range(22):
        middle = (low + high) / 2
        low, high = (middle, high) if width(middle) <= grid else (low, middle)
    return low, 0.0


def _stretched(measures: Measures, layout: Layout, room: float) -> Measures:
    """The measures with the height that is left given to mood, lanes and systems."""
    lanes, systems = max(1, len(layout.lanes)), len(layout.systems)
    lane = min(measures.lane_h + 0.5 * room / lanes, TALLEST_LANE)
    system = min(measures.system_h + (0.15 * room / systems if systems else 0.0), 5.2)
    rest = room - (lane - measures.lane_h) * lanes - (system - measures.system_h) * systems
    return replace(measures, lane_h=lane, mood_h=min(measures.mood_h + rest, 80.0), system_h=system)


def _page(scene: Scene, head: _Head, page: _Page, cut: list[str]) -> Iterator[Figure]:
    layout, journey = scene.layout, scene.journey
    yield _figure("header", 0, 0, head.marks(page.width))
    top = BODY_TOP + page.more + page.goals
    rule = top - 14.5 - page.goals
    for number, span in enumerate(layout.phases, 1):
        yield _head(journey, span, number, rule, cut)
    figures = scene.everything()
    floor = [f for f in figures if f.key.startswith(("column", "band"))]
    yield from (_on_page(f, top) for f in floor)
    yield _figure("labels", 0, top, tuple(headings.label_marks(journey, layout, cut.append)))
    if "visibility" in layout.bands:
        y = top + layout.bands["visibility"].start + 3.2
        yield _figure("visibility-label", 0, y, headings.visibility_label(0.0, GRID_LEFT))
    for figure in figures:
        if not figure.key.startswith(("column", "band")):
            yield _on_page(figure, top)
    yield from _foot(journey, layout, page.width, page.height)


def _head(journey: Journey, span: Span, number: int, y: float, cut: list[str]) -> Figure:
    phase = journey.store.find(Phase, span.id)
    marks, _ = headings.head_marks(phase, number, span.length, cut.append)
    return _figure(f"head:{span.id}", GRID_LEFT + span.start, y, marks, span.id)


def _foot(journey: Journey, layout: Layout, width: float, height: float) -> Iterator[Figure]:
    kinds = list(_shown(journey, layout))
    if kinds:
        marks, rows = headings.legend_marks(kinds, width, layout.lens.kind.kind)
        yield _figure("legend", 0, height - 15.2 - (rows - 1) * 4.4, marks)
    about = journey.map
    left = " · ".join(part for part in (about.organisation, about.title or "Untitled map") if part)
    yield _figure(
        "footer", 0, height - 10.5, headings.footer_marks(left, "Made with Mind the Gap", "Map", width)
    )


def _shown(journey: Journey, layout: Layout) -> Iterator[str]:
    """The entries of the legend: what this map shows."""
    store = journey.store
    handovers, touchpoints = store.of(Handover).values(), store.of(Touchpoint).values()
    if any(h.quality == "holds" for h in handovers):
        yield "holds"
        yield "link"
    for quality in ("weak", "fails", "unknown"):
        if any(h.quality == quality for h in handovers):
            yield quality
    if store.of(MomentThatMatters):
        yield "moment"
    if store.of(PainPoint):
        yield "pain"
    if any(t.systems for t in touchpoints):
        yield "in_use"
    if any(t.missing_systems for t in touchpoints):
        yield "missing"
    felt = [m for t in touchpoints if (m := journey.felt(t)) is not None]
    if any(m > 0.25 for m in felt):
        yield "above"
    if any(m < -0.25 for m in felt):
        yield "below"
    if any(not journey.is_for_everyone(t) for t in touchpoints):
        yield "persona"


def _figure(key: str, x: float, y: float, marks: tuple[Mark, ...], record: str | None = None) -> Figure:
    return Figure(key, x, y, extent(marks) if marks else Box(0, 0, 0, 0), marks, record)


def _on_page(figure: Figure, top: float) -> Figure:
    return Figure(
        figure.key,
        figure.x + GRID_LEFT,
        figure.y + top,
        figure.box,
        figure.marks,
        figure.record,
        figure.says,
    )
