"""Many records of one kind made at once, each field's values validated as one list.

Pydantic takes most of its time for fields that nobody has set: a touchpoint has 33 of them and six are. Here those
that are set are validated, and the rest is copied from a record in which nothing is.
"""

from collections import Counter, deque
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from itertools import repeat
from operator import itemgetter
from typing import Any

from pydantic import BaseModel, TypeAdapter

from model.kinds import KINDS, Fields, type_of
from model.records import Record

FEW = 64
"""So few are made one by one; getting ready for many takes longer."""
Columns = dict[str, list[Any]]
"""The values of each field as they came, of those records that have it."""
_VALIDATORS = {kind: cls.__pydantic_validator__.validate_python for kind, cls in KINDS.items()}
_VALUES, _NAMED, _UNKNOWN, _PRIVATE = (
    BaseModel.__dict__[name]
    for name in ("__dict__", "__pydantic_fields_set__", "__pydantic_extra__", "__pydantic_private__")
)
"""All that a record consists of; one set of names serves all records in which the same fields are set."""


def made(kind: str, bodies: Sequence[dict[str, Any]]) -> tuple[list[Record], Columns]:
    """The records of these bodies, which are used up, and their columns.

    Raises ValueError where a body does not hold to the rules, KeyError where it has a field that is not known.
    """
    forms = list(map(tuple, bodies))
    counts = Counter[str]()
    for names, count in Counter(forms).items():
        counts.update(dict.fromkeys(names, count))
    columns = {
        name: list(map(itemgetter(name), bodies))
        if count == len(bodies)
        else [body[name] for body in bodies if name in body]
        for name, count in counts.items()
    }
    if unknown := columns.keys() - KINDS[kind].model_fields.keys():
        raise KeyError(*unknown)
    if len(bodies) <= FEW:
        return list(map(_VALIDATORS[kind], bodies)), columns
    required, unset, own = _unset(kind)
    if not all(len(columns.get(name, ())) == len(bodies) for name in required):
        raise ValueError("a field is missing")
    for name, values in columns.items():
        _validate(kind, name, values, bodies)
    for name in own:
        if len(columns.get(name, ())) < len(bodies):
            for body in bodies:
                body.setdefault(name, {})
    records = list(map(object.__new__, repeat(KINDS[kind], len(bodies))))
    _give(_VALUES, records, map(unset.__or__, bodies))
    _give(_NAMED, records, map({names: set(names) for names in set(forms)}.__getitem__, forms))
    _give(_UNKNOWN, records, [{} for _ in records])
    _give(_PRIVATE, records, repeat(None))
    return records, columns


def _validate(kind: str, name: str, values: list[Any], bodies: Sequence[dict[str, Any]]) -> None:
    """Put the values of a field into the bodies as a record holds them."""
    validated = _column(kind, name)(values)
    if set(map(type, values)) == {str} == set(map(type, validated)):
        return
    having = bodies if len(values) == len(bodies) else [body for body in bodies if name in body]
    for body, value in zip(having, validated, strict=True):
        body[name] = value


def _give(slot: Any, records: list[Record], values: Iterable[Any]) -> None:
    """Give each record its value of a slot that frozen records have, too."""
    deque(map(slot.__set__, records, values), maxlen=0)


@cache
def _column(kind: str, name: str) -> Callable[[list[Any]], list[Any]]:
    """What validates many values of one field."""
    one = type_of(KINDS[kind], name)
    return TypeAdapter[list[Any]](list[one]).validator.validate_python  # type: ignore[valid-type]


@cache
def _unset(kind: str) -> tuple[frozenset[str], Fields, frozenset[str]]:
    """The fields that a record must have; all fields as nobody has set them; those that are a dict of its own."""
    fields = KINDS[kind].model_fields
    unset = {name: None if field.is_required() else field.default for name, field in fields.items()}
    own = frozenset(name for name, value in unset.items() if isinstance(value, dict))
    return frozenset(name for name, field in fields.items() if field.is_required()), unset, own
