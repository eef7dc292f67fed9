"""Two maps beside each other: the open one and its counterpart, another one, or what is supposed in it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from app.apart import DONE, Apart, emptying, large_beside
from app.busy import is_busy
from app.files import CannotOpen, open_map
from app.prompts import ENDING, ask_for_map, tell
from model.journey import Journey
from model.quiet import opening
from model.records import Touchpoint
from model.store import Commit, Store
from widgets.numbers.reckoner import MANY, REST

if TYPE_CHECKING:
    from app.session import Session
    from app.window import Window
    from widgets.beside import Beside
    from widgets.history.read_page import ReadPage

HEAD = 4096
"""So many bytes of a file are read to know which document it is."""
MOST_FILES = 500
"""So many maps of a folder are looked at for a counterpart."""
DOC = re.compile(rb'"doc"\s*:\s*("[^"\\]{1,200}")')
PREPARES = "The two maps are being compared"
NAMES = {"as_is": "As is", "to_be": "To be"}


def doc_of(path: Path) -> str | None:
    """The id of the document in a file, by its first lines; None where there is none."""
    try:
        with path.open("rb") as file:
            found = DOC.search(file.read(HEAD))
        return str(json.loads(found[1])) if found else None
    except (OSError, ValueError):
        return None


def find_document(doc: str, beside: Path | None, known: Iterable[Path]) -> Path | None:
    """The file of a document: among those known, else in the folder of another map."""
    places: Iterator[Path] = iter(())
    if beside is not None and beside.parent.is_dir():
        places = (one for one in beside.parent.iterdir() if one.suffix.lower() == ENDING)
    near = [one for _, one in zip(range(MOST_FILES), places, strict=False)]
    return next((one for one in (*known, *sorted(near)) if doc_of(one) == doc), None)


class Comparing(QObject):
    """Whether a window shows two maps beside each other, and the page that does."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self.window = window
        self.page: Beside | ReadPage | None = None
        self._made: Beside | None = None
        """The page while it is being made."""
        self._pair: list[tuple[str, str, Journey]] = []
        self._apart: Apart | None = None
        self._next = QTimer(self, singleShot=True)
        self._next.timeout.connect(self._make_on)

    @property
    def is_on(self) -> bool:
        """Whether two maps are shown."""
        return self.page is not None

    def with_counterpart(self) -> None:
        """Show the open map beside its counterpart; where that is not found, ask which map it is."""
        session = self.window.own_session
        if session is None:
            return
        doc = session.journey.map.counterpart
        recent = [one.path for one in self.window.preferences.now.recent]
        path = find_document(doc, session.path, recent) if doc else None
        if path is None:
            self.with_another()
        else:
            self.with_file(path)

    def with_another(self) -> None:
        """Ask for a map and show the open one beside it."""
        self.window.finish_typing()
        path = ask_for_map(self.window, self.window.preferences.now.folder)
        if path is not None:
            self.with_file(path)

    def with_file(self, path: Path) -> None:
        """Show the open map beside the one in a file: what is to be at the right."""
        session = self.window.own_session
        if session is None:
            return
        apart = Apart(self.window)
        try:
            with opening():
                other = Journey(Store.holding(open_map(path).records))
        except CannotOpen as error:
            apart.go(())
            tell(self.window, self.window.look, "The map could not be opened", str(error))
            return
        mine, theirs = session.journey.map, other.map
        pair = [(_name(mine.state, theirs.state, "This map"), session.title, session.journey)]
        pair.append((_name(theirs.state, mine.state, "The other"), theirs.title or path.stem, other))
        if mine.state == "to_be" and theirs.state == "as_is":
            pair.reverse()
        self.show_pair(pair, apart)

    def with_today(self, supposed: Session) -> None:
        """Show what is supposed beside the map as it stands."""
        assert supposed.supposes is not None
        today = supposed.supposes
        self.show_pair([("Today", today.title, today.journey), ("If done", today.title, supposed.journey)])

    def show_pair(self, pair: list[tuple[str, str, Journey]], apart: Apart | None = None) -> None:
        """Show two maps beside each other: what each is called here, its title and its journey.

        Of large maps the page is made in slices, so that hands can go on meanwhile.
        """
        from widgets.beside import Beside
        from widgets.beside.page import Side

        self.leave()
        window = self.window
        window.finish_typing()
        self._apart = apart or Apart(window)
        self._pair = pair
        self._made = Beside(Side(*pair[0]), Side(*pair[1]), window.look, window.pages, at_once=False)
        self._made.hide()
        for *_, journey in pair:
            journey.store.committed.connect(self._begin_anew)
        if all(len(journey.store.of(Touchpoint)) <= MANY for *_, journey in pair):
            while self._made is not None:
                self._make_on()
        else:
            window.toast(PREPARES)
            self._next.start(0)

    def _make_on(self) -> None:
        """Make one part more of the page; show it when it is whole and nothing is being dragged or typed."""
        made = self._made
        if made is None:
            return
        if is_busy(self.window):
            self._next.start(REST)
        elif next(made.building, DONE) is not DONE:
            self._next.start(0)
        else:
            self._forget_made()
            self._show(made)

    def _forget_made(self) -> None:
        self._next.stop()
        self._made = None
        for *_, journey in self._pair:
            journey.store.committed.disconnect(self._begin_anew)

    def _begin_anew(self, _: Commit) -> None:
        """A map has changed meanwhile: the page begins as it stands now."""
        pair = self._pair
        self.give_up()
        QTimer.singleShot(0, self, lambda: self.show_pair(pair))

    def give_up(self) -> None:
        """Let go the page that is being made."""
        made = self._made
        if made is not None:
            self._forget_made()
            self._let_go(made)

    def show_page(self, page: Beside | ReadPage) -> None:
        """Show a page in place of the open map, until somebody has seen enough."""
        self.leave()
        self._show(page)

    def _show(self, page: Beside | ReadPage) -> None:
        window, self.page = self.window, page
        window.finish_typing()
        page.left.connect(self.leave)
        window.pages.addWidget(page)
        window.pages.setCurrentWidget(page)
        page.begin()
        window.menus.refresh()

    def leave(self) -> None:
        """Show only the open map again, as it was."""
        self.give_up()
        page, self.page = self.page, None
        if page is None:
            return
        window = self.window
        if window.editor is not None:
            window.pages.setCurrentWidget(window.editor)
            window.editor.canvas.setFocus()
        self._let_go(page)
        window.menus.refresh()

    def _let_go(self, page: Beside | ReadPage) -> None:
        from widgets.beside import Beside

        page.close_down()
        self.window.pages.removeWidget(page)
        page.deleteLater()
        apart, self._apart = self._apart, None
        if apart is not None:
            apart.go(emptying(page, *(large_beside(page) if isinstance(page, Beside) else ())))


def _name(state: str, other: str, else_: str) -> str:
    return NAMES[state] if state != other else else_
