"""What an edit changes is seen in the first painting after it, and all else in sight soon after."""

from collections.abc import Callable
from contextlib import suppress
from random import Random

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage, QPixmap, QRegion
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from benchmarks.maps import records_of
from model.behaviours import BEHAVIOURS
from model.comments import comment_on, resolve
from model.drawing.moves import Break
from model.gaps import find_gaps
from model.notes import add_note
from model.operations import (
    add_touchpoint,
    cycle_quality,
    delete,
    mark_moment,
    mark_pain,
    move_touchpoints,
    rename,
    set_field,
    set_mood,
)
from model.records import Touchpoint
from model.rules import Refused
from model.store import Store
from tests.model.test_comments import NOW
from tests.widgets.canvas.conftest import Hand
from tests.widgets.canvas.test_gap_levels import TODAY
from tests.widgets.canvas.test_painting import CUT, differing, fresh, map_part
from widgets.canvas.at_once import Spots, carry_along


@pytest.fixture
def wide(on_canvas: Callable[[Store], Hand]) -> Hand:
    """The hand on a map of 130 touchpoints, of which it sees the middle."""
    hand = on_canvas(Store.holding(records_of(130), BEHAVIOURS))
    hand.canvas.zoom_to(1.0)
    hand.canvas.scroll_by(-1500, 0)
    return hand


def in_sight(hand: Hand) -> list[str]:
    """The touchpoints whose cards stand in sight, from left to right."""
    area = hand.canvas.map_rect()
    cards = [(one, hand.canvas.card_rect(one)) for one in hand.canvas.journey.touchpoints]
    seen = [one for one, rect in cards if rect is not None and area.contains(rect)]
    return seen or hand.canvas.journey.touchpoints[:5]


def look_at_the_gaps_below(hand: Hand) -> None:
    canvas = hand.canvas
    canvas.show_gaps(find_gaps(canvas.journey, TODAY))
    canvas.verticalScrollBar().setValue(canvas.verticalScrollBar().maximum())
    assert canvas.layout_.bands["gaps"].start < canvas.camera.to_mm(canvas.map_rect().bottomRight())[1]


def move(hand: Hand, one: str, number: int) -> object:
    journey, record = hand.canvas.journey, hand.store[one]
    assert isinstance(record, Touchpoint)
    others = [channel for channel in journey.channels if channel != record.place.channel]
    ids = journey.in_phase(journey.phase_of(record))
    after = next(iter(ids[ids.index(one) + 1 :]), None)
    return move_touchpoints(
        hand.store,
        [one],
        journey.phase_of(record),
        others[number % len(others)],
        after if number % 2 else None,
    )


def add(hand: Hand, one: str, number: int) -> object:
    journey = hand.canvas.journey
    phase = journey.phase_of(hand.store[one])  # type: ignore[arg-type]
    return add_touchpoint(hand.store, phase, journey.channels[number % 3], f"Waits {number}", before=one)


STEPS: dict[str, Callable[[Hand, str, int], object]] = {
    "title": lambda hand, one, number: rename(hand.store, one, f"Asks for the {number}th time"),
    "mood": lambda hand, one, number: set_mood(hand.store, one, None, number % 5 - 2.0),
    "words": lambda hand, one, number: set_field(hand.store, one, "quote", f"It took {number} days"),
    "quality": lambda hand, one, number: [
        cycle_quality(hand.store, handover.id) for handover in hand.canvas.journey.leaving(one)[:1]
    ],
    "add": add,
    "move": move,
    "delete": lambda hand, one, number: delete(hand.store, [one]),
    "moment": lambda hand, one, number: mark_moment(hand.store, one),
    "pain": lambda hand, one, number: mark_pain(hand.store, one),
    "undo": lambda hand, one, number: hand.history.undo(),
    "redo": lambda hand, one, number: hand.history.redo(),
}


def settled(hand: Hand, qtbot: QtBot) -> QImage:
    """The map's picture once all in sight has been compared and painted."""
    frame = hand.canvas.frame

    hand.canvas.viewport().repaint()

    def is_painted() -> bool:
        return (
            frame.camera == hand.canvas.camera
            and frame.is_settled
            and not frame._spoilt.intersects(frame.seen)
        )

    qtbot.waitUntil(is_painted)
    return map_part(hand)


@pytest.mark.parametrize("seed", range(4))
def test_soon_after_any_edits_the_map_looks_as_if_painted_anew(wide: Hand, qtbot: QtBot, seed: int) -> None:
    chance = Random(seed)
    if seed % 2:
        look_at_the_gaps_below(wide)
    settled(wide, qtbot)
    for number in range(24):
        for again in range(chance.choice([1, 1, 2, 3])):
            name, one = chance.choice(list(STEPS)), chance.choice(in_sight(wide))
            with suppress(Refused):
                STEPS[name](wide, one, number + again)
            if chance.random() < 0.5:
                QApplication.processEvents()
            if chance.random() < 0.2:
                wide.canvas.scroll_by(chance.choice([-90, 35, 60]), 0)
        seen = settled(wide, qtbot)
        assert differing(seen, fresh(wide)) <= CUT, (number, name)


@pytest.mark.parametrize("name", ["title", "mood", "quality", "add", "move"])
def test_what_was_edited_is_right_in_the_first_painting(wide: Hand, qtbot: QtBot, name: str) -> None:
    settled(wide, qtbot)
    canvas, one = wide.canvas, in_sight(wide)[4]
    before, others = map_part(wide), set(canvas.journey.touchpoints)
    STEPS[name](wide, one, 3)
    canvas.viewport().repaint()
    first = map_part(wide)
    new = next(iter(set(canvas.journey.touchpoints) - others), one)
    handover = canvas.journey.leaving(one)[0].id if name == "quality" else None
    way = canvas.scene.way(handover) if handover is not None else None
    box = canvas.layout_.card(new) if way is None else way.box.grown(0.5)
    spot = canvas.camera.dots_of(box)
    right = fresh(wide)
    assert differing(first.copy(spot), right.copy(spot)) <= CUT
    assert differing(before.copy(spot), right.copy(spot)) > CUT or name == "mood"
    assert differing(first, right) < differing(before, right)


def test_what_stands_after_a_new_card_has_moved_in_the_first_painting(wide: Hand, qtbot: QtBot) -> None:
    settled(wide, qtbot)
    canvas, ids = wide.canvas, in_sight(wide)
    phase = canvas.journey.phase_of(wide.store[ids[4]])  # type: ignore[arg-type]
    before = map_part(wide)
    add(wide, ids[4], 1)
    canvas.viewport().repaint()
    assert not canvas.frame.is_settled
    first, right = map_part(wide), fresh(wide)
    assert phase == canvas.journey.phase_of(wide.store[ids[4]])  # type: ignore[arg-type]
    assert differing(first, right) < 0.35 * differing(before, right)


def test_a_step_all_over_the_map_is_compared_at_once(wide: Hand, qtbot: QtBot) -> None:
    settled(wide, qtbot)
    delete(wide.store, wide.canvas.journey.touchpoints[20:80])
    wide.canvas.viewport().repaint()
    assert wide.canvas.frame.is_settled
    assert differing(map_part(wide), fresh(wide)) <= CUT


def test_a_note_is_moved_at_once(wide: Hand, qtbot: QtBot) -> None:
    canvas = wide.canvas
    box = canvas.layout_.card(in_sight(wide)[3])
    note = add_note(wide.store, box.x, box.bottom, "Look here")
    settled(wide, qtbot)
    set_field(wide.store, note, "x", box.x + 25)
    canvas.viewport().repaint()
    assert differing(map_part(wide), fresh(wide)) <= CUT


def test_what_is_said_about_a_phase_is_seen_soon(wide: Hand, qtbot: QtBot) -> None:
    canvas, one = wide.canvas, in_sight(wide)[4]
    settled(wide, qtbot)
    phase = canvas.journey.phase_of(wide.store[one])  # type: ignore[arg-type]
    said = comment_on(wide.store, phase, "Is this one phase?", "Mei", NOW)
    mark = canvas.scene.figure(f"talk:{phase}")
    assert mark is not None
    canvas.show_box(mark.bounds.grown(3))
    add(wide, one, 1)
    assert differing(settled(wide, qtbot), fresh(wide)) <= CUT
    resolve(wide.store, said)
    assert differing(settled(wide, qtbot), fresh(wide)) <= CUT


@pytest.mark.parametrize("by", [-350, -200, 480])
def test_what_came_into_a_strip_that_left_sight_before_it_was_compared_is_there_when_it_is_back(
    wide: Hand, qtbot: QtBot, by: int
) -> None:
    canvas, bar = wide.canvas, wide.canvas.horizontalScrollBar()
    settled(wide, qtbot)
    canvas.show_gaps(find_gaps(canvas.journey, TODAY))
    canvas.viewport().repaint()
    assert not canvas.frame.is_settled
    there = bar.value()
    bar.setValue(there + by)
    while not canvas.frame.is_settled:
        canvas._settle()
    settled(wide, qtbot)
    bar.setValue(there)
    assert differing(settled(wide, qtbot), fresh(wide)) <= CUT


def stripes(width: int) -> QPixmap:
    """A picture of which every column has a colour of its own."""
    image = QImage(width, 10, QImage.Format.Format_RGB32)
    for x in range(width):
        for y in range(10):
            image.setPixel(x, y, 0xFF000000 | x)
    return QPixmap.fromImage(image)


def columns(picture: QPixmap, y: int = 2) -> list[int]:
    image = picture.toImage().convertToFormat(QImage.Format.Format_RGB32)
    return [image.pixel(x, y) & 0xFFFFFF for x in range(image.width())]


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("by", [(20, 0), (-20, 0), (20, -10), (-20, 10), (20, 20), (-20, -20)])
def test_stretches_between_breaks_are_carried_whole(by: tuple[int, int]) -> None:
    picture, seen = stripes(200), QRect(0, 0, 200, 10)
    moves = (Break(50, 80, by[0]), Break(120, 150, by[1]))
    bare = carry_along(picture, seen, Spots(moves, [], 8), lambda x: x, 8)
    now, carried = columns(picture), [x for x in range(200) if not bare.intersects(QRect(x, 2, 1, 1))]
    steps = sorted({now[x] - x for x in carried})
    assert steps == sorted({0, -by[0], -by[0] - by[1]})
    assert [now[x] for x in carried] == sorted({now[x] for x in carried})
    assert {*range(45), *range(85, 115), *range(155, 159)} <= {now[x] for x in carried}
    assert not {*range(52, 78), *range(122, 148)} & {now[x] for x in carried}
    assert columns(picture, 9) == list(range(200))


@pytest.mark.usefixtures("qapp")
def test_nothing_is_carried_where_nothing_moved() -> None:
    picture = stripes(50)
    assert carry_along(picture, QRect(0, 0, 50, 10), Spots((), [], 8), lambda x: x, 8) == QRegion()
    assert columns(picture) == list(range(50))
