"""What stands beside the open map for a while, and goes again a part at a time, so that no hand has to wait."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from shiboken6 import delete, isValid

from app.busy import is_busy
from app.resting import Rest
from model.quiet import clear_apart, forget_apart, set_apart
from model.records import Touchpoint
from widgets.numbers.reckoner import MANY

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from PySide6.QtWidgets import QWidget

    from app.editor import MapEditor
    from app.window import Window
    from widgets.beside import Beside
    from widgets.canvas.map_view import MapView
    from widgets.numbers import NumbersPanel

DONE = object()
SOON = 100
"""A page that is let go is gone when so many events have come, unless nobody waits for events."""
AFTER = 250
"""So long after it was left it begins to go, ms: when all events about it have come."""
RESTED = 1500
"""What is left of it is looked for once hands have rested for so long, ms: that takes a moment."""
BUSY = 200
"""While a hand holds something, whether it still does is asked so often, ms."""


class Apart(QObject):
    """Something that is built beside the open map; what it leaves behind is found without a look at the rest."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self.window = window
        self._token = token = object()
        set_apart(token)
        self.destroyed.connect(lambda: forget_apart(token))
        self._work: Iterator[None] | None = None
        self._next = QTimer(self, singleShot=True)
        self._next.timeout.connect(self._go_on)
        self._rest = Rest(self, RESTED)
        self._rest.came.connect(self._end)

    def go(self, work: Iterable[None]) -> None:
        """Let it go: do this work a part at a time, then find what is left of it."""
        self._work = iter(work)
        self._next.start(AFTER)

    def finish(self) -> None:
        """Do all that is left of letting it go, now."""
        if self._work is not None:
            for _ in self._work:
                pass
            self._end()

    def _go_on(self) -> None:
        if is_busy(self.window):
            self._next.start(BUSY)
        elif self._work is not None and next(self._work, DONE) is not DONE:
            self._next.start(0)
        else:
            self._rest.await_it()

    def _end(self) -> None:
        self._next.stop()
        self._rest.stop()
        self._work = None
        clear_apart(self._token)
        self.deleteLater()


def delete_in_turns(editor: MapEditor) -> None:
    """Delete an editor that is seen no more; of a large map the kept pages of its panel first, each in a turn."""
    is_large = len(editor.session.store.of(Touchpoint)) > MANY
    pages = list(editor.inspector.kept.values()) if is_large else []
    turns = QTimer(editor, interval=0)

    def delete_next() -> None:
        if pages:
            delete(pages.pop())
        else:
            turns.stop()
            editor.deleteLater()

    turns.timeout.connect(delete_next)
    if pages:
        turns.start()
    else:
        editor.deleteLater()


def emptying(page: QWidget, *large: object) -> Iterator[None]:
    """Once a page is gone, take out what was in its large parts, one after the other; nobody needs it any more.

    What then lies in circles is little, and a search finds it soon: see `large_of`.
    """
    for _ in range(SOON):
        if not isValid(page):
            break
        yield
    else:
        return
    for one in large:
        vars(one).clear()
        yield


def large_of(editor: MapEditor) -> list[object]:
    """The large parts of an editor and of its session, and what holds many small ones, each before its holder."""
    session, gapping = editor.session, editor.gapping
    graph, gaps = session.journey.graph, vars(session).get("gaps")
    return [
        *([gaps] if gaps is not None else []),
        *_reckoned_in(editor.numbering.panel),
        *([graph.graph] if graph is not None else []),
        *_drawn_in(editor.canvas),
        *(gapping.finding, gapping.list, editor.strip, editor.inspector.bench, editor.outline.tree),
        *(session.journey, session.store, session),
    ]


def large_beside(page: Beside) -> list[object]:
    """The large parts of two maps beside each other; the maps themselves stay."""
    drawn = [part for view in page.views for part in _drawn_in(view)]
    return [*(_reckoned_in(page.numbers) if page.numbers is not None else ()), *drawn]


def _drawn_in(view: MapView) -> list[object]:
    """What draws a map in a view, its largest parts first, and the view."""
    return [view.scene.ways, view.scene.layout, view.scene, view.frame, view]


def _reckoned_in(panel: NumbersPanel) -> list[object]:
    """What a panel has reckoned persona by persona, and what reckons it."""
    reckoners = [one for one in (panel.before, panel.reckoner) if one is not None]
    reckoned = [one.reckoned for one in reckoners if one.reckoned is not None]
    flows = {id(one): one for told in reckoned for each in told.numbers.values() for one in each.flows}
    return [*flows.values(), *reckoners]
