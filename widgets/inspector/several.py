"""The page of several selected records: what they share, and what differs."""

from collections import Counter
from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from model.kinds import KINDS, WORDS
from widgets.inspector.bench import Bench
from widgets.inspector.fields import shown_fields, spec_of
from widgets.inspector.form import Lead, Page
from widgets.inspector.sections import Row
from widgets.words import Words

OWN = {"title", "name", "text", "label", "place", "target", "quote", "source", "on", "x", "y"}
"""Fields that are each record's own and not set for several at once."""
PLURALS = {"moment": "moments that matter", "evidence": "pieces of evidence", "system": "systems"}


def plural_of(kind: str) -> str:
    """The word for several records of a kind."""
    return PLURALS.get(kind, WORDS.get(kind, "record") + "s")


def counted(kinds: list[str]) -> str:
    """How many of which kinds: 3 touchpoints, 1 handover."""
    counts = Counter(kinds)
    return ", ".join(
        f"{n} {plural_of(kind) if n > 1 else WORDS.get(kind, 'record')}" for kind, n in counts.items()
    )


class SeveralPage(Page):
    """Several records; a change here changes all of them in one step."""

    def __init__(
        self, bench: Bench, ids: Sequence[str], opened: set[str], parent: QWidget | None = None
    ) -> None:
        super().__init__(bench, ids, opened, parent)
        kinds = [bench.store[one].kind for one in ids]
        first = self.section(line=False)
        head = self.head(first)
        head.say(("words", "Selected", None))
        first.add(Words(self.look, counted(kinds), "panel_title", lines=0, parent=self))
        if len(set(kinds)) == 1 and kinds[0] in KINDS:
            cls = KINDS[kinds[0]]
            fields = [name for name in shown_fields(cls) if name not in OWN and not spec_of(cls, name).is_map]
            self.put(self.section(), fields)
        self.rows(self.section("Which ones"), self._rows, "")
        self.finish()

    def _rows(self) -> list[Lead]:
        there = [one for one in self.ids if one in self.bench.store]
        return [(one, partial(Row, self.look, self.bench.name_of(one))) for one in there[:50]]
