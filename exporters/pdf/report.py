"""The report as a PDF: its pages, tagged and archival, with the map itself inside."""

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

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
from exporters.report.pages import PARTS
from model.drawing.shaping import noting
from model.drawing.theme import ThemeName
from model.findings import Comment, Evidence, Note
from model.format import write
from model.journey import Journey
from model.lenses import LENSES, LensName

if TYPE_CHECKING:
    from exporters.report.briefing import Briefing

PaperName = Literal["A4", "A3", "A2", "A1", "A0", "Letter", "Tabloid"]
GRID = 420.0
"""How wide the pages of the report are on their own grid, mm; they print at a scale."""
LEAST_HEIGHT = 290.0
"""A page of a flatter paper has a wider grid, so that it is never lower than this, mm."""


class ReportOptions(BaseModel):
    """How a report is made: its parts (none named: all), paper, theme, whose journey, and what travels with it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    pages: tuple[str, ...] = Field((), title="Pages", json_schema_extra={"ask": "parts"})
    paper: PaperName = Field("A3", title="Paper")
    theme: ThemeName = Field("light", title="Theme", json_schema_extra=THEME_WORDS)
    lens: LensName = Field("customer", title="Lens", json_schema_extra=LENS_WORDS)
    persona: str = Field("", title="Persona", json_schema_extra={"ask": "persona"})
    """Whose journey is told: a name, or its first letters."""
    reproducible: bool = Field(False, json_schema_extra={"ask": ""})
    notes: bool = Field(
        False, title="Sticky notes", description="Printed on the map, and in the map that it carries."
    )
    """Whether the sticky notes are printed too."""
    bond: bool = Field(
        False, title="Bond", description="A band below the mood: what all moods so far add up to."
    )
    """Whether the bond is drawn below the mood of the map."""
    source: bool = Field(
        True,
        title="The PDF carries the map",
        description="Drop the PDF on Mind the Gap to open the map again. Comments and history stay here.",
    )
    """Whether the PDF carries the map itself, without comments and notes."""

    @field_validator("pages", mode="before")
    @classmethod
    def _known_pages(cls, value: Any) -> Any:
        names = [one.strip() for one in value.split(",") if one.strip()] if isinstance(value, str) else value
        if isinstance(names, list | tuple) and (strange := [one for one in names if one not in PARTS]):
            raise ValueError(f"there is no part {strange[0]!r}; there are {', '.join(PARTS)}")
        return tuple(names) if isinstance(names, list) else names


_LAID_OUT, _PAINTED = 0.5, 0.9


def lay_out_report(
    leaving: Leaving, options: ReportOptions, progress: Progress, hear: HearPart = unheard
) -> LaidOut:
    """The parts of the report that were asked for, as pages of marks."""
    from model.quiet import no_garbage_collection

    progress(0)
    briefing = _briefing(leaving, options)
    wanted = [PARTS[name] for name in options.pages or PARTS]
    parts = []
    with noting() as notes, no_garbage_collection():
        for place, part in enumerate(wanted, 1):
            parts.append(LaidPart(part.name, part.title, tuple(part.pages(briefing)), part.lacks))
            hear(parts[-1])
            progress(place / len(wanted))
    cut = dict.fromkeys([*briefing.lost.cut, *notes.cut])
    missing = dict.fromkeys(ch for ch, _ in notes.missing)
    return LaidOut(tuple(parts), tuple(missing), tuple(cut), tuple(briefing.lost.left_out))


def write_report(leaving: Leaving, options: ReportOptions, progress: Progress) -> Written:
    """The parts of the report that have something to say, as one PDF."""
    from exporters.pdf.canvas import Drawing
    from exporters.pdf.finish import Imprint, finished
    from exporters.report.tags import Tag
    from model.drawing.message import title_of

    laid = lay_out_report(leaving, options, lambda share: progress(_LAID_OUT * share))
    journey, about, pages = leaving.journey, leaving.journey.map, laid.pages
    title = about.headline or title_of(journey)
    drawing = Drawing(options.theme, title, about.language)
    drawing.pages(pages, lambda share: progress(_LAID_OUT + (_PAINTED - _LAID_OUT) * share))
    imprint = Imprint(title, about.language, options.reproducible, about.organisation, about.scenario)
    root = Tag("Document", [page.tag for page in pages])
    content = finished(drawing.content(), imprint, (root, drawing.marked), _enclosed(leaving, options))
    progress(1)
    lost = dict.fromkeys([*laid.missing, *"".join(drawing.missing)])
    return Written(content, tuple(map(coded, lost)), laid.cut, laid.left_out, laid.silent, len(pages))


def _briefing(leaving: Leaving, options: ReportOptions) -> "Briefing":
    """What the pages draw from, as it was asked for; raises CannotExport."""
    from exporters.report.briefing import Briefing

    journey, (size, scale) = leaving.journey, grid_of(options.paper)
    day = _day_of(journey) if options.reproducible else leaving.day
    persona = _persona(journey, options.persona)
    lens = LENSES[options.lens]
    return Briefing(
        journey, day, size, scale, persona, lens, options.notes, options.source, bond=options.bond
    )


def grid_of(paper: str) -> tuple[tuple[float, float], float]:
    """The grid of a page for a paper, width and height in mm, and the scale it prints at."""
    from model.drawing.poster import PAPERS

    w, h = PAPERS[paper]
    wide = max(GRID, LEAST_HEIGHT * w / h)
    return (wide, wide * h / w), w / wide


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
    """The map inside the PDF; comments never travel, notes only where they are printed."""
    if not options.source:
        return None
    stays = (Comment.kind,) if options.notes else (Comment.kind, Note.kind)
    records = [one for one in leaving.journey.store if one.kind not in stays]
    travelling = {one.id for one in records}
    stamps = {one: stamp for one, stamp in leaving.envelope.stamps.items() if one in travelling}
    envelope = replace(leaving.envelope, stamps=stamps, seen={}, kept=())
    name = f"{leaving.name}.journey"
    return Enclosed(name, write(records, envelope), "The editable map: open this PDF with Mind the Gap.")
