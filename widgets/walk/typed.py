"""What is typed as an answer, as the field takes it."""

import re

from model.journey import Journey
from model.questions.question import Typed
from widgets.durations import minutes_of
from widgets.fields import number_of

APART = re.compile(r"[,;\n،、，]")


def read(text: str, typed: Typed, journey: Journey) -> object:
    """The value that somebody typed; raises ValueError with a sentence that says what is allowed."""
    text = text.strip()
    if typed == "minutes":
        return minutes_of(text)
    if typed == "number":
        return number_of(text)
    if typed == "percent":
        return _share(text)
    if typed == "texts":
        return tuple(one for piece in APART.split(text) if (one := piece.strip()))
    if typed == "step":
        return _step(text, journey)
    return text


def _share(text: str) -> float:
    share = number_of(text.rstrip("% ")) / 100
    if not 0 <= share <= 1:
        raise ValueError("Write a share from 0 to 100 %.")
    return share


def _step(text: str, journey: Journey) -> str:
    steps = journey.touchpoints
    if not text.isdecimal() or not 1 <= int(text) <= len(steps):
        raise ValueError(f"Write the number of a touchpoint, from 1 to {len(steps)}.")
    return steps[int(text) - 1]
