"""A field of a record and what it holds, as people say it: “19 · Wait · Live chat · Title”, “Told to go back”."""

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

from model.differences import MOODS, numbers_of
from model.kinds import KINDS, WORDS
from model.records import Channel, Handover, Phase, Record, Touchpoint
from model.spoken import mood_in_words, name_of

UNSET = "not set"


class Naming:
    """Names records, fields and values of one state of a map."""

    def __init__(self, records: Mapping[str, Record], numbers: Mapping[str, int] | None = None) -> None:
        self.records = records
        self.numbers = numbers_of(records) if numbers is None else numbers

    def number(self, record_id: str) -> str:
        """The number of a touchpoint, both of a handover; empty for others."""
        record = self.records.get(record_id)
        if isinstance(record, Handover):
            return f"{self.numbers.get(record.source, '–')} → {self.numbers.get(record.target, '–')}"
        return str(self.numbers[record_id]) if record_id in self.numbers else ""

    def where(self, record_id: str) -> str:
        """Where a touchpoint stands, by phase and channel; what another record is, and its name."""
        record = self.records.get(record_id)
        if isinstance(record, Touchpoint):
            places = (self.records.get(one) for one in record.place[:2])
            return " · ".join(
                name_of(one) for one in places if isinstance(one, Phase | Channel) and name_of(one)
            )
        if record is None:
            return "Something that is not there"
        word = WORDS.get(record.kind, "record")
        start = f"{word[:1].upper()}{word[1:]}"
        name = "" if isinstance(record, Handover) else name_of(record)
        return f"{start} “{name}”" if name else start

    def field(self, record_id: str, path: str) -> str:
        """What a field is called: “Title”, “Mood, Daniel”."""
        record = self.records.get(record_id)
        name, _, key = path.partition("/")
        field = type(record).model_fields.get(name) if record is not None else None
        title = "Mood" if name == "mood" else (field.title if field is not None and field.title else name)
        named = self.records.get(key)
        return f"{title}, {(name_of(named) if named is not None else '') or 'somebody'}" if key else title

    def line(self, record_id: str, path: str) -> str:
        """All of it on one line."""
        parts = (self.number(record_id), self.where(record_id), self.field(record_id, path))
        return " · ".join(part for part in parts if part)

    def value(self, path: str, value: Any) -> str:
        """A value in words; long texts are whole."""
        name = path.partition("/")[0]
        if value is None or value == "":
            return UNSET
        if isinstance(value, bool):
            return "yes" if value else "no"
        if isinstance(value, int | float):
            return mood_in_words(value) if name in MOODS else f"{value:,.6g}".replace("-", "−")
        if isinstance(value, str):
            other = self.records.get(value)
            return (name_of(other) if other is not None else value) or UNSET
        if isinstance(value, BaseModel):
            return self.value(path, value.model_dump(exclude_defaults=True))
        if isinstance(value, Mapping):
            return "; ".join(f"{key.replace('_', ' ')}: {self.value(key, one)}" for key, one in value.items())
        if isinstance(value, set | frozenset):
            return ", ".join(sorted(self.value("", one) for one in value)) or UNSET
        if isinstance(value, list | tuple):
            return ", ".join(self.value("", one) for one in value) or UNSET
        return str(value)


def turn_of(kind: str) -> int:
    """Where a kind stands among all: touchpoints and handovers first."""
    kinds = ["touchpoint", "handover", *(one for one in KINDS if one not in ("touchpoint", "handover"))]
    return kinds.index(kind) if kind in kinds else len(kinds)
