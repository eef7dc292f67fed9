"""Where to-dos stand among each other: by rule, then in journey order."""

from collections.abc import Iterable

from model.gaps.gap import Place, place_of
from model.gaps.rules import TURN
from model.gaps.sign import Sign
from model.journey import Journey

Turn = tuple[int, Place, str, str, tuple[str, ...]]


def turn_of(journey: Journey, sign: Sign) -> Turn:
    """Where a to-do is listed; it stays as it is while other records come and go."""
    return TURN[sign.rule], place_of(journey, sign.anchor, sign.about), sign.anchor, sign.why, sign.about


def by_rule(journey: Journey, todos: Iterable[Sign]) -> dict[str, tuple[Sign, ...]]:
    """To-dos as they are listed, those of each rule by themselves."""
    found: dict[str, list[Sign]] = {}
    for sign in sorted(todos, key=lambda one: turn_of(journey, one)):
        found.setdefault(sign.rule, []).append(sign)
    return {rule: tuple(signs) for rule, signs in found.items()}
