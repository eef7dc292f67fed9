"""The audit at the end of a walk: what is known, what is not, and who finds it out."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from model.findings import Action
from model.journey import Journey
from model.orders import rank_for
from model.questions.question import Asked, Question, Rules
from model.questions.table import QUESTIONS, matters_at
from model.spoken import counted
from model.store import Store

RulesAt = Callable[[str], Rules]


@dataclass(frozen=True, slots=True)
class Known:
    """How much is known of one thing: of so many places that should tell it, so many do."""

    question: Question
    known: int
    of: int
    open: tuple[Asked, ...]
    """What is to be found out, in journey order."""

    @property
    def said(self) -> str:
        """As it is read: 12 of 25 known."""
        return f"{self.known} of {self.of} known"


def audit(
    journey: Journey, steps: Sequence[str], rules_at: RulesAt, personas: Iterable[str] = ()
) -> list[Known]:
    """What is known of these steps and what is not, by question, in the order of the table."""
    people, found = frozenset(personas), dict[str, list[Asked]]()
    for step in steps:
        for asked in matters_at(journey, step, rules_at(step), people):
            found.setdefault(asked.question.id, []).append(asked)
    return [_known(one, every) for one in QUESTIONS if (every := found.get(one.id))]


def _known(question: Question, every: Sequence[Asked]) -> Known:
    unknown = tuple(one for one in every if not one.matter.is_known)
    return Known(question, len(every) - len(unknown), len(every), unknown)


def text_of(asked: Asked) -> str:
    """What an action that finds out an answer says."""
    return f"Find out: {asked.matter.sentence}"


def finding_out(store: Store, asked: Asked) -> Action | None:
    """The action by which somebody finds an answer out, if there is one that is not done."""
    known, text = store.of(Action), text_of(asked)
    actions = (known[one] for one in sorted(store.referring_to(asked.step)) if one in known)
    return next((one for one in actions if one.of == asked.step and one.text == text and not one.done), None)


def let_find_out(store: Store, asked: Sequence[Asked], owner: str) -> None:
    """Give somebody things to find out: each becomes an action of the map, or changes hands."""
    who = " ".join(owner.split())
    with store.transaction(f"Give {who} {counted(len(asked), 'thing')} to find out") as change:
        for one in asked:
            there = finding_out(store, one)
            if there is not None:
                change.update(there.id, owner=who)
            elif one.step in store:
                change.create(
                    Action, text=text_of(one), owner=who, of=one.step, rank=rank_for(change, Action)
                )


def let_nobody_find_out(store: Store, asked: Sequence[Asked]) -> None:
    """Take things to find out back from whoever has them."""
    there = [found for one in asked if (found := finding_out(store, one)) is not None]
    if there:
        with store.transaction(f"Take back {counted(len(there), 'thing')} to find out") as change:
            for one in there:
                change.delete(one.id)
