"""The map itself as a page: the poster's figures, each under the tag by which it is read, in journey order."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from exporters.exporter import CannotExport
from exporters.report.briefing import Briefing, day_says
from exporters.report.papers import legibly, tightly
from exporters.report.sheet import Jump, Page, Piece, Sheet
from exporters.report.tags import Tag
from model.drawing.figures.headings import footer_marks
from model.drawing.figures.shapes import extent
from model.drawing.marks import MM_PER_PT, Figure, Mark, Text
from model.drawing.message import signed
from model.drawing.poster import LEAST_SCALE, Poster, always, poster
from model.drawing.shaping import noted, noting
from model.gap_cards import GapCard
from model.journey import Journey
from model.records import Phase, Touchpoint
from model.spoken import UNSORTED_TITLE, spoken

ANCHOR = "map"
TITLE_SIZE = 20.0
"""Words of the head at least as large are the page's title, pt."""
CARD_SIZE = 6.7
"""The words of a card at scale 1, pt."""
TOO_SMALL = "The map would print at {size:.1f} pt, too small to be read; choose a larger size or more sheets."
TOO_LONG = (
    "Some words are too long for the map on these sheets (“{words}”); choose more sheets or fewer words."
)
LONGEST = 14_400 * MM_PER_PT
"""The longest side of a page that PDF readers open, mm."""


def gap_anchor(gap: str) -> str:
    """The anchor of a gap's row in the register."""
    return f"gap-{gap}"


def moment_anchor(moment: str) -> str:
    """The anchor of the page of a moment that matters."""
    return f"moment-{moment}"


def phase_anchor(phase: str) -> str:
    """The anchor of the page of a phase."""
    return f"phase-{phase}"


LINKED: dict[str, Callable[[str], str]] = {"gap": gap_anchor, "pill": moment_anchor, "head": phase_anchor}
"""The figures that lead to a page of their own."""


def map_pages(briefing: Briefing) -> list[Page]:
    """The map on one page; the briefing hears what was shortened and what was left out.

    A poster keeps the shape of its paper while its smallest cards are wide enough; the journey then decides the
    scale. A journey that needs a page much wider than its paper gets one that is wider (`model.drawing.poster`),
    as high as the paper: at 100 % it is read on a roll, on sheets or on a screen. Either way its cards print at
    6.7 pt times the scale. Where that is less than 6 pt (on A4 and Letter always but for a few touchpoints; on A3
    for a journey that is too long for the paper and too short for a wider page; anywhere for one that needs a page
    longer than readers open), people could not read the map on paper; where words have no room on it, even as small
    as they can be read, they would be cut. Then its curve stands here, and each phase has a page of its own.
    """
    w, h = briefing.size
    paper = (w * briefing.scale, h * briefing.scale)
    cards = list(briefing.cards.values())

    def is_legible(made: Poster) -> bool:
        return not briefing.story or is_printed_legibly(printed_scale(made))

    with noting() as own:
        made = legible_poster(briefing, paper, cards, is_legible)
    if made.cut and is_legible(made) and (scale := printed_scale(made)) > 1.0:
        with noting() as own, tightly(1.0):
            made = legible_poster(briefing, paper, cards, is_legible, scale)
    if not is_legible(made):
        size = CARD_SIZE * printed_scale(made)
        if briefing.on_wall:
            raise CannotExport(TOO_SMALL.format(size=size))
        return _instead(briefing, f"The map would print at {size:.1f} pt")
    if briefing.story and made.cut:
        if briefing.on_wall:
            raise CannotExport(TOO_LONG.format(words=_begun(made.cut[0])))
        said = f"Some words are too long for the map (“{_begun(made.cut[0])}”)"
        return _instead(briefing, said)
    if made.width * made.scale > paper[0] + 1:
        briefing.lost.remarks.append(
            f"The map is {made.width * made.scale:,.0f} mm wide, more than its paper, so that it can be read."
        )
    if (outer := noted()) is not None:
        outer.note_missing("".join(ch for ch, _ in own.missing))
    briefing.lost.cut += made.cut
    briefing.lost.left_out += made.left_out
    return [map_page(briefing.journey, replace(made, figures=_with_footer(briefing, made)))]


def _with_footer(briefing: Briefing, made: Poster) -> list[Figure]:
    """The figures of the poster with the footer that every page of the report has."""
    from exporters.report.furniture import CARRIES

    about, day = briefing.journey.map, day_says(briefing.day)
    left = " · ".join(part for part in (about.organisation, about.title or "Untitled map", day) if part)
    marks = footer_marks(left, CARRIES[0] if briefing.carries_map else "", "Map", made.width)
    return [replace(one, marks=marks) if one.key == "footer" else one for one in made.figures]


def legible_poster(
    briefing: Briefing,
    paper: tuple[float, float],
    cards: Sequence[GapCard],
    is_wanted: Callable[[Poster], bool] = always,
    scale: float = 1.0,
) -> Poster:
    """The poster with its smallest words as large as its scale needs, which it has only once it is laid out."""
    told = briefing
    for _ in range(3):
        with legibly(scale):
            made = poster(told.journey, paper, told.notes, told.lens, told.bond, cards, is_wanted)
        now = printed_scale(made)
        if now >= scale - 0.001 or not is_printed_legibly(now):
            break
        scale = now
    return made


def printed_scale(made: Poster) -> float:
    """The scale a poster prints at: a page longer than readers open shrinks."""
    return min(made.scale, LONGEST / max(made.width, made.height))


def is_printed_legibly(scale: float) -> bool:
    """Whether the cards of a poster print at 6 pt or larger at this scale."""
    return scale >= LEAST_SCALE - 0.005


def _begun(text: str) -> str:
    return text if len(text) <= 48 else f"{text[:47].rstrip()}…"


def _instead(briefing: Briefing, why: str) -> list[Page]:
    """The curve, and the phases where the report does not have them anyway; the export says why."""
    from exporters.report.curve_page import curve_pages
    from exporters.report.phases import phase_pages

    briefing.lost.remarks.append(f"{why}; its curve and a page for each phase stand in its place.")
    return [*curve_pages(briefing), *([] if briefing.has_phases else phase_pages(briefing))]


def map_page(journey: Journey, made: Poster) -> Page:
    """The poster with tags, links and its line in the outline."""
    sheet = Sheet("map", "Map", (made.width, made.height), made.scale, "Journey map")
    sheet.anchor(ANCHOR)
    sheet.entry("Journey map", ANCHOR)
    reading = _Reading(journey, sheet.page.tag, made.figures)
    for figure in made.figures:
        sheet.page.pieces += reading.pieces(figure)
    sheet.page.jumps += reading.jumps
    return sheet.page


class _Reading:
    """The tags of a poster in reading order: head, mood, then phase by phase its touchpoints and handovers, gaps."""

    def __init__(self, journey: Journey, whole: Tag, figures: list[Figure]) -> None:
        self.journey, self.whole = journey, whole
        self.keys = {figure.key for figure in figures}
        self.tags: dict[str, Tag] = {}
        self.jumps: list[Jump] = []
        self.title, self.lead = self._tag(whole, "H1"), self._tag(whole, "P")
        self.tags["labels"] = self._tag(whole, "P")
        self.mood = self._tag(whole, "Figure", _mood_says(journey))
        for moment in journey.moments:
            if f"pill:{moment.id}" in self.keys:
                self.tags[f"pill:{moment.id}"] = self._tag(self._tag(whole, "P"), "Link")
        for phase in journey.phases:
            self._read_phase(phase)
        self._read_gaps([figure for figure in figures if figure.key.startswith("gap:")])
        self.tags["legend"] = self._tag(whole, "P")

    @staticmethod
    def _tag(parent: Tag, role: str, alt: str = "") -> Tag:
        made = Tag(role, alt=alt)  # type: ignore[arg-type]
        parent.children.append(made)
        return made

    def _read_phase(self, phase: str) -> None:
        self.tags[f"head:{phase}"] = self._tag(self._tag(self.whole, "H2"), "Link")
        self.tags[f"goal:{phase}"] = self._tag(self.whole, "BlockQuote")
        self.tags[f"departments:{phase}"] = self._tag(self.whole, "P")
        self.tags[f"systems:{phase}"] = self._tag(self.whole, "Figure")
        steps = self._tag(self.whole, "L")
        for touchpoint in self.journey.in_phase(phase):
            body = self._tag(self._tag(steps, "LI"), "LBody")
            self.tags[f"card:{touchpoint}"] = self._tag(body, "P")
            self.tags[f"words:{touchpoint}"] = self._tag(body, "BlockQuote")
            for handover in self.journey.leaving(touchpoint):
                self.tags[f"mark:{handover.id}"] = self._tag(
                    body, "Figure", spoken(self.journey, handover.id)
                )
                self.tags[f"label:{handover.id}"] = self._tag(body, "P")

    def _read_gaps(self, figures: list[Figure]) -> None:
        rows = self._tag(self.whole, "L")
        for figure in sorted(figures, key=lambda one: (one.y, one.x)):
            body = self._tag(self._tag(rows, "LI"), "LBody")
            self.tags[figure.key] = self._tag(body, "Link")

    # -- pieces

    def pieces(self, figure: Figure) -> Iterator[Piece]:
        """A figure's marks under their tags, in painting order."""
        kind = figure.key.split(":")[0]
        if kind in ("mood", "point"):
            yield Piece(figure.marks, self.mood, figure.x, figure.y)
            return
        tag = self.tags.get(figure.key)
        if tag is not None and tag.role == "Figure":
            tag.alt = tag.alt or figure.says
            yield Piece(figure.marks, tag, figure.x, figure.y)
            return
        for found, run in groupby(figure.marks, self._chooser(kind, figure, tag)):
            yield Piece(tuple(run), found, figure.x, figure.y)
        self._link(kind, figure, tag)

    def _chooser(self, kind: str, figure: Figure, tag: Tag | None) -> Callable[[Mark], Tag | None]:
        """What says for each mark of a figure under which tag it is read; lines and areas are decoration."""
        if kind == "header":
            return lambda mark: self._of_head(mark) if isinstance(mark, Text) else None
        if kind == "head":
            goal = self.tags.get(f"goal:{figure.record}")
            return lambda mark: (goal if _is_voice(mark) else tag) if isinstance(mark, Text) else None
        if kind in ("footer", "visibility-label") or tag is None:
            return lambda mark: None
        return lambda mark: tag if isinstance(mark, Text) else None

    def _of_head(self, mark: Text) -> Tag:
        return self.title if mark.size >= TITLE_SIZE else self.lead

    def _link(self, kind: str, figure: Figure, tag: Tag | None) -> None:
        if kind not in LINKED or figure.record is None or tag is None:
            return
        marks = [one for one in figure.marks if isinstance(one, Text) and not _is_voice(one)]
        box = figure.box if kind == "gap" else extent(marks)
        phase = self.journey.store.find(Phase, figure.record)
        says = figure.says or f"Phase: {phase.title if phase else UNSORTED_TITLE}"
        leads_to = figure.key.partition(":")[2] if kind == "gap" else figure.record
        self.jumps.append(Jump(box.moved(figure.x, figure.y), LINKED[kind](leads_to), says, tag))


def _is_voice(mark: Mark) -> bool:
    """Whether the customer speaks here."""
    return isinstance(mark, Text) and any("Italic" in run.face for run in mark.line.runs)


def _mood_says(journey: Journey) -> str:
    """Every point of the mood curve: number, title and score."""
    points = []
    for one in journey.touchpoints:
        touchpoint = journey.store.of(Touchpoint)[one]
        felt = journey.felt(touchpoint)
        if felt is not None:
            points.append(f"{journey.number_of(one)} {touchpoint.title}: {signed(felt)}.")
    scale = "Mood along the journey, from minus 2 (angry) to plus 2 (delighted)."
    return " ".join([scale, *points])
