"""Selecting by hand and by keys, and getting around."""

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from model.notes import add_note
from tests.widgets.canvas.conftest import Hand, Story
from widgets.canvas.hints import hints_for

SHIFT = Qt.KeyboardModifier.ShiftModifier
CTRL = Qt.KeyboardModifier.ControlModifier


def turn(
    hand: Hand, at: QPointF, by: int, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    port = hand.canvas.viewport()
    event = QWheelEvent(
        at, QPointF(port.mapToGlobal(at.toPoint())), QPoint(), QPoint(0, by),
        Qt.MouseButton.NoButton, keys, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(port, event)


def test_a_click_selects_and_shift_adds_and_takes_out(hand: Hand, story: Story) -> None:
    one, two = story.touchpoints[0], story.touchpoints[2]
    hand.click(hand.card(one))
    assert hand.canvas.selection.ids == (one,)
    hand.click(hand.card(two), SHIFT)
    assert hand.canvas.selection.ids == (one, two)
    hand.click(hand.card(one), SHIFT)
    assert hand.canvas.selection.ids == (two,)


def test_a_click_on_one_of_several_selects_it_alone(hand: Hand, story: Story) -> None:
    hand.canvas.select_all()
    hand.click(hand.card(story.touchpoints[1]))
    assert hand.canvas.selection.ids == (story.touchpoints[1],)


def test_a_rubber_band_selects_what_it_touches_and_esc_restores(hand: Hand, story: Story) -> None:
    hand.canvas.selection.choose([story.touchpoints[5]])
    start = hand.cell(story.phases[0], story.channels[2], 0.05) + QPointF(0, 30)
    end = hand.card(story.touchpoints[1]) + QPointF(8, 0)
    hand.pull(start, end)
    assert set(hand.canvas.selection.ids) == set(story.touchpoints[:3])
    QTest.keyClick(hand.canvas, Qt.Key.Key_Escape)
    hand.let_go(end)
    assert hand.canvas.selection.ids == (story.touchpoints[5],)
    hand.drag(start, end)
    assert set(hand.canvas.selection.ids) == set(story.touchpoints[:3])


def test_a_click_on_nothing_clears_and_so_does_esc(hand: Hand, story: Story) -> None:
    hand.canvas.select_all()
    hand.click(hand.cell(story.phases[2], story.channels[2]))
    assert hand.canvas.selection.ids == ()
    hand.canvas.select_all()
    QTest.keyClick(hand.canvas, Qt.Key.Key_Escape)
    assert hand.canvas.selection.ids == ()


def test_tab_walks_the_journey_both_ways(hand: Hand, story: Story) -> None:
    hand.click(hand.card(story.touchpoints[0]))
    QTest.keyClick(hand.canvas, Qt.Key.Key_Tab)
    assert hand.canvas.selection.only == story.touchpoints[1]
    QTest.keyClick(hand.canvas, Qt.Key.Key_Backtab, SHIFT)
    assert hand.canvas.selection.only == story.touchpoints[0]


def test_walking_goes_along_the_journey_and_between_lanes(hand: Hand, story: Story) -> None:
    walk, selection = hand.canvas.walk, hand.canvas.selection
    walk("right")
    assert selection.only == story.touchpoints[0]
    walk("down")
    assert selection.only == story.touchpoints[2]
    walk("next")
    walk("previous")
    assert selection.only == story.touchpoints[2]
    walk("up")
    assert selection.only in story.touchpoints[:2]


def test_phases_and_lanes_can_be_selected(hand: Hand, story: Story) -> None:
    hand.click(QPointF(hand.cell(story.phases[1], story.channels[0]).x(), 20))
    assert hand.canvas.selection.only == story.phases[1]
    hand.click(QPointF(60, hand.cell(story.phases[0], story.channels[1]).y()))
    assert hand.canvas.selection.only == story.channels[1]


def test_the_place_under_the_pointer_stays_while_zooming(hand: Hand) -> None:
    hand.canvas.zoom_to(2.0)
    at = QPointF(600, 400)
    before = hand.canvas.camera.to_mm(at)
    turn(hand, at, 120, CTRL)
    assert hand.canvas.camera.zoom > 2.0
    after = hand.canvas.camera.to_mm(at)
    assert abs(after[0] - before[0]) < 0.1
    assert abs(after[1] - before[1]) < 0.1


def test_the_wheel_pans_and_zoom_stays_within_its_range(hand: Hand) -> None:
    hand.canvas.zoom_to(9.0)
    assert hand.canvas.camera.zoom == 4.0
    down = hand.canvas.verticalScrollBar()
    down.setValue(100)
    turn(hand, QPointF(500, 400), -120)
    assert down.value() > 100
    hand.canvas.zoom_to(0.001)
    assert hand.canvas.camera.zoom == 0.1


def test_middle_button_and_space_move_the_map(hand: Hand) -> None:
    hand.canvas.zoom_to(3.0)
    across, middle = hand.canvas.horizontalScrollBar(), Qt.MouseButton.MiddleButton
    start = across.value()
    hand.press(QPointF(600, 400), button=middle)
    hand.move(QPointF(560, 380), button=middle)
    hand.let_go(QPointF(560, 380), button=middle)
    assert across.value() == start + 40
    QTest.keyPress(hand.canvas, Qt.Key.Key_Space)
    hand.drag(QPointF(600, 400), QPointF(640, 400))
    QTest.keyRelease(hand.canvas, Qt.Key.Key_Space)
    assert across.value() == start
    assert hand.canvas.selection.ids == ()


def test_fit_shows_all_and_fit_selection_shows_the_selection(hand: Hand, story: Story) -> None:
    canvas, area = hand.canvas, hand.canvas.map_rect()
    canvas.fit()
    assert canvas.part == (0.0, canvas.layout_.width)
    canvas.selection.choose(story.touchpoints[3:5])
    canvas.fit_selection()
    for one in story.touchpoints[3:5]:
        rect = canvas.card_rect(one)
        assert rect is not None
        assert area.contains(rect)


def test_the_part_in_sight_is_told_and_can_be_asked_for(hand: Hand) -> None:
    told: list[tuple[float, float]] = []
    hand.canvas.zoom_to(2.0)
    hand.canvas.part_changed.connect(lambda left, right: told.append((left, right)))
    left, right = hand.canvas.part
    hand.canvas.show_part(left - 20, right - 20)
    assert abs(hand.canvas.part[0] - left + 20) < 0.2
    assert told[-1] == hand.canvas.part
    hand.canvas.show_part(10, 70)
    assert abs(hand.canvas.part[0] - 10) < 0.5
    assert abs(hand.canvas.part[1] - 70) < 1.5


def test_hints_say_what_can_be_done_now(hand: Hand, story: Story) -> None:
    told: list[tuple[tuple[str, str], ...]] = []
    hand.canvas.hints_changed.connect(told.append)
    hand.click(hand.card(story.touchpoints[0]))
    assert ("Enter", "edit") in told[-1]
    hand.pull(hand.card(story.touchpoints[0]), hand.card(story.touchpoints[2]))
    assert ("Esc", "puts it back") in told[-1]
    assert all(len(hints) <= 3 for hints in told)


def test_hints_for_several_tell_only_keys_that_do_something_to_them(hand: Hand, story: Story) -> None:
    notes = [add_note(hand.store, 10.0 * number, 90.0) for number in range(2)]

    def keys(*chosen: str) -> list[str]:
        hand.canvas.selection.choose(chosen)
        return [key for key, _ in hints_for(hand.canvas)]

    assert keys(*story.touchpoints[:2]) == keys(story.touchpoints[0], *notes) == ["1–5", "P", "Del"]
    assert keys(*story.handovers[:2]) == ["P", "Del"]
    assert keys(*notes) == ["Alt+Shift+→", "+", "Del"]
    assert keys(*story.phases[:2]) == ["Del"]


def test_a_place_comes_back_under_a_pointer_that_rests_however_small_the_map_was(hand: Hand) -> None:
    canvas = hand.canvas
    canvas.fit()
    canvas.zoom_to(0.3)
    at = canvas.camera.to_px(*canvas.layout_.card(canvas.journey.touchpoints[3]).middle)
    place = canvas.camera.to_mm(at)
    for _ in range(28):
        canvas.zoom_to(canvas.camera.zoom * 1.1, at)
    assert canvas.camera.zoom > 2
    there = canvas.camera.to_px(*place)
    assert abs(there.x() - at.x()) < 3
    assert abs(there.y() - at.y()) < 3


def test_undo_of_what_was_made_selects_what_was_selected_before(hand: Hand, story: Story) -> None:
    canvas, one = hand.canvas, story.touchpoints[2]
    canvas.selection.choose([one])
    hand.drag(hand.card(one), hand.cell(story.phases[2], story.channels[2]), Qt.KeyboardModifier.AltModifier)
    (copy,) = canvas.selection.ids
    assert copy != one
    canvas.add_next("right")
    QTest.keyClick(canvas.editing.field, Qt.Key.Key_Return)  # type: ignore[union-attr]
    assert canvas.selection.only not in (one, copy)
    hand.history.undo()
    assert canvas.selection.ids == (copy,)
    hand.history.undo()
    assert canvas.selection.ids == (one,)


def test_what_nobody_had_selected_is_not_selected_by_undo(hand: Hand, story: Story) -> None:
    canvas = hand.canvas
    canvas.selection.choose([story.touchpoints[2]])
    QTest.keyClick(canvas, Qt.Key.Key_Escape)
    canvas.add_touchpoint()
    QTest.keyClick(canvas.editing.field, Qt.Key.Key_Return)  # type: ignore[union-attr]
    assert canvas.selection.ids
    while hand.history.can_undo and canvas.selection.ids:
        hand.history.undo()
    assert canvas.selection.ids == ()
