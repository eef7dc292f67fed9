"""Deleting: a phase or channel that is not empty asks where its touchpoints go."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.prompts import WIDE, Sheet
from model.operations import delete
from model.records import Channel, Phase
from model.rules import Refused, refuse, why_not_delete
from model.structure import delete_and_move, held_by, neighbours
from widgets.buttons import Button
from widgets.look import Look
from widgets.one_of import OneOf
from widgets.words import Words

if TYPE_CHECKING:
    from app.window import Window

LONGEST = 40
WITH_THEM = ""
"""Stands for the answer that the touchpoints go too."""


class WhereTo(Sheet):
    """Asks where the touchpoints of what is deleted go: to a neighbour, or away with it."""

    def __init__(
        self, window: QWidget, look: Look, title: str, body: str, places: Sequence[tuple[str, str]], verb: str
    ) -> None:
        super().__init__(window, look)
        self.setWindowTitle("Mind the Gap")
        self.places: dict[str, OneOf] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(8)
        column.addWidget(Words(look, title, "dialog_title", lines=0))
        column.addWidget(Words(look, body, "text", "ink2", lines=0))
        answers = QVBoxLayout()
        answers.setContentsMargins(0, 0, 0, 0)
        answers.setSpacing(0)
        for place, words in places:
            self.places[place] = choice = OneOf(look, words, self)
            answers.addWidget(choice)
        column.addLayout(answers)
        first = next(iter(self.places.values()))
        first.setChecked(True)
        first.setFocus(Qt.FocusReason.TabFocusReason)
        row = QHBoxLayout()
        row.setContentsMargins(0, 16, 0, 0)
        row.setSpacing(8)
        row.addStretch()
        self.cancel = Button(look, "Cancel", parent=self)
        self.cancel.clicked.connect(self.reject)
        self.go = Button(look, verb, "primary", parent=self)
        self.go.clicked.connect(self.accept)
        row.addWidget(self.cancel)
        row.addWidget(self.go)
        column.addLayout(row)
        self.setFixedSize(WIDE, column.totalHeightForWidth(WIDE))

    def ask(self) -> str | None:
        """Show it and wait: the id of the neighbour, "" for what goes too, None when nothing is to go."""
        is_meant = self.exec() == Sheet.DialogCode.Accepted
        chosen = next(place for place, choice in self.places.items() if choice.isChecked())
        self.deleteLater()
        return chosen if is_meant else None


def delete_chosen(window: Window) -> None:
    """Delete what is selected on the map; phases and channels that are not empty ask first."""
    if window.session is None:
        return
    ids = [one for one in window.session.selection.ids if one in window.session.store]
    delete_asking(window, ids)


def delete_asking(window: Window, ids: Sequence[str]) -> None:
    """Delete records; raises Refused where the map does not let go of them."""
    assert window.session is not None
    store = window.session.store
    structure = [one for one in ids if isinstance(store.get(one), Phase | Channel)]
    held = held_by(store, ids)
    if not structure or not held:
        window.canvas.delete_selection()
        return
    refuse(why_not_delete(store, ids))
    record = store[structure[0]]
    refuse(window.session.lock.why_not(record.kind))
    if any(store[one].kind != record.kind for one in ids):
        raise Refused("Delete phases, channels and other things one kind at a time.")
    answer = _question(window, structure, len(held)).ask()
    window.canvas.setFocus(Qt.FocusReason.OtherFocusReason)
    if answer is None:
        return
    if answer == WITH_THEM:
        delete(store, structure)
    else:
        delete_and_move(store, structure, answer)
    window.session.selection.choose([one for one in (answer,) if one in store])


def delete_or_say(window: Window, ids: Sequence[str]) -> None:
    """Delete records, or say why they stay."""
    try:
        delete_asking(window, ids)
    except Refused as refused:
        window.toast(str(refused))


def _question(window: Window, ids: Sequence[str], held: int) -> WhereTo:
    assert window.session is not None
    store = window.session.store
    word = store[ids[0]].kind
    named = f"“{_title(store[ids[0]])}”" if len(ids) == 1 else f"{len(ids)} {word}s"
    whole = f"Delete the {word} {named}?" if len(ids) == 1 else f"Delete {named}?"
    counted = "1 touchpoint" if held == 1 else f"{held} touchpoints"
    pronoun = "it" if held == 1 else "them"
    before, after = neighbours(store, ids)
    sides = (
        (("before it", before), ("after it", after))
        if word == "phase"
        else (
            ("above it", before),
            ("below it", after),
        )
    )
    places = [
        (one.id, f"Move {pronoun} to “{_title(one)}”, {side}") for side, one in sides if one is not None
    ]
    places.append((WITH_THEM, f"Delete {pronoun} too, with {'its' if held == 1 else 'their'} handovers"))
    body = f"There {'is' if held == 1 else 'are'} {counted} in {'it' if len(ids) == 1 else 'them'}."
    verb = f"Delete the {word}" if len(ids) == 1 else f"Delete {len(ids)} {word}s"
    return WhereTo(window, window.look, whole, body, places, verb)


def _title(record: object) -> str:
    words = " ".join(str(getattr(record, "title", "")).split()) or "Untitled"
    return words if len(words) <= LONGEST else words[: LONGEST - 1] + "…"
