"""Longer plain text that grows with what is typed: notes, the customer's words, titles."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFont,
    QKeyEvent,
    QResizeEvent,
    QShowEvent,
    QTextBlockFormat,
    QTextCursor,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextEdit, QWidget

from widgets.editors import Editor
from widgets.look import Look
from widgets.scroll import WIDTH, SlimBar

FIXED = QTextBlockFormat.LineHeightTypes.FixedHeight.value
DIFFERS = "Differs"
LINES_OF_TITLE = 6
"""A title grows no higher than this; what is longer scrolls, so that the fields below it stay in sight."""


class Paper(QTextEdit):
    """The place the text is typed on; plain text goes in and comes out, nothing is read as HTML."""

    left = Signal()
    given_up = Signal()

    def __init__(self, look: Look, role: str, framed: bool, enter_saves: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self.look, self.role, self.framed, self.enter_saves = look, role, framed, enter_saves
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setFont(look.font(role))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(0)
        self._was_put: str | None = None
        self._bar: SlimBar | None = None
        self.document().contentsChanged.connect(self._fit)
        self.document().contentsChanged.connect(self._lean)
        self._is_dressed = False
        look.changed.connect(self._follow_look)
        self.dress()

    def _follow_look(self) -> None:
        """Be dressed anew, at once only where it is seen: Qt takes long to read a sheet."""
        self._is_dressed = False
        if self.isVisible():
            self.dress()

    def showEvent(self, event: QShowEvent) -> None:
        """Be in the colours of the theme before it is seen."""
        if not self._is_dressed:
            self.dress()
        super().showEvent(event)

    def dress(self) -> None:
        """Take on the theme's colours: a field, or bare text that shows a ground while pointed at."""
        look, self._is_dressed = self.look, True
        rest, line = ("wash", look.hex("rule")) if self.framed else ("paper", "transparent")
        pad = "6px 10px" if self.framed else "1px 5px"
        pad_in = "5px 9px" if self.framed else "0px 4px"
        self.setStyleSheet(
            f"QTextEdit {{ background: {look.hex(rest)}; border: 1px solid {line}; border-radius: 6px;"
            f" padding: {pad}; }}"
            f"QTextEdit:hover {{ background: {look.hex('wash')};"
            f" border-color: {look.hex('rule2' if self.framed else 'rule')}; }}"
            f"QTextEdit:focus {{ background: {look.hex('paper')}; border: 2px solid {look.hex('ink')};"
            f" padding: {pad_in}; }}"
        )

    def put(self, text: str) -> None:
        """Show this text, and forget what was typed."""
        if text == self._was_put and not self.document().isModified() and self.toPlainText() == text:
            self.moveCursor(QTextCursor.MoveOperation.Start)
            self.document().clearUndoRedoStacks()
            return
        self._was_put = text
        self.setPlainText(text)
        spacing = QTextBlockFormat()
        spacing.setLineHeight(self.look.line_height(self.role), FIXED)
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeBlockFormat(spacing)
        self.document().clearUndoRedoStacks()
        self.document().setModified(False)
        self._fit()

    def hint(self, words: str) -> None:
        """Say this while there is no text."""
        self.setPlaceholderText(words)
        self._lean()

    def _lean(self) -> None:
        """Slant what is no text but says that records differ, as other fields do."""
        font = QFont(self.look.font(self.role))
        font.setItalic(font.italic() or (self.document().isEmpty() and self.placeholderText() == DIFFERS))
        if font.italic() != self.viewport().font().italic():
            self.setFont(font)
            self.viewport().setFont(font)  # Hints are painted on it; a style sheet keeps the other from it.

    def _chrome(self) -> int:
        return 14 if self.framed else 4

    def _fit(self) -> None:
        line, wide = (
            self.look.line_height(self.role),
            self.viewport().width() + self.viewportMargins().right(),
        )
        self.document().setTextWidth(max(40, wide))
        high = max(line, self.document().size().height())
        is_cut = self.enter_saves and high > LINES_OF_TITLE * line
        self._scroll(is_cut)
        height = round(LINES_OF_TITLE * line if is_cut else high) + self._chrome()
        if height != self.height():
            self.setFixedHeight(height)
            self.updateGeometry()

    def _scroll(self, is_cut: bool) -> None:
        """Give a bar to a title that is too long, and room for the bar beside the text."""
        if is_cut and self._bar is None:
            self._bar = SlimBar(self.look, Qt.Orientation.Vertical, self)
            self._bar.follow(self.verticalScrollBar())
            self._place_bar()
        room = WIDTH if is_cut else 0
        if room != self.viewportMargins().right():
            self.setViewportMargins(0, 0, room, 0)
        if is_cut:
            self.document().setTextWidth(max(40, self.viewport().width()))

    def _place_bar(self) -> None:
        if self._bar is not None:
            self._bar.setGeometry(self.width() - WIDTH - 2, 2, WIDTH, self.height() - 4)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Grow or shrink with the width."""
        super().resizeEvent(event)
        self._fit()
        self._place_bar()

    def sizeHint(self) -> QSize:
        """As high as its text."""
        return QSize(200, self.height())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel moves the panel, not the text, unless that is a long title with the caret in it."""
        if self._bar is not None and self._bar.isVisible() and self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leaving saves; a menu opening here does not."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter saves and stays here, in titles Enter too; Esc restores."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            has_ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            if self.enter_saves or has_ctrl:
                self.left.emit()
                self.moveCursor(QTextCursor.MoveOperation.End)
                return
        elif event.key() == Qt.Key.Key_Escape and self.document().isModified():
            self.given_up.emit()
            return
        super().keyPressEvent(event)


class TextArea(Editor):
    """Several lines of plain text: leaving or Ctrl+Enter saves, Esc restores."""

    def __init__(
        self,
        look: Look,
        label: str = "",
        tip: str = "",
        *,
        role: str = "text",
        framed: bool = True,
        enter_saves: bool = False,
        quoted: bool = False,
        empty: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(look, label, tip, parent)
        self.value: str | None = None
        self.quoted, self.empty = quoted, empty
        self.paper = Paper(look, role, framed, enter_saves, self)
        self.paper.setAccessibleName(label or empty)
        if not framed and self.label is not None:
            self.label.setContentsMargins(6, 0, 6, 0)
        self.column.addWidget(self.paper)
        self.setFocusProxy(self.paper)
        self.paper.left.connect(self.save)
        self.paper.given_up.connect(self.restore)
        self.show_value(None)

    @property
    def is_being_typed(self) -> bool:
        """Whether a person has typed something here that is not saved yet."""
        return self.paper.hasFocus() and self.paper.document().isModified()

    def show_value(self, value: object) -> None:
        """Show this text, unless a person is typing here."""
        self.value = value if isinstance(value, str) and value else None
        if not self.is_being_typed:
            self.restore()
            self.paper.hint(self.empty)

    def show_differs(self) -> None:
        """Show that several records differ here."""
        self.value = None
        if not self.is_being_typed:
            self.paper.put("")
            self.paper.hint(DIFFERS)

    def give_up(self) -> None:
        """Drop what is half typed."""
        super().give_up()
        self.paper.document().setModified(False)

    def restore(self) -> None:
        """Put back what was there before typing."""
        text = self.value or ""
        self.paper.put(f"“{text}”" if self.quoted and text and not self.paper.hasFocus() else text)
        self.complain("")

    def save(self) -> None:
        """Tell what was typed."""
        text = self.paper.toPlainText().strip()
        if self.quoted:
            text = text.removeprefix("“").removesuffix("”").strip()
        was_typed = self.paper.document().isModified()
        self.paper.document().setModified(False)
        value = text or None
        if was_typed and (value != self.value or self.paper.placeholderText() == DIFFERS):
            before, self.value = self.value, value
            self.paper.hint(self.empty)
            self.edited.emit(value)
            if self.complaint:
                self.value = before
        if not self.complaint:
            self.restore()

    def shown(self) -> str:
        """The text as it stands there now."""
        return self.paper.toPlainText()


def quote_field(
    look: Look,
    label: str = "",
    tip: str = "",
    parent: QWidget | None = None,
    empty: str = "What did a customer say here?",
) -> TextArea:
    """The customer's words: serif italic, in quotation marks."""
    return TextArea(
        look,
        label,
        tip,
        role="quote",
        framed=False,
        quoted=True,
        empty=f"“{empty}”",
        parent=parent,
    )
