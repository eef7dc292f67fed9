"""Another lens, or the bond, on a large map: nothing is otherwise until its picture is whole, then everything is."""

from collections.abc import Callable
from dataclasses import replace
from math import inf
from random import Random

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from benchmarks.maps import records_of
from model.behaviours import BEHAVIOURS
from model.drawing.scene import Scene
from model.focus import Focus
from model.gaps import find_gaps
from model.operations import rename
from model.store import Store
from tests.widgets.canvas.conftest import Hand
from tests.widgets.canvas.test_at_once import settled
from tests.widgets.canvas.test_gap_levels import TODAY
from tests.widgets.canvas.test_painting import CUT, differing, fresh


@pytest.fixture
def wide(on_canvas: Callable[[Store], Hand], qtbot: QtBot) -> Hand:
    """The hand on a map of 130 touchpoints at 100 %, whose gaps are known, and which moves as most do."""
    hand = on_canvas(Store.holding(records_of(130), BEHAVIOURS))
    hand.canvas.zoom_to(1.0)
    hand.canvas.show_gaps(find_gaps(hand.canvas.journey, TODAY))
    hand.canvas.look.reduced_motion = False
    settled(hand, qtbot)
    return hand


def looks(hand: Hand) -> QImage:
    """The whole canvas as it is seen, names of lanes and all."""
    return hand.canvas.viewport().grab().toImage()


def turn(hand: Hand, name: str) -> None:
    """Ask for another lens, or for the bond."""
    canvas = hand.canvas
    if name == "lens":
        canvas.choose_lens(canvas.lens_wanted.below)
    else:
        canvas.show_bond(not canvas.has_bond)


def arrived(hand: Hand, qtbot: QtBot) -> QImage:
    """The map's picture once what was asked for is there."""
    qtbot.waitUntil(lambda: hand.canvas._coming is None and hand.canvas.passage is None)
    return settled(hand, qtbot)


def card_in_sight(hand: Hand) -> str:
    """A touchpoint whose card is wholly in sight."""
    canvas = hand.canvas
    area = canvas.map_rect()
    return next(one for one in canvas.journey.touchpoints if area.contains(canvas.card_rect(one)))  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["lens", "bond"])
def test_until_it_is_painted_all_is_seen_and_hit_as_before(wide: Hand, qtbot: QtBot, name: str) -> None:
    canvas = wide.canvas
    one = card_in_sight(wide)
    place, layout, before = wide.card(one), canvas.layout_, looks(wide)
    turn(wide, name)
    canvas._coming._go_on()  # type: ignore[union-attr]
    assert canvas.layout_ is layout
    assert looks(wide) == before
    wide.click(place)
    assert canvas.selection.only == one
    picture = arrived(wide, qtbot)
    assert canvas.layout_ is not layout
    assert (canvas.lens, canvas.has_bond) == (canvas.lens_wanted, name == "bond")
    assert (wide.card(one) - place).manhattanLength() < 2 or not canvas.map_rect().contains(wide.card(one))
    assert differing(picture, fresh(wide)) <= CUT


def test_the_passage_sets_out_from_what_was_seen_to_the_picture_that_is_whole(
    wide: Hand, qtbot: QtBot
) -> None:
    canvas = wide.canvas
    turn(wide, "lens")
    qtbot.waitUntil(lambda: canvas.passage is not None)
    assert canvas.frame.is_settled
    assert canvas.passage is not None
    assert any(flight.start != flight.end for flight in canvas.passage.flights)
    keys = {f"card:{one}" for one in canvas._cards_in_sight(canvas.scene, canvas.camera)}
    assert keys <= canvas.frame.hidden
    assert not canvas.frame._spoilt.intersects(canvas.frame.seen)
    arrived(wide, qtbot)
    assert canvas.frame.hidden == frozenset()


def test_where_motion_is_reduced_it_is_there_without_a_passage(wide: Hand, qtbot: QtBot) -> None:
    canvas = wide.canvas
    canvas.look.reduced_motion = True
    turn(wide, "lens")
    qtbot.waitUntil(lambda: canvas._coming is None)
    assert canvas.passage is None
    assert differing(settled(wide, qtbot), fresh(wide)) <= CUT


def test_who_wants_no_motion_meanwhile_misses_no_card(wide: Hand, qtbot: QtBot) -> None:
    canvas = wide.canvas
    turn(wide, "lens")
    coming = canvas._coming
    assert coming is not None
    coming._go_on()
    while canvas._coming is coming and not coming._aside.find(inf):  # type: ignore[union-attr]
        coming._go_on()
    canvas.look.move("reduced")
    picture = arrived(wide, qtbot)
    assert canvas.frame.hidden == frozenset()
    assert differing(picture, fresh(wide)) <= CUT


def test_asking_twice_comes_back_and_says_so(wide: Hand) -> None:
    canvas, layout, told = wide.canvas, wide.canvas.layout_, list[str]()
    canvas.lens_changed.connect(lambda lens: told.append(lens.name))
    before = looks(wide)
    turn(wide, "lens")
    assert (canvas.lens.name, canvas.lens_wanted.name) == ("customer", "department")
    turn(wide, "lens")
    assert told == ["department", "customer"]
    assert canvas._coming is None
    assert canvas.layout_ is layout
    assert looks(wide) == before


def test_a_lens_and_the_bond_asked_for_together_come_together(wide: Hand, qtbot: QtBot) -> None:
    turn(wide, "lens")
    turn(wide, "bond")
    arrived(wide, qtbot)
    assert (wide.canvas.lens.name, wide.canvas.has_bond) == ("department", True)


def test_nothing_changes_under_a_hand_that_holds_a_card(wide: Hand, qtbot: QtBot) -> None:
    canvas, layout = wide.canvas, wide.canvas.layout_
    place = wide.card(card_in_sight(wide))
    turn(wide, "lens")
    wide.press(place)
    wide.move(place + QPointF(14, 3))
    for _ in range(3):
        canvas._coming._go_on()  # type: ignore[union-attr]
    assert canvas.layout_ is layout
    QTest.keyClick(canvas, Qt.Key.Key_Escape)
    wide.let_go(place)
    assert differing(arrived(wide, qtbot), fresh(wide)) <= CUT
    assert canvas.lens.name == "department"


def test_a_picture_of_the_canvas_is_of_what_was_asked_for(wide: Hand) -> None:
    turn(wide, "lens")
    wide.canvas.grab_frame()
    assert wide.canvas.lens.name == "department"
    assert wide.canvas._coming is None


def test_another_drawing_on_its_way_is_given_up_with_the_map(wide: Hand) -> None:
    canvas = wide.canvas
    turn(wide, "lens")
    scene = canvas._coming.scene  # type: ignore[union-attr]
    heard = list[object]()
    scene.changed.connect(heard.append)
    canvas.expect_nothing()
    rename(wide.store, canvas.journey.touchpoints[0], "Asks once more")
    assert heard == []


@pytest.mark.parametrize("name", ["edit", "theme", "levels", "gaps", "focus", "size"])
def test_what_changes_while_it_is_painted_is_in_the_picture(wide: Hand, qtbot: QtBot, name: str) -> None:
    canvas, one = wide.canvas, card_in_sight(wide)
    canvas.look.reduced_motion = True
    turn(wide, "bond")
    coming = canvas._coming
    assert coming is not None
    coming._go_on()
    while canvas._coming is coming and not coming._aside.find(inf):  # type: ignore[union-attr]
        coming._go_on()
    if name == "edit":
        rename(wide.store, one, "Asks for something else")
    elif name == "theme":
        canvas.look.choose(theme="dark")
    elif name == "levels":
        canvas.marks_gaps = not canvas.marks_gaps
    elif name == "gaps":
        canvas.show_gaps(replace(find_gaps(canvas.journey, TODAY), gaps=(), minor=(), computed={}))
    elif name == "focus":
        canvas.look_at(Focus(phase=canvas.journey.phases[1]))
    else:
        canvas.resize(canvas.width() + 60, canvas.height() + 40)
    assert canvas._coming is coming
    assert differing(arrived(wide, qtbot), fresh(wide)) <= CUT


@pytest.mark.parametrize("seed", range(12))
def test_whatever_happens_meanwhile_the_picture_is_true_in_the_end(
    wide: Hand, qtbot: QtBot, seed: int
) -> None:
    canvas, chance = wide.canvas, Random(seed)
    phases = canvas.journey.phases
    happenings: list[Callable[[], object]] = [
        lambda: turn(wide, "lens"),
        lambda: turn(wide, "bond"),
        lambda: rename(wide.store, chance.choice(canvas.journey.touchpoints[:12]), f"Asks {seed}"),
        lambda: canvas.scroll_by(-chance.randrange(80), chance.randrange(-20, 20)),
        lambda: canvas.look_at(Focus(phase=chance.choice(phases)) if chance.random() < 0.5 else Focus()),
        lambda: canvas.selection.choose([chance.choice(canvas.journey.touchpoints[:12])]),
        lambda: canvas.resize(chance.randrange(700, 1200), chance.randrange(400, 800)),
        lambda: setattr(canvas, "strip_open", not canvas.strip_open),
        lambda: setattr(canvas, "marks_gaps", not canvas.marks_gaps),
        lambda: canvas.zoom_to(chance.choice([0.8, 1.0, 1.3])),
        lambda: canvas.show_gaps(find_gaps(canvas.journey, TODAY)),
        lambda: canvas.look.choose(theme=chance.choice(["light", "dark"])),
        lambda: QTest.mouseMove(canvas.viewport(), QPoint(chance.randrange(200, 600), 200)),
    ]
    for _ in range(10):
        turn(wide, chance.choice(["lens", "bond"]))
        for _ in range(chance.randrange(3)):
            chance.choice(happenings)()
            canvas.viewport().repaint()
            if canvas._coming is not None:
                canvas._coming._go_on()
    wanted = canvas.lens_wanted.name, canvas.has_bond
    picture = arrived(wide, qtbot)
    assert (canvas.lens.name, canvas.layout_.measures.bond) == wanted
    assert canvas.frame.hidden == frozenset()
    assert differing(picture, fresh(wide)) <= CUT


def test_a_view_that_is_closed_paints_no_more_of_its_map(wide: Hand, qtbot: QtBot) -> None:
    canvas = wide.canvas
    turn(wide, "lens")
    qtbot.waitUntil(lambda: canvas.passage is not None)
    canvas.zoom_to(0.9)
    canvas._paint_aside()
    canvas._settling.start()
    turn(wide, "bond")
    canvas.close_scene()
    timers = canvas._rest, canvas._slices, canvas._settling
    assert not any(timer.isActive() for timer in timers)
    assert (canvas._coming, canvas.passage) == (None, None)
    canvas.scene = Scene(canvas.journey)
