"""KPI chains and the plan: lit, drawn and dated by hand and by key, one undoable step each."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from model.findings import Initiative, Kpi, NamedGap
from model.history import History
from model.operations import delete, set_field
from model.plan import USUAL, Span, grouped, months_between, span_of, stretch_of, undated
from model.registers import drive
from tests.widgets.registers.conftest import LEFT, TODAY, Hands, focus
from tests.widgets.room import pick, retype
from widgets.registers.chain import Chain
from widgets.registers.chain_map import ChainMap
from widgets.registers.plan import Plan
from widgets.registers.plan_bar import PlanBar, moved

pytestmark = pytest.mark.allows_log(
    "does not support"
)  # Said of open lists by the platform without a screen.
Show = Callable[..., Hands]
NOTHING = Qt.KeyboardModifier.NoModifier


def chain_of(hands: Hands) -> tuple[Chain, ChainMap]:
    hands.page.show_view("Chain")
    QApplication.processEvents()
    chain = hands.page.other
    assert isinstance(chain, Chain)
    return chain, chain.map


def plan_of(hands: Hands) -> Plan:
    hands.page.show_view("Plan")
    QApplication.processEvents()
    plan = hands.page.other
    assert isinstance(plan, Plan)
    return plan


def kpi(hands: Hands, record: str) -> Kpi:
    found = hands.store.find(Kpi, record)
    assert found is not None
    return found


def initiative(hands: Hands, record: str) -> Initiative:
    found = hands.store.find(Initiative, record)
    assert found is not None
    return found


def drag(start: QWidget, at: QPoint, by: QPoint) -> None:
    """Press, move in steps and let go, as a hand does."""
    first = start.mapToGlobal(at)
    QTest.mousePress(start, LEFT, NOTHING, at)
    for step in range(1, 5):
        QTest.mouseMove(start, start.mapFromGlobal(first + QPoint(by.x() * step // 4, by.y() * step // 4)))
    QTest.mouseRelease(start, LEFT, NOTHING, start.mapFromGlobal(first + by))


# -- the chain


def test_a_chain_stands_in_three_columns_and_marks_what_leads_to_no_money(on_screen: Show) -> None:
    chain, chart = chain_of(on_screen("kpi"))
    assert chart.columns == [["kp_1"], ["kp_2", "kp_4"], ["kp_3"]]
    lefts = [chart.boxes[column[0]].x() for column in chart.columns]
    assert lefts == sorted(set(lefts))
    assert [one for one, box in chart.boxes.items() if not box.pays] == ["kp_4"]
    assert "No chain leads from here" in chart.boxes["kp_4"].accessibleName()
    assert chain.head.text() == "1 of 4 leads to no money"
    assert chart.says() == "Effort drives Calls, 3 of 5; Calls drives Cost, 5 of 5"


def test_choosing_a_kpi_lights_its_chain_and_shows_its_readings(on_screen: Show) -> None:
    hands = on_screen("kpi")
    chain, chart = chain_of(hands)
    QTest.mouseClick(chart.boxes["kp_1"], LEFT)
    assert hands.chosen[-1] == ["kp_1"]
    assert chart.lit == {"kp_1", "kp_2", "kp_3"}
    assert [one for one, box in chart.boxes.items() if box.is_faded] == ["kp_4"]
    assert chain.known is not None
    said = "Readings: 1 Jan 2026 6, 1 Jun 2026 5, target 3"
    assert chain.known.line.accessibleName() == said


def test_a_line_pulled_from_box_to_box_is_a_drive_of_the_strength_that_is_asked(on_screen: Show) -> None:
    hands = on_screen("kpi")
    _, chart = chain_of(hands)
    start, end = chart.boxes["kp_4"], chart.boxes["kp_3"]
    drag(start, start.rect().center(), end.geometry().center() - start.geometry().center())
    pick(chart.picker, 1)
    assert kpi(hands, "kp_4").drives == {"kp_3": 4}
    assert chart.boxes["kp_4"].pays
    assert hands.history.undo_label == "Drive a KPI"
    hands.history.undo()
    assert not chart.boxes["kp_4"].pays


def test_a_line_that_is_let_go_nowhere_drives_nothing(on_screen: Show) -> None:
    hands = on_screen("kpi")
    _, chart = chain_of(hands)
    box = chart.boxes["kp_4"]
    drag(box, box.rect().center(), QPoint(0, 100))
    assert chart.picker is None
    assert not hands.history.can_undo


def test_a_chain_is_walked_chosen_and_drawn_by_keys(on_screen: Show) -> None:
    hands = on_screen("kpi")
    chain, chart = chain_of(hands)
    hands.page.take_keys()
    assert focus() is chart.boxes["kp_1"]
    for key, there in (
        ("Right", "kp_2"),
        ("Down", "kp_4"),
        ("Right", "kp_3"),
        ("Left", "kp_2"),
        ("Up", "kp_2"),
    ):
        hands.press(key)
        assert focus() is chart.boxes[there]
    hands.press("Down")
    hands.press("Return")
    assert chain.known is not None
    drives = chain.known.bindings[0].editor
    QTest.mouseClick(drives.add, LEFT)  # type: ignore[attr-defined]
    pick(drives.picker, 2)  # type: ignore[attr-defined]
    assert kpi(hands, "kp_4").drives == {"kp_3": 3}


def test_a_reading_is_added_in_place(on_screen: Show) -> None:
    hands = on_screen("kpi")
    chain, chart = chain_of(hands)
    QTest.mouseClick(chart.boxes["kp_2"], LEFT)
    known = chain.known
    assert known is not None
    day, value = known.fields
    assert day.value == TODAY
    QTest.mouseClick(known.add, LEFT)
    assert value.complaint == "Write the value."
    retype(day.line, "2026-11-01", None)
    retype(value.line, "120")
    found = kpi(hands, "kp_2")
    assert [tuple(one) for one in found.readings] == [(date(2026, 11, 1), 120)]
    assert (found.now, value.line.text()) == (120, "")
    assert hands.history.undo_label == "Add a reading"


def test_a_chain_follows_the_map(on_screen: Show) -> None:
    hands = on_screen("kpi")
    chain, chart = chain_of(hands)
    QTest.mouseClick(chart.boxes["kp_2"], LEFT)
    drive(hands.store, "kp_4", "kp_2", 1)
    assert chart.lit == set(chart.boxes)
    delete(hands.store, ["kp_2"])
    assert "kp_2" not in chart.boxes
    assert chain.known is None
    set_field(hands.store, "kp_4", "level", "customer")
    assert chart.columns == [["kp_1", "kp_4"], [], ["kp_3"]]


def test_every_line_has_a_way_also_round_and_back(on_screen: Show) -> None:
    hands = on_screen("kpi")
    _, chart = chain_of(hands)
    drive(hands.store, "kp_3", "kp_1", 2)
    drive(hands.store, "kp_2", "kp_4", 2)
    drive(hands.store, "kp_1", "kp_3", 2)
    ends = [(chart.way_of(one).elementAt(0), chart.way_of(one).currentPosition()) for one in chart.drives]
    assert len(ends) == 5
    assert not chart.grab().isNull()
    boxes = [box.geometry() for box in chart.boxes.values()]
    straight = next(one for one in chart.drives if (one.source, one.target) == ("kp_1", "kp_3"))
    way = chart.way_of(straight)
    middle = way.pointAtPercent(0.5).toPoint()
    assert not any(box.contains(middle) for box in boxes)


# -- the plan


def test_the_plan_groups_by_lever_or_owner_and_lists_what_has_no_dates(on_screen: Show) -> None:
    hands = on_screen("initiative")
    plan = plan_of(hands)
    assert [(name, [one.id for one in ones]) for name, ones in plan.map.groups] == [("Process", ["in_1"])]
    assert list(plan.waiting) == ["in_2"]
    assert plan.map.bars["in_1"].is_critical
    QTest.mouseClick(plan.by.segments["owner"], LEFT)
    assert [name for name, _ in plan.map.groups] == ["Lena"]
    said = "Send a message, 1 Dec 2026 – 20 Jan 2027, Lena, closes Silent wait"
    assert plan.map.bars["in_1"].accessibleName() == said


@pytest.mark.parametrize(("part", "starts", "ends"), [("start", 10, 0), ("end", 0, 10), ("whole", 10, 10)])
def test_a_bar_is_dragged_by_its_ends_or_whole(on_screen: Show, part: str, starts: int, ends: int) -> None:
    hands = on_screen("initiative")
    plan = plan_of(hands)
    bar, before = plan.map.bars["in_1"], initiative(hands, "in_1")
    x = {"start": 2, "end": bar.width() - 3, "whole": bar.width() // 2}[part]
    drag(bar, QPoint(x, 8), QPoint(round(10 * plan.map.day_width), 0))
    after = initiative(hands, "in_1")
    assert after.starts == before.starts + timedelta(days=starts)  # type: ignore[operator]
    assert after.ends == before.ends + timedelta(days=ends)  # type: ignore[operator]
    assert hands.history.undo_label == "Change the dates of an initiative"
    hands.history.undo()
    assert initiative(hands, "in_1") == before
    assert not hands.history.can_undo


def test_esc_puts_a_dragged_bar_back(on_screen: Show) -> None:
    hands = on_screen("initiative")
    plan = plan_of(hands)
    bar = plan.map.bars["in_1"]
    bar.setFocus()
    place = bar.geometry()
    QTest.mousePress(bar, LEFT, NOTHING, QPoint(40, 8))
    QTest.mouseMove(bar, QPoint(120, 8))
    assert bar.geometry() != place
    QTest.keyClick(bar, Qt.Key.Key_Escape)
    QTest.mouseRelease(bar, LEFT, NOTHING, QPoint(120, 8))
    assert bar.geometry() == place
    assert not hands.history.can_undo


def test_a_bar_is_moved_by_keys_and_all_of_it_is_one_step(on_screen: Show) -> None:
    hands = on_screen("initiative")
    plan = plan_of(hands)
    hands.page.take_keys()
    assert focus() is plan.map.bars["in_1"]
    hands.press("Right")
    hands.press("Ctrl+Right")
    hands.press("Shift+Left")
    hands.press("Alt+Left")
    found = initiative(hands, "in_1")
    assert (found.starts, found.ends) == (date(2026, 12, 8), date(2027, 1, 27))
    hands.history.undo()
    assert initiative(hands, "in_1").starts == date(2026, 12, 1)
    assert not hands.history.can_undo
    hands.press("Return")
    assert hands.chosen[-1] == ["in_1"]


def test_what_has_no_dates_gets_them_by_key_and_by_dragging(on_screen: Show) -> None:
    hands = on_screen("initiative")
    plan = plan_of(hands)
    plan.waiting["in_2"].setFocus()
    hands.press("Right")
    found = initiative(hands, "in_2")
    assert (found.starts, found.ends) == (TODAY, TODAY + USUAL)
    assert plan.waiting == {}
    assert focus() is plan.map.bars["in_2"]
    hands.history.undo()
    QApplication.processEvents()
    row, aim = plan.waiting["in_2"], QPoint(round(plan.map.x_of(date(2026, 12, 10))) + 1, 60)
    drag(row, QPoint(20, 10), row.mapFromGlobal(plan.map.mapToGlobal(aim)) - QPoint(20, 10))
    assert initiative(hands, "in_2").starts == date(2026, 12, 10)


def test_the_plan_follows_the_map(on_screen: Show) -> None:
    hands = on_screen("initiative")
    plan = plan_of(hands)
    set_field(hands.store, "in_2", "ends", date(2027, 6, 1))
    assert set(plan.map.bars) == {"in_1", "in_2"}
    assert plan.map.bars["in_2"].span.is_guessed_start
    set_field(hands.store, "in_1", "title", "Write & call")
    assert plan.map.bars["in_1"].title == "Write & call"
    delete(hands.store, ["in_1"])
    assert set(plan.map.bars) == {"in_2"}
    assert plan.map.last >= date(2027, 6, 1)


# -- what the plan is made of


def test_ends_never_pass_each_other() -> None:
    span = Span(date(2026, 1, 1), date(2026, 1, 10))
    assert moved(span, "start", 30) == (date(2026, 1, 10), date(2026, 1, 10))
    assert moved(span, "end", -30) == (date(2026, 1, 1), date(2026, 1, 1))
    assert moved(span, "whole", 31) == (date(2026, 2, 1), date(2026, 2, 10))


def test_spans_months_and_horizons(on_screen: Show) -> None:
    hands = on_screen("initiative")
    journey = hands.page.ledger.bench.journey
    assert span_of(Initiative(id="in_9")) is None
    assert span_of(Initiative(id="in_9", starts=TODAY)) == Span(TODAY, TODAY + USUAL, is_guessed_end=True)
    wrong = Initiative(id="in_9", starts=date(2027, 1, 1), ends=date(2026, 1, 1))
    assert span_of(wrong) == Span(date(2026, 1, 1), date(2027, 1, 1))
    months = [date(2026, 12, 1), date(2027, 1, 1), date(2027, 2, 1)]
    assert months_between(date(2026, 12, 5), date(2027, 1, 2)) == months
    assert stretch_of((), TODAY) == (date(2026, 11, 1), date(2027, 1, 31))
    assert [(horizon, [one.id for one in ones]) for horizon, ones in undated(journey)] == [
        ("later", ["in_2"])
    ]
    assert [name for name, _ in grouped(journey, "owner")] == ["Lena"]
    assert isinstance(hands.history, History)
    assert hands.store.find(NamedGap, "ng_2") is not None


def test_a_bar_too_short_for_its_title_leaves_it_to_the_plan(on_screen: Show) -> None:
    plan = plan_of(on_screen("initiative"))
    bar = plan.map.bars["in_1"]
    assert isinstance(bar, PlanBar)
    bar.resize(300, 22)
    assert bar.holds_title
    bar.resize(40, 22)
    assert not bar.holds_title
    assert not plan.grab().isNull()
