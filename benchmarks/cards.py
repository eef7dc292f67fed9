"""The cards of 5,000 touchpoints drawn by our PDF canvas, and the same marks by cairo: CPU time and kB in one run.

Needs pycairo (`pip install -e '.[benchmark]'`); without it only ours is measured.
"""

import time
from io import BytesIO
from math import pi
from typing import Any

from benchmarks.maps import records_of
from benchmarks.tables import table
from exporters.pdf.canvas import Drawing
from exporters.pdf.finish import Imprint, finished
from model.drawing.figures.cards import card_marks
from model.drawing.marks import MM_PER_PT, Box, Disc, Figure, Mark, Path, Picture, Rect, Stroke, Text
from model.drawing.theme import THEMES
from model.journey import Journey
from model.quiet import no_garbage_collection
from model.records import Touchpoint
from model.store import Store

COUNT, ACROSS, RUNS = 5000, 100, 3
CARD, STEP = (16.0, 16.0), (17.0, 17.2)
SIZE = (ACROSS * STEP[0], COUNT / ACROSS * STEP[1])


def figures_of(count: int) -> list[Figure]:
    """The cards of a map with so many touchpoints, in rows."""
    journey = Journey(Store.holding(records_of(count)))
    found = []
    for place, touchpoint in enumerate(journey.store.of(Touchpoint).values()):
        marks, _ = card_marks(journey, touchpoint, *CARD)
        x, y = place % ACROSS * STEP[0], place // ACROSS * STEP[1]
        found.append(Figure(f"card:{touchpoint.id}", x, y, Box(0, 0, *CARD), marks))
    return found


def ours(figures: list[Figure]) -> bytes:
    """The cards as a PDF of our canvas."""
    drawing = Drawing("light", "Cards", "en")
    with no_garbage_collection(), drawing.page(*SIZE):
        drawing.paint(figures)
    return finished(drawing.content(), Imprint("Cards", "en", reproducible=True))


def by_cairo(figures: list[Figure]) -> bytes:
    """The same marks as a PDF by cairo."""
    import cairo

    out = BytesIO()
    unit = 1 / MM_PER_PT
    surface = cairo.PDFSurface(out, SIZE[0] * unit, SIZE[1] * unit)
    context = cairo.Context(surface)
    context.scale(unit, unit)
    colours = {
        name: tuple(int(value[i : i + 2], 16) / 255 for i in (1, 3, 5))
        for name, value in THEMES["light"].items()
    }
    for figure in figures:
        context.save()
        context.translate(figure.x, figure.y)
        for mark in figure.marks:
            _draw(context, mark, colours)
        context.restore()
    surface.finish()
    return out.getvalue()


def _draw(context: Any, mark: Mark, colours: dict[str, tuple[float, ...]]) -> None:
    if isinstance(mark, Text):
        weight = "SemiBold" in mark.line.runs[0].face if mark.line.runs else False
        context.select_font_face("DejaVu Sans", 0, int(weight))
        context.set_font_size(mark.size * MM_PER_PT)
        context.set_source_rgb(*colours[mark.colour])
        context.move_to(mark.x, mark.y)
        context.show_text(mark.line.text)
        return
    if isinstance(mark, Picture):
        return
    if isinstance(mark, Disc):
        context.new_sub_path()
        context.arc(mark.x, mark.y, mark.r, 0, 2 * pi)
    elif isinstance(mark, Rect):
        _outline(context, mark)
    elif isinstance(mark, Path):
        for name, *points in mark.steps:
            {"M": context.move_to, "L": context.line_to, "C": context.curve_to, "Z": context.close_path}[
                str(name)
            ](*points)
    _paint(context, mark.fill, mark.stroke, colours)


def _outline(context: Any, rect: Rect) -> None:
    x, y, w, h = rect.box
    r = min(rect.radius, w / 2, h / 2)
    if r <= 0:
        context.rectangle(x, y, w, h)
        return
    context.new_sub_path()
    for place, (at_x, at_y) in enumerate(
        ((x + w - r, y + r), (x + w - r, y + h - r), (x + r, y + h - r), (x + r, y + r))
    ):
        context.arc(at_x, at_y, r, (place - 1) * pi / 2, place * pi / 2)
    context.close_path()


def _paint(
    context: Any, fill: str | None, stroke: Stroke | None, colours: dict[str, tuple[float, ...]]
) -> None:
    if fill is not None:
        context.set_source_rgb(*colours[fill])
        (context.fill_preserve if stroke is not None else context.fill)()
    if stroke is not None:
        context.set_source_rgb(*colours[stroke.colour])
        context.set_line_width(stroke.width * MM_PER_PT)
        context.set_dash([length * MM_PER_PT for length in stroke.dash])
        context.stroke()


def run(count: int = COUNT) -> dict[str, Any]:
    """Both ways in turns, the least CPU time of each and the size of its file."""
    figures, found = figures_of(count), dict[str, Any]()
    ways = {"ours": ours, "cairo": by_cairo}
    try:
        import cairo  # noqa: F401
    except ImportError:
        del ways["cairo"]
    for _ in range(RUNS):
        for name, way in ways.items():
            start = time.process_time()
            content = way(figures)
            spent = time.process_time() - start
            before = found.get(name, {"s": spent})
            found[name] = {"s": min(spent, before["s"]), "kB": len(content) / 1000}
    return found


def show(found: dict[str, Any]) -> str:
    """The figures as a table, with what ours are of cairo's."""
    rows = [("cards", "CPU s", "kB")]
    rows += [(name, f"{one['s']:.2f}", f"{one['kB']:.0f}") for name, one in found.items()]
    if "cairo" in found:
        rows.append(("ratio", *(f"{found['ours'][key] / found['cairo'][key]:.2f}" for key in ("s", "kB"))))
    return table(rows)
