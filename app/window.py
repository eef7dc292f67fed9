"""The window: the welcome page or one open map, with its menu, its keys and what it remembers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QApplication, QMainWindow

from app.about import about
from app.apart import delete_in_turns
from app.busy import is_busy
from app.commands import actions_of, places_of
from app.comparing import Comparing
from app.desk import Desk
from app.editor import MapEditor
from app.menus import Menus, takes_text
from app.neighbours import Neighbours
from app.page_stack import PageStack
from app.prompts import ENDING
from app.recovery import take_up
from app.seeing import Seeing
from app.session import Session
from app.settings import Preferences, WindowPlace, user_name
from app.shared_file import SharedFile
from app.shortcuts import Shortcuts
from app.sweeping import clear_away_at_rest
from app.tab_order import next_part
from app.welcome_page import WelcomePage
from app.what_if import WhatIf
from model.operations import add_persona
from model.quiet import opening
from model.records import Channel, Department, Phase
from model.search import seen_at
from widgets.canvas import going_on, places
from widgets.canvas.view import Canvas
from widgets.command_palette import CommandPalette
from widgets.composing import Composing
from widgets.look import Look

SMALLEST = 960, 600
TOP_BAR = 52
ONCE_SEEN = 1000
"""When the window surely stands, so that what goes by itself is seen, ms."""
STRUCTURE: dict[str, going_on.Structure] = {"phase": Phase, "channel": Channel, "department": Department}


class Window(QMainWindow):
    """One window with at most one open map."""

    preferences: Preferences
    look: Look
    desk: Desk
    what_if: WhatIf
    comparing: Comparing
    menus: Menus

    def __init__(self, preferences: Preferences, look: Look) -> None:
        super().__init__()
        self.preferences, self.look = preferences, look
        self.session: Session | None = None
        self.editor: MapEditor | None = None
        self.shared: SharedFile | None = None
        """Keeps the open map and its file together."""
        self.neighbours: Neighbours | None = None
        """What lies beside the file."""
        self.commands: CommandPalette | None = None
        self.pages = PageStack(self)
        self.setCentralWidget(self.pages)
        self.setMinimumSize(*SMALLEST)
        self.setAcceptDrops(True)
        self.desk = Desk(self)
        self.what_if, self.comparing = WhatIf(self), Comparing(self)
        self.composing = Composing(self)
        self.menus = Menus(self)
        self._welcome: WelcomePage | None = None
        look.changed.connect(self.menus.forget_icons)
        self.seeing = Seeing(preferences, look, self)
        self.seeing.chosen.connect(self.menus.refresh)
        self._come_back()
        self.show_state()

    # -- what it shows

    @property
    def welcome(self) -> WelcomePage:
        """The page that is shown while no map is open."""
        if self._welcome is None:
            self._welcome = WelcomePage(self)
            self.pages.addWidget(self._welcome)
        return self._welcome

    @property
    def canvas(self) -> Canvas:
        """The canvas of the open map."""
        assert self.editor is not None
        return self.editor.canvas

    @property
    def is_editing_on_canvas(self) -> bool:
        """Whether a text is being typed on the map."""
        return self.editor is not None and self.editor.canvas.is_editing

    def show_session(self, session: Session | None) -> None:
        """Show this map, or the welcome page, in place of what was there; nothing is asked."""
        self.comparing.leave()
        self.what_if.leave()
        self._let_go()
        old, self.editor, self.session = self.editor, None, session
        self.menus.leave_canvas()
        if session is not None:
            session.author = self.preferences.now.author or user_name()
            said = take_up(session)
            self.show_editor(self.edited(session))
            self._keep(session)
            if said:
                QTimer.singleShot(ONCE_SEEN, self, lambda: self.toast(said))
        else:
            self.pages.setCurrentWidget(self.welcome)
        if old is not None:
            self.close_editor(old)
        self.show_state()

    def _keep(self, session: Session) -> None:
        """Keep a map and its file together from now on."""
        self.shared = SharedFile(
            session, lambda: is_busy(self), lambda: self.preferences.now.autosave, parent=self
        )
        self.shared.changed.connect(self.show_state)
        self.neighbours = Neighbours(self, session)

    def _let_go(self) -> None:
        """Let the open map and its file go."""
        session, shared, self.shared = self.own_session, self.shared, None
        if session is not None and shared is not None:
            shared.close_down()
            shared.deleteLater()
            session.close()
        if self.neighbours is not None:
            self.neighbours.close_down()
            self.neighbours.deleteLater()
            self.neighbours = None

    def edited(self, session: Session, at_once: bool = True) -> MapEditor:
        """The parts that show a map, not yet seen; or where they will be once they are built."""
        session.history.changed.connect(self._follow_history)
        session.selection.changed.connect(self._follow_selection)
        with opening():
            editor = MapEditor(self, session, at_once)
        self.pages.addWidget(editor)
        return editor

    def _follow_history(self, _: object) -> None:
        self.show_state(self.menus.follow_step)

    def _follow_selection(self, _: object) -> None:
        if self.editor is not None and self.editor.sliding.is_panel_due:
            self.editor.arrange()
        self.menus.refresh()

    def show_editor(self, editor: MapEditor) -> None:
        """Show the map of these parts and let keys and actions be about it."""
        self.menus.leave_canvas()
        self.editor, self.session = editor, editor.session
        self.pages.setCurrentWidget(editor)
        self.menus.listen_on(editor.canvas, editor.outline)
        editor.canvas.setFocus()

    def close_editor(self, editor: MapEditor, at_once: bool = True) -> None:
        """Let the parts of a map go; rubbish is looked for when hands rest, or by whoever let them go."""
        editor.session.history.changed.disconnect(self._follow_history)
        editor.session.selection.changed.disconnect(self._follow_selection)
        editor.close_down()
        self.pages.removeWidget(editor)
        delete_in_turns(editor)
        if at_once:
            clear_away_at_rest(self)

    @property
    def own_session(self) -> Session | None:
        """The open map that has a file, also while something is supposed beside it."""
        return (self.session.supposes or self.session) if self.session is not None else None

    def show_state(self, tell_menus: Callable[[], object] | None = None) -> None:
        """Say in the title and the top bar what is true of the map, and have the menus say so too."""
        session = self.session
        self.setWindowTitle(f"{session.title}[*]" if session else "Mind the Gap")
        self.setWindowModified(session is not None and not session.is_saved)
        self.setWindowFilePath("")
        if self.editor is not None:
            self.editor.show_state()
        if self.neighbours is not None:
            self.neighbours.follow()
        (tell_menus or self.menus.refresh)()

    def toast(self, words: str, actions: Mapping[str, Callable[[], object]] | None = None) -> None:
        """Say something small that goes by itself."""
        page = self.editor or self.welcome
        page.toast(words, actions or {})

    # -- what actions ask of it

    def undo(self) -> None:
        """Take back the last step."""
        if self.session is not None:
            self.finish_typing()
            places.show_replayed(self.canvas, self.session.history.undo())

    def redo(self) -> None:
        """Do the last undone step again."""
        if self.session is not None:
            self.finish_typing()
            places.show_replayed(self.canvas, self.session.history.redo())

    def add(self, kind: str) -> None:
        """Add a phase, channel or department after the selected one, or a persona, ready to be named."""
        if self.session is None:
            return
        if kind in STRUCTURE:
            self.finish_typing()
            going_on.add_beside(self.canvas, STRUCTURE[kind])
            return
        self.session.selection.choose([add_persona(self.session.store, "New persona")])
        if self.editor is not None:
            self.editor.show_sheet("details")
            self.editor.inspector.type_name()

    def zoom(self, factor: float) -> None:
        """Show the map this many times larger."""
        if self.editor is not None:
            self.canvas.zoom_to(self.canvas.camera.zoom * factor)

    def show_panel(self, is_open: bool) -> None:
        """Open or close the panel, now and for the next map."""
        self.preferences.change(panel_open=is_open)
        self._arrange()

    def show_outline(self, is_open: bool) -> None:
        """Open the outline and go there, or close it and go back to the map; now and for the next map."""
        self.preferences.change(outline_open=is_open)
        self._arrange()
        if self.editor is not None:
            part = self.editor.outline if is_open else self.canvas
            part.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_strip(self, is_open: bool) -> None:
        """Open or close the gap strip, now and for the next map."""
        self.preferences.change(strip_open=is_open)
        self._arrange()

    def show_overview(self, is_open: bool) -> None:
        """Open or close the overview, now and for the next map."""
        self.preferences.change(overview_open=is_open)
        self._arrange()

    def _arrange(self) -> None:
        if self.editor is not None:
            self.editor.arrange()
        self.menus.refresh()

    def walk(self) -> None:
        """Walk the journey full screen."""
        if self.editor is not None:
            self.finish_typing()
            self.editor.walking.begin()

    def show_full_screen(self, is_full: bool) -> None:
        """Fill the screen, or come back from there."""
        if is_full:
            self.setWindowState(self.windowState() | Qt.WindowState.WindowFullScreen)
        else:
            self.setWindowState(self.windowState() & ~Qt.WindowState.WindowFullScreen)

    def show_shortcuts(self) -> None:
        """Show which keys there are and what they do."""
        sheet = Shortcuts(self, self.look)
        sheet.exec()
        sheet.deleteLater()

    def show_commands(self) -> None:
        """Offer everything that can be done or gone to; asked for again, take the offer away."""
        if self.commands is not None:
            self.commands.leave()
            return
        self.commands = CommandPalette(self.look, actions_of(self), places_of(self), self)
        self.commands.closed.connect(self._forget_commands)
        self.commands.open()

    def _forget_commands(self) -> None:
        self.commands = None

    def go_to_part(self, forward: bool) -> None:
        """Take the keyboard to the next part of the window, or the one before."""
        if self.editor is not None:
            next_part(self.editor.parts, forward)

    def show_search(self) -> None:
        """Search the map."""
        if self.editor is not None:
            self.editor.search.open()

    def go_to(self, record: str, and_stay: bool = False) -> None:
        """Show a record on the map, or what it hangs on; in the panel where it is not drawn."""
        if self.editor is None or self.session is None:
            return
        ids = [one for one in seen_at(self.session.store, record) if one in self.session.store]
        if not ids:
            return
        self.session.selection.choose(ids)
        if not places.show(self.canvas, ids[0]) and not self.editor.sliding.is_panel_open:
            self.show_panel(True)
        if not and_stay:
            self.canvas.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_about(self) -> None:
        """Say what this app is."""
        about(self, self.look).ask()

    def open_menu(self) -> None:
        """Open the menu below the top bar's button."""
        self.menus.menu.popup(self.mapToGlobal(QPoint(8, TOP_BAR)))

    def finish_typing(self) -> None:
        """Let a field or a title that is being typed in take what stands there."""
        if self.editor is not None and (self.is_editing_on_canvas or takes_text(QApplication.focusWidget())):
            self.editor.finish_typing()

    def quit(self) -> None:
        """Close every window; each asks for its own map."""
        QApplication.closeAllWindows()

    # -- events

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take what holds a map."""
        if self._dropped(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open the map that was dropped."""
        if (path := self._dropped(event)) is not None:
            event.acceptProposedAction()
            self.desk.open(path)

    @staticmethod
    def _dropped(event: QDropEvent) -> Path | None:
        files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        return next((file for file in files if file.suffix.lower() in (ENDING, ".pdf")), None)

    def changeEvent(self, event: QEvent) -> None:
        """Keep the menu true when the window becomes full screen or not by other hands."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.WindowStateChange and hasattr(self, "menus"):
            self.menus.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep what floats over the window in its place."""
        super().resizeEvent(event)
        self.desk.exporting.stand()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask about what is not saved; remember where the window stood."""
        if not self.desk.may_let_go():
            event.ignore()
            return
        self._remember()
        self.what_if.end()
        self._let_go()
        self.desk.exporting.stop()
        event.accept()

    # -- where it stands

    def _remember(self) -> None:
        place = self.normalGeometry() if self.isMaximized() or self.isFullScreen() else self.geometry()
        self.preferences.change(
            window=WindowPlace(
                x=place.x(),
                y=place.y(),
                width=max(640, place.width()),
                height=max(400, place.height()),
                maximised=self.isMaximized(),
            )
        )

    def _come_back(self) -> None:
        """Stand where the last window stood, if that is still on a screen."""
        place = self.preferences.now.window or WindowPlace()
        wanted = QRect(place.x, place.y, place.width, place.height)
        screens = [screen.availableGeometry() for screen in QGuiApplication.screens()]
        if self.preferences.now.window is not None and any(screen.intersects(wanted) for screen in screens):
            self.setGeometry(wanted)
        else:
            room = QGuiApplication.primaryScreen().availableGeometry()
            self.resize(min(place.width, room.width()), min(place.height, room.height()))
        if place.maximised:
            self.setWindowState(Qt.WindowState.WindowMaximized)
