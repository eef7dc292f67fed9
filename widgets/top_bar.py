"""The top bar: menu, the map's title and its save state, undo and redo, personas, export."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QFocusEvent, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from model.journey import Journey
from model.lenses import LENSES, LensName
from model.store import Commit
from widgets.buttons import Button, ButtonKind, IconButton, PersonaChip, Segments, key_of
from widgets.flow import clear
from widgets.focus import Pressable, paint_ring
from widgets.look import Look, tip_of
from widgets.marks import persona_token
from widgets.personas import short_name
from widgets.selection import Selection
from widgets.typed import paint_key
from widgets.words import Words

HEIGHT = 52
FEW_PERSONAS, NARROW, NARROWER = 6, 1360, 1180
WIDEST_TITLE = 360
USUAL = "On this computer ✓ · Not in the shared file yet"
"""What is said of a map from one edit to its saving."""


class TitleButton(Pressable):
    """The map's title; a click renames it."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, parent)
        self.title = ""
        self.setFont(look.font("map_title"))
        self.setFixedHeight(24)
        self.setCursor(Qt.CursorShape.IBeamCursor)

    def say(self, title: str) -> None:
        """Show this title."""
        self.title = " ".join(title.split())
        self.setAccessibleName(self.title or "Untitled map")
        self.setToolTip(tip_of("Click to rename this map"))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as the title, up to a limit."""
        width = self.fontMetrics().horizontalAdvance(self.title or "Untitled map")
        return QSize(min(WIDEST_TITLE, width + 14), 24)

    def minimumSizeHint(self) -> QSize:
        """A long title gives way."""
        return QSize(min(90, self.sizeHint().width()), 24)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the title, and a ground under the pointer."""
        look, painter = self.look, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.hovered:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("wash2"))
            painter.drawRoundedRect(QRectF(self.rect()), 4, 4)
        painter.setFont(self.font())
        painter.setPen(look.colour("ink" if self.title else "ink3"))
        box = QRectF(6, 0, self.width() - 10, self.height())
        shown = self.fontMetrics().elidedText(
            self.title or "Untitled map", Qt.TextElideMode.ElideRight, int(box.width()) + 1
        )
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, shown)
        if self.ringed:
            paint_ring(painter, look, QRectF(self.rect()), 4)
        painter.end()


class SearchButton(IconButton):
    """The glass with its key beside it; only the glass where the window is narrow."""

    def __init__(self, look: Look, key: str, parent: QWidget) -> None:
        super().__init__(look, "search", "Search", key, parent=parent)
        self.key, self.is_short = key, True
        self.shorten(False)

    def shorten(self, is_short: bool) -> None:
        """Show only the glass, or its key too."""
        self.is_short = is_short
        key = QFontMetricsF(self.look.font("key")).horizontalAdvance(self.key) + 10
        self.setFixedSize(36 if is_short else round(key) + 44, 36)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground, glass and key."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.isDown() or self.hovered:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.look.colour("rule" if self.isDown() else "wash2"))
            painter.drawRoundedRect(QRectF(self.rect()), self.radius, self.radius)
        token = self.token if self.isEnabled() else "rule2"
        self.look.paint_icon(painter, self.icon_name, token, QRectF(9, 9, 18, 18))
        if not self.is_short:
            paint_key(painter, self.look, self.width() - 8.0, 18, self.key, "ink")
        self.paint_focus(painter)
        painter.end()


class BarButton(Button):
    """A button for an action; only its icon where the window is narrow."""

    def __init__(
        self,
        look: Look,
        text: str,
        icon: str,
        action: QAction,
        parent: QWidget,
        kind: ButtonKind = "secondary",
    ) -> None:
        super().__init__(look, text, kind, icon, parent=parent)
        self.action, self.text_ = action, text
        action.changed.connect(self._follow)
        self.clicked.connect(action.trigger)
        self._follow()

    def _follow(self) -> None:
        self.setEnabled(self.action.isEnabled())
        self.setToolTip(self.action.toolTip())
        self.setCheckable(self.action.isCheckable())
        self.setChecked(self.action.isChecked())
        self.update()

    def shorten(self, is_short: bool) -> None:
        """Show only the icon, or the word too."""
        if is_short == bool(self.words()):
            self.say("" if is_short else self.text_)
            self.setAccessibleName(self.text_)


class TitleField(QLineEdit):
    """The title while it is typed: Enter or leaving saves, Esc restores."""

    done = Signal(str)
    given_up = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc restores, Enter saves."""
        if event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.done.emit(self.text().strip())
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leaving saves."""
        super().focusOutEvent(event)
        if self.isVisible() and event.reason() != Qt.FocusReason.PopupFocusReason:
            self.done.emit(self.text().strip())


class StateLine(Words):
    """Where the map is saved; always as wide as its longest usual words, so that nothing beside it jumps."""

    _usual = 0

    def changeEvent(self, event: QEvent) -> None:
        """Measure anew in another font."""
        if event.type() == QEvent.Type.FontChange:
            self._usual = 0
        super().changeEvent(event)

    def sizeHint(self) -> QSize:
        """As wide as what it says while most maps are edited, or as what it says now."""
        margins = self.contentsMargins()
        self._usual = self._usual or int(QFontMetricsF(self.font()).horizontalAdvance(USUAL)) + 2
        return super().sizeHint().expandedTo(QSize(self._usual + margins.left() + margins.right(), 0))


class TopBar(QWidget):
    """52 px at the top of the window; it uses the actions it is given by name and shows no others."""

    menu_wanted = Signal()
    lens_wanted = Signal(object)
    """The name of the lens that was chosen."""
    personas_wanted = Signal(object)
    """The personas that shall be in focus, none for everyone."""
    title_renamed = Signal(str)

    def __init__(
        self,
        actions: Mapping[str, QAction],
        journey: Journey,
        selection: Selection,
        look: Look,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.actions_by_name, self.journey, self.selection, self.look = actions, journey, selection, look
        self.setFixedHeight(HEIGHT)
        self.chips: dict[str, PersonaChip] = {}
        self.search: SearchButton | None = None
        self.present: BarButton | None = None
        self.what_if: BarButton | None = None
        self._in_focus: frozenset[str] = frozenset()
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(6, 0, 12, 0)
        self.row.setSpacing(4)
        self.menu = IconButton(look, "menu", "Menu", parent=self)
        self.menu.clicked.connect(self.menu_wanted)
        self.row.addWidget(self.menu)
        self._add_title()
        self._add_icons()
        self.row.addStretch(1)
        self.lens = Segments(look, [(one.name, one.title, "") for one in LENSES.values()], self)
        self.lens.setAccessibleName("Lens")
        self.lens.chosen.connect(self.lens_wanted)
        self.row.addWidget(self.lens)
        self.row.addSpacing(8)
        self.personas = QHBoxLayout()
        self.personas.setSpacing(6)
        self.row.addLayout(self.personas)
        what_if = actions.get("what_if")
        if what_if is not None:
            self.what_if = BarButton(look, "What if", "branch", what_if, self, "quiet")
            self.row.addSpacing(6)
            self.row.addWidget(self.what_if)
        self.row.addStretch(1)
        self._add_right()
        look.changed.connect(self.update)
        journey.store.committed.connect(self._follow)
        self.show_map()

    def close_down(self) -> None:
        """Follow the map no more."""
        self.journey.store.committed.disconnect(self._follow)

    # -- building

    def _add_title(self) -> None:
        column = QVBoxLayout()
        column.setContentsMargins(0, 5, 0, 6)
        column.setSpacing(0)
        self.title = TitleButton(self.look, self)
        self.title.clicked.connect(self.rename)
        self.field = TitleField(self)
        self.field.setFont(self.look.font("map_title"))
        self.field.setMinimumWidth(260)
        self.field.setStyleSheet("QLineEdit { min-height: 20px; max-height: 20px; padding: 0 4px; }")
        self.field.hide()
        self.field.done.connect(self._renamed)
        self.field.given_up.connect(self._leave_title)
        self.state = StateLine(self.look, "", "secondary", "ink3", parent=self)
        self.state.setContentsMargins(6, 0, 0, 0)
        column.addWidget(self.title, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.field, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.state)
        self.row.addLayout(column)

    def _add_icons(self) -> None:
        there = [name for name in ("undo", "redo") if name in self.actions_by_name]
        if there:
            self.row.addSpacing(10)
            self.row.addWidget(Divider(self.look, self))
            self.row.addSpacing(6)
        for name in there:
            button = IconButton(self.look, name, name, parent=self)
            button.follow(self.actions_by_name[name])
            self.row.addWidget(button)

    def _add_right(self) -> None:
        command = self.actions_by_name.get("command_menu")
        if command is not None:
            self.search = SearchButton(self.look, key_of(command), self)
            self.search.follow(command)
            self.row.addWidget(self.search)
        present = self.actions_by_name.get("present")
        if present is not None:
            self.present = BarButton(self.look, "Present", "play", present, self)
            self.row.addSpacing(4)
            self.row.addWidget(self.present)
            self.row.addSpacing(4)
        export = self.actions_by_name.get("export")
        if export is not None:
            self.export = Button(self.look, "Export", "primary", parent=self)
            self.export.clicked.connect(export.trigger)
            self.export.setToolTip(tip_of(export.text().replace("&", "").rstrip("…"), key_of(export)))
            export.changed.connect(lambda: self.export.setEnabled(export.isEnabled()))
            self.export.setEnabled(export.isEnabled())
            self.row.addWidget(self.export)

    # -- title and state

    def rename(self) -> None:
        """Let the title be typed."""
        self.field.setText(self.journey.map.title)
        self.title.hide()
        self.field.show()
        self.field.setFocus()
        self.field.selectAll()

    def _leave_title(self) -> None:
        if self.field.isVisible():
            self.field.hide()
            self.title.show()

    def _renamed(self, title: str) -> None:
        if self.field.isHidden():
            return
        self._leave_title()
        if title != self.journey.map.title:
            self.title_renamed.emit(title)

    def set_save_state(self, text: str, troubled: bool = False) -> None:
        """Say where the map is saved; troubled where something stands in the way."""
        token = "neg" if troubled else "ink3"
        if (text, token) != (self.state.text(), self.state.token):
            self.state.say(text)
            self.state.paint_in(token)

    # -- following the map

    def _follow(self, commit: Commit) -> None:
        if any(change.kind in ("map", "persona") for change in commit.patch):
            self.show_map()

    def show_map(self) -> None:
        """Show the map's title and its personas."""
        self.title.say(self.journey.map.title)
        clear(self.personas)
        self.chips = {}
        everyone = self.journey.personas
        for place, persona in enumerate(everyone[:FEW_PERSONAS]):
            chip = PersonaChip(self.look, short_name(persona, everyone), persona_token(place), self)
            chip.setCheckable(True)
            chip.setChecked(persona.id in self._in_focus)
            chip.setToolTip(tip_of(f"Only {persona.name or 'Untitled'}"))
            chip.clicked.connect(lambda _=False, one=persona.id: self._press(one))
            self.chips[persona.id] = chip
            self.personas.addWidget(chip)
        adding = self.actions_by_name.get("add_persona")
        if not everyone and adding is not None:
            self.add_persona = Button(self.look, "Add a persona", icon="persona-add", parent=self)
            self.add_persona.clicked.connect(adding.trigger)
            self.personas.addWidget(self.add_persona)
        self._shorten()

    def _press(self, persona: str) -> None:
        self.personas_wanted.emit(self._in_focus ^ {persona})

    def show_personas(self, personas: frozenset[str]) -> None:
        """Show these personas as those in focus; with none pressed the map is everyone's."""
        self._in_focus = personas
        for persona, chip in self.chips.items():
            chip.setChecked(persona in personas)

    def show_lens(self, name: LensName) -> None:
        """Show this lens as the chosen one."""
        self.lens.show_value(name)

    def _shorten(self) -> None:
        is_narrow = self.window().width() < NARROW or len(self.chips) > 4
        for chip in self.chips.values():
            chip.shorten(is_narrow)
        if self.search is not None:
            self.search.shorten(self.window().width() < NARROWER)
        if self.what_if is not None:
            self.what_if.shorten(self.window().width() < NARROWER)
        if self.present is not None:
            self.present.shorten(self.window().width() < NARROWER)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shrink persona names to discs where the window is narrow."""
        super().resizeEvent(event)
        self._shorten()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint paper and the hairline below."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.look.colour("paper"))
        painter.fillRect(QRectF(0, HEIGHT - 1, self.width(), 1), self.look.colour("rule"))
        painter.end()


class Divider(QWidget):
    """A short upright hairline."""

    def __init__(self, look: Look, parent: QWidget, height: int = 24) -> None:
        super().__init__(parent)
        self.look = look
        self.setFixedSize(1, height)
        look.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the line."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.look.colour("rule"))
        painter.end()
