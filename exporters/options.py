"""What an exporter's options ask a person: one question for each field, made from its title, type and hints.

A field of an options model becomes a question by itself. Its `title` is the label and its `description` the line
below; `json_schema_extra` may say more: `words` names the values, `ask` names another kind of question (`parts`,
`persona`, `part`), an empty `ask` leaves the field to the command line, `needs` names a field without which
it is not asked, and `unless` one with which it is not.
"""

from dataclasses import dataclass
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

Asks = Literal["tick", "choice", "number", "text", "parts", "persona", "part"]
"""What kinds of questions there are."""

THEME_WORDS: Any = {"words": {"light": "Light", "dark": "Dark, screen only"}}
LENS_WORDS: Any = {"words": {"customer": "Customer", "department": "Department"}}


@dataclass(frozen=True, slots=True)
class Question:
    """One field of an options model as a person is asked it."""

    name: str
    asks: Asks
    title: str
    description: str
    default: Any
    choices: tuple[tuple[Any, str], ...] = ()
    """The values to choose from, each with its words."""
    needs: str = ""
    """The field without which it is not asked."""
    unless: str = ""
    """The field with which it is not asked."""


def questions(options: type[BaseModel]) -> tuple[Question, ...]:
    """The questions of an options model, in the order of its fields."""
    made = [_question(name, field) for name, field in options.model_fields.items()]
    return tuple(one for one in made if one is not None)


def _question(name: str, field: FieldInfo) -> Question | None:
    hints: dict[str, Any] = field.json_schema_extra if isinstance(field.json_schema_extra, dict) else {}
    if hints.get("ask") == "":
        return None
    title = field.title or name.replace("_", " ").capitalize()
    default = field.get_default(call_default_factory=True)  # type: ignore[call-arg,unused-ignore]
    said, where = field.description or "", {key: hints[key] for key in ("needs", "unless") if key in hints}
    if "ask" in hints:
        return Question(name, hints["ask"], title, said, default, **where)
    values = _values(field.annotation)
    words = hints.get("words", {})
    choices = tuple((value, str(words.get(value, value))) for value in values)
    return Question(name, _asks(field.annotation, values), title, said, default, choices, **where)


def _values(annotation: Any) -> tuple[Any, ...]:
    """The values of a Literal, also of one that may be left out."""
    if get_origin(annotation) is Literal:
        return get_args(annotation)
    for one in get_args(annotation):
        if get_origin(one) is Literal:
            return get_args(one)
    return ()


def _asks(annotation: Any, values: tuple[Any, ...]) -> Asks:
    if annotation is bool:
        return "tick"
    if values:
        return "choice"
    return "number" if annotation in (int, float) else "text"
