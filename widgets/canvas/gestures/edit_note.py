"""EditNote: writing on a sticky note, where it lies; Enter goes on to the next one of a series."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QKeyEvent

from model.drawing.figures.notes import LEFT, TEXT, TOP, tint_of
from model.drawing.marks import MM_PER_PT, Box
from model.findings import Note
from model.notes import write_note
from widgets.canvas import notes
from widgets.canvas.gestures.edit_in_place import LEAST_PX, EditInPlace, TitleField
from widgets.canvas.tag import Tag

NARROWEST = 130
"""A note's field is at least so wide, however small the note is shown, px."""
IN_SERIES = Tag("Enter", " next note  ·  **Shift+Enter** new line  ·  **Esc** done")
ALONE = Tag("Enter", " done  ·  **Shift+Enter** new line  ·  **Esc** restore")


class NoteField(TitleField):
    """A field of several lines: Enter ends it, Shift+Enter begins a new line."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Shift+Enter is a line of its own."""
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and not self.composing and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.insertPlainText("\n")
        elif is_enter and not self.composing:
            self.finished.emit("next")
        else:
            super().keyPressEvent(event)


class EditNote(EditInPlace):
    """The writing on one note; in a series Enter begins the next note beside it, and Esc keeps what is written."""

    field_type = NoteField

    def __init__(self, canvas, note: str, row: Box | None = None) -> None:
        self.row = row
        """The first note of the row in which a series goes on; None for a note by itself."""
        super().__init__(canvas, note)
        self.field.setAccessibleName("Sticky note")

    @property
    def tag(self) -> Tag:
        """What the keys do, in words."""
        return ALONE if self.row is None else IN_SERIES

    def _font(self) -> QFont:
        font = self.canvas.look.font("text")
        font.setPixelSize(max(LEAST_PX, round(TEXT.size * MM_PER_PT * self.canvas.camera.scale)))
        return font

    def _ground(self) -> str:
        note = self.canvas.store.find(Note, self.record)
        return tint_of(note) if note is not None else "paper"

    def _box(self) -> QRectF | None:
        rect = self.canvas.note_rect(self.record)
        if rect is None:
            return None
        k = self.canvas.camera.scale
        inner = rect.adjusted(LEFT * k, TOP * k, -LEFT * k, -TOP * k)
        return QRectF(inner.topLeft(), inner.size()).adjusted(0, 0, max(0.0, NARROWEST - inner.width()), 0)

    def note_rect(self) -> QRectF | None:
        """The note under the field, grown to hold it, px."""
        rect = self.canvas.note_rect(self.record)
        return rect.united(QRectF(self.field.geometry()).adjusted(-5, -4, 5, 5)) if rect else None

    def grown_rect(self) -> QRectF | None:
        """The note, grown to hold what is written, px."""
        return self.note_rect()

    def finish(self, wish: str = "done") -> None:
        """Keep what is written, and in a series go on with the next note; an empty note vanishes."""
        if self.is_over:
            return
        canvas, note = self.canvas, self.record
        lines = [line.rstrip() for line in self.field.toPlainText().splitlines()]
        text = "\n".join(lines).strip()
        self._close()
        if note not in canvas.store:
            return
        is_kept = canvas.do(lambda: write_note(canvas.store, note, text))
        if is_kept and wish == "next" and self.row is not None:
            notes.go_on(canvas, note, self.row)

    def cancel(self) -> None:
        """Leave the note as it was; in a series, keep what is written."""
        if self.row is not None:
            self.finish()
        elif not self.is_over:
            self._close()
