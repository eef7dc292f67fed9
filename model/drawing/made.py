"""Figures that have been made, each kept until something that it hangs on changes."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from model.drawing.figures.shapes import extent
from model.drawing.marks import Box, Figure, Mark

Making = tuple[tuple[Mark, ...], str | None, str]
"""The marks of a figure, what a click on it means, and what it says."""


SPARED = frozenset({"card", "point", "systems", "departments", "channels", "visibility"})
"""Figures that show others than the record that changed by a number or by their length only."""


OF_ANOTHER = object()
"""The stamp of a figure that was made for another drawing."""


class _Kept(NamedTuple):
    figure: Figure
    stamp: Any
    told: Any


class Made:
    """Figures about their own origin by key; marks stay the same objects as long as they look the same."""

    def __init__(self) -> None:
        self._kept: dict[str, _Kept] = {}
        self._changed: frozenset[str] | None = None
        """The records that changed, while others are shown as they were; None while all are shown as they are."""

    def __len__(self) -> int:
        return len(self._kept)

    def keep(
        self,
        key: str,
        stamp: Any,
        make: Callable[[], Making],
        told: Any = None,
        say: Callable[[], str] | None = None,
    ) -> Figure:
        """A figure whose marks hang on its stamp; what it says may hang on something else, which is told."""
        kept = self._kept.get(key)
        if kept is not None and (self._is_spared(key, kept) or self._holds(kept, stamp, told)):
            return kept.figure
        if kept is not None and kept.stamp == stamp:
            old = kept.figure
            marks, record, says, box = old.marks, old.record, old.says, old.box
        else:
            marks, record, says = make()
            marks = as_before(kept.figure.marks, marks) if kept is not None else marks
            box = kept.figure.box if kept is not None and marks is kept.figure.marks else extent(marks)
        figure = Figure(key, 0.0, 0.0, box, marks, record, says if say is None else say())
        self._kept[key] = _Kept(figure, stamp, told)
        return figure

    @contextmanager
    def sparing(self, changed: Iterable[str]) -> Iterator[None]:
        """Show cards, points and what stands below the lanes as they were, but those of records that changed.

        What others say may be as it was too.
        """
        self._changed = frozenset(changed)
        try:
            yield
        finally:
            self._changed = None

    def _holds(self, kept: _Kept, stamp: Any, told: Any) -> bool:
        return bool(kept.stamp == stamp) and (self._changed is not None or bool(kept.told == told))

    def _is_spared(self, key: str, kept: _Kept) -> bool:
        if self._changed is None or kept.stamp is OF_ANOTHER:
            return False
        kind, _, record = key.partition(":")
        return kind in SPARED and record.partition(":")[0] not in self._changed

    def look_like(self, other: "Made") -> None:
        """Take over the marks of another drawing's figures wherever they look the same here."""
        for key, kept in other._kept.items():
            self._kept.setdefault(key, _Kept(kept.figure, OF_ANOTHER, None))

    def is_off(self, key: str, x: float, spots: Iterable[Box]) -> bool:
        """Whether a figure as it was made last, its own (0, 0) at x and 0, is off all these boxes."""
        kept = self._kept.get(key)
        if kept is None or kept.stamp is OF_ANOTHER or not kept.figure.marks:
            return False
        return not any(at(kept.figure, x, 0.0).meets(one) for one in spots)

    def let_go(self, keys: Iterable[str]) -> None:
        """Forget figures of what is gone."""
        for key in keys:
            self._kept.pop(key, None)


def at(figure: Figure, x: float, y: float) -> Figure:
    """A figure at a place of the drawing."""
    if figure.x == x and figure.y == y:
        return figure
    return Figure(figure.key, x, y, figure.box, figure.marks, figure.record, figure.says)


def as_before(before: tuple[Mark, ...], now: tuple[Mark, ...]) -> tuple[Mark, ...]:
    """Marks made anew; those that are as they were are the same objects, so that nothing is drawn again for them."""
    if before == now:
        return before
    if len(before) != len(now):
        return now
    return tuple(old if old == new else new for old, new in zip(before, now, strict=True))


def unclicked(make: Callable[[], tuple[Mark, ...]]) -> Making:
    """A figure that a click passes through, and that says nothing."""
    return make(), None, ""
