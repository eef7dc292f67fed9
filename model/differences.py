"""What differs between two states of a map, as people say it: one line for each record, in journey order."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from model.compare import Comparison, Pair
from model.kinds import KINDS, WORDS
from model.records import Channel, Handover, Persona, Phase, Place, Record, Touchpoint
from model.spoken import mood_in_words, name_of

How = Literal["added", "removed", "changed", "moved"]
FEW = 3
"""So many fields of a record are named; the others are counted."""
SHORTEST, LONGEST = 24, 60
"""Up to how many signs a text is shown whole on each side, and how many of a name are shown at most."""
MOODS = ("mood", "believed", "target_mood", "entry_state")
STEPS = (Touchpoint, Handover)


@dataclass(frozen=True, slots=True)
class Difference:
    """One record that differs: how, and in which words; `steps` are the touchpoints by which it is found."""

    id: str
    how: How
    kind: str
    words: str
    steps: tuple[str, ...]
    number: int | None = None
    """The number a touchpoint bears on the later map, or bore on the earlier one."""


def differences(found: Comparison) -> list[Difference]:
    """All that differs: touchpoints in journey order, then handovers, then the rest by kind."""
    now, was = numbers_of(found.after), numbers_of(found.before)
    told = [_told(found, one, now, was) for one in found.ids]
    kinds = ["touchpoint", "handover", *(kind for kind in KINDS if kind not in ("touchpoint", "handover"))]

    def turn(one: Difference) -> tuple[object, ...]:
        places = [float(now.get(step, was.get(step, 0)) or "inf") for step in one.steps]
        place = kinds.index(one.kind) if one.kind in kinds else len(kinds)
        return place, places, one.how == "removed", one.words, one.id

    return sorted(told, key=turn)


def sentence(one: Difference) -> str:
    """A difference as a sentence that stands alone: a touchpoint is named by its number."""
    if one.kind == "touchpoint" and one.how in ("changed", "moved"):
        return f"{one.number}: {one.words}."
    return f"{one.number}: {one.words}." if one.number is not None else f"{one.words}."


def numbers_of(records: Mapping[str, Record]) -> dict[str, int]:
    """The number that each touchpoint bears, in journey order."""
    phases = {one.id: (0, one.rank, one.id) for one in records.values() if isinstance(one, Phase)}
    there = [one for one in records.values() if isinstance(one, Touchpoint)]
    last = 1, "", ""
    there.sort(key=lambda one: (phases.get(one.place.phase, last), one.place.rank, one.id))
    return {one.id: number for number, one in enumerate(there, 1)}


def _told(found: Comparison, one: str, now: Mapping[str, int], was: Mapping[str, int]) -> Difference:
    record = found.after.get(one) or found.before[one]
    how: How = "added" if one in found.added else "removed" if one in found.removed else "changed"
    if how == "changed" and one not in found.changed:
        how = "moved"
    steps: tuple[str, ...] = (one,)
    if isinstance(record, Handover):
        steps = record.source, record.target
    elif not isinstance(record, Touchpoint):
        steps = tuple(step for step in (getattr(record, "on", None),) if step)
    name = _name(record, now if one in found.after else was)
    if how in ("added", "removed"):
        words = f"{name} {how}"
    else:
        parts = _fields(found, one) + ([_move(found, one)] if one in found.moved else [])
        words = ", ".join(parts)
        if not isinstance(record, Touchpoint):
            words = f"{name}: {words[:1].lower()}{words[1:]}"
        else:
            words = words[:1].upper() + words[1:]
    return Difference(one, how, record.kind, words, steps, now.get(one, was.get(one)))


def _name(record: Record, numbers: Mapping[str, int]) -> str:
    named = _shortened(name_of(record), LONGEST)
    if isinstance(record, Handover):
        ends = f"{numbers.get(record.source, '–')} → {numbers.get(record.target, '–')}"
        return f"Handover {ends}"
    if isinstance(record, Touchpoint):
        return f"“{named or 'Untitled'}”"
    word = WORDS.get(record.kind, "record")
    return f"{word[:1].upper()}{word[1:]} “{named}”" if named else f"{word[:1].upper()}{word[1:]}"


def _move(found: Comparison, one: str) -> str:
    """Where a record went: into another channel or phase, or just to another place."""
    was, now = found.before[one], found.after[one]
    if isinstance(was, Touchpoint) and isinstance(now, Touchpoint):
        parts = []
        for at, kind in ((0, Phase), (1, Channel)):
            if was.place[at] != now.place[at]:
                start, end = found.before.get(was.place[at]), found.after.get(now.place[at])
                parts.append(f"from {_title(start, kind)} to {_title(end, kind)}")
        if parts:
            return ", ".join(parts)
    return "stands elsewhere"


def _title(record: Record | None, kind: type[Record]) -> str:
    word = WORDS[kind.kind]
    return (_shortened(name_of(record), LONGEST) if record is not None else "") or f"a {word} without a name"


def _fields(found: Comparison, one: str) -> list[str]:
    """The fields that differ, in the order of their table, moods of all personas as one where they agree."""
    record, pairs = found.after[one], found.changed.get(one, {})
    order = list(type(record).model_fields)
    named: dict[str, dict[str, Pair]] = {}
    for path, pair in pairs.items():
        name, _, key = path.partition("/")
        named.setdefault(name, {})[key] = pair
    names = sorted(named, key=lambda name: order.index(name) if name in order else len(order))
    parts = [said for name in names for said in _field(found, record, name, named[name])]
    more = len(parts) - FEW
    return parts if more <= 1 else [*parts[:FEW], f"{more} more"]


def _field(found: Comparison, record: Record, name: str, pairs: Mapping[str, Pair]) -> list[str]:
    field = type(record).model_fields.get(name)
    title = "mood" if name == "mood" else (field.title if field is not None and field.title else name).lower()
    title = title.partition(",")[0]
    if "" in pairs:
        usual = field.default if field is not None and not field.is_required() else None
        was, now = (usual if value is None else value for value in pairs[""])
        return [_pair(found, title, name, (was, now))]
    if name == "mood" and len(set(pairs.values())) == 1:
        return [_pair(found, title, name, next(iter(pairs.values())))]
    if name == "mood":
        keys = sorted(pairs, key=lambda key: (getattr(found.after.get(key), "rank", ""), key))
        return [_pair(found, f"{_persona(found, key)} mood", name, pairs[key]) for key in keys]
    return [title]


def _persona(found: Comparison, persona: str) -> str:
    record = found.after.get(persona) or found.before.get(persona)
    return (
        f"{record.name.split()[0]}’s" if isinstance(record, Persona) and record.name.split() else "somebody’s"
    )


def _pair(found: Comparison, title: str, name: str, pair: Pair) -> str:
    was, now = (_value(found, name, value) for value in pair)
    return title if was is None or now is None else f"{title} {was} → {now}"


def _value(found: Comparison, name: str, value: Any) -> str | None:
    """A value in a few signs; None where it takes more than that to say it."""
    if value is None or value == "":
        return "not set"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return mood_in_words(value) if name in MOODS else f"{value:,.6g}".replace("-", "−")
    if isinstance(value, str):
        other = found.after.get(value) or found.before.get(value)
        said = _shortened(name_of(other), LONGEST) if other is not None else " ".join(value.split())
        return said.replace("_", " ") if len(said) <= SHORTEST and name != "title" else None
    return None if isinstance(value, Place | tuple) else (str(value) if not hasattr(value, "mood") else None)


def _shortened(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
