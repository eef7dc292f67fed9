"""What went with a record that a join brought back: offered once, quietly, and in the menu until it is taken."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.joined import Joined
from model.kinds import InvalidRecord
from model.records import Record
from model.restoring import bring_back, counted_by_kind
from model.spoken import name_of
from model.stamps import needs

if TYPE_CHECKING:
    from app.editor import MapEditor

NAMED = 40
"""So many signs of a name stand in the offer."""
REFUSED = "It could not be brought back. The map is as it was."


class ComingBack(QObject):
    """Remembers what an open map could bring back after joins, and does it."""

    def __init__(self, editor: MapEditor) -> None:
        super().__init__(editor)
        self.editor, self.session = editor, editor.session
        self._fallen: dict[str, str] = {}
        """What went, each with the record that is back."""

    @property
    def ids(self) -> list[str]:
        """What can still be brought back: it lies in the trash, and what it stands on is on the map."""
        there, trash = self.session.store, self.session.stamps.trash
        return [
            one
            for one, on in self._fallen.items()
            if one in trash
            and on in there
            and all(need in there or need in self._fallen for need in needs(trash[one]))
        ]

    def meet(self, joined: Joined) -> tuple[str, Mapping[str, Callable[[], object]]]:
        """Take note of what a join brought back; what to say of that and offer, once."""
        new = [one for one in joined.fallen if one not in self._fallen]
        self._fallen |= joined.fallen
        ids = [one for one in self.ids if one in new]
        if not ids:
            return "", {}
        shown = {change.id for change in joined.patch if change.before is None}
        backs = list(dict.fromkeys(self._fallen[one] for one in ids))
        named = _named(self.session.store[backs[0]])
        more = f" and {len(backs) - 1} more" * (len(backs) > 1)
        came = "came back" if shown.intersection(backs) else "was deleted elsewhere and stays"
        trash = self.session.stamps.trash
        words = f"{named}{more} {came}, without {counted_by_kind(trash[one] for one in ids)}."
        return words, {"Bring it back" if len(ids) == 1 else "Bring them back": self.bring_back}

    def bring_back(self) -> None:
        """Bring all of it back in one step."""
        ids, editor = self.ids, self.editor
        if not ids:
            return
        store, trash = self.session.store, dict(self.session.stamps.trash)
        editor.window_around.finish_typing()
        try:
            editor.canvas.do(lambda: bring_back(store, trash, ids))
        except (InvalidRecord, KeyError):
            editor.window_around.toast(REFUSED)
            return
        editor.canvas.setFocus()


def _named(record: Record) -> str:
    name = name_of(record)
    short = name if len(name) <= NAMED else f"{name[: NAMED - 1].rstrip()}…"
    return f"“{short}”" if name else "A record"
