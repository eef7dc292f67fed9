"""A map with an image tag in every text there is, and eyes that see whether a toolkit takes any of it for more."""

import ctypes
import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex, Qt
from PySide6.QtGui import QAction, QTextDocument
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QLabel,
    QMessageBox,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from model.kinds import InvalidRecord, refers_of, with_fields
from model.records import Record
from tests.widgets.room import found_out, people_and_places

UNSHOWN = ("id", "rank", "gap", "icon", "language", "currency")
TELLS = (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.StatusTipRole, Qt.ItemDataRole.WhatsThisRole)
_OPENED = 0x20 | 0x01


class Canary:
    """A picture that nobody may open, and the tag that would show it."""

    def __init__(self, folder: Path) -> None:
        self.picture = folder / "canary.png"
        self.picture.write_bytes(b"\x89PNG\r\n\x1a\n")
        self.tag = f"<img src=file://{self.picture}>"
        self._libc = ctypes.CDLL(None, use_errno=True)
        self._ears = -1
        if sys.platform == "linux":
            self._ears = self._libc.inotify_init1(os.O_NONBLOCK)
            self._libc.inotify_add_watch(self._ears, str(self.picture).encode(), _OPENED)

    @property
    def sang(self) -> bool:
        """Whether the picture was opened."""
        with suppress(BlockingIOError):
            return bool(self._ears >= 0 and os.read(self._ears, 4096))
        return False

    def close(self) -> None:
        """Listen no more."""
        if self._ears >= 0:
            os.close(self._ears)


def records_with(tag: str) -> list[Record]:
    """A record of every kind, with the tag in each field that takes text."""
    return [_with_tag(record, tag) for record in (*people_and_places(), *found_out())]


def _with_tag(record: Record, tag: str) -> Record:
    cls = type(record)
    for name in cls.model_fields:
        if name in UNSHOWN or (refers_of(cls, name) is not None and name != "target"):
            continue
        told = f"{tag} {record.kind} {name}"
        for value in (told, (told,), {"title": told, "they_see": (told,), "unseen": (told,)}):
            with suppress(InvalidRecord):
                record = with_fields(record, {name: value})
                break
    return record


def tagged(records: list[Record], tag: str) -> list[str]:
    """Every text in which the tag stands, as `kind.field`."""
    return [
        f"{one.kind}.{name}" for one in records for name, value in one.__dict__.items() if tag in str(value)
    ]


def taken_for_more(app: QApplication) -> Iterator[str]:
    """Each place where a toolkit would read text with a tag as anything but text."""
    for widget in app.allWidgets():
        name = f"{type(widget).__name__} {widget.objectName()}".strip()
        for what in ("toolTip", "statusTip", "whatsThis"):
            if "<img" in getattr(widget, what)():
                yield f"{what} of {name}"
        yield from _shown_by(widget, name)
    for action in {one for widget in app.allWidgets() for one in widget.actions()}:
        yield from _said_by(action)


def _said_by(action: QAction) -> Iterator[str]:
    for what in ("toolTip", "statusTip", "whatsThis"):
        if "<img" in getattr(action, what)():
            yield f"{what} of the action {action.objectName()}"


def _shown_by(widget: QWidget, name: str) -> Iterator[str]:
    if isinstance(widget, QLabel) and "<img" in widget.text():
        if widget.textFormat() != Qt.TextFormat.PlainText:
            yield f"text of {name}"
    elif isinstance(widget, QMessageBox) and widget.textFormat() != Qt.TextFormat.PlainText:
        yield f"message of {name}"
    elif isinstance(widget, QTextEdit):
        if widget.acceptRichText():
            yield f"what is pasted into {name}"
        yield from _written_in(widget.document(), name)
    elif isinstance(widget, QPlainTextEdit):
        yield from _written_in(widget.document(), name)
    elif isinstance(widget, QAbstractItemView) and widget.model() is not None:
        for index in _indexes(widget.model(), QModelIndex()):
            if any("<img" in str(index.data(role) or "") for role in TELLS):
                yield f"tip of {name} at {index.row()}, {index.column()}"


def _written_in(document: QTextDocument, name: str) -> Iterator[str]:
    if "\ufffc" in document.toRawText() or "<img" in document.toHtml():
        yield f"document of {name}"


def _indexes(model: QAbstractItemModel, parent: QModelIndex) -> Iterator[QModelIndex]:
    if isinstance(model, QAbstractListModel):
        yield from (model.index(row) for row in range(model.rowCount()))
        return
    for row in range(model.rowCount(parent)):
        for column in range(model.columnCount(parent)):
            index = model.index(row, column, parent)
            yield index
            if column == 0:
                yield from _indexes(model, index)
