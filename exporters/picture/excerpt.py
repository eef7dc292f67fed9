"""What a picture shows: the whole map, one phase with the names of its lanes, or only what is selected."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from exporters.exporter import CannotExport, HearPart, LaidOut, LaidPart, Leaving, Progress, unheard
from exporters.picture.options import PictureOptions
from exporters.report.briefing import Briefing
from exporters.report.map_page import legible_poster, map_page
from exporters.report.sheet import Page, Piece
from exporters.report.tags import Tag
from model.drawing.figures.shapes import extent
from model.drawing.marks import Box, Disc, Figure, Mark, Path, Picture, Rect, Text
from model.drawing.poster import GRID_LEFT, PAPERS, Poster, poster
from model.drawing.shaping import noting
from model.findings import MomentThatMatters, Note, PainPoint
from model.journey import Journey
from model.lenses import LENSES, Lens
from model.records import Handover, Phase, Touchpoint

AIR = 4.0
"""From the picture's edge to what it shows, mm."""
PAPER = "A3"
BESIDE = ("labels", "visibility-label")
"""What stands at the left of every phase: the names of the lanes."""
OF_A_PHASE = ("column", "departments", "channels", "systems", "visibility", "head", "mood", "bond")
SIGNS = ("mark", "label", "note", "talk")
"""Figures that are shown whole or not at all where a phase is cut out."""
OF_A_SELECTION = ("card", "way", "mark", "label", "note", "pill")
"""The figures by which something selected is shown."""


def lay_out_picture(
    leaving: Leaving, options: PictureOptions, progress: Progress, hear: HearPart = unheard
) -> LaidOut:
    """The picture as one page of marks, and what it could not show; raises CannotExport."""
    progress(0)
    journey, lens = leaving.journey, LENSES[options.lens]
    kind, _, of = options.part.partition(":")
    with noting() as notes:
        if kind == "map":
            told = Briefing(journey, leaving.day, lens=lens, notes=options.notes)
            made = legible_poster(told, PAPERS[PAPER], list(told.cards.values()))
        else:
            made = poster(journey, PAPERS[PAPER], options.notes, lens)
        if kind == "map":
            page, title = map_page(journey, made), "Map"
        elif kind == "phase":
            page, title = _phase(journey, made, _phase_called(journey, of)), "Phase"
        elif kind == "selection":
            page, title = _selection(journey, made, _chosen(journey, of, lens)), "Selection"
        else:
            raise CannotExport(f"There is no part “{options.part}”; there are map, phase:NAME and selection.")
    part = LaidPart(kind, title, (page,))
    hear(part)
    progress(1)
    shown = {one.line.text for piece in page.pieces for one in piece.marks if isinstance(one, Text)}
    cut = tuple(dict.fromkeys(_cut_here((*(made.cut if kind == "map" else ()), *notes.cut), shown)))
    missing = tuple(dict.fromkeys(ch for ch, _ in notes.missing))
    return LaidOut((part,), missing, cut, made.left_out if kind == "map" else ())


def _cut_here(cut: Sequence[str], shown: Collection[str]) -> tuple[str, ...]:
    """Those shortened texts whose beginning the picture shows."""
    ends = [text[:-1].rstrip() for text in shown if text.endswith("…")]
    return tuple(dict.fromkeys(text for text in cut if any(end and end in text for end in ends)))


# -- what is meant


def _phase_called(journey: Journey, name: str) -> str:
    """The phase of this id, number, title, or first letters of it; raises CannotExport."""
    wanted, phases = name.strip().casefold(), journey.phases
    known = journey.store.of(Phase)
    titles = {one: known[one].title for one in phases if one in known}
    if name in titles:
        return name
    exact = [one for one, title in titles.items() if title.casefold() == wanted]
    found = exact or [one for one, title in titles.items() if wanted and title.casefold().startswith(wanted)]
    if not found and wanted.isdecimal() and 1 <= int(wanted) <= len(phases):
        found = [phases[int(wanted) - 1]]
    if len(found) != 1:
        there = ", ".join(title for title in titles.values() if title) or "none"
        which = "No phase is" if not found else "More than one phase is"
        raise CannotExport(f"{which} called “{name.strip()}”; there is {there}.")
    return found[0]


def _chosen(journey: Journey, named: str, lens: Lens) -> set[str]:
    """The touchpoints, handovers and notes that are meant, and what lies between them; raises CannotExport."""
    words = [word.strip() for word in named.split(",") if word.strip()]
    if not words:
        raise CannotExport("Nothing is selected: name touchpoints by number, such as selection:9,10,11.")
    known = journey.store.of(Touchpoint)
    by_number = {str(journey.number_of(one)): one for one in journey.touchpoints}
    ids = {by_number.get(word, word) for word in words}
    if strange := [word for word in words if by_number.get(word, word) not in journey.store]:
        raise CannotExport(f"The map has no touchpoint {strange[0]}.")
    inside = {
        one
        for one in journey.touchpoints
        if one in ids or known[one].place.phase in ids or journey.lane_of(known[one], lens) in ids
    }
    handovers = {one for one in ids if one in journey.store.of(Handover)}
    store = journey.store
    for one in ids:
        mark = store.find(MomentThatMatters, one) or store.find(PainPoint, one)
        if mark is None:
            continue
        (handovers if mark.on in journey.store.of(Handover) else inside).add(mark.on)
    for one in handovers:
        handover = journey.store.of(Handover)[one]
        inside |= {handover.source, handover.target}
    between = {one.id for one in journey.store.of(Handover).values() if {one.source, one.target} <= inside}
    return inside | handovers | between | {one for one in ids if one in journey.store.of(Note)}


# -- pages


def _selection(journey: Journey, made: Poster, chosen: set[str]) -> Page:
    moments = {one.id for one in journey.moments if one.on in chosen}
    figures = [
        figure
        for figure in made.figures
        if figure.record in chosen and figure.key.partition(":")[0] in OF_A_SELECTION
    ]
    if not figures:
        raise CannotExport("What is selected is not drawn on the map.")
    count = sum(one in journey.store.of(Touchpoint) for one in chosen)
    says = "1 touchpoint" if count == 1 else f"{count} touchpoints"
    moments_say = f", {len(moments)} of them moments that matter" if moments else ""
    box = figures[0].bounds
    for figure in figures[1:]:
        box = box.with_(figure.bounds)
    pieces = [Piece(figure.marks, None, figure.x, figure.y) for figure in figures]
    title = f"{says} of {journey.map.title or 'an untitled map'}{moments_say}"
    return _page("selection", title, made.scale, pieces, box.grown(AIR))


def _phase(journey: Journey, made: Poster, phase: str) -> Page:
    """The phase's columns cut out of the map, with the names of the lanes at their left."""
    by_key = {figure.key: figure for figure in made.figures}
    column = by_key[f"column:{phase}"].bounds
    head = by_key[f"head:{phase}"]
    top, shift = head.bounds.y, GRID_LEFT - column.x
    box = Box(column.x, top, column.w, column.bottom - top)
    pieces = [
        Piece(figure.marks, None, figure.x, figure.y)
        for figure in made.figures
        if figure.key.partition(":")[0] in BESIDE
    ]
    inside = set(journey.in_phase(phase))
    right = GRID_LEFT + box.w
    for figure in made.figures:
        if marks := tuple(_within(figure, box, phase, inside)):
            pieces.append(Piece(marks, None, figure.x + shift, figure.y))
            if figure.key.startswith(("words", "pill", *SIGNS)):
                right = max(right, figure.bounds.right + shift)
    record = journey.store.find(Phase, phase)
    title = f"Phase {record.title}" if record is not None and record.title else "A phase"
    whole = Box(0.0, top - AIR, right + AIR, box.h + 2 * AIR)
    return _page("phase", f"{title} of {journey.map.title or 'an untitled map'}", made.scale, pieces, whole)


def _within(figure: Figure, box: Box, phase: str, inside: set[str]) -> Iterator[Mark]:
    """The marks of a figure as far as they belong to a phase."""
    kind = figure.key.partition(":")[0]
    if kind in OF_A_PHASE:
        if figure.key.split(":")[1] == phase:
            yield from _cut(figure, box) if kind in ("mood", "bond") else figure.marks
        return
    if kind in (*BESIDE, "header", "gap", "legend", "footer"):
        return
    bounds = figure.bounds
    if kind in SIGNS:
        if box.grown(AIR).holds(*bounds.middle):
            yield from figure.marks
    elif figure.record in inside or (box.x <= bounds.x and bounds.right <= box.right and bounds.y >= box.y):
        yield from figure.marks
    elif figure.meets(box):
        yield from _cut(figure, box)


def _cut(figure: Figure, box: Box) -> Iterator[Mark]:
    """What lies in a box: lines and areas are cut, words and signs are there or not."""
    here = box.moved(-figure.x, -figure.y)
    for mark in figure.marks:
        if isinstance(mark, Path):
            clip = _shared(mark.clip, here) if mark.clip is not None else here
            if clip is not None:
                yield replace(mark, clip=clip)
        elif isinstance(mark, Rect):
            shared = _shared(mark.box, here)
            if shared is not None:
                yield replace(mark, box=shared)
        elif isinstance(mark, Disc):
            if here.holds(mark.x, mark.y):
                yield mark
        elif isinstance(mark, Picture):
            if here.holds(*mark.box.middle):
                yield mark
        else:
            whole = extent((mark,))
            if here.grown(0.5).holds(whole.x, whole.y) and here.grown(0.5).holds(whole.right, whole.bottom):
                yield mark


def _shared(one: Box, other: Box) -> Box | None:
    x, y = max(one.x, other.x), max(one.y, other.y)
    right, bottom = min(one.right, other.right), min(one.bottom, other.bottom)
    return Box(x, y, right - x, bottom - y) if right > x and bottom > y else None


def _page(name: str, title: str, scale: float, pieces: list[Piece], box: Box) -> Page:
    """A page just as large as a box, with these pieces in it."""
    moved = [replace(piece, x=piece.x - box.x, y=piece.y - box.y) for piece in pieces]
    page = Page(name, title, box.w, box.h, scale, Tag("Sect", title=title))
    page.pieces += moved
    return page
