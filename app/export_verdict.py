"""What an export could not show, each as a link to the record that says it; or that all is shown."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from model.store import Store
from widgets.look import Look
from widgets.marks import paint_holds
from widgets.notice import NoticeLink
from widgets.words import Words

MOST_LINKS = 12


class Loss(NamedTuple):
    """One thing that is not shown as written: what it is in words, and the record that says it."""

    words: str
    record: str | None


def losses_in(store: Store, texts: Sequence[str]) -> list[Loss]:
    """These texts or characters, each with the first record that has it."""
    said = [(words, one.id) for one in store for words in _texts(one)]
    found: list[Loss] = []
    for text in texts:
        record = next((one for words, one in said if text in words), None)
        if record is None:
            # Some texts are put together, such as two departments: then the longest of what is in them.
            within = [(len(words), one) for words, one in said if len(words) > 2 and words in text]
            record = max(within, key=lambda found: found[0])[1] if within else None
        found.append(Loss(text if len(text) > 1 else f"{text} (U+{ord(text):04X})", record))
    return found


def _texts(record: object) -> Iterator[str]:
    for value in vars(record).values():
        if isinstance(value, str):
            yield value
        elif isinstance(value, tuple | frozenset):
            yield from (one for one in value if isinstance(one, str))


class LossLink(NoticeLink):
    """A lost text; pressed, it leads to its record."""

    def __init__(self, look: Look, loss: Loss, parent: QWidget) -> None:
        super().__init__(look, parent)
        self.loss = loss
        self.setFont(look.font("secondary"))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.say(" ".join(loss.words.split()))
        self.setEnabled(loss.record is not None)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint as much of the words as there is room for."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self.font())
        painter.setPen(self.look.colour("mtm" if self.isEnabled() else "ink3"))
        left, flags = self.rect().adjusted(0, 0, -4, 0), Qt.AlignmentFlag.AlignVCenter
        shown = self.fontMetrics().elidedText(self.words, Qt.TextElideMode.ElideRight, left.width())
        painter.drawText(QRectF(left), flags, shown)
        self.paint_focus(painter)
        painter.end()


class Verdict(QWidget):
    """Below the fields of an export: whether all can be shown."""

    wanted = Signal(str)
    """The record to go to."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self.is_sound = False
        self.says = Words(look, "", "secondary", "ink2", lines=0, parent=self)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 12, 0, 0)
        self.column.setSpacing(2)
        self.column.addWidget(self.says)
        self.links: list[LossLink] = []
        self.wait()

    def wait(self) -> None:
        """Say that the pages are being laid out."""
        self._clear()
        self._say("Laying out the pages …", False)

    def complain(self, sentence: str) -> None:
        """Say why there are no pages."""
        self._clear()
        self._say(sentence, False)

    def show_losses(
        self, cut: Sequence[Loss], missing: Sequence[Loss], smallest: float, remarks: Sequence[str] = ()
    ) -> None:
        """Say what is not shown as written, or that all is, and what was done otherwise than asked."""
        self._clear()
        small = f" Smallest print {smallest:.1f} pt." if smallest else ""
        small += "".join(f" {one}" for one in remarks)
        if not cut and not missing:
            self._say(f"No text is cut. All characters have a font.{small}", True)
            return
        parts = []
        if cut:
            parts.append(f"{len(cut)} {'text is' if len(cut) == 1 else 'texts are'} cut.")
        if missing:
            no = len(missing)
            parts.append(f"{no} {'character has' if no == 1 else 'characters have'} no font.")
        self._say(" ".join(parts) + small, False)
        for loss in [*cut, *missing][:MOST_LINKS]:
            link = LossLink(self.look, loss, self)
            link.clicked.connect(lambda _=False, record=loss.record: self.wanted.emit(record or ""))
            self.links.append(link)
            self.column.addWidget(link)
        rest = len(cut) + len(missing) - MOST_LINKS
        if rest > 0:
            self.says.say(f"{self.says.text()} The first {MOST_LINKS}:")

    def _say(self, words: str, is_sound: bool) -> None:
        self.is_sound = is_sound
        self.says.setContentsMargins(24 if is_sound else 0, 0, 0, 0)
        self.says.say(words)
        self.update()

    def _clear(self) -> None:
        for link in self.links:
            self.column.removeWidget(link)
            link.hide()
            link.deleteLater()
        self.links = []

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the line above, and the sign that all is well."""
        painter = QPainter(self)
        painter.setPen(self.look.colour("rule"))
        left = self.column.contentsMargins().left()
        painter.drawLine(left, 0, self.width() - left, 0)
        if self.is_sound:
            paint_holds(painter, self.look, left + 8, 20, 7)
        painter.end()
