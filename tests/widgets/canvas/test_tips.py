"""Where words on the map are cut or too small to read, a tip says them while the pointer rests there."""

from PySide6.QtCore import QPointF
from PySide6.QtGui import QImage

from tests.widgets.canvas.conftest import Hand, Story
from widgets.canvas.tag import LINE, PAD, WIDEST, _broken, _drawn
from widgets.canvas.tips import tip_at


def test_a_card_that_can_be_read_needs_no_tip_and_a_small_one_has_its_title(hand: Hand, story: Story) -> None:
    one = story.touchpoints[3]
    assert tip_at(hand.canvas, hand.card(one)) == ""
    hand.canvas.zoom_to(0.5)
    assert tip_at(hand.canvas, hand.card(one)) == "4  Step 4"
    hand.canvas.zoom_to(0.15)
    assert tip_at(hand.canvas, hand.card(one)) == "4  Step 4"


def test_a_title_that_is_cut_is_said_in_full(hand: Hand, story: Story) -> None:
    one, title = (
        story.touchpoints[3],
        "A title of many words that no card could ever hold in its few lines " * 2,
    )
    with hand.store.transaction("Rename") as change:
        change.update(one, title=title)
    assert tip_at(hand.canvas, hand.card(one)) == f"4  {title}"


def test_phases_and_lanes_are_said_in_full_where_they_are_shortened(hand: Hand, story: Story) -> None:
    phase, lane = story.phases[1], story.channels[0]
    cell = hand.cell(phase, lane, 0.3)
    over_phase, over_lane = QPointF(cell.x(), 20), QPointF(60, cell.y())
    with hand.store.transaction("Rename") as change:
        change.update(lane, title="Web & app")
        change.update(phase, title="Buy", customer_goal="Let me")
    assert (tip_at(hand.canvas, over_phase), tip_at(hand.canvas, over_lane)) == ("", "")
    goal = "Tell me what it costs before I have to say who I am and where I live"
    with hand.store.transaction("Rename") as change:
        change.update(lane, title="Donaudampfschifffahrtsgesellschaft")
        change.update(phase, title="Buy", when="Day 2", customer_goal=goal)
    assert tip_at(hand.canvas, over_lane) == "Donaudampfschifffahrtsgesellschaft"
    assert tip_at(hand.canvas, over_phase) == f"Buy  Day 2\n“{goal}”"


def test_a_lane_with_room_for_two_lines_is_not_shortened(hand: Hand, story: Story) -> None:
    with hand.store.transaction("Rename") as change:
        change.update(story.channels[0], title="Digital order desk")
    at = QPointF(60, hand.cell(story.phases[0], story.channels[0]).y())
    assert tip_at(hand.canvas, at) == ""


def test_a_hand_on_what_is_locked_reads_all_of_why_and_what_the_key_does_next(
    hand: Hand, story: Story
) -> None:
    canvas = hand.canvas
    canvas.lock.turn()
    span = canvas.layout_.phases[1]
    title = QPointF(canvas.camera.across(span.start) + 40, 20)
    hand.pull(title, title + QPointF(160, 0))
    assert canvas.gesture is not None
    assert canvas.gesture.tag is not None
    whole = _drawn(canvas.look, canvas.look.theme, canvas.look.contrast, canvas.gesture.tag, 1.0)
    words, rest = _broken(canvas.look, canvas.gesture.tag.pieces)
    assert (words[-1][1] + " " + rest).endswith("then unlocks.")
    assert whole.height() == 2 * LINE + 8
    assert whole.width() <= WIDEST + 2 * PAD
    assert canvas.gesture.hints == (("Ctrl+Shift+L", "locks everything, then unlocks"),)
    hand.let_go(title + QPointF(160, 0))
    canvas.lock.turn()
    hand.pull(hand.card(story.touchpoints[0]), hand.card(story.touchpoints[0]) + QPointF(90, 0))
    assert canvas.gesture is not None
    assert canvas.gesture.hints == (("Ctrl+Shift+L", "unlocks"),)


def test_a_phase_without_room_for_its_title_tells_no_time_either(hand: Hand, story: Story) -> None:
    canvas, phase = hand.canvas, story.phases[0]
    span = canvas.layout_.phases[0]

    def header(when: str) -> QImage:
        with hand.store.transaction("Rename") as change:
            change.update(phase, title="Set up", when=when)
        return canvas.grab().toImage().copy(canvas.margins.phase_rect(span, canvas.camera).toRect())

    canvas.zoom_to(canvas.camera.zoom * 50 / canvas.margins.phase_rect(span, canvas.camera).width())
    assert canvas.margins.phase_rect(span, canvas.camera).width() < 56
    assert header("D") == header("")
    canvas.zoom_to(canvas.camera.zoom * 4)
    assert header("D") != header("")
