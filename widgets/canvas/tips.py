"""What a tip says while the pointer rests on the map: a gap's level, or words that are too small or cut."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF

from model.drawing.marks import Text
from model.gap_cards import said_of
from model.records import Phase, Touchpoint
from widgets.canvas.travel import READABLE

if TYPE_CHECKING:
    from widgets.canvas.view import Canvas

CUT = "…"


def tip_at(canvas: "Canvas", at: QPointF) -> str:
    """The words of the tip over a point of the viewport; empty where all can be read."""
    gap = canvas.gap_under(at)
    if gap is not None:
        return said_of(gap)
    found = canvas.margins.at(canvas.layout_, canvas.camera, at)
    if found is not None:
        return _in_margin(canvas, found[0])
    return _on_card(canvas, canvas.touchpoint_under(at))


def _in_margin(canvas: "Canvas", record: str) -> str:
    """A phase or lane in full, if it is shortened."""
    if not canvas.margins.is_shortened(canvas.layout_, canvas.camera, record):
        return ""
    phase = canvas.store.find(Phase, record)
    if phase is None:
        return str(getattr(canvas.store.get(record), "title", ""))
    first = "  ".join(words for words in (phase.title, phase.when) if words)
    return "\n".join(words for words in (first, phase.customer_goal and f"“{phase.customer_goal}”") if words)


def _on_card(canvas: "Canvas", touchpoint: str | None) -> str:
    """The number and title of a card, if they are too small to read or the title is cut."""
    found = canvas.store.find(Touchpoint, touchpoint)
    if found is None or not found.title:
        return ""
    figure = canvas.card_figure(found.id) if canvas.camera.zoom >= READABLE else None
    lines = [mark.line.text for mark in figure.marks if isinstance(mark, Text)] if figure is not None else []
    is_cut = CUT not in found.title and any(line.endswith(CUT) for line in lines)
    return f"{canvas.journey.number_of(found.id)}  {found.title}" if figure is None or is_cut else ""
