"""What changes all over the map is painted aside, slice by slice, while the last picture stays in sight."""

from collections.abc import Callable
from random import Random

import pytest
from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPixmap
from pytestqt.qtbot import QtBot

from benchmarks.maps import records_of
from model.behaviours import BEHAVIOURS
from model.drawing.made import Made
from model.drawing.marks import Box, Disc
from model.drawing.scene import Scene
from model.focus import Focus
from model.gaps import find_gaps
from model.operations import rename
from model.store import Store
from tests.widgets.canvas.conftest import Hand
from tests.widgets.canvas.test_at_once import settled
from tests.widgets.canvas.test_gap_levels import TODAY
from tests.widgets.canvas.test_painting import CUT, differing, fresh, map_part


@pytest.fixture
def wide(on_canvas: Callable[[Store], Hand]) -> Hand:
    """The hand on a map of 130 touchpoints at 100 %, whose gaps are known."""
    hand = on_canvas(Store.holding(records_of(130), BEHAVIOURS))
    hand.canvas.zoom_to(1.0)
    hand.canvas.show_gaps(find_gaps(hand.canvas.journey, TODAY))
    return hand


def look_elsewhere(hand: Hand, name: str) -> None:
    """Look at the map in another way."""
    canvas = hand.canvas
    if name == "focus":
        canvas.look_at(Focus(phase=canvas.journey.phases[1]))
    elif name == "lens":
        canvas.choose_lens("department")
    elif name == "bond":
        canvas.show_bond(not canvas.has_bond)
    elif name == "levels":
        canvas.marks_gaps = not canvas.marks_gaps
    else:
        canvas.strip_open = not canvas.strip_open


def is_on_its_way(hand: Hand) -> bool:
    """Whether what was asked for is not painted yet."""
    canvas = hand.canvas
    return canvas._coming is not None or not canvas.frame.is_settled


WAYS = ("focus", "lens", "bond", "levels", "strip")


@pytest.mark.parametrize("moves", [False, True])
@pytest.mark.parametrize("name", WAYS)
def test_another_look_of_all_the_map_comes_whole_and_not_at_once(
    wide: Hand, qtbot: QtBot, name: str, moves: bool
) -> None:
    canvas = wide.canvas
    canvas.look.reduced_motion = not moves
    canvas.verticalScrollBar().setValue(canvas.verticalScrollBar().maximum() if name == "strip" else 0)
    before = settled(wide, qtbot)
    look_elsewhere(wide, name)
    canvas.viewport().repaint()
    assert is_on_its_way(wide)
    qtbot.waitUntil(lambda: not is_on_its_way(wide) and canvas.passage is None)
    after = settled(wide, qtbot)
    assert canvas.frame.hidden == frozenset()
    assert differing(before, after) > CUT
    assert differing(after, fresh(wide)) <= CUT


def test_until_it_is_painted_all_is_seen_as_before(wide: Hand, qtbot: QtBot) -> None:
    canvas = wide.canvas
    canvas.look.reduced_motion = False
    settled(wide, qtbot)
    look_elsewhere(wide, "focus")
    passage = canvas.passage
    assert passage is not None
    canvas.viewport().repaint()
    assert passage.share == 0
    qtbot.waitUntil(lambda: passage.share > 0 or canvas.passage is None)
    assert canvas.frame.is_settled


def test_a_hand_that_comes_before_it_is_painted_sees_the_map_as_it_is(wide: Hand, qtbot: QtBot) -> None:
    canvas = wide.canvas
    canvas.look.reduced_motion = False
    settled(wide, qtbot)
    look_elsewhere(wide, "focus")
    assert canvas.passage is not None
    assert not canvas.frame.is_settled
    canvas.scroll_by(-10, 0)
    canvas.viewport().repaint()
    assert canvas.passage is None
    assert canvas.frame.is_settled
    assert differing(map_part(wide), fresh(wide)) <= CUT


def test_what_is_edited_while_it_is_painted_is_there(wide: Hand, qtbot: QtBot) -> None:
    canvas = wide.canvas
    for name in ("bond", "lens", "strip"):
        settled(wide, qtbot)
        look_elsewhere(wide, name)
        canvas._settle()
        rename(wide.store, canvas.journey.touchpoints[2], f"Asks again about {name}")
        qtbot.waitUntil(lambda: not is_on_its_way(wide) and canvas.passage is None)
        assert differing(settled(wide, qtbot), fresh(wide)) <= CUT


@pytest.mark.parametrize("seed", range(6))
def test_a_window_of_another_size_keeps_what_is_painted(wide: Hand, qtbot: QtBot, seed: int) -> None:
    canvas, chance = wide.canvas, Random(seed)
    canvas.zoom_to(1.0)
    for _ in range(8):
        canvas.resize(chance.randrange(400, 1500), chance.randrange(300, 1000))
        canvas.scroll_by(chance.choice([0, -40, -300, 120]), chance.choice([0, -15, 20]))
        if chance.random() < 0.4:
            rename(wide.store, chance.choice(canvas.journey.touchpoints[:12]), f"Asks {chance.random():.3f}")
        canvas.viewport().repaint()
    assert differing(settled(wide, qtbot), fresh(wide)) <= CUT


def test_a_somewhat_larger_window_paints_only_what_came_in(wide: Hand, qtbot: QtBot) -> None:
    canvas, painted = wide.canvas, list[QRect]()
    canvas.resize(700, 500)
    settled(wide, qtbot)
    canvas.frame.forget_picture()
    canvas.viewport().repaint()
    paint_area = canvas.frame.paint_area

    def noting(picture: QPixmap, camera: object, origin: object, area: QRect, *rest: object) -> None:
        painted.append(QRect(area))
        paint_area(picture, camera, origin, area, *rest)  # type: ignore[arg-type]

    canvas.frame.paint_area = noting  # type: ignore[method-assign]
    canvas.resize(900, 500)
    canvas.viewport().repaint()
    assert painted
    assert sum(area.width() * area.height() for area in painted) < 700 * 500
    assert differing(map_part(wide), fresh(wide)) <= CUT


def test_a_much_larger_window_is_painted_aside(wide: Hand, qtbot: QtBot) -> None:
    canvas = wide.canvas
    canvas.resize(500, 400)
    settled(wide, qtbot)
    assert canvas.frame.is_elsewhere(canvas.camera, QSize(1600, 900))
    canvas.resize(1800, 1000)
    canvas.viewport().repaint()
    assert canvas.frame.seen.size() != canvas.map_size()
    qtbot.waitUntil(lambda: canvas.frame.seen.size() == canvas.map_size())
    assert differing(settled(wide, qtbot), fresh(wide)) <= CUT


def test_another_drawing_takes_over_marks_that_look_the_same(wide: Hand) -> None:
    old = wide.canvas.scene
    before = {one.key: one for one in old.everything()}
    new = Scene(old.journey)
    new.look_like(old)
    now = {one.key: one for one in new.everything()}
    cards = [key for key in now if key.startswith("card:")]
    assert len(cards) == 130
    assert all(now[key].marks is before[key].marks for key in cards)
    assert new.card(cards[0].removeprefix("card:")) == now[cards[0]]
    assert new.card("tp_none") is None
    new.close()


def test_what_looked_otherwise_in_another_drawing_is_made_anew() -> None:
    old, new, spots = Made(), Made(), [Box(50, 50, 1, 1)]
    small, large = (Disc(0, 0, 1, "ink", None),), (Disc(0, 0, 2, "ink", None),)
    old.keep("card:one", 1, lambda: (small, "one", ""))
    new.look_like(old)
    assert not new.is_off("card:one", 0, spots)
    with new.sparing(["other"]):
        assert new.keep("card:one", 1, lambda: (large, "one", "")).marks == large
    assert new.is_off("card:one", 0, spots)
    assert not new.is_off("card:one", 50, [Box(50, 1, 1, 1)])
