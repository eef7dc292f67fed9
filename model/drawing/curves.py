"""The mood curves of a map, phase by phase: each piece is the same as in the curve through the whole journey."""

from collections.abc import Callable, Collection, Iterator, Sequence
from functools import partial

from model.drawing.beside import Today
from model.drawing.columns import Column
from model.drawing.figures import mood
from model.drawing.layout import Layout, Span
from model.drawing.marks import Mark, Path
from model.journey import Journey
from model.records import Persona, Touchpoint

CHUNK = 40
"""So many points of a curve stand in one piece."""
Point = tuple[float, float]


def pieces(layout: Layout, phase: str) -> int:
    """How many pieces the curves of a phase have."""
    return max(1, -(-len(layout.column(phase).ids) // CHUNK))


def cast(journey: Journey, leads: Collection[str] = ()) -> list[Persona]:
    """The personas in the order their curves are told, the leading ones first; the first has the main curve."""
    return sorted(journey.personas, key=lambda persona: persona.id not in leads)


def whose_point(journey: Journey, touchpoint: Touchpoint, leads: Collection[str] = ()) -> Persona | None:
    """Whose point stands on the curves at a touchpoint: the first persona that has a mood there.

    With leading personas it is theirs where they meet the touchpoint, known or not.
    """
    found = [p for p in cast(journey, leads) if p.id in touchpoint.mood]
    meets_a_lead = not touchpoint.personas or bool(touchpoint.personas & set(leads))
    if leads and meets_a_lead and not any(p.id in leads for p in found):
        return None
    return found[0] if found else None


def beside(journey: Journey, leads: Collection[str], today: Today | None) -> str | None:
    """The touchpoint beside which the curves are named, where a map is drawn with what it is today."""
    everyone = cast(journey, leads)
    return today.widest(everyone[0].id) if today is not None and everyone else None


Part = tuple[str, Callable[[], object], Callable[[], tuple[Mark, ...]]]
"""A figure's key, all that its marks hang on, and what makes them."""


def parts(
    journey: Journey, layout: Layout, place: int, leads: Collection[str], today: Today | None = None
) -> Iterator[Part]:
    """The figures of a phase's curves.

    The curves of those who do not lead are figures of their own, so that they can fade.
    """
    everyone, phase = cast(journey, leads), layout.phases[place].id
    main = everyone[0].id if everyone else None
    led = [one for one in everyone if not leads or one.id in leads]
    rest = everyone[len(led) :]
    for piece in range(pieces(layout, phase)):
        for name, of in (("", led), (":rest", rest)):
            if of:
                about = partial(_about_piece, journey, layout, place, piece, of)
                make = partial(_piece_marks, journey, layout, place, piece, of, main)
                yield f"mood:{phase}:{piece}{name}", about, make
        if today is not None and main is not None:
            make = partial(_today_marks, journey, layout, place, piece, main, today)
            yield f"mood:{phase}:{piece}:today", object, make


def _about_piece(
    journey: Journey, layout: Layout, place: int, piece: int, of: Sequence[Persona]
) -> tuple[object, ...]:
    """What the curves of one piece of a phase hang on: their points, and whose they are."""
    band, order = layout.bands["mood"], [one.id for one in journey.personas]
    return band, order, [(one.id, _run(journey, layout, one.id, place, piece)) for one in of]


def _today_marks(
    journey: Journey, layout: Layout, place: int, piece: int, persona: str, today: Today
) -> tuple[Mark, ...]:
    """The main curve as it is today, in one piece of a phase, with the names of the two where they part most."""
    now, _, _ = _run(journey, layout, persona, place, piece)
    marks = today.marks(*_run(today.journey, layout, persona, place, piece), now)
    column, widest = layout.column(layout.phases[place].id), today.widest(persona)
    own = column.ids[piece * CHUNK : (piece + 1) * CHUNK]
    if marks and widest is not None and widest in own:
        x = column.xs[column.ids.index(widest)] + layout.card_w / 2
        marks += today.names(layout, widest, persona, x)
    return marks


def _piece_marks(
    journey: Journey, layout: Layout, place: int, piece: int, of: Sequence[Persona], main: str | None
) -> tuple[Mark, ...]:
    """The areas and lines of some personas in one piece of a phase's curves, x from the start of the phase."""
    zero, top, bottom = layout.mood_y(0), layout.mood_y(2) - 0.1, layout.mood_y(-2) + 0.1
    areas, strokes = list[Mark](), list[Mark]()
    everyone = journey.personas
    for persona in of:
        points, first, last = _run(journey, layout, persona.id, place, piece)
        if last <= first:
            continue
        steps, is_main = mood.curve_steps(points, first, last), persona.id == main
        if is_main:
            areas += mood.area_marks(steps, zero, top, bottom)
        strokes.insert(0, Path(steps, stroke=mood.curve_stroke(everyone.index(persona), is_main)))
    return (*areas, *strokes)


def reaching_in(journey: Journey, layout: Layout, spans: list[Span]) -> set[int]:
    """The phases before a stretch whose curves may reach into it: for each persona the last with a mood."""
    start, found = layout.phase_index(spans[0].id) if spans else 0, set[int]()
    touchpoints = journey.store.of(Touchpoint)
    for persona in journey.personas:
        for place in range(start - 1, -1, -1):
            ids = layout.column(layout.phases[place].id).ids
            if any(persona.id in touchpoints[one].mood for one in ids):
                found.add(place)
                break
    return found


def has_far_neighbour(layout: Layout, place: int) -> bool:
    """Whether a phase beside this one may have too few points to bound the curve here by itself."""
    beside = [layout.phases[i].id for i in (place - 1, place + 1) if 0 <= i < len(layout.phases)]
    return any(len(layout.column(phase).ids) < 3 for phase in beside)


def _run(
    journey: Journey, layout: Layout, persona: str, place: int, piece: int
) -> tuple[list[Point], int, int]:
    """A persona's points about one piece of a phase, and the first and last of those the piece draws.

    A piece draws from its own first point to the first point after it.
    """
    column = layout.column(layout.phases[place].id)
    low, high = piece * CHUNK, (piece + 1) * CHUNK

    def scores(at: int, first: int = 0, last: int | None = None) -> list[Point]:
        away = layout.between_starts(place, at) + layout.card_w / 2
        return _scores(journey, layout, persona, layout.column(layout.phases[at].id), away, first, last)

    own = scores(place, low, high)
    if not own:
        return [], 0, 0
    before, after = scores(place, 0, low)[-2:], scores(place, high, len(column.ids))[:3]
    at = place - 1
    while len(before) < 2 and at >= 0:
        before = (scores(at) + before)[-2:]
        at -= 1
    at = place + 1
    while len(after) < 3 and at < len(layout.phases):
        after = (after + scores(at))[:3]
        at += 1
    points = [*before, *own, *after]
    return points, len(before), min(len(before) + len(own), len(points) - 1)


def _scores(
    journey: Journey, layout: Layout, persona: str, column: Column, away: float, low: int, high: int | None
) -> list[Point]:
    touchpoints = journey.store.of(Touchpoint)
    return [
        (away + x, layout.mood_y(score))
        for one, x in zip(column.ids[low:high], column.xs[low:high], strict=True)
        if (found := touchpoints.get(one)) is not None and (score := found.mood.get(persona)) is not None
    ]
