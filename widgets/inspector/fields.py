"""THE table from a field's type to its editor, read from the records' own schema."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from model.drawing.figures.icons import ICONS
from model.kinds import limits_of, map_fields, refers_of, set_fields
from model.records import Place, Record, Refers
from widgets.chips import ChipsEditor, ReferenceChips
from widgets.editors import Editor
from widgets.fields import DateField, DurationField, Field, NumberField, ShareField
from widgets.inspector.bench import Bench
from widgets.inspector.colour import ColourField
from widgets.inspector.rows import PlaceEditor, RowsEditor, StrengthRows, TargetEditor
from widgets.picker import Choice, Option
from widgets.score import mood_field
from widgets.text_area import TextArea, quote_field
from widgets.tick import Tick

HIDDEN = {"id", "rank"}
QUOTES = {"quote", "customers_say", "customer_goal"}
SAID, ASKED = "What did a customer say here?", {"customer_goal": "What does the customer want here?"}
"""What stands in an empty place for the customer's words."""
LONG = {
    *{"note", "why", "they_see", "staff_do", "unseen", "customer_does", "need", "opportunity", "scenario"},
    *{"headline", "map_headline", "lead", "text", "we_believed", "fix", "severity_reason", "reach_says"},
    *{"failure", "reason", "goal", "method", "role"},
}
SHORT_LEADS = {"moment", "department"}
"""Kinds whose `lead` is a person, not a paragraph."""
UNITS = {"effort": "of 7", "severity": "of 4"}
EMPTY = {"owner": "Nobody yet"}
MINUTES_MOST = 1e9


@dataclass(frozen=True)
class Spec:
    """A field as its record's schema describes it."""

    kind: str
    name: str
    title: str
    tip: str
    type: Any
    is_optional: bool
    limits: tuple[float, float] | None
    refers: tuple[str, ...] | None
    is_set: bool = False
    is_map: bool = False

    @property
    def is_wide(self) -> bool:
        """Whether its editor wants the whole width of the panel."""
        if self.is_set or self.is_map or self.type not in (str, int, float, date, datetime):
            return get_origin(self.type) is not Literal
        return self.is_long or self.limits == (-2.0, 2.0) or self.refers is not None

    @property
    def is_long(self) -> bool:
        """Whether people write sentences here."""
        if self.name == "lead" and self.kind in SHORT_LEADS:
            return False
        return self.type is str and self.refers is None and (self.name in LONG or self.name in QUOTES)


def spec_of(cls: type[Record], name: str) -> Spec:
    """What the schema says about a field of a record."""
    field = cls.model_fields[name]
    kind, is_optional = bare(field.annotation)
    return Spec(
        cls.kind,
        name,
        field.title or name.replace("_", " ").capitalize(),
        field.description or "",
        kind,
        is_optional,
        limits_of(cls, name),
        refers_of(cls, name),
        name in set_fields(cls),
        name in map_fields(cls),
    )


def bare(annotation: Any) -> tuple[Any, bool]:
    """A type without its conditions, and whether it may be unset."""
    if get_origin(annotation) is Annotated:
        return bare(get_args(annotation)[0])
    if get_origin(annotation) in (Union, UnionType):
        rest = [part for part in get_args(annotation) if part is not type(None)]
        return bare(rest[0])[0], len(rest) < len(get_args(annotation))
    return annotation, False


def refers_in(annotation: Any) -> tuple[str, ...] | None:
    """The kinds that a type refers to by id, or None."""
    for part in getattr(annotation, "__metadata__", ()):
        if isinstance(part, Refers):
            return part.kinds
    return next((found for one in get_args(annotation) if (found := refers_in(one)) is not None), None)


def shown_fields(cls: type[Record]) -> list[str]:
    """The fields of a kind that people edit, in the order of its schema."""
    return [name for name in cls.model_fields if name not in HIDDEN]


def words_of(value: object) -> str:
    """A value of a fixed set in words: `call_listening` is Call listening."""
    return str(value).replace("_", " ").capitalize()


def choices_of(spec: Spec) -> list[Option]:
    """The values of a fixed set with their words."""
    options: list[Option] = [(None, "Not set")] if spec.is_optional else []
    return [*options, *((value, words_of(value)) for value in get_args(spec.type))]


# -- makers


def _text(bench: Bench, spec: Spec) -> Editor:
    if spec.name in QUOTES:
        return quote_field(bench.look, spec.title, spec.tip, empty=ASKED.get(spec.name, SAID))
    if spec.is_long:
        return TextArea(bench.look, spec.title, spec.tip)
    return Field(bench.look, spec.title, spec.tip, empty=EMPTY.get(spec.name, ""))


def _number(bench: Bench, spec: Spec) -> Editor:
    least, most = spec.limits or (None, None)
    return NumberField(
        bench.look,
        spec.title,
        spec.tip,
        least=least,
        most=most,
        whole=spec.type is int,
        unit=UNITS.get(spec.name, ""),
    )


def _reference(bench: Bench, spec: Spec) -> Editor:
    kinds = spec.refers or ()

    def options() -> list[Option]:
        return [*([(None, "None")] if spec.is_optional else []), *bench.candidates(kinds)]

    return Choice(bench.look, spec.title, options, spec.tip, empty="None", name_of=bench.name_of)


def _references(bench: Bench, spec: Spec) -> Editor:
    kinds = spec.refers if spec.refers is not None else ("named_gap",)
    chips = ReferenceChips(bench.look, spec.title, lambda: bench.candidates(kinds), bench.name_of, spec.tip)
    chips.wanted.connect(lambda one: bench.selection.choose([one]) if one in bench.store else None)
    return chips


def _choice(bench: Bench, spec: Spec) -> Editor:
    return Choice(bench.look, spec.title, lambda: choices_of(spec), spec.tip)


def _icon(bench: Bench, spec: Spec) -> Editor:
    options: list[Option] = [("", "By its mode"), *((name, words_of(name)) for name in ICONS)]
    return Choice(bench.look, spec.title, lambda: options, spec.tip, empty="By its mode")


def _strengths(bench: Bench, spec: Spec) -> Editor:
    return StrengthRows(bench, spec.title, spec.tip, spec.refers or ())


def _rows(bench: Bench, spec: Spec) -> Editor:
    row = get_args(spec.type)[0]
    columns: list[tuple[str, Callable[[], Editor]]] = [
        (name, partial(editor_for, bench, _column(spec, name, annotation)))
        for name, annotation in row.__annotations__.items()
    ]
    return RowsEditor(bench, spec.title, spec.tip, row, columns)


def _column(spec: Spec, name: str, annotation: Any) -> Spec:
    kind, is_optional = bare(annotation)
    return Spec(spec.kind, name, words_of(name), "", kind, is_optional, None, refers_in(annotation))


def _target(bench: Bench, spec: Spec) -> Editor:
    cls = spec.type
    inner = []
    for name, field in cls.model_fields.items():
        kind, is_optional = bare(field.annotation)
        is_set = get_origin(kind) is frozenset
        limits = (-2.0, 2.0) if kind is float else None
        inner.append(
            Spec(
                "target",
                name,
                field.title,
                field.description or "",
                kind,
                is_optional,
                limits,
                refers_in(field.annotation),
                is_set,
            )
        )
    return TargetEditor(bench, spec.title, cls, [(one.name, editor_for(bench, one)) for one in inner])


Test = Callable[[Spec], bool]
EDITORS: list[tuple[Test, Callable[[Bench, Spec], Editor]]] = [
    (lambda s: s.type is Place, lambda bench, s: PlaceEditor(bench, s.title)),
    (lambda s: s.is_map, _strengths),
    (lambda s: s.is_set, _references),
    (lambda s: s.refers is not None and s.type is str, _reference),
    (lambda s: s.name == "icon", _icon),
    (lambda s: s.name == "colour", lambda bench, s: ColourField(bench.look, s.title)),
    (lambda s: get_origin(s.type) is Literal, _choice),
    (
        lambda s: get_origin(s.type) is tuple and bare(get_args(s.type)[0])[0] is str,
        lambda bench, s: ChipsEditor(bench.look, s.title, s.tip, "neg" if s.name == "lost" else "neutral"),
    ),
    (lambda s: get_origin(s.type) is tuple, _rows),
    (lambda s: isinstance(s.type, type) and issubclass(s.type, BaseModel), _target),
    (lambda s: s.type is bool, lambda bench, s: Tick(bench.look, s.title, s.tip, s.is_optional)),
    (lambda s: s.type is datetime, lambda bench, s: DateField(bench.look, s.title, s.tip, with_time=True)),
    (lambda s: s.type is date, lambda bench, s: DateField(bench.look, s.title, s.tip)),
    (
        lambda s: s.type is float and s.limits == (-2.0, 2.0),
        lambda bench, s: mood_field(bench.look, s.title, s.tip),
    ),
    (
        lambda s: s.type is float and s.limits == (0.0, 1.0),
        lambda bench, s: ShareField(bench.look, s.title, s.tip),
    ),
    (
        lambda s: s.type is float and s.limits == (0.0, MINUTES_MOST),
        lambda bench, s: DurationField(bench.look, s.title, s.tip),
    ),
    (lambda s: s.type in (int, float), _number),
    (lambda s: s.type is str, _text),
]
"""Asked from the top: the first that fits a field makes its editor."""


def editor_for(bench: Bench, spec: Spec) -> Editor:
    """The editor of a field by its type; raises LookupError for a type the table does not know."""
    for fits, make in EDITORS:
        if fits(spec):
            return make(bench, spec)
    raise LookupError(f"no editor for {spec.kind}.{spec.name}")
