"""What the command palette offers in one window: every action of the table, and the places of its map."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from app.action import Action
from app.actions import ACTIONS, SUBMENUS
from model.journey import UNSORTED
from model.records import Handover, Phase, Touchpoint
from model.spoken import name_of
from widgets.command_palette import MANY
from widgets.entries import PAUSE, Entry
from widgets.marks import level_of, mood_token
from widgets.menu import shown_key

if TYPE_CHECKING:
    from app.gapping import Gapping
    from app.window import Window
    from model.gaps import Gap

DO, ON_THE_MAP, GAPS = "Do", "On the map", "Gaps"
OWN = "command_menu"
MARKED = {"moment": "star", "pain": "triangle"}
CRITICAL = 4
ALSO = {
    "holds": "holds holding handover",
    "weak": "weak handover",
    "fails": "fails failing handover",
    "unknown": "handover",
}
"""What people type when they look for a handover by how it goes."""


def entries_of(window: Window) -> list[Entry]:
    """Everything that can be done or gone to now."""
    return [*actions_of(window), *(one for one in places_of(window) if one is not None)]


def actions_of(window: Window) -> list[Entry]:
    """Everything that can be done now."""
    return [_do(window, action) for action in ACTIONS if action.name != OWN]


def _do(window: Window, action: Action) -> Entry:
    one = window.menus.actions[action.name]
    words = one.text().replace("&&", "\0").replace("&", "").replace("\0", "&").rstrip("…")
    if action.menu in SUBMENUS:
        words = f"{SUBMENUS[action.menu].replace('&', '')}: {words.split('  ')[-1]}"
    mark = MARKED.get(action.name, "")
    return Entry(
        words,
        DO,
        one.trigger,
        icon="" if mark else action.icon or ("check" if one.isChecked() else ""),
        mark=mark,
        beside="on" if one.isCheckable() and one.isChecked() else "",
        keys=tuple(dict.fromkeys(shown_key(key) for key in action.keys)),
        why_not="" if one.isEnabled() else action.needs.why_not or "Nothing there yet",
    )


def places_of(window: Window) -> Iterator[Entry | None]:
    """Everything that can be gone to, one after the other, since a large map has thousands.

    In between stands None, where a window with a large map may do something else first.
    """
    if window.session is None:
        return
    if len(window.session.store.of(Touchpoint)) <= MANY:
        yield from (place for place in _all_places(window) if place is not None)
        return
    for number, place in enumerate(_all_places(window)):
        if number % PAUSE == PAUSE - 1:
            yield None
        if place is not None:
            yield place


def _all_places(window: Window) -> Iterator[Entry | None]:
    """The places, and None for each handover that nobody has named."""
    assert window.session is not None
    journey, store = window.session.journey, window.session.store
    for number, phase in enumerate(list(journey.phases), 1):
        found = store.find(Phase, phase)
        if found is not None:
            words = name_of(found) or "Untitled phase"
            go = _go(window, phase)
            yield Entry(words, ON_THE_MAP, go, figure=str(number), beside=found.when or "Phase")
        for one in list(journey.in_phase(phase)):
            if one in store:
                yield _touchpoint(window, one)
    yield from _handovers(window)
    if window.editor is not None:
        for gap in window.editor.gapping.gaps:
            yield _gap(window.editor.gapping, gap)


def _handovers(window: Window) -> Iterator[Entry | None]:
    assert window.session is not None
    journey, store = window.session.journey, window.session.store
    for touchpoint in list(journey.touchpoints):
        leaving = journey.leaving(touchpoint) if touchpoint in store else []
        for handover in sorted(leaving, key=lambda one: (*journey.step_order(one.id), one.id)):
            yield _handover(window, handover) if name_of(handover) else None


def _handover(window: Window, handover: Handover) -> Entry:
    assert window.session is not None
    journey = window.session.journey
    ends = f"{journey.number_of(handover.source)} → {journey.number_of(handover.target)}"
    return Entry(
        name_of(handover),
        ON_THE_MAP,
        _go(window, handover.id),
        mark=handover.quality,
        beside=ends,
        also=ALSO[handover.quality],
    )


def _gap(gapping: Gapping, gap: Gap) -> Entry:
    is_critical = level_of(gap.severity)[0] == CRITICAL
    return Entry(
        gap.title or "Untitled gap",
        GAPS,
        lambda: gapping.open(gap.key),
        figure=f"{gap.severity:.0f}" if gap.given is not None or gap.computed is not None else "–",
        token="neg" if is_critical else "ink",
        beside="Waived" if gap.waiver is not None else gap.level,
    )


def _touchpoint(window: Window, touchpoint: str) -> Entry:
    assert window.session is not None
    journey, found = window.session.journey, window.session.store[touchpoint]
    assert isinstance(found, Touchpoint)
    felt = journey.felt(found)
    phase = window.session.store.find(Phase, journey.phase_of(found))
    return Entry(
        name_of(found) or "Untitled touchpoint",
        ON_THE_MAP,
        _go(window, touchpoint),
        number=str(journey.number_of(touchpoint)),
        token=None if felt is None else mood_token(felt),
        beside="" if phase is None or phase.id == UNSORTED else name_of(phase),
    )


def _go(window: Window, record: str) -> Callable[[], None]:
    return lambda: window.go_to(record)
