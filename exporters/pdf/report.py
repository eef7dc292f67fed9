"""The report as a PDF: its pages, tagged and archival, with the map itself inside."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationInfo, field_validator

from exporters.exporter import (
    CannotExport,
    HearPart,
    LaidOut,
    LaidPart,
    Leaving,
    Progress,
    Written,
    coded,
    unheard,
)
from exporters.options import LENS_WORDS, THEME_WORDS
from exporters.pdf.archive import Enclosed
from exporters.report import tiles
from exporters.report.pages import PARTS, SLIDE_PARTS, parts_for
from exporters.report.papers import LEAST_PRINTED, SLIDES, grid_of, known_paper, paper_size
from model.drawing.shaping import noting
from model.drawing.theme import ThemeName
from model.findings import Comment, Evidence, Note
from model.format import write
from model.journey import Journey
from model.lenses import LENSES, LensName
from model.people import PEOPLE
from model.stamps import OTHERS

if TYPE_CHECKING:
    from exporters.report.briefing import Briefing
    from exporters.report.sheet import Page

PaperName = Literal["A4", "A3", "A2", "A1", "A0", "Letter", "Tabloid", "16:9"]
SheetName = Literal["A4", "A3", "A2", "Letter", "Tabloid"]
NOT_ON_WALL: Any = {"unless": "tiles"}
"""Sheets for the wall have their own paper, are light, and do not carry the map."""
PAPER_WORDS: Any = {"words": {"16:9": "16:9, slides"}}
TILES_WORDS: Any = {
    "words": {
        "": "In one piece",
        **{name: f"{name} from sheets" for name in tiles.SIZES},
        "2x2": "2 × 2 sheets",
        "3x3": "3 × 3 sheets",
    }
}


class ReportOptions(BaseModel):
    """How a report is made: its parts (none named: all), paper, theme, whose journey, and what travels with it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    paper: PaperName | str = Field("A3", title="Paper", json_schema_extra=PAPER_WORDS | NOT_ON_WALL)
    """A paper by its name, slides (16:9), or two sides in mm: 500x350."""
    pages: tuple[str, ...] = Field((), title="Pages", json_schema_extra={"ask": "parts"})
    persona: str = Field("", title="Persona", json_schema_extra={"ask": "persona"})
    """Whose journey is told: a name, or its first letters."""
    theme: ThemeName = Field("light", title="Theme", json_schema_extra=THEME_WORDS | NOT_ON_WALL)
    source: bool = Field(
        True,
        title="The PDF carries the map",
        description="Drop the PDF on Mind the Gap to open the map again. Comments and history stay here.",
        json_schema_extra=NOT_ON_WALL,
    )
    """Whether the PDF carries the map itself, without comments and notes."""
    lens: LensName = Field("customer", title="Lens", json_schema_extra=LENS_WORDS)
    tiles: Literal["", "A2", "A1", "A0", "2x2", "3x3"] | str = Field(
        "",
        title="On the wall",
        description="Sheets to print and join, the map unless you name pages. They are not read aloud.",
        json_schema_extra=TILES_WORDS,
    )
    """Sheets that make a page of this size, or so many across and down; then the paper says nothing."""
    sheet: SheetName = Field(
        "A3",
        title="Sheets",
        description="What a page on the wall is printed on.",
        json_schema_extra={"needs": "tiles"},
    )
    reproducible: bool = Field(False, json_schema_extra={"ask": ""})
    notes: bool = Field(
        False, title="Sticky notes", description="Printed on the map, and in the map that it carries."
    )
    """Whether the sticky notes are printed too."""
    bond: bool = Field(
        False, title="Bond", description="A band below the mood: what all moods so far add up to."
    )
    """Whether the bond is drawn below the mood of the map."""

    @field_validator("paper")
    @classmethod
    def _known_paper(cls, value: str) -> str:
        return known_paper(value)

    @field_validator("pages", mode="before")
    @classmethod
    def _known_pages(cls, value: Any, given: ValidationInfo) -> Any:
        names = [one.strip() for one in value.split(",") if one.strip()] if isinstance(value, str) else value
        if not isinstance(names, list | tuple) or not all(isinstance(one, str) for one in names):
            return value
        known = tuple(dict.fromkeys(one.lower() for one in names))
        if "paper" in given.data:
            _refuse_parts(known, given.data["paper"])
        return known

    @field_validator("tiles")
    @classmethod
    def _known_tiles(cls, value: str, given: ValidationInfo) -> str:
        known = tiles.known_tiles(value)
        if known and given.data.get("paper") == SLIDES:
            raise ValueError("slides are not cut into sheets")
        return known

    @property
    def offered(self) -> tuple[str, ...]:
        """The parts that are made where none is named."""
        return ("map",) if self.tiles else tuple(parts_for(self.paper))


def _refuse_parts(names: Sequence[str], paper: str) -> None:
    """Raise ValueError where a part is none, or none on this paper."""
    for one in names:
        if one in parts_for(paper):
            continue
        if one in SLIDE_PARTS:
            raise ValueError(f"{one} is a slide; slides need --paper {SLIDES}")
        there = ", ".join(parts_for(paper))
        if one in PARTS:
            raise ValueError(f"{one} is no slide; there are {there}")
        raise ValueError(f"there is no part {one!r}; there are {there}")


_LAID_OUT, _PAINTED = 0.5, 0.9
WORDS_TOO_SMALL = (
    "{page}: its smallest words would print at {size:.1f} pt; choose a larger size or more sheets."
)
NO_TAGS = "The sheets are for printing: they have no tags to be read aloud by, and do not carry the map."


def lay_out_report(
    leaving: Leaving, options: ReportOptions, progress: Progress, hear: HearPart = unheard
) -> LaidOut:
    """The parts of the report that were asked for, as pages of marks; those for the wall as the sheets they are."""
    if not options.tiles:
        return _laid_out(leaving, options, progress, hear)
    laid = _laid_out(leaving, options, progress)
    parts = []
    for part in laid.parts:
        sheets = [
            tiles.seen(page, tile)
            for page, plan in _cut(part.pages, options)
            for tile in tiles.tiles_of(page, plan)
        ]
        parts.append(replace(part, pages=tuple(sheets)))
        hear(parts[-1])
    return replace(laid, parts=tuple(parts))


def _laid_out(
    leaving: Leaving, options: ReportOptions, progress: Progress, hear: HearPart = unheard
) -> LaidOut:
    from exporters.report.room import roomy
    from model.quiet import no_garbage_collection

    progress(0)
    known = parts_for(options.paper)
    wanted = [known[name] for name in options.pages or options.offered]
    briefing = _briefing(leaving, options, {part.name for part in wanted})
    parts = []
    with noting() as notes, no_garbage_collection():
        for place, part in enumerate(wanted, 1):
            pages = roomy(part.title, part.pages, briefing)
            parts.append(LaidPart(part.name, part.title, pages, part.lacks))
            hear(parts[-1])
            progress(place / len(wanted))
    lost = briefing.lost
    cut = dict.fromkeys([*lost.cut, *notes.cut])
    missing = dict.fromkeys(ch for ch, _ in notes.missing)
    remarks = (*lost.remarks, NO_TAGS) if options.tiles else tuple(lost.remarks)
    return LaidOut(tuple(parts), tuple(missing), tuple(cut), tuple(lost.left_out), remarks)


def _cut(pages: Sequence["Page"], options: ReportOptions) -> list[tuple["Page", tiles.Plan]]:
    """Each page with the sheets that show it; raises CannotExport where they would print it too small."""
    from exporters.report.map_page import CARD_SIZE, TOO_SMALL, is_printed_legibly
    from exporters.report.room import SLACK, least_size

    found = [(page, tiles.planned(page, options.tiles, options.sheet)) for page in pages]
    for page, plan in found:
        scale = plan.art[0] / page.width
        if page.name == "map" and not is_printed_legibly(scale):
            raise CannotExport(TOO_SMALL.format(size=CARD_SIZE * scale))
        if (size := least_size(page) * scale) < LEAST_PRINTED - SLACK:
            raise CannotExport(WORDS_TOO_SMALL.format(page=page.label, size=size))
    return found


def write_report(leaving: Leaving, options: ReportOptions, progress: Progress) -> Written:
    """The parts of the report that have something to say, as one PDF."""
    from exporters.pdf.canvas import Drawing
    from exporters.pdf.finish import Imprint, finished
    from exporters.pdf.tiles import cut_into_sheets
    from exporters.report.languages import name_languages
    from exporters.report.tags import Tag
    from model.drawing.message import title_of

    laid = _laid_out(leaving, options, lambda share: progress(_LAID_OUT * share))
    journey, about, pages = leaving.journey, leaving.journey.map, laid.pages
    if not pages:
        raise CannotExport(f"There is nothing to export. {'. '.join(laid.silent)}.")
    title = about.headline or title_of(journey)
    imprint = Imprint(title, about.language, options.reproducible, about.organisation, about.scenario)

    def painted(share: float) -> None:
        progress(_LAID_OUT + (_PAINTED - _LAID_OUT) * share)

    drawing = Drawing("light" if options.tiles else options.theme, title, about.language)
    if options.tiles:
        content, count = cut_into_sheets(drawing, _cut(pages, options), painted)
        content = finished(content, imprint)
    else:
        name_languages(pages, journey)
        drawing.pages(pages, painted)
        root, count = Tag("Document", [page.tag for page in pages]), len(pages)
        content = finished(drawing.content(), imprint, (root, drawing.marked), _enclosed(leaving, options))
    progress(1)
    lost = dict.fromkeys([*laid.missing, *"".join(drawing.missing)])
    return Written(
        content, tuple(map(coded, lost)), laid.cut, laid.left_out, laid.silent, laid.remarks, count
    )


def _briefing(leaving: Leaving, options: ReportOptions, parts: set[str]) -> "Briefing":
    """What the pages draw from, as it was asked for; raises CannotExport."""
    from exporters.report.briefing import Briefing

    journey = leaving.journey
    paper = tiles.paper_of(options.tiles, options.sheet) if options.tiles else paper_size(options.paper)
    size, scale = grid_of(paper)
    day = _day_of(journey) if options.reproducible else leaving.day
    persona = _persona(journey, options.persona)
    carries = options.source and not options.tiles
    return Briefing(
        journey,
        day,
        size,
        scale,
        persona,
        LENSES[options.lens],
        options.notes,
        carries,
        bond=options.bond,
        has_map="map" in parts,
        has_phases="phases" in parts,
        on_wall=bool(options.tiles),
    )


def _persona(journey: Journey, name: str) -> str | None:
    """The persona of this name or these first letters; none for an empty name. Raises CannotExport."""
    if not name.strip():
        return None
    wanted = name.strip().casefold()
    personas = journey.personas
    exact = [one.id for one in personas if one.name.casefold() == wanted]
    found = exact or [one.id for one in personas if one.name.casefold().startswith(wanted)]
    if len(found) != 1:
        names = ", ".join(one.name for one in personas if one.name) or "nobody"
        which = "No persona is" if not found else "More than one persona is"
        raise CannotExport(f"{which} called “{name.strip()}”; there is {names}.")
    return found[0]


def _day_of(journey: Journey) -> date:
    """The newest day that evidence has, so that one map is always told as on one day."""
    days = [one.date for one in journey.store.of(Evidence).values() if one.date is not None]
    return max(days, default=date(2000, 1, 1))


def _enclosed(leaving: Leaving, options: ReportOptions) -> Enclosed | None:
    """The map inside the PDF; comments never travel, notes only where they are printed.

    Nor does history: what was deleted, what else was said of a field, and who did what.
    """
    if not options.source:
        return None
    stays = (Comment.kind,) if options.notes else (Comment.kind, Note.kind)
    records = [one for one in leaving.journey.store if one.kind not in stays]
    travelling = {one.id for one in records}
    stamps = {
        one: {key: value for key, value in stamp.items() if key != OTHERS}
        for one, stamp in leaving.envelope.stamps.items()
        if one in travelling
    }
    unknown = {key: value for key, value in leaving.envelope.unknown.items() if key != PEOPLE}
    envelope = replace(leaving.envelope, stamps=stamps, seen={}, unknown=unknown, trash={}, kept=())
    name = f"{leaving.name}.journey"
    return Enclosed(name, write(records, envelope), "The editable map: open this PDF with Mind the Gap.")
