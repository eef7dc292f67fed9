"""One open map in the window: top bar, palette, overview, canvas, gap strip, panel, status."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from app.bench import Bench
from app.choosing import Choosing
from app.deleting import delete_or_say
from app.field_keys import FieldKeys, keys_at
from app.gapping import HINTS as GAP_HINTS
from app.gapping import Gapping
from app.locking import follow_lock
from app.looking import Looking
from app.mirrors import mirrored
from app.numbering import Numbering
from app.panel import Panel
from app.registers import Registers
from app.session import Session
from app.settings import NARROWEST_OUTLINE, NARROWEST_PANEL, WIDEST_OUTLINE, WIDEST_PANEL, user_name
from app.sliding import Shutter, Sliding
from app.supposing import HINTS, Supposing
from app.tab_order import go_on
from app.told_state import is_told_as_trouble
from app.versioning import HINTS as COMPARING_HINTS
from app.versioning import Versioning
from app.walking import Walking
from model.operations import rename
from model.records import JourneyMap, Touchpoint
from model.store import Commit
from widgets.author import Author
from widgets.canvas.accessible import Voice
from widgets.canvas.hints import Hints, hints_for
from widgets.canvas.view import Canvas
from widgets.focus import pressed_by_enter
from widgets.gap_strip import GapStrip
from widgets.inspector import Inspector
from widgets.outline import Outline
from widgets.overview import Overview
from widgets.palette import Palette
from widgets.search_panel import SearchPanel
from widgets.sheets import Sheets
from widgets.status_bar import StatusBar
from widgets.toast import Toast
from widgets.top_bar import TopBar

if TYPE_CHECKING:
    from app.window import Window

AWAY = 12
"""From the search to the edges of the canvas, px."""


class MapEditor(QWidget):
    """The parts of the window that show one map, wired to each other."""

    def __init__(self, window: Window, session: Session, at_once: bool = True) -> None:
        super().__init__()
        self.window_around, self.session = window, session
        self.building = self._build()
        """Makes the parts one after the other; until it is at its end this is not to be shown."""
        if at_once:
            for _ in self.building:
                pass

    def _build(self) -> Iterator[None]:
        window, session = self.window_around, self.session
        look, journey, selection = window.look, session.journey, session.selection
        self.canvas = Canvas(session.store, journey, selection, look)
        yield
        actions = mirrored(window.menus.actions, self)
        self.top_bar = TopBar(actions, journey, selection, look)
        yield
        self.overview = Overview(journey, look, self._places)
        self.strip = GapStrip(journey, selection, look)
        self.author = Author(window.preferences.now.author, user_name(), self)
        yield
        session.store.referring_to("")
        yield
        self.status = StatusBar(actions, look)
        self.tools = Palette(actions, journey, selection, look)
        yield
        self._toast = Toast(look, self.canvas)
        self.search = SearchPanel(journey, look, self)
        wanted = window.preferences.now
        bounds = NARROWEST_PANEL, WIDEST_PANEL
        self.sheets = Sheets(look)
        self.panel = Panel(look, wanted.panel_width, self.sheets, bounds, "panel")
        self.outline = Outline(journey, selection, look)
        bounds = NARROWEST_OUTLINE, WIDEST_OUTLINE
        self.side = Panel(look, wanted.outline_width, self.outline, bounds, "outline", is_left=True)
        self._is_begun = False
        yield
        self._lay_out()
        yield
        self.inspector = Inspector(session.store, journey, selection, look, self.author, at_once=False)
        yield
        self.sheets.add("details", "Details", self.inspector)
        yield
        yield from self.inspector.building
        yield from self._build_what_follows()

    def _build_what_follows(self) -> Iterator[None]:
        window, session = self.window_around, self.session
        self.sliding = Sliding(self)
        self._wire()
        self.looking = Looking(self, window.menus.refresh)
        yield
        supposes = session.supposes
        self.gapping = Gapping(self)
        yield
        self.numbering = Numbering(self, supposes.journey if supposes is not None else None)
        yield
        self.supposing = Supposing(self) if supposes is not None else None
        yield
        self.walking = Walking(self)
        self.registers = Registers(self)
        self.choosing = Choosing(self) if supposes is None else None
        self.versioning = Versioning(self) if supposes is None else None
        self.field_keys = FieldKeys(self)
        yield
        self.arrange()

    def _lay_out(self) -> None:
        """Put what holds others in its place first: all that something holds takes on the style of a new parent."""
        self.middle = middle = QWidget()
        whole = _column(self)
        whole.addWidget(self.top_bar)
        self.bench = Bench(self.tools, self.side, middle, self.panel, self)
        whole.addWidget(self.bench, 1)
        whole.addWidget(self.status)
        self.above, self.below = _column(), _column()
        """What stands above and below the map, beside an outline or a panel that lies over it."""
        column = _column(middle)
        column.addLayout(self.above)
        column.addWidget(self.canvas, 1)
        column.addLayout(self.below)
        self.above.addWidget(self.overview)
        self.strip_place = Shutter(self.strip)
        self.below.addWidget(self.strip_place)
        self.drawer_place = QWidget()
        """Where the registers stand, in place of the gap strip, while they are open."""
        _column(self.drawer_place)
        self.drawer_place.hide()
        self.below.addWidget(self.drawer_place)

    def _wire(self) -> None:
        window = self.window_around
        self.canvas.said.connect(window.toast)
        self.canvas.editing_changed.connect(lambda _: window.menus.refresh())
        self.canvas.hints_changed.connect(self._show_hints)
        self._show_hints(hints_for(self.canvas))
        self.canvas.zoom_changed.connect(self.status.set_zoom)
        self.canvas.part_changed.connect(self._show_part)
        self.canvas.talk_wanted.connect(self._show_talk)
        self.inspector.wanted.connect(self.canvas.choose_and_show)
        self.inspector.left.connect(self.finish_typing)
        self.bench.covered.connect(self._lie_under)
        self.author.named.connect(lambda name: window.preferences.change(author=name))
        self.overview.wanted.connect(self._look_at)
        self.status.zoom_wanted.connect(self.canvas.zoom_to)
        self.top_bar.menu_wanted.connect(window.open_menu)
        self.top_bar.title_renamed.connect(self._rename)
        self.session.store.committed.connect(self._follow)
        self.panel.settled.connect(lambda: window.preferences.change(panel_width=self.panel.wanted))
        self.side.settled.connect(lambda: window.preferences.change(outline_width=self.side.wanted))
        self.outline.closed.connect(lambda: window.show_outline(False))
        self.outline.next_wanted.connect(lambda: self.canvas.add_next("right"))
        self.canvas.types_elsewhere = self.outline.edit
        self.search.wanted.connect(lambda record: window.go_to(record, and_stay=True))
        self.search.closed.connect(self._leave_search)
        self.canvas.installEventFilter(self)
        self.canvas.list_wanted.connect(window.menus.actions["paste_list"].trigger)
        self.inspector.said.connect(window.toast)
        self.sheets.folded.connect(lambda: window.show_panel(False))
        self.inspector.delete_wanted.connect(lambda ids: delete_or_say(window, ids))
        follow_lock(self)
        self.voice = Voice(self.canvas, self.session.journey, self.session.selection)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the search at the top right of the canvas."""
        if watched is self.canvas and event.type() in (
            QEvent.Type.Resize,
            QEvent.Type.Move,
            QEvent.Type.Show,
        ):
            self._place_search()
        return False

    def _place_search(self) -> None:
        corner = self.canvas.mapTo(self, QPoint(self.canvas.width() - self.canvas.lain_over, 0))
        self.search.move(max(AWAY, corner.x() - self.search.width() - AWAY), corner.y() + AWAY)
        self.search.fit()

    def _lie_under(self, left: int, right: int) -> None:
        """Keep the map, and what lies over it or stands above and below it, beside what lies over them."""
        for part in (self.above, self.below):
            part.setContentsMargins(left, 0, right, 0)
        self.canvas.lie_under(left, right)
        self._toast.keep_free(left, right)
        self._place_search()

    @property
    def parts(self) -> list[QWidget]:
        """The parts of the window in the order of Tab."""
        side = (self.top_bar, self.tools, self.side)
        below = (self.strip, *self.registers.parts)
        return [*side, self.overview, self.canvas, self.search, *below, self.panel, self.status]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the focus."""
        if not pressed_by_enter(event):
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes from the top bar over palette, outline and map to strip, panel and status."""
        return not self.isHidden() and go_on(self.parts, forward)

    def _leave_search(self) -> None:
        self.canvas.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # -- following

    def arrange(self) -> None:
        """Show the parts that the person wants to see."""
        wanted = self.window_around.preferences.now
        self._is_begun = bool(self.session.store.of(Touchpoint))
        is_strip_open = wanted.strip_open and self._is_begun
        self.registers.arrange()
        self.canvas.strip_open = is_strip_open
        self.canvas.marks_gaps = wanted.gap_marks
        self._show_part(*self.canvas.part)
        is_strip_seen = is_strip_open and not wanted.registers_open
        self.sliding.go(wanted.outline_open, is_strip_seen)
        self.gapping.count_soon()

    def lay_out_parts(self) -> None:
        """Give panel, outline and strip as much room as they have slid in."""
        sliding, bench = self.sliding, self.bench
        self.panel.setVisible(sliding.panel.is_seen)
        self.side.setVisible(sliding.outline.is_seen)
        bench.panel_share, bench.outline_share = sliding.panel.share, sliding.outline.share
        self.strip_place.show_share(sliding.strip.share)
        self.strip_place.setVisible(sliding.strip.is_seen)
        bench.lay_out()
        column = self.middle.layout()
        assert column is not None
        column.activate()

    def show_state(self) -> None:
        """Say what is true of the map and its file."""
        self.top_bar.set_save_state(self.session.state, is_told_as_trouble(self.session))

    def _follow(self, commit: Commit) -> None:
        if bool(self.session.store.of(Touchpoint)) != self._is_begun:
            self.arrange()
        if any(change.kind == JourneyMap.kind for change in commit.patch):
            self.window_around.show_state()

    def _show_hints(self, hints: Hints) -> None:
        in_field = keys_at(self, QApplication.focusWidget())
        if in_field is not None:
            self.status.set_hints(in_field)
            return
        is_busy = self.canvas.gesture is not None or self.canvas.is_editing or self.session.selection.ids
        is_open = self.is_gap_open
        if is_open and not is_busy:
            hints = GAP_HINTS
        if (
            hasattr(self, "versioning")
            and self.versioning is not None
            and self.versioning.key
            and not is_busy
        ):
            hints = COMPARING_HINTS
        self.status.set_hints(hints if self.session.supposes is None or is_busy or is_open else HINTS)

    @property
    def is_gap_open(self) -> bool:
        """Whether a gap is laid open."""
        return hasattr(self, "gapping") and bool(self.gapping.key)

    def show_hints(self) -> None:
        """Say anew what can be done now."""
        self._show_hints(hints_for(self.canvas))

    # -- the overview

    def _places(self) -> dict[str, float]:
        """Where the middles of all cards stand across the drawing, from 0 to 1."""
        layout = self.canvas.layout_
        ids, lefts, _ = layout.arrays()
        middles = (lefts + layout.card_w / 2) / max(1.0, layout.width)
        return dict(zip(ids, middles.tolist(), strict=True))

    def _show_part(self, left: float, right: float) -> None:
        whole = max(1.0, self.canvas.layout_.width)
        self.overview.show_part(left / whole, right / whole)
        is_wanted = self.window_around.preferences.now.overview_open
        self.overview.setVisible(is_wanted and self._is_begun and not self.overview.shows_everything)

    def _look_at(self, left: float, right: float) -> None:
        whole = self.canvas.layout_.width
        self.canvas.show_part(left * whole, right * whole)

    def _show_talk(self) -> None:
        self.show_sheet("details")
        self.inspector.show_talk()

    def show_sheet(self, name: str) -> None:
        """Open the panel at one of its sheets."""
        if not self.sliding.is_panel_open:
            self.window_around.show_panel(True)
        self.sheets.show_sheet(name)

    def _rename(self, title: str) -> None:
        self.canvas.do(lambda: rename(self.session.store, self.session.journey.map.id, title))

    def finish_typing(self) -> None:
        """Let what is being typed be taken, by leaving it."""
        if self.canvas.editing is not None:
            self.canvas.editing.finish()
        self.canvas.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def said(self) -> str:
        """What the toast says, or said last."""
        return self._toast.words.text()

    def toast(self, words: str, actions: Mapping[str, Callable[[], object]]) -> None:
        """Say something small that goes by itself."""
        self._toast.show_words(words, actions)

    def close_down(self) -> None:
        """Follow the map no more."""
        self.session.store.committed.disconnect(self._follow)
        self.looking.close_down()
        if self.supposing is not None:
            self.supposing.close_down()
        self.gapping.close_down()
        self.numbering.close_down()
        self.field_keys.close_down()
        self.walking.close_down()
        self.registers.close_down()
        if self.choosing is not None:
            self.choosing.close_down()
        if self.versioning is not None:
            self.versioning.close_down()
        self.canvas.close_scene()
        for part in (
            self.top_bar,
            self.tools,
            self.outline,
            self.strip,
            self.overview,
            self.inspector,
            self.search,
            self.voice,
        ):
            part.close_down()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done with what was clicked on the map."""
        tree, place = self.outline.view, event.globalPos()
        is_on_tree = tree.isVisible() and tree.rect().contains(tree.mapFrom(self, event.pos()))
        if is_on_tree and event.reason() == QContextMenuEvent.Reason.Keyboard:
            place = tree.place_of_menu()
        if is_on_tree or self.canvas.rect().contains(self.canvas.mapFrom(self, event.pos())):
            menu = self.window_around.menus.menu_of_place()
            menu.exec(place)
            menu.deleteLater()


def _column(inside: QWidget | None = None) -> QVBoxLayout:
    column = QVBoxLayout(inside) if inside is not None else QVBoxLayout()
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    return column
