"""THE table of record kinds, and how a record is checked, taken apart into fields and put together again."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, get_args, get_origin, get_type_hints

from pydantic import BaseModel, TypeAdapter, ValidationError

from model import findings, records
from model.records import PREFIXES, Record, Refers, kind_of

KINDS: dict[str, type[Record]] = {
    cls.kind: cls
    for cls in (
        records.JourneyMap,
        records.Persona,
        records.Phase,
        records.Channel,
        records.Department,
        records.System,
        records.Touchpoint,
        records.Handover,
        findings.MomentThatMatters,
        findings.PainPoint,
        findings.Promise,
        findings.Evidence,
        findings.Kpi,
        findings.NamedGap,
        findings.Initiative,
        findings.Action,
        findings.Decision,
        findings.Waiver,
        findings.Note,
        findings.Comment,
    )
}
assert KINDS.keys() == PREFIXES.keys()

Fields = dict[str, Any]
"""Field paths and values: `title`, a key of a map (`mood/pe_1`), a member of a set (`systems/sy_1`: True)."""

WORDS = {kind: kind.replace("_", " ") for kind in KINDS} | {
    "map": "map",
    "moment": "moment that matters",
    "kpi": "KPI",
    "note": "sticky note",
    "named_gap": "gap",
}


class Foreign(Record):
    """A record of a kind that this version does not know, carried through as it came."""

    kind = "foreign"


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one field of one record, in words: what was given and what is allowed."""

    record: str
    kind: str
    field: str
    message: str

    def __str__(self) -> str:
        where = f", {self.field}" if self.field else ""
        word = WORDS.get(self.kind, self.kind)
        return f"{word[:1].upper()}{word[1:]} {self.record}{where}: {self.message}."


class InvalidRecord(ValueError):
    """A record that does not hold to its rules; problems name record, field and what is allowed."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(" ".join(str(problem) for problem in problems))
        self.problems = problems


def checked(kind: str, fields: Mapping[str, Any]) -> Record:
    """A record of this kind made of plain fields and its id; raises InvalidRecord."""
    cls = KINDS.get(kind)
    try:
        return (cls or Foreign).model_validate(fields)
    except ValidationError as error:
        raise InvalidRecord([_problem(kind, fields, detail) for detail in error.errors()]) from None


def _problem(kind: str, fields: Mapping[str, Any], detail: Any) -> Problem:
    parts = [str(part) for part in detail["loc"] if part != "[key]"]
    if parts[:1] == ["place"] and parts[-1].isdigit():
        parts[-1] = dict(enumerate(records.Place._fields)).get(int(parts[-1]), parts[-1])
    given = detail.get("input")
    if parts == ["id"] and isinstance(given, str) and _IDS.fullmatch(given):
        return Problem(given[:80], kind, "", f"the id must begin with {PREFIXES[kind]}_")
    shown = ""
    if isinstance(given, str):
        shown = f"{ascii(given[:60]) if not given.isprintable() else repr(given[:60])} given; "
    elif isinstance(given, bool | int | float) and detail["type"] != "missing":
        shown = f"{str(given)[:60]} given; "
    message = _allowed(kind, parts, detail)
    return Problem(str(fields.get("id", "?"))[:80], kind, "/".join(parts)[:160], shown + message)


_IDS = re.compile(r"[a-z]+_[0-9A-Za-z_-]{1,70}")
"""The form of all ids, whatever their kind."""
_SAID = {
    "missing": "is missing",
    "bool_type": "must be true or false",
    "float_type": "must be a number",
    "int_type": "must be a whole number",
    "string_type": "must be text",
    "string_unicode": "must be text of whole characters",
    "model_type": "must be an object with fields",
    "dict_type": "must be an object with fields",
}


def _allowed(kind: str, parts: list[str], detail: Any) -> str:
    """What is allowed in a field, in words."""
    cls, name = KINDS.get(kind), parts[0] if parts else ""
    if detail["type"] in _SAID:
        return _SAID[detail["type"]]
    if detail["type"] in ("greater_than_equal", "less_than_equal", "finite_number"):
        bounds = limits_of(cls, name) if cls else None
        if bounds is not None:
            return f"must be from {bounds[0]:g} to {bounds[1]:g}".replace("-", "−")
    if detail["type"] == "string_pattern_mismatch" and cls and name in cls.model_fields:
        return _form(cls, parts)
    message = str(detail["msg"]).removeprefix("Value error, ")
    return (message[:1].lower() + message[1:]).replace("input should be", "must be")


def _form(cls: type[Record], parts: list[str]) -> str:
    if parts == ["id"]:
        return f"the id must begin with {PREFIXES[cls.kind]}_ and go on in letters, digits, - and _"
    if parts[0] == "place":
        return {"phase": "must be the id of a phase", "channel": "must be the id of a channel"}.get(
            parts[-1], "must be a rank of letters and digits"
        )
    refers = refers_of(cls, parts[0])
    if refers is not None:
        return f"must be {Refers(refers).said}"
    return {
        "rank": "must be a rank of letters and digits",
        "language": "must be a language tag such as en or en-GB",
        "currency": "must be a currency code such as EUR",
    }.get(parts[0], "must have its own form")


@cache
def limits_of(cls: type[Record], name: str) -> tuple[float, float] | None:
    """The least and the greatest number a field takes, or None where it takes no number between limits."""
    if name not in cls.model_fields:
        return None
    field = cls.model_fields[name]
    least, most = None, None
    for part in _metadata([field.annotation, *field.metadata]):
        least, most = getattr(part, "ge", least), getattr(part, "le", most)
        for inner in getattr(part, "metadata", ()):
            least, most = getattr(inner, "ge", least), getattr(inner, "le", most)
    return None if least is None or most is None else (float(least), float(most))


def _metadata(parts: list[Any]) -> Iterator[Any]:
    for part in parts:
        yield part
        yield from _metadata([*getattr(part, "__metadata__", ()), *get_args(part)])


@cache
def refers_of(cls: type[Record], name: str) -> tuple[str, ...] | None:
    """The kinds that a field refers to by id (() is any kind), or None where it refers to nothing."""
    field = cls.model_fields[name]
    for part in _metadata([field.annotation, *field.metadata]):
        if isinstance(part, Refers):
            return part.kinds
        if part in (records.Place, records.Target, findings.Move):
            hints = get_type_hints(part, include_extras=True).values()
            return next(inner.kinds for inner in _metadata(list(hints)) if isinstance(inner, Refers))
    return None


@cache
def map_fields(cls: type[Record]) -> frozenset[str]:
    """The fields that hold a value for each of several ids; they change key by key."""
    return frozenset(n for n, f in cls.model_fields.items() if get_origin(f.annotation) is dict)


@cache
def set_fields(cls: type[Record]) -> frozenset[str]:
    """The fields that hold a set of ids; they change member by member."""
    return frozenset(n for n, f in cls.model_fields.items() if get_origin(f.annotation) is frozenset)


@cache
def defaults(cls: type[Record]) -> Fields:
    """What each field is when nobody has set it."""
    return {n: f.default for n, f in cls.model_fields.items() if not f.is_required()}


def fields_of(record: Record) -> Fields:
    """Every set field of a record by its path; unset ones are left out."""
    cls = type(record)
    flat: Fields = {}
    unset, maps, sets, said = defaults(cls), map_fields(cls), set_fields(cls), record.model_fields_set
    for name, value in (record.__dict__ | (record.__pydantic_extra__ or {})).items():
        if name not in said:
            continue
        if name in maps:
            flat |= {f"{name}/{key}": one for key, one in value.items()}
        elif name in sets:
            flat |= {f"{name}/{member}": True for member in value}
        elif name not in unset or value != unset[name]:
            flat[name] = value
    flat.pop("id", None)
    return flat


def field_at(record: Record, path: str) -> Any:
    """What a record holds at a field path; None where nothing is set there."""
    name, slash, key = path.partition("/")
    cls = type(record)
    if slash and name in map_fields(cls):
        return getattr(record, name).get(key)
    if slash and name in set_fields(cls):
        return True if key in getattr(record, name) else None
    if name in cls.model_fields:
        value = getattr(record, name)
        return None if path in defaults(cls) and value == defaults(cls)[path] else value
    return (record.__pydantic_extra__ or {}).get(path)


def with_fields(record: Record, fields: Mapping[str, Any]) -> Record:
    """A record with these field paths set; None puts a field back to unset. Raises InvalidRecord."""
    cls, values = type(record), record.__dict__ | (record.__pydantic_extra__ or {})
    for path, value in fields.items():
        name, slash, key = path.partition("/")
        if slash and name in map_fields(cls):
            kept = {k: v for k, v in values[name].items() if k != key}
            values[name] = kept if value is None else kept | {key: value}
        elif slash and name in set_fields(cls):
            values[name] = values[name] | {key} if value else values[name] - {key}
        elif value is None and path in defaults(cls):
            values[path] = defaults(cls)[path]
        elif value is None and path not in cls.model_fields:
            values.pop(path, None)
        else:
            values[path] = value
    changed = _changed(record, values, {path.partition("/")[0] for path in fields})
    return changed or checked(cls.kind, {k: _plain(v) for k, v in values.items()})


def _changed(record: Record, values: Mapping[str, Any], names: set[str]) -> Record | None:
    """A record with other values of these fields, which alone are validated; None where one of them does not fit."""
    cls = type(record)
    if cls is Foreign or not names <= cls.model_fields.keys():
        return None
    try:
        return record.model_copy(update={name: one_of(cls, name)(_plain(values[name])) for name in names})
    except ValidationError:
        return None


@cache
def one_of(cls: type[Record], name: str) -> Callable[[Any], Any]:
    """What validates a value of one field; raises ValidationError."""
    return TypeAdapter[Any](type_of(cls, name)).validator.validate_python


def type_of(cls: type[Record], name: str) -> Any:
    """The type of a field with all that it is held to."""
    field = cls.model_fields[name]
    return Annotated[(field.annotation, *field.metadata)] if field.metadata else field.annotation


def record_of(kind: str, record_id: str, fields: Mapping[str, Any]) -> Record:
    """A record put together from its field paths; raises InvalidRecord."""
    cls = KINDS.get(kind, Foreign)
    values: dict[str, Any] = {"id": record_id}
    for path, value in fields.items():
        name, slash, key = path.partition("/")
        if slash and name in map_fields(cls):
            values.setdefault(name, {})[key] = value
        elif slash and name in set_fields(cls):
            values.setdefault(name, set()).add(key)
        elif value is not None or path not in cls.model_fields:
            values[path] = value
    return checked(kind, values)


def _plain(value: Any) -> Any:
    return dict(value) if isinstance(value, BaseModel) else value


@cache
def referring_fields(cls: type[Record]) -> tuple[str, ...]:
    """The fields that refer to other records."""
    return tuple(name for name in cls.model_fields if refers_of(cls, name) is not None)


def references(record: Record) -> Iterator[tuple[str, str]]:
    """Every id a record refers to, with the field path that does."""
    values = record.__dict__
    for name in referring_fields(type(record)):
        value = values[name]
        if not value:
            continue
        if name == "place":
            yield name, value.phase
            yield name, value.channel
        elif isinstance(value, str):
            yield name, value
        elif isinstance(value, records.Target):
            yield from ((name, system) for system in value.systems)
        elif isinstance(value, tuple):
            yield from ((name, move.kpi) for move in value)
        else:
            yield from ((f"{name}/{one}", one) for one in value)


def kind_named(record: Record) -> str:
    """The word for a record's kind in the field's own terms."""
    return WORDS.get(record.kind, kind_of(record.id) or "record")
