"""Records in one line, as they are said to somebody who hears the map instead of seeing it."""

from collections.abc import Iterable

from model.findings import NamedGap
from model.journey import UNSORTED, Journey
from model.kinds import WORDS
from model.records import Channel, Handover, Phase, Record, Touchpoint

QUALITIES = {"holds": "holds", "weak": "weak", "fails": "fails", "unknown": "not judged yet"}
UNSORTED_TITLE = "Without a phase"
NAMING = ("title", "name", "label", "text", "reason")


def name_of(record: Record) -> str:
    """What a record is called, on one line; empty when nobody has named it."""
    known, more = record.__dict__, record.model_extra or {}
    named = next((said for name in NAMING if (said := known.get(name) or more.get(name))), "")
    return " ".join(str(named).split())


def within(name: str) -> str:
    """A name in the middle of a sentence: its capital goes, unless its first word has others or is all capitals."""
    first = name.split(" ", 1)[0]
    return name[:1].lower() + name[1:] if first[1:].islower() else name


def mood_in_words(mood: float) -> str:
    """A mood as people read it: −1.7, 0.0, +0.6."""
    return "0.0" if abs(mood) < 0.05 else f"{mood:+.1f}".replace("-", "−")


def spoken(journey: Journey, record_id: str) -> str:
    """A record of the map in one line: what it is, where it stands, what is marked on it."""
    record = journey.store.get(record_id)
    if record_id == UNSORTED or isinstance(record, Phase):
        return _phase(journey, record_id)
    if isinstance(record, Touchpoint):
        return _touchpoint(journey, record)
    if isinstance(record, Handover):
        return _handover(journey, record)
    if isinstance(record, Channel):
        others = [one for one in journey.channels if one in journey.store]
        return f"Channel {others.index(record_id) + 1} of {len(others)}, {_title(record)}"
    if isinstance(record, NamedGap) and record.severity_override is not None:
        return f"Gap, {_title(record)}, severity {record.severity_override:.0f}"
    if record is None:
        return ""
    word = WORDS.get(record.kind, "record")
    return f"{word[:1].upper()}{word[1:]}, {_title(record)}"


def spoken_selection(journey: Journey, ids: Iterable[str]) -> str:
    """What is selected in one line; several records are counted."""
    chosen = [one for one in ids if one in journey.store]
    if len(chosen) == 1:
        return spoken(journey, chosen[0])
    touchpoints = journey.store.of(Touchpoint)
    if len(chosen) > 1:
        only = all(one in touchpoints for one in chosen)
        return f"{len(chosen)} {'touchpoints' if only else 'things'} selected"
    return f"Nothing selected, {counted(len(touchpoints), 'touchpoint')}"


def one_line(text: str, most: int) -> str:
    """Foreign text on one line of at most so many signs."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())[:most]


def counted(number: int, word: str) -> str:
    """So many of something: 1 touchpoint, 3 touchpoints."""
    return f"{number} {word}{'' if number == 1 else 's'}"


def _title(record: Record) -> str:
    return name_of(record) or "untitled"


def _phase(journey: Journey, phase: str) -> str:
    inside = counted(len(journey.in_phase(phase)), "touchpoint")
    record = journey.store.find(Phase, phase)
    if record is None:
        return f"{UNSORTED_TITLE}, {inside}"
    known = [one for one in journey.phases if one != UNSORTED]
    parts = [f"Phase {known.index(phase) + 1} of {len(known)}", _title(record), record.when, inside]
    return ", ".join(part for part in parts if part)


def _touchpoint(journey: Journey, touchpoint: Touchpoint) -> str:
    whole = len(journey.store.of(Touchpoint))
    parts = [f"Touchpoint {journey.number_of(touchpoint.id)} of {whole}", _title(touchpoint)]
    channel = journey.store.find(Channel, touchpoint.place.channel)
    felt = journey.felt(touchpoint)
    if felt is not None:
        parts.append(f"mood {mood_in_words(felt)}")
    place = [] if channel is None else [_title(channel)]
    return ", ".join([*parts, *_marks(journey, touchpoint.id), *place])


def _handover(journey: Journey, handover: Handover) -> str:
    ends = f"{journey.number_of(handover.source)} to {journey.number_of(handover.target)}"
    target = journey.store.find(Touchpoint, handover.target)
    name = name_of(handover) or (f"to {_title(target)}" if target is not None else "")
    parts = [f"Handover {ends}", QUALITIES[handover.quality], name]
    return ", ".join([*(part for part in parts if part), *_marks(journey, handover.id)])


def _marks(journey: Journey, record: str) -> list[str]:
    moments, pains = journey.moments_on(record), journey.pains_on(record)
    said = []
    if moments:
        said.append("moment that matters" if len(moments) == 1 else f"{len(moments)} moments that matter")
    if pains:
        said.append("pain point" if len(pains) == 1 else f"{len(pains)} pain points")
    return said
