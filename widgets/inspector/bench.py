"""What every part of the panel works with: the map, the selection, the look, and how a field is changed."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any

from model.findings import MomentThatMatters
from model.gaps import Found, Gap
from model.journey import Journey
from model.kinds import KINDS, WORDS, InvalidRecord, field_at
from model.operations import delete
from model.ranks import between
from model.records import Channel, Handover, Persona, Phase, Ranked, Record, Touchpoint
from model.rules import Refused
from model.spoken import within
from model.store import Store
from widgets.author import Author
from widgets.editors import Editor
from widgets.fields import Field
from widgets.inspector.sections import Folded
from widgets.look import Look
from widgets.personas import short_name
from widgets.picker import Option
from widgets.selection import Selection
from widgets.text_area import TextArea

COMPUTED = "gap:"
"""What the key of a computed gap begins with, before the id of what it is about."""
NAMING = ("title", "name", "text", "label", "reason")


def sentence_of(error: InvalidRecord) -> str:
    """What is wrong, as one sentence for below a field."""
    message = error.problems[0].message if error.problems else "this is not allowed here"
    return message[:1].upper() + message[1:].rstrip(".") + "."


@dataclass(frozen=True)
class Bench:
    """Store, journey, selection and look of one panel."""

    store: Store
    journey: Journey
    selection: Selection
    look: Look
    author: Author = field(default_factory=Author)
    drafts: dict[str, str] = field(default_factory=dict)
    """Comments that are being written, by what they are about."""

    findings: list[Found] = field(default_factory=list)
    """What is found on the map now, once somebody has looked."""
    open_gap: Callable[[str], object] = lambda key: None
    """Lays a gap open by its key."""
    say: Callable[[str], object] = lambda words: None
    """Says a sentence to the person at the screen."""
    asks: Callable[[Sequence[str]], bool] = lambda ids: False
    """Takes over a deletion that has to ask first; whether it did."""
    name_it: Callable[[], object] = lambda: None
    """Lets the name of what was just made be typed."""
    _about: list[tuple[Found, frozenset[str], list[Gap]]] = field(default_factory=list)
    """The records whose gaps were asked for last, and those gaps."""

    # -- names

    def name_of(self, record_id: str) -> str:
        """What people call a record: a touchpoint with its number, a handover by its ends; a gap by its title."""
        anchor = record_id.removeprefix(COMPUTED)
        record = self.store.get(anchor)
        if record is not None and anchor != record_id and self.findings:
            gap = self.findings[0].computed.get(anchor)
            if gap is not None:
                return gap.title
        if record is None:
            return record_id
        if isinstance(record, Touchpoint):
            return f"{self.journey.number_of(record.id)} {record.title}".rstrip()
        if isinstance(record, Handover):
            ends = f"{self.journey.number_of(record.source)} → {self.journey.number_of(record.target)}"
            return f"{ends} {record.label}".rstrip()
        if isinstance(record, MomentThatMatters):
            return f"{self.journey.moment_code(record.id)} {record.title}".rstrip()
        said = next((getattr(record, name) for name in NAMING if getattr(record, name, "")), "")
        return str(said) or f"Untitled {WORDS.get(record.kind, 'record')}"

    def first_name(self, persona: Persona) -> str:
        """What people call a persona in the room: the first word of the name, unless two share it."""
        return short_name(persona, self.journey.personas)

    def place_of(self, touchpoint: Touchpoint) -> str:
        """The phase and channel of a touchpoint in words."""
        phase = self.store.find(Phase, touchpoint.place.phase)
        channel = self.store.find(Channel, touchpoint.place.channel)
        names = [phase.title if phase else "No phase", channel.title if channel else "No channel"]
        return " · ".join(name or "Untitled" for name in names)

    def in_order(self, kind: str) -> list[Record]:
        """All records of a kind as people expect them: by rank, touchpoints by number."""
        cls = KINDS[kind]
        records = list(self.store.of(cls).values())
        if cls is Touchpoint or cls is Handover:
            return sorted(records, key=lambda r: (self.journey.step_order(r.id), r.id))
        return sorted(records, key=lambda r: (getattr(r, "rank", ""), r.id))

    def candidates(self, kinds: Iterable[str]) -> list[Option]:
        """The records of these kinds (none: of all kinds) to choose from, by id and name."""
        wanted = tuple(kinds)
        several = len(wanted) != 1
        return [
            (r.id, self._with_kind(r) if several and not wanted else self.name_of(r.id))
            for kind in wanted or tuple(k for k in KINDS if k not in ("map", "comment", "note", "waiver"))
            for r in self.in_order(kind)
        ]

    def _with_kind(self, record: Record) -> str:
        return f"{self.name_of(record.id)}  ·  {WORDS[record.kind]}"

    def gaps_about(self, ids: Iterable[str]) -> list[Gap]:
        """The gaps that concern any of these records: those the room named first, then the worst."""
        wanted, found = frozenset(ids), self.findings[0] if self.findings else None
        if found is None:
            return []
        if not self._about or self._about[0][0] is not found or self._about[0][1] != wanted:
            concerned = [
                gap
                for gap in (*found.gaps, *found.minor)
                if gap.anchor in wanted
                or not wanted.isdisjoint(gap.about)
                or (gap.covers and any(one.anchor in wanted for one in gap.covers))
            ]
            own = [gap for gap in concerned if gap.is_named or gap.anchor in wanted]
            self._about[:] = [(found, wanted, sorted(own, key=lambda gap: not gap.is_named))]
        return self._about[0][2]

    # -- changes

    def update(self, ids: Sequence[str], fields: dict[str, Any], title: str, merge: str) -> None:
        """Set fields of records in one step; raises InvalidRecord."""
        with self.store.transaction(f"Change {within(title)}", merge=f"{'+'.join(ids)}/{merge}") as change:
            for record_id in ids:
                change.update(record_id, fields)

    def add(self, kind: str) -> str:
        """Make a record of this kind after all others and select it."""
        cls = KINDS[kind]
        fields: dict[str, Any] = {}
        if issubclass(cls, Ranked):
            last = max((r.rank for r in self.store.of(cls).values()), default="")
            fields["rank"] = between(last, None)
        try:
            with self.store.transaction(f"Add {WORDS[kind]}") as change:
                record_id = change.create(cls, **fields)
        except Refused as refused:
            self.say(str(refused))
            return ""
        self.selection.choose([record_id])
        return record_id

    def delete(self, ids: Sequence[str]) -> None:
        """Take records away in one step; where that asks something first it is asked."""
        if self.asks(ids):
            return
        try:
            delete(self.store, ids)
        except Refused as refused:
            self.say(str(refused))
        self.selection.choose([one for one in self.selection.ids if one in self.store])


class Held:
    """What some records hold, asked field by field by many bindings."""

    def __init__(self, records: Sequence[Record]) -> None:
        self.records = records
        self._plain = [record.__dict__ for record in records]

    def values(self, field: str) -> tuple[object, ...]:
        """What they hold in a field: nothing where there is no record, one value, or two that differ."""
        if not self.records:
            return ()
        first, last = (whole_field(self.records[place], field) for place in (0, -1))
        if first is not last and first != last:
            return first, last
        try:
            there = list(map(itemgetter(field), self._plain))
        except KeyError:
            there = [whole_field(record, field) for record in self.records]
        if there.count(there[0]) == len(there):
            return (first,)
        others = (None if value == "" else value for value in there)
        return next(((first, one) for one in others if one is not first and one != first), (first,))


class Binding:
    """One editor that shows and changes one field of one or several records."""

    def __init__(
        self,
        bench: Bench,
        ids: Sequence[str],
        field: str,
        title: str,
        editor: Editor,
        fold: Folded | None = None,
    ) -> None:
        self.bench, self.ids, self.field, self.title, self.editor = bench, tuple(ids), field, title, editor
        self.fold = fold
        """What the editor stands in, where that can be closed."""
        self._shown: tuple[object, ...] | None = None
        editor.setProperty("field", field)
        editor.edited.connect(self.write)
        self.refresh()

    def turn_to(self, ids: Sequence[str]) -> None:
        """Be about other records from now on; what they hold is shown by the next `refresh`."""
        self.editor.give_up()
        self.ids, self._shown = tuple(ids), None

    def refresh(self, held: Held | None = None) -> None:
        """Show what the records hold now, if it is not shown already; it may be given, where many bindings ask."""
        values = (held or Held(self.bench.store.these(self.ids))).values(self.field)
        if values == self._shown or not values:
            return
        self._shown = values
        if len(values) == 1:
            self.editor.show_value(values[0])
        else:
            self.editor.show_differs()

    def write(self, value: object) -> None:
        """Change the field, or say below it what is allowed; what was typed for a record that is gone goes too."""
        ids = [one for one in self.ids if one in self.bench.store]
        if not ids:
            return
        try:
            self.bench.update(ids, {self.field: value}, self.title, self.field)
        except InvalidRecord as error:
            self._shown = None
            if not isinstance(self.editor, Field | TextArea):
                self.refresh()
            self.editor.complain(sentence_of(error))
        except Refused as refused:
            self._shown = None
            self.refresh()
            self.editor.complain(str(refused))
        else:
            self._shown = None
            self.refresh()


def whole_field(record: Record, field: str) -> Any:
    """What a record holds in a field; None where nothing is set."""
    if field in record.__dict__:
        value = record.__dict__[field]
        return None if value == "" else value
    return field_at(record, field)
