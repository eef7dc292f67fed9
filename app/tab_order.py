"""The way of Tab through a window: part after part, and in each part as it is read."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractItemView, QApplication, QHeaderView, QWidget

LINE = 20
"""What stands no further apart than this is on one line, px."""
EDGE = 8
"""What is no wider than this is an edge to be dragged, px."""
BY_TAB = (Qt.FocusPolicy.TabFocus, Qt.FocusPolicy.StrongFocus, Qt.FocusPolicy.WheelFocus)
IN_LINES = "in lines"
"""The property of a part that is read line by line although it is wider than high."""

# Never asks a widget for its neighbours in the focus chain: PySide takes what it answers for a child of the one
# asked, and lets it go together with that one.


def takes_tab(widget: QWidget) -> bool:
    """Whether Tab stops at a widget now."""
    return widget.isVisible() and widget.isEnabled() and widget.focusPolicy() in BY_TAB


def stops_in(part: QWidget) -> list[QWidget]:
    """The widgets of a part that Tab stops at: along a bar, or line by line down a column; edges last."""
    whole = part.window()
    inside = [one for one in part.findChildren(QWidget) if takes_tab(one) and one.window() is whole]
    return [*([part] if takes_tab(part) else []), *sorted(inside, key=lambda one: _place(one, part))]


def _place(widget: QWidget, part: QWidget) -> tuple[bool, int, int]:
    at = widget.mapTo(part, QPoint(0, widget.height() // 2))
    is_edge = min(widget.width(), widget.height()) <= EDGE
    if part.width() > part.height() and not part.property(IN_LINES):
        return is_edge, at.x(), at.y()
    return is_edge, at.y() // LINE, at.x()


def _beside_what_goes(parts: Sequence[QWidget], gone: QWidget) -> QWidget | None:
    """The stop after one that is not seen any more, in the same part, else the one before it."""
    for part in parts:
        if part.isVisible() and part.isAncestorOf(gone):
            way, place = stops_in(part), _place(gone, part)
            after = (one for one in way if one is not part and _place(one, part) > place)
            return next(after, way[-1] if way else None)
    return None


def go_on(parts: Sequence[QWidget], forward: bool) -> bool:
    """Go to the next stop, or the one before; after the last comes the first. Says whether there is one.

    From what has just gone it goes to the one beside it, so that nobody is taken to the other end of the window.
    """
    way = [one for part in parts for one in stops_in(part)]
    now = QApplication.focusWidget()
    if not way:
        return False
    if now is not None and not now.isVisible() and (beside := _beside_what_goes(parts, now)) is not None:
        beside.setFocus(Qt.FocusReason.TabFocusReason)
        return True
    around = [place for place, one in enumerate(way) if one is now or (now and one.isAncestorOf(now))]
    step = 1 if forward else -1
    place = around[-1] + step if around else (0 if forward else -1)
    reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
    way[place % len(way)].setFocus(reason)
    return True


def next_part(parts: Sequence[QWidget], forward: bool) -> bool:
    """Go to the list of the next part, or of the one before, or to its first stop. Says whether there is one."""
    now = QApplication.focusWidget()
    ways = [way for part in parts if (way := stops_in(part))]
    if not ways:
        return False
    inside = [place for place, way in enumerate(ways) if now in way]
    place = (inside[0] if inside else (-1 if forward else 0)) + (1 if forward else -1)
    way = ways[place % len(ways)]
    lists = [one for one in way if isinstance(one, QAbstractItemView) and not isinstance(one, QHeaderView)]
    (lists or way)[0].setFocus(Qt.FocusReason.TabFocusReason)
    return True
