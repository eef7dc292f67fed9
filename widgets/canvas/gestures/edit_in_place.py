"""EditInPlace: one text field over a card, a phase or a lane, in the font and size of what it covers."""

from math import ceil, floor

from PySide6.QtCore import QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QFont, QInputMethodEvent, QKeyEvent, QPalette, QTextOption
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QWidget

from model.channels import name_channel
from model.drawing.marks import MM_PER_PT, Box
from model.operations import name_field, rename, take_back
from model.records import Channel, Phase, Touchpoint
from widgets.canvas import going_on
from widgets.canvas.tag import Tag

LEAST_PX = 13
TITLE_PT = 6.7
TITLE_TOP = 4.4
"""From a card's top to its title, mm."""
TITLE_LEFT = 1.3
"""From a card's left edge to its title, mm."""
NOTE_BELOW = 44
"""The note about the keys and its room below what is typed, px."""
ON_CARD = Tag("Enter", " done  ·  **Tab** done and next  ·  **Esc** restore")
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def wish_of(event: QKeyEvent) -> str | None:
    """What a key asks for while a title is typed (see `going_on`); None where it is part of the text."""
    key, keys = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    has_ctrl = keys == Qt.KeyboardModifier.ControlModifier
    if key in ENTER:
        return "next phase" if has_ctrl else "done"
    if key == Qt.Key.Key_Escape:
        return "leave"
    if key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
        return "next" if key == Qt.Key.Key_Tab else "previous"
    if has_ctrl and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
        return "lane above" if key == Qt.Key.Key_Up else "lane below"
    if keys == Qt.KeyboardModifier.AltModifier and Qt.Key.Key_1 <= key <= Qt.Key.Key_9:
        return f"lane {key - Qt.Key.Key_0}"
    return None


class TitleField(QPlainTextEdit):
    """A field of one title: Enter ends it, Tab goes on, Esc restores; a composition ends first."""

    finished = Signal(str)
    """A key asked for something beyond the text, or the field was left ("done")."""
    left = Signal()
    """Esc: as it was before."""
    composed = Signal()
    """Something is composed, or no more; it takes room, although it is no text yet."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("titleField")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setTabChangesFocus(False)
        self.setAccessibleName("Title")
        self.document().setDocumentMargin(0)
        self.setCursorWidth(2)
        self.composing = False

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Remember whether something is being composed."""
        self.composing = bool(event.preeditString())
        super().inputMethodEvent(event)
        self.composed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter, Tab and Esc are ours while nothing is composed."""
        wish = None if self.composing else wish_of(event)
        if wish == "leave":
            self.left.emit()
        elif wish is not None:
            self.finished.emit(wish)
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab stays here: it ends the title."""
        return False

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leaving the field keeps what was typed."""
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            QTimer.singleShot(0, self, lambda: self.finished.emit("done"))


class EditInPlace:
    """The editing of one record's title, from its first key to Enter, Tab or Esc."""

    field_type = TitleField

    def __init__(self, canvas, record: str, is_new: bool = False) -> None:
        self.canvas, self.record, self.is_new = canvas, record, is_new
        self.came_from: tuple[str, ...] = ()
        """What was selected before the record was made, if it is new."""
        self.field = self.field_type(canvas.viewport())
        found = canvas.store[record]
        self.before = str(getattr(found, name_field(type(found))))
        self.is_card = isinstance(found, Touchpoint)
        self.is_phase = isinstance(found, Phase)
        self.is_over = False
        self.field.setPlainText(self.before)
        self.place()
        self.field.selectAll()
        self.field.finished.connect(self.finish)
        self.field.left.connect(self.cancel)
        self.field.textChanged.connect(self._grow)
        self.field.composed.connect(self._grow)
        self.field.cursorPositionChanged.connect(self.keep_in_sight)
        self.field.show()
        self.place()  # Only what is shown knows how its lines break.
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- where it stands

    def place(self) -> None:
        """Put the field over what it edits; it grows downwards with the text."""
        if self.is_over or self.record not in self.canvas.store:
            return
        self._dress()
        box = self._box()
        if box is None:
            return
        self.field.setFixedWidth(max(40, round(box.width())))
        height = max(box.height(), self._text_height() + 2)
        self.field.setGeometry(round(box.x()), round(box.y()), max(40, round(box.width())), round(height))
        self.canvas.viewport().update()

    def _grow(self) -> None:
        self.place()
        self.keep_in_sight()

    def keep_in_sight(self) -> None:
        """Scroll the map until what is typed and its note are in sight, or at least the line of the caret."""
        card = self.grown_rect()
        if self.is_over or card is None:
            return
        canvas, area = self.canvas, self.canvas.map_rect()
        caret = QRectF(self.field.cursorRect()).translated(self.field.pos())
        fits = card.height() + NOTE_BELOW + 6 <= area.height()
        top, bottom = (card.top() - 6, card.bottom()) if fits else (caret.top() - 4, caret.bottom())
        canvas.reach_down_to(canvas.camera.to_mm(QPointF(0, card.bottom() + NOTE_BELOW))[1])
        down = min(0.0, area.bottom() - bottom - NOTE_BELOW) or max(0.0, area.top() - top)
        across = min(0.0, area.right() - card.right() - 6) or max(0.0, area.left() - card.left() + 6)
        if down or across:
            canvas.scroll_by(_whole(across), _whole(down))

    def grown_rect(self) -> QRectF | None:
        """What is typed on, grown to hold it, px; None where nothing grows."""
        return self.card_rect()

    def _text_height(self) -> float:
        line = self.field.fontMetrics().lineSpacing()
        layout = self.field.document().documentLayout()
        return line * max(1.0, layout.documentSize().height())

    def _font(self) -> QFont:
        look, canvas = self.canvas.look, self.canvas
        if not self.is_card:
            return look.font("phase" if self.is_phase else "strong")
        font = look.font("label" if canvas.journey.moments_on(self.record) else "secondary")
        font.setPixelSize(max(LEAST_PX, round(TITLE_PT * MM_PER_PT * canvas.camera.scale)))
        return font

    def _ground(self) -> str:
        return "paper"

    def _dress(self) -> None:
        look, font = self.canvas.look, self._font()
        self.field.setFont(font)
        ground = look.hex(self._ground())
        self.field.setStyleSheet(
            f"#titleField {{ background: {ground}; color: {look.hex('ink')}; border: none; padding: 0;"
            f" font-family: 'Inter'; font-size: {font.pixelSize()}px; font-weight: {int(font.weight())};"
            f" selection-background-color: {look.hex('mtmT')}; selection-color: {look.hex('ink')}; }}"
        )
        palette = self.field.palette()
        palette.setColor(QPalette.ColorRole.Text, look.colour("ink"))
        self.field.setPalette(palette)

    def _box(self) -> QRectF | None:
        canvas = self.canvas
        if not self.is_card:
            box = canvas.margins.title_rect(canvas.layout_, canvas.camera, self.record)
            return box.adjusted(2, 3, -2, -3) if box else None
        if not canvas.layout_.has(self.record):
            return None
        card, k = canvas.layout_.card(self.record), canvas.camera.scale
        box = canvas.camera.rect(
            Box(card.x + TITLE_LEFT, card.y + TITLE_TOP, card.w - 2 * TITLE_LEFT + 0.8, 4)
        )
        least = max(96.0, box.width()) if k < 4 else box.width()
        return QRectF(box.x(), box.y(), least, card.h * k - TITLE_TOP * k - 3)

    def card_rect(self) -> QRectF | None:
        """The card under the field, grown to hold it, px."""
        card = self.canvas.card_rect(self.record) if self.is_card else None
        if card is None:
            return None
        field = QRectF(self.field.geometry())
        return card.united(field.adjusted(-4, 0, 3, 3))

    # -- the end

    def finish(self, wish: str = "done") -> None:
        """Keep the title, and go on as a key asked for; some wishes move the card and typing goes on."""
        if self.is_over or going_on.moves_what_is_typed(self, wish):
            return
        title = self.typed
        self._close()
        if title != self.before and self.record in self.canvas.store:
            self.canvas.do(lambda: name(self.canvas.store, self.record, title))
        if self.record in self.canvas.store:
            going_on.go_on(self.canvas, self.record, wish)

    @property
    def typed(self) -> str:
        """What stands in the field, as one line."""
        return " ".join(self.field.toPlainText().split())

    def cancel(self) -> None:
        """Leave the title as it was; what was only just made goes again."""
        if self.is_over:
            return
        self._close()
        canvas = self.canvas
        if self.is_new and self.record in canvas.store:
            canvas.do(lambda: take_back(canvas.store, self.record))
            canvas.selection.choose([one for one in self.came_from if one in canvas.store])

    def _close(self) -> None:
        self.is_over = True
        self.field.hide()
        self.field.deleteLater()
        self.canvas.editing_ended(self)


def _whole(px: float) -> int:
    """At least so many whole px, either way."""
    return floor(px) if px < 0 else ceil(px)


def name(store, record: str, title: str) -> None:
    """Give a record another title; a channel's says what it is like."""
    verb = name_channel if isinstance(store.get(record), Channel) else rename
    verb(store, record, title)
