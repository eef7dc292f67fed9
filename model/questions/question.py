"""What a question is: where it looks, what it says, which field it fills and how it can be answered."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from model.journey import Journey
from model.operations import set_field
from model.records import Record
from model.store import Store

Rules = frozenset[str]
"""The ids of the rules that have found something at a record, of gaps and of to-dos."""
Typed = Literal["", "text", "texts", "minutes", "percent", "number", "name", "step"]
"""How an answer that is typed is read; nothing where it can only be chosen."""


@dataclass(frozen=True, slots=True)
class Matter:
    """Something a step of the journey should tell, and whether it does."""

    sentence: str
    """The question that the room is asked."""
    record: str
    """The record whose field it is."""
    path: str
    is_known: bool


@dataclass(frozen=True, slots=True)
class Option:
    """One answer that can be chosen."""

    value: Any
    words: str
    mark: str = ""
    """The mark that stands before it, as on the map."""


Look = Callable[[Journey, Any, Rules], Iterator[Matter]]
"""Looks at one record and tells what it should tell: a plain function of journey, record and rules."""
Options = Callable[[Journey, Matter], Sequence[Option]]
Put = Callable[[Store, Matter, Any], None]


def nothing_offered(journey: Journey, matter: Matter) -> Sequence[Option]:
    """An answer that is only typed."""
    return ()


def put_field(store: Store, matter: Matter, value: Any) -> None:
    """Set the field that the question is about."""
    set_field(store, matter.record, matter.path, value)


@dataclass(frozen=True, slots=True)
class Answer:
    """How a question can be answered: what can be chosen, what can be typed, and what becomes of it."""

    options: Options = nothing_offered
    typed: Typed = ""
    hint: str = ""
    """What stands in the empty field."""
    put: Put = put_field
    takes_several: bool = False
    """Whether more than one can be chosen."""


@dataclass(frozen=True, slots=True)
class Question:
    """Something every touchpoint or handover should tell, declared once."""

    id: str
    called: str
    """What is known once it is answered, as the audit lists it."""
    of: type[Record]
    look: Look
    answer: Answer


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it is asked at one step."""

    question: Question
    matter: Matter
    step: str
    """The touchpoint or handover at which it is asked."""

    @property
    def key(self) -> tuple[str, str, str]:
        """What tells it from all others, whatever its sentence is."""
        return self.question.id, self.matter.record, self.matter.path
