"""The page of the map itself: its own fields, and ways to everything in it."""

from collections.abc import Iterator

from model.findings import Evidence, NamedGap
from model.kinds import WORDS
from model.records import Channel, JourneyMap, Persona
from widgets.buttons import IconButton
from widgets.channels import icon_of
from widgets.inspector.fields import shown_fields
from widgets.inspector.form import Page
from widgets.inspector.lists import Lead
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


def adding(kind: str) -> str:
    """What adding a record of a kind is called."""
    word = WORDS[kind]
    if kind == Evidence.kind:
        return f"Add {word}"
    return f"Add an {word}" if word[0] in "aeiou" else f"Add a {word}"


class MapPage(Page):
    """The map while nothing is selected."""

    def build(self) -> Iterator[None]:
        """Make the sections, yielding between them."""
        first = self.section(line=False)
        self.head(first).say(("words", "This map", None))
        self.title(first, "title", "Untitled map")
        self.put(first, FIRST)
        rest = [name for name in shown_fields(JourneyMap) if name not in ("title", *FIRST)]
        self.fold("About this map", lambda section: self.put(section, rest))
        for title, kind in LISTS:
            yield
            self._list(title, kind)
        self.finish()

    def _list(self, title: str, kind: str) -> None:
        section = self.section(title)
        section.column.setContentsMargins(10, 10, 10, 10)
        section.column.setSpacing(0)
        plus = IconButton(self.look, "plus", adding(kind), size=28, icon_size=16, parent=self)
        plus.clicked.connect(lambda: self.bench.add(kind) and self.bench.name_it())
        assert section.heading is not None
        section.heading.addWidget(plus)
        section.heading.setContentsMargins(6, 0, 0, 0)
        self.rows(section, lambda: self._rows(kind), "None yet.")

    def _rows(self, kind: str) -> list[Lead]:
        return [self._lead(record.id, place) for place, record in enumerate(self.bench.in_order(kind))]

    def _lead(self, record_id: str, place: int) -> Lead:
        record, words = self.bench.store[record_id], self.bench.name_of(record_id)
        if isinstance(record, Persona):
            return Lead(record_id, words, persona=(record.name, persona_token(place)))
        if isinstance(record, Channel):
            return Lead(record_id, words, icon=icon_of(record))
        if isinstance(record, NamedGap):
            severity = record.severity_override
            figure = "–" if severity is None else f"{severity:.0f}"
            return Lead(record_id, words, figure=figure, severity=severity)
        return Lead(record_id, words)
