"""The page of the map itself: its own fields, and ways to everything in it."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from model.findings import NamedGap
from model.kinds import WORDS
from model.records import Channel, JourneyMap, Persona
from widgets.buttons import IconButton
from widgets.channels import icon_of
from widgets.inspector.bench import Bench
from widgets.inspector.fields import shown_fields
from widgets.inspector.form import Lead, Page
from widgets.inspector.sections import Row
from widgets.marks import persona_token

LISTS = (
    ("Personas", "persona"),
    ("Phases", "phase"),
    ("Channels", "channel"),
    ("Departments", "department"),
    ("Systems", "system"),
    ("Promises", "promise"),
    ("Evidence", "evidence"),
    ("KPIs", "kpi"),
    ("Gaps", "named_gap"),
    ("Initiatives", "initiative"),
    ("Actions", "action"),
    ("Decisions", "decision"),
)
FIRST = ("headline", "map_headline")


class MapPage(Page):
    """The map while nothing is selected."""

    def __init__(
        self, bench: Bench, ids: Sequence[str], opened: set[str], parent: QWidget | None = None
    ) -> None:
        super().__init__(bench, ids, opened, parent)
        first = self.section(line=False)
        self.head(first).say(("words", "This map", None))
        self.title(first, "title", "Untitled map")
        self.put(first, FIRST)
        rest = [name for name in shown_fields(JourneyMap) if name not in ("title", *FIRST)]
        self.fold("About this map", lambda section: self.put(section, rest))
        for title, kind in LISTS:
            self._list(title, kind)
        self.finish()

    def _list(self, title: str, kind: str) -> None:
        section = self.section(title)
        section.column.setContentsMargins(10, 10, 10, 10)
        section.column.setSpacing(0)
        plus = IconButton(self.look, "plus", f"Add a {WORDS[kind]}", size=28, icon_size=16, parent=self)
        plus.clicked.connect(lambda: self.bench.add(kind))
        assert section.heading is not None
        section.heading.addWidget(plus)
        section.heading.setContentsMargins(6, 0, 0, 0)
        self.rows(section, lambda: self._rows(kind), "None yet.")

    def _rows(self, kind: str) -> list[Lead]:
        return [
            (record.id, self._row(record.id, place)) for place, record in enumerate(self.bench.in_order(kind))
        ]

    def _row(self, record_id: str, place: int) -> partial[Row]:
        record, words = self.bench.store[record_id], self.bench.name_of(record_id)
        if isinstance(record, Persona):
            return partial(Row, self.look, words, persona=(record.name, persona_token(place)))
        if isinstance(record, Channel):
            return partial(Row, self.look, words, icon=icon_of(record))
        if isinstance(record, NamedGap):
            severity = record.severity_override
            figure = "–" if severity is None else f"{severity:.0f}"
            return partial(Row, self.look, words, figure=figure, severity=severity)
        return partial(Row, self.look, words)
