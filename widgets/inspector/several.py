"""The page of several selected records: what they share, and what differs."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice

from model.kinds import KINDS, WORDS
from model.records import Record
from widgets.inspector.fields import shown_fields, spec_of
from widgets.inspector.form import Page
from widgets.inspector.lists import Lead
from widgets.inspector.more import MOST as SHOWN
from widgets.words import Words

OWN = {"title", "name", "text", "label", "place", "target", "quote", "source", "on", "x", "y"}
"""Fields that are each record's own and not set for several at once."""
MOST = 50
"""So many of the records are named."""
PLURALS = {"moment": "moments that matter", "evidence": "pieces of evidence", "system": "systems"}


def plural_of(kind: str) -> str:
    """The word for several records of a kind."""
    return PLURALS.get(kind, WORDS.get(kind, "record") + "s")


def counted(records: Sequence[Record]) -> str:
    """How many of which kinds: 3 touchpoints, 1 handover."""
    counts = Counter([record.kind for record in records])
    return ", ".join(
        f"{n} {plural_of(kind) if n > 1 else WORDS.get(kind, 'record')}" for kind, n in counts.items()
    )


class SeveralPage(Page):
    """Several records; a change here changes all of them in one step."""

    def build(self) -> Iterator[None]:
        """Make the sections, yielding between them."""
        first = self.section(line=False)
        self.head(first).say(("words", "Selected", None))
        self._counted = Words(self.look, "", "panel_title", lines=0, parent=self)
        first.add(self._counted)
        yield
        if self.cls.kind in KINDS:
            cls = self.cls
            fields = [name for name in shown_fields(cls) if name not in OWN and not spec_of(cls, name).is_map]
            yield from self.putting(self.section(), fields)
        yield
        lines = self.rows(self.section("Which ones"), self._leads, "")
        for _ in range(SHOWN):
            lines.reserve()
            yield
        self.column.addStretch(1)

    def turning(self, ids: Sequence[str], records: list[Record]) -> Iterator[None]:
        """Show what these records share."""
        yield from super().turning(ids, records)
        self._counted.say(counted(records))

    def _leads(self) -> list[Lead]:
        there = islice((one for one in self.ids if one in self.bench.store), MOST)
        return [Lead(one, self.bench.name_of(one)) for one in there]
