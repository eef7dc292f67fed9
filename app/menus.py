"""Menus and keys of one window, made from the table of actions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from app.action import Action, Need
from app.actions import ACTIONS, MENUS, OF_LANES, ON_A_NOTE, ON_A_RECORD, ON_THE_MAP, RECENT, SUBMENUS
from app.mirrors import changing
from model.findings import Note
from model.records import kind_of
from model.rules import Refused
from widgets.canvas.view import Canvas
from widgets.look import tip_of
from widgets.menu import Menu, shown_key

if TYPE_CHECKING:
    from app.window import Window

TEXT_FIELDS = (QLineEdit, QTextEdit, QPlainTextEdit, QAbstractSpinBox)
MARKS = {"star": "mtm", "triangle": "neg"}
"""The colours of marks, which are the same in a menu as on the map."""
NEEDS = tuple(dict.fromkeys(action.needs for action in ACTIONS))
LIVELY = tuple(action for action in ACTIONS if action.now_called is not None or action.is_on is not None)
"""Actions of which more can change than whether they make sense."""
STEPS = tuple(action for action in ACTIONS if action.name in ("undo", "redo"))
"""Actions that are called otherwise after every step."""
WHILE_COMPARING = frozenset({"full_screen", "shortcuts", "about"})
"""Actions that are not about what is seen of the one open map."""
GETTING_AROUND = frozenset({"fit", "fit_selection", "full_size", "zoom_in", "zoom_out"})
"""Actions that only move the map, over which a hand may go on holding something."""
FREE_WHILE_TYPING = ("Ctrl+", "Alt+", "Meta+", "F11", "F5", "F6", "Shift+F6")
"""Keys that begin so cannot be part of a text."""


def takes_text(widget: QWidget | None) -> bool:
    """Whether keys that are pressed here belong to a text."""
    if isinstance(widget, QComboBox):
        return widget.isEditable()
    return isinstance(widget, TEXT_FIELDS)


class Menus(QObject):
    """The window's menu, its keys, and every action as Qt knows it."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self.window = window
        self.actions: dict[str, QAction] = {}
        self.menus: dict[str, Menu] = {}
        self.menu = Menu(window.look, window)
        self.menu.setAccessibleName("Menu")
        self._said: dict[str, tuple[str, bool]] = {}
        """What each action was called last, and whether it could be done."""
        self._met: tuple[bool, dict[Need, bool]] | None = None
        """Whether two maps were compared last, and what could be done."""
        self._is_typing: bool | None = None
        """Whether keys belonged to a text when the shortcuts were last switched; None if they are to be anew."""
        self._keys: list[tuple[Action, str, QShortcut]] = []
        for name, text in MENUS.items():
            self.menus[name] = self._submenu(self.menu, text)
        for action in ACTIONS:
            self._add(action)
        self._has_icons = False
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self.refresh)
        self.menu.aboutToShow.connect(self._keep_up)
        self.menus[RECENT].aboutToShow.connect(self._fill_recent)
        self._recent: list[QAction] = []
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._hear_by_focus)
        self.refresh()

    @staticmethod
    def _submenu(parent: Menu, text: str) -> Menu:
        menu = parent.submenu(text)
        menu.setToolTipsVisible(True)
        return menu

    # -- building

    def _add(self, action: Action) -> None:
        self.actions[action.name] = one = QAction(self.window)
        one.setObjectName(action.name)
        # Only shown: an action that stands in no bar hears no key, the QShortcuts below do.
        one.setShortcuts([QKeySequence(key) for key in action.keys])
        one.setCheckable(action.is_on is not None)
        one.triggered.connect(self._doing(action))
        if action.menu not in self.menus:
            self.menus[action.menu] = self._submenu(
                self.menus[action.menu.partition("/")[0]], SUBMENUS[action.menu]
            )
        menu = self.menus[action.menu]
        if action.after_line:
            menu.addSeparator()
        menu.addAction(one)
        if not action.on_canvas:
            self._keys += [(action, key, self._shortcut(action, key, self.window)) for key in action.keys]

    def _shortcut(self, action: Action, key: str, place: QWidget) -> QShortcut:
        """A key at a place; one that was there before the place was left hears again."""
        name = f"{action.name} {key}"
        known = place.findChild(QShortcut, name, Qt.FindChildOption.FindDirectChildrenOnly)
        if known is not None:
            return known
        shortcut = QShortcut(QKeySequence(key), place)
        shortcut.setObjectName(name)
        if action.on_canvas:
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.actions[action.name].trigger)
        return shortcut

    def _doing(self, action: Action) -> Callable[[], None]:
        def do() -> None:
            if self._has_put_back(action):
                return
            try:
                action.act(self.window)
            except Refused as refused:
                self.window.toast(str(refused))
            self.refresh()

        return do

    def _has_put_back(self, action: Action) -> bool:
        """Put back what a hand holds on the map before something else is done; True where undoing meant just that."""
        held = self.window.editor is not None and self.window.canvas.is_held
        if not held or action.name in GETTING_AROUND:
            return False
        self.window.canvas.put_back()
        return action.name == "undo"

    def listen_on(self, *places: QWidget) -> None:
        """Hear the keys that mean something only on the map there: on canvas and outline; they go with them."""
        mine = {action.name for action in ACTIONS if action.on_canvas}
        self._keys = [one for one in self._keys if one[0].name not in mine]
        for action in ACTIONS:
            if action.on_canvas:
                self._keys += [
                    (action, key, self._shortcut(action, key, place))
                    for key in action.keys
                    for place in self._hearing(action, places)
                ]
        self._is_typing = None
        self.refresh()

    @staticmethod
    def _hearing(action: Action, places: Sequence[QWidget]) -> list[QWidget]:
        """The places where a shortcut hears an action's keys."""
        return [place for place in places if not (action.is_held and isinstance(place, Canvas))]

    def make_ready(self, *places: QWidget) -> None:
        """Make the keys of a canvas that is not seen yet, so that it is heard at once when it is."""
        for action in ACTIONS:
            if action.on_canvas:
                for key in action.keys:
                    for place in self._hearing(action, places):
                        self._shortcut(action, key, place)

    def leave_canvas(self) -> None:
        """Forget the keys of a canvas that is about to go."""
        self._keys = [one for one in self._keys if not one[0].on_canvas]

    def _fill_recent(self) -> None:
        menu = self.menus[RECENT]
        for old in self._recent:
            menu.removeAction(old)
            old.deleteLater()
        self._recent = []
        first = menu.actions()[0]
        for recent in self.window.preferences.now.recent:
            one = QAction((recent.title or recent.path.stem).replace("&", "&&"), menu)
            there = recent.path.exists()
            one.setEnabled(there)
            one.setToolTip(tip_of(str(recent.path) if there else f"{recent.path} is not there any more."))
            one.triggered.connect(lambda _=False, path=recent.path: self.window.desk.open(path))
            menu.insertAction(first, one)
            self._recent.append(one)

    def menu_of_place(self) -> Menu:
        """The menu for what is selected on the map, or for an empty place there."""
        chosen = self.window.session.selection.ids if self.window.session is not None else ()
        self._keep_up()
        menu = Menu(self.window.look, self.window)
        menu.setToolTipsVisible(True)
        are_notes = bool(chosen) and all(kind_of(one) == Note.kind for one in chosen)
        lanes = self.window.canvas.lens.kind.kind
        for name in ON_A_NOTE if are_notes else ON_A_RECORD if chosen else ON_THE_MAP:
            if OF_LANES.get(name, lanes) != lanes:
                continue
            if name in self.menus:
                if any(one.isEnabled() for one in self.menus[name].actions()):
                    menu.addMenu(self.menus[name])
            elif self.actions[name].isEnabled():
                menu.addAction(self.actions[name])
        return menu

    # -- following

    def refresh(self) -> None:
        """Say what can be done now, what each step is called, and which switches are on.

        A window on its way out loses its menus before it hears no more.
        """
        if not shiboken6.isValid(self.menus[RECENT]):
            return
        self._later.stop()
        before, self._met = self._met, self._now_met()
        is_new = before != self._met
        for action in ACTIONS if is_new else LIVELY:
            self._say(action)
        self.menus[RECENT].setEnabled(bool(self.window.preferences.now.recent))
        if is_new:
            self._is_typing = None
        self._hear_by_focus(None, QApplication.focusWidget())

    def follow_step(self) -> None:
        """Say what can be done after a step, and what can be taken back; what else is called otherwise comes soon."""
        if not shiboken6.isValid(self.menus[RECENT]):
            return
        before, self._met = self._met, self._now_met()
        if before is None or before[0] != self._met[0]:
            self.refresh()
            return
        (_, met), (_, was_met) = self._met, before
        others = {need for need, is_met in met.items() if is_met != was_met[need]}
        changed = {action.name for action in ACTIONS if action.needs in others} if others else set()
        for action in STEPS:
            self._say(action)
        for action in ACTIONS if changed else ():
            if action.name in changed:
                self._say(action)
        self._hear(one for one in self._keys if one[0].name in changed)
        self._later.start()

    def _now_met(self) -> tuple[bool, dict[Need, bool]]:
        return self.window.comparing.is_on, {need: need.is_met(self.window) for need in NEEDS}

    def _say(self, action: Action) -> None:
        """Say what one action is called now, whether it can be done and whether it is on."""
        assert self._met is not None
        is_comparing, met = self._met
        one = self.actions[action.name]
        possible = met[action.needs] and (not is_comparing or self._is_free(action))
        text = action.now_called(self.window) if action.now_called else action.text
        if self._said.get(action.name) != (text, possible):
            self._said[action.name] = text, possible
            with changing(one):
                one.setText(text)
                one.setEnabled(possible)
                one.setVisible(possible or not action.needs.hides)
                one.setToolTip(self.tip(action, possible))
        if action.is_on is not None:
            one.setChecked(action.is_on(self.window))

    def _is_free(self, action: Action) -> bool:
        """Whether an action makes sense while two maps are shown beside each other, if they are."""
        is_for_both = action.name in WHILE_COMPARING or action.menu in ("File", "View/Theme", "View/Motion")
        return is_for_both or not self.window.comparing.is_on

    def tip(self, action: Action, possible: bool) -> str:
        """What a tool tip says of an action: what it does and its key, or why it cannot be done now."""
        if not possible:
            return tip_of(action.needs.why_not if self._is_free(action) else "Stop comparing first.")
        called = action.now_called(self.window) if action.now_called else action.text
        words = called.replace("&&", "\0").replace("&", "").replace("\0", "&")
        return tip_of(words, shown_key(action.keys[0]) if action.keys else "")

    def _hear_by_focus(self, old: QWidget | None, now: QWidget | None) -> None:
        typing = takes_text(now) or self.window.is_editing_on_canvas
        if typing == self._is_typing:
            return
        self._is_typing = typing
        self._hear(self._keys)

    def _hear(self, keys: Iterable[tuple[Action, str, QShortcut]]) -> None:
        """Hear these keys or not, as it makes sense now."""
        for action, key, shortcut in keys:
            free = not self._is_typing or (key.startswith(FREE_WHILE_TYPING) and not action.on_canvas)
            shortcut.setEnabled(free and self.actions[action.name].isEnabled())

    def forget_icons(self) -> None:
        """Draw the icons anew when they are next seen; the theme has changed."""
        self._has_icons = False

    def _keep_up(self) -> None:
        """Be as it should be before it is shown."""
        if self._later.isActive():
            self.refresh()
        self._paint_icons()

    def _paint_icons(self) -> None:
        """Draw the icons in the colours of the theme; only now, since it takes longer than all else here."""
        if self._has_icons:
            return
        self._has_icons = True
        for action in ACTIONS:
            if action.icon:
                self.actions[action.name].setIcon(
                    self.window.look.icon(action.icon, MARKS.get(action.icon, "ink2"), 16)
                )
