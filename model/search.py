"""Search through every text of a map, whatever its accents and capitals, and where each find can be seen."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from pydantic import BaseModel

from model.findings import (
    Comment,
    Evidence,
    Initiative,
    MomentThatMatters,
    NamedGap,
    PainPoint,
    Promise,
    Waiver,
)
from model.journey import UNSORTED, Journey
from model.kinds import KINDS, WORDS
from model.parts import Parts, at_once
from model.records import Channel, Handover, JourneyMap, Phase, Record, Refers, Touchpoint
from model.spoken import name_of
from model.store import Store

NOT_SEARCHED = {"id", "rank", "place", "icon", "language", "currency", "colour", "counterpart", "gap"}
GAP = "gap:"
ON_MAP = (Touchpoint, Handover, Phase, Channel)
FIRST_KINDS = ("map", "phase", "touchpoint", "handover", "moment", "pain_point", "channel", "named_gap")


def folded(text: str) -> str:
    """A text without accents and capitals, each run of white space one blank."""
    plain = unicodedata.normalize("NFKD", text)
    if not plain.isascii():
        plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return " ".join(plain.casefold().split())


@dataclass(frozen=True, slots=True)
class Found:
    """One text of one record in which the words stand."""

    record: str
    field: str
    """What the field is called, for people."""
    text: str
    """The whole text on one line."""


@cache
def _text_fields(cls: type[Record]) -> tuple[tuple[str, str], ...]:
    """The fields of a kind that may hold words, with what people call them."""
    return tuple(
        (name, str(field.title or name))
        for name, field in cls.model_fields.items()
        if name not in NOT_SEARCHED and not _is_closed(field)
    )


def _is_closed(field: Any) -> bool:
    """Whether a field holds only ids or one of a few given words."""
    text = str(field.annotation)
    refers = any(isinstance(part, Refers) for part in field.metadata) or "Refers(" in text
    return refers or "Literal[" in text


def texts_of(record: Record) -> Iterator[tuple[str, str]]:
    """Every text of a record with the name of its field."""
    known = record.model_fields_set
    for name, title in _text_fields(type(record)):
        for text in _strings(getattr(record, name)) if name in known else ():
            if text and not text.isspace():
                yield title, text


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from (one,) if isinstance(one, str) else ()
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            if isinstance(getattr(value, name), str):
                yield getattr(value, name)


PART = 100
"""So many records are taken in at once."""


class Search:
    """Finds words in every text of a map; what it has folded is kept as long as the record stays the same."""

    def __init__(self, journey: Journey) -> None:
        self.journey = journey
        self._kept: dict[str, tuple[Record, tuple[tuple[str, str, str], ...]]] = {}

    def find(self, words: str) -> list[Found]:
        """The texts that hold all these words in one field, in journey order, then by kind."""
        return at_once(self.find_in_parts(words))

    def find_in_parts(self, words: str) -> Parts[list[Found]]:
        """The same, part by part; a commit meanwhile makes it void."""
        wanted = folded(words).split()
        if not wanted:
            return []
        store, found = self.journey.store, list[Found]()
        for number, record in enumerate(list(store)):
            for title, text, plain in self._texts(record) if record.kind in KINDS else ():
                if all(word in plain for word in wanted):
                    found.append(Found(record.id, title, " ".join(text.split())))
            if number % PART == PART - 1:
                yield
        for gone in [one for one in self._kept if one not in store]:
            del self._kept[gone]
        yield
        ranked = []
        for number, one in enumerate(found):
            ranked.append((self._order(one.record), number, one))
            if number % PART == PART - 1:
                yield
        return [one for _, _, one in sorted(ranked)]

    def taking_in(self) -> Iterator[None]:
        """Fold all texts before anyone looks for them, in parts so small that a window can go on between."""
        for number, record in enumerate(list(self.journey.store)):
            if record.kind in KINDS:
                self._texts(record)
            if number % PART == PART - 1:
                yield

    def _texts(self, record: Record) -> tuple[tuple[str, str, str], ...]:
        kept = self._kept.get(record.id)
        if kept is None or kept[0] is not record:
            texts = tuple((title, text, folded(text)) for title, text in texts_of(record))
            kept = self._kept[record.id] = record, texts
        return kept[1]

    def _order(self, record_id: str) -> tuple[Any, ...]:
        store, record = self.journey.store, self.journey.store[record_id]
        kind = FIRST_KINDS.index(record.kind) if record.kind in FIRST_KINDS else len(FIRST_KINDS)
        seen = seen_at(store, record_id)
        if isinstance(record, Phase):
            inside = self.journey.in_phase(record.id)
            place = (self.journey.number_of(inside[0]) if inside else 10**9, -1)
        else:
            place = self.journey.step_order(seen[0])
        if place[0] == 0:
            place = (-1 if isinstance(record, JourneyMap) else 10**9, 0)
        return place, kind, record.kind, getattr(record, "rank", ""), record_id


def seen_at(store: Store, record_id: str) -> tuple[str, ...]:
    """What to select so that a record is seen: itself where it has a place or a page, else what it hangs on."""
    record, seen = store.get(record_id), record_id
    for _ in range(4):
        if isinstance(record, MomentThatMatters | PainPoint | Comment):
            seen = record.on
        elif isinstance(record, Waiver):
            seen = record.gap.removeprefix(GAP)
        else:
            break
        record = store.get(seen)
    if isinstance(record, Evidence):
        return tuple(one for one in sorted(record.supports) if isinstance(store.get(one), ON_MAP)) or (seen,)
    if isinstance(record, Promise) and record.made_at in store:
        return (str(record.made_at),)
    return (seen,) if record is not None else (record_id,)


def place_in_words(journey: Journey, record_id: str) -> str:
    """Where a record stands, for people: its number and phase, the numbers of its ends, or what it hangs on."""
    record = journey.store.get(record_id)
    if isinstance(record, Touchpoint):
        phase = journey.store.find(Phase, journey.phase_of(record))
        title = name_of(phase) if phase is not None else ""
        return f"{journey.number_of(record_id)}{' · ' + title if title else ''}"
    if isinstance(record, Handover):
        return f"{journey.number_of(record.source)} → {journey.number_of(record.target)}"
    if isinstance(record, Phase):
        phases = [one for one in journey.phases if one != UNSORTED]
        return f"Phase {phases.index(record_id) + 1}"
    if record is None:
        return ""
    word = WORDS.get(record.kind, "record")
    named = f"{word[:1].upper()}{word[1:]}"
    seen = seen_at(journey.store, record_id)[0]
    if seen != record_id and not isinstance(record, NamedGap | Initiative):
        return f"{named} · {place_in_words(journey, seen)}"
    return named


def spans_of(text: str, words: str) -> list[tuple[int, int]]:
    """Where in a text the searched words stand, from start to end, whatever accents and capitals."""
    plain: list[str] = []
    origin: list[int] = []
    for place, sign in enumerate(text):
        for one in folded(sign) or " ":
            plain.append(one)
            origin.append(place)
    whole, found = "".join(plain), set()
    for word in folded(words).split():
        at = whole.find(word)
        while at >= 0:
            found |= set(range(origin[at], origin[at + len(word) - 1] + 1))
            at = whole.find(word, at + len(word))
    return runs(sorted(found))


def runs(places: list[int]) -> list[tuple[int, int]]:
    """Ascending numbers as stretches, each from its first to the one after its last."""
    stretches: list[tuple[int, int]] = []
    for place in places:
        if stretches and stretches[-1][1] == place:
            stretches[-1] = stretches[-1][0], place + 1
        else:
            stretches.append((place, place + 1))
    return stretches
