"""How the map is looked at: the rest fades, lanes change, and the map itself stays as it was."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from model.drawing.curves import whose_point
from model.focus import Focus
from model.operations import add_persona, delete, set_field, set_mood
from model.records import Department, Touchpoint
from model.store import Store
from tests.widgets.canvas.conftest import Hand, Story
from widgets.canvas.far import FADED_CARDS


def touchpoint(hand: Hand, one: str) -> Touchpoint:
    found = hand.store.find(Touchpoint, one)
    assert found is not None
    return found


def colour_at(hand: Hand, at: QPointF) -> QColor:
    picture = hand.canvas.grab_frame()
    return QColor(picture.pixel((at * picture.devicePixelRatio()).toPoint()))


def darkness(hand: Hand, one: str) -> int:
    """How dark the darkest dot of a card is."""
    card = hand.canvas.card_rect(one)
    assert card is not None
    picture = hand.canvas.grab_frame().copy(card.toRect().adjusted(3, 3, -3, -3))
    return min(
        QColor(picture.pixel(x, y)).value() for x in range(picture.width()) for y in range(picture.height())
    )


@pytest.fixture
def two(hand: Hand, story: Story) -> tuple[str, str]:
    """A second persona, who meets only the first three touchpoints and is angry there; the ids of both."""
    first = hand.canvas.journey.personas[0].id
    second = add_persona(hand.store, "Daniel")
    for one in story.touchpoints[:3]:
        set_mood(hand.store, one, second, -2.0)
    for one in story.touchpoints[3:]:
        set_field(hand.store, one, "personas", frozenset([first]))
    return first, second


@pytest.fixture
def departments(hand: Hand, story: Story) -> tuple[str, str]:
    """Two departments; the first answers for the first two touchpoints, the other for the third."""
    with hand.store.transaction("Add departments") as change:
        one = change.create(Department, title="Retail", rank="a")
        other = change.create(Department, title="Care", rank="b")
        for place, department in ((0, one), (1, one), (2, other)):
            change.update(story.touchpoints[place], department=department)
    return one, other


# -- focus


def test_what_is_not_in_focus_fades_and_comes_back(hand: Hand, story: Story, two: tuple[str, str]) -> None:
    before = darkness(hand, story.touchpoints[3])
    hand.canvas.look_at(Focus(frozenset([two[1]])))
    assert darkness(hand, story.touchpoints[3]) > 255 - (255 - before) * (FADED_CARDS + 0.05)
    assert darkness(hand, story.touchpoints[0]) < 120
    hand.canvas.look_at()
    assert darkness(hand, story.touchpoints[3]) == before


def test_esc_ends_the_focus_when_there_is_nothing_else_to_leave(
    hand: Hand, story: Story, two: tuple[str, str]
) -> None:
    hand.canvas.look_at(Focus(frozenset([two[1]])))
    hand.click(hand.card(story.touchpoints[0]))
    QTest.keyClick(hand.canvas, Qt.Key.Key_Escape)
    assert hand.canvas.selection.ids == ()
    assert hand.canvas.focus
    QTest.keyClick(hand.canvas, Qt.Key.Key_Escape)
    assert not hand.canvas.focus


def test_the_curve_of_the_persona_in_focus_is_the_main_one(
    hand: Hand, story: Story, two: tuple[str, str]
) -> None:
    at = hand.point(story.touchpoints[1], -2.0)
    neutral = colour_at(hand, at)
    hand.canvas.look_at(Focus(frozenset([two[1]])))
    assert colour_at(hand, at) != neutral
    record = touchpoint(hand, story.touchpoints[1])
    shown = whose_point(hand.canvas.journey, record, hand.canvas.scene.leads)
    assert shown is not None
    assert shown.id == two[1]


def test_moods_are_set_for_the_persona_in_focus_only(hand: Hand, story: Story, two: tuple[str, str]) -> None:
    one = story.touchpoints[1]
    hand.canvas.look_at(Focus(frozenset([two[1]])))
    hand.click(hand.card(one))
    hand.canvas.set_mood(1)
    assert touchpoint(hand, one).mood == {two[0]: 0.5, two[1]: 1.0}
    hand.drag(hand.point(one, 1.0), hand.point(one, -1.0))
    assert touchpoint(hand, one).mood == {two[0]: 0.5, two[1]: -1.0}
    hand.canvas.look_at()
    hand.canvas.set_mood(2)
    assert touchpoint(hand, one).mood == {two[0]: 2.0, two[1]: 2.0}


def test_a_mood_the_persona_in_focus_has_not_told_can_be_told_by_hand(
    hand: Hand, story: Story, two: tuple[str, str]
) -> None:
    one = story.touchpoints[2]
    set_mood(hand.store, one, two[1], None)
    hand.canvas.look_at(Focus(frozenset([two[1]])))
    hand.drag(hand.point(one, 0.0), hand.point(one, 1.5))
    assert touchpoint(hand, one).mood == {two[0]: -1.0, two[1]: 1.5}


def test_a_focus_follows_the_map(hand: Hand, story: Story, two: tuple[str, str]) -> None:
    told: list[Focus] = []
    hand.canvas.focus_changed.connect(told.append)
    hand.canvas.look_at(Focus(frozenset([two[1]])))
    set_field(hand.store, story.touchpoints[5], "personas", frozenset())
    assert hand.canvas.kept is not None
    assert story.touchpoints[5] in hand.canvas.kept
    delete(hand.store, [two[1]])
    assert not hand.canvas.focus
    assert told == [Focus(frozenset([two[1]])), Focus()]
    assert hand.canvas.kept is None


def test_looking_changes_nothing_that_could_be_undone(
    hand: Hand, story: Story, departments: tuple[str, str]
) -> None:
    label = hand.history.undo_label
    hand.canvas.look_at(Focus(failing=True))
    hand.canvas.choose_lens("department")
    assert hand.history.undo_label == label


# -- lens


def test_a_drop_into_another_lane_changes_the_department_and_keeps_the_channel(
    hand: Hand, story: Story, departments: tuple[str, str]
) -> None:
    hand.canvas.choose_lens("department")
    first = story.touchpoints[0]
    channel = touchpoint(hand, first).place.channel
    hand.drag(hand.card(first), hand.cell(story.phases[1], departments[1]))
    moved = touchpoint(hand, first)
    assert (moved.place.phase, moved.place.channel, moved.department) == (
        story.phases[1],
        channel,
        departments[1],
    )
    hand.drag(hand.card(first), hand.cell(story.phases[1], "de_none"))
    assert touchpoint(hand, first).department is None
    hand.history.undo()
    hand.history.undo()
    assert touchpoint(hand, first).department == departments[0]


def test_adding_in_a_department_asks_nothing(hand: Hand, story: Story, departments: tuple[str, str]) -> None:
    hand.canvas.choose_lens("department")
    hand.double_click(hand.cell(story.phases[2], departments[1], 0.9))
    made = hand.canvas.selection.only
    assert made is not None
    QTest.keyClicks(hand.canvas.editing.field, "Calls back")  # type: ignore[union-attr]
    QTest.keyClick(hand.canvas.editing.field, Qt.Key.Key_Return)  # type: ignore[union-attr]
    record = touchpoint(hand, made)
    assert (record.title, record.department) == ("Calls back", departments[1])
    assert record.place.channel == touchpoint(hand, story.touchpoints[5]).place.channel


def test_a_channel_from_the_palette_lands_in_the_department_under_the_hand(
    hand: Hand, story: Story, departments: tuple[str, str]
) -> None:
    hand.canvas.choose_lens("department")
    at = hand.cell(story.phases[0], departments[1], 0.95)
    hand.carry(f"channel:{story.channels[2]}", at)
    hand.drop(at)
    record = touchpoint(hand, str(hand.canvas.selection.only))
    assert (record.place.channel, record.department) == (story.channels[2], departments[1])


def test_keys_walk_and_add_along_departments(hand: Hand, story: Story, departments: tuple[str, str]) -> None:
    hand.canvas.choose_lens("department")
    hand.click(hand.card(story.touchpoints[2]))
    hand.canvas.walk("up")
    assert touchpoint(hand, str(hand.canvas.selection.only)).department == departments[0]
    hand.canvas.add_next("down")
    made = touchpoint(hand, str(hand.canvas.selection.only))
    assert made.department == departments[1]
    assert [h.target for h in hand.canvas.journey.leaving(story.touchpoints[1])].count(made.id) == 1


def test_a_department_is_renamed_in_its_lane(hand: Hand, story: Story, departments: tuple[str, str]) -> None:
    hand.canvas.choose_lens("department")
    hand.double_click(QPointF(60, hand.cell(story.phases[0], departments[0]).y()))
    assert hand.canvas.editing is not None
    QTest.keyClicks(hand.canvas.editing.field, "Shops")
    QTest.keyClick(hand.canvas.editing.field, Qt.Key.Key_Return)
    found = hand.store.find(Department, departments[0])
    assert found is not None
    assert found.title == "Shops"


def test_the_selected_card_stays_where_it_is_while_the_lens_changes(
    hand: Hand, story: Story, departments: tuple[str, str]
) -> None:
    hand.canvas.zoom_to(2.5)
    one = story.touchpoints[2]
    hand.canvas.choose_and_show(one)
    hand.canvas.verticalScrollBar().setValue(hand.canvas.verticalScrollBar().maximum() // 2)
    hand.canvas.horizontalScrollBar().setValue(hand.canvas.horizontalScrollBar().maximum() // 3)
    for name in ("department", "customer"):
        before = hand.card(one)
        hand.canvas.choose_lens(name)  # type: ignore[arg-type]
        assert (hand.card(one) - before).manhattanLength() < 2


def test_the_passage_to_a_lens_is_smooth_and_a_hand_ends_it(
    qtbot: QtBot, story: Story, departments: tuple[str, str], hand: Hand
) -> None:
    canvas = hand.canvas
    canvas.look.reduced_motion = False
    canvas.choose_lens("department")
    passage = canvas.passage
    assert passage is not None
    assert {flight.start != flight.end for flight in passage.flights} >= {True}
    hand.press(hand.card(story.touchpoints[0]))
    assert canvas.passage is None
    hand.let_go(hand.card(story.touchpoints[0]))
    canvas.choose_lens("customer")
    qtbot.waitUntil(lambda: canvas.passage is None)
    assert canvas.frame.hidden == frozenset()


def test_lanes_of_a_map_without_departments_can_be_worked_in(
    on_canvas: Callable[[Store], Hand], story: Story
) -> None:
    hand = on_canvas(story.store)
    hand.canvas.choose_lens("department")
    assert [lane.id for lane in hand.canvas.layout_.lanes] == ["de_none"]
    hand.double_click(hand.cell(story.phases[2], "de_none", 0.9))
    assert hand.canvas.editing is not None


def test_what_is_lit_stands_out_until_escape_gives_back_the_focus(hand: Hand, story: Story) -> None:
    canvas = hand.canvas
    canvas.look_at(Focus(failing=True))
    before = canvas.kept
    canvas.light(story.touchpoints[:2])
    assert canvas.kept == set(story.touchpoints[:2])
    assert canvas.frame.strength is not None
    figure = canvas.scene.figure(f"card:{story.touchpoints[4]}")
    assert figure is not None
    assert canvas.frame.strength(figure) < 1
    QTest.keyClick(canvas, Qt.Key.Key_Escape)
    assert canvas.lit is None
    assert canvas.kept == before
    left: list[bool] = []
    canvas.left.connect(lambda: left.append(True))
    QTest.keyClick(canvas, Qt.Key.Key_Escape)
    assert not canvas.focus
    assert left == []
    QTest.keyClick(canvas, Qt.Key.Key_Escape)
    assert left == [True]
