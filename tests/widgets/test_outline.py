"""The outline is the map as a tree: the same rows, the same selection, whatever happens to either."""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from model.behaviours import BEHAVIOURS
from model.history import History
from model.journey import Journey
from model.operations import (
    add_phase,
    add_touchpoint,
    delete,
    hand_over,
    mark_pain,
    move_touchpoints,
    rename,
    reorder,
)
from model.records import Handover, Phase, Touchpoint
from model.store import Store
from tests.journeys import long_map
from widgets.look import Look
from widgets.outline import Outline
from widgets.outline.panel import OPENED
from widgets.outline.tree import TOO_MANY, JourneyTree
from widgets.selection import Selection

# What Qt's offscreen platform says of every window of its own.
pytestmark = pytest.mark.allows_log("propagateSizeHints")


STEPS = ["add", "connect", "move", "delete", "phase", "order", "undo", "redo"]


class Reader:
    """A journey, its outline, and what stands in it."""

    def __init__(self, look: Look, length: int = 60) -> None:
        self.store = Store.holding(long_map(length), BEHAVIOURS)
        self.journey, self.selection = Journey(self.store), Selection()
        self.history = History(self.store)
        self.outline = Outline(self.journey, self.selection, look)

    def rows(self, parent: QModelIndex | None = None) -> list[object]:
        """Every row as [record, rows below], as the tree has them."""
        return rows_of(self.outline.tree, parent or QModelIndex())

    def should_be(self) -> list[object]:
        leaving = self.journey.leaving
        return [
            [
                phase,
                [[one, [[h.id, []] for h in leaving(one)]] for one in self.journey.in_phase(phase)],
            ]
            for phase in self.journey.phases
        ]


def rows_of(tree: JourneyTree, parent: QModelIndex) -> list[object]:
    indexes = [tree.index(row, 0, parent) for row in range(tree.rowCount(parent))]
    assert all(tree.parent(index) == parent for index in indexes)
    return [[tree.record(index), rows_of(tree, index)] for index in indexes]


@pytest.fixture
def reader(look: Look, qtbot: QtBot) -> Iterator[Reader]:
    reader = Reader(look)
    qtbot.addWidget(reader.outline)
    reader.outline.resize(280, 700)
    with qtbot.waitExposed(reader.outline):
        reader.outline.show()
    reader.outline.activateWindow()
    reader.outline.setFocus()
    yield reader
    reader.outline.close_down()


def test_it_holds_the_whole_journey_in_order(reader: Reader) -> None:
    assert reader.rows() == reader.should_be()


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    st.lists(
        st.tuples(
            st.sampled_from(STEPS),
            st.integers(0, 999),
        )
    ),
    st.integers(1, 4),
)
def test_it_follows_every_step_and_is_as_a_new_one(
    look: Look, steps: list[tuple[str, int]], at_once: int
) -> None:
    reader = Reader(look, 30)
    reader.outline.tree.begin()
    reader.outline.tree.may_wait = lambda: at_once > 1
    tester = QAbstractItemModelTester(
        reader.outline.tree, QAbstractItemModelTester.FailureReportingMode.Fatal
    )
    for count, (step, number) in enumerate(steps, start=1):
        do(reader, step, number)
        if count % at_once == 0:
            reader.outline.catch_up()
            assert reader.rows() == reader.should_be()
    reader.outline.close_down()
    tester.deleteLater()
    reader.outline.deleteLater()


def do(reader: Reader, step: str, number: int) -> None:
    """One step of a facilitator, chosen by a number."""
    store, journey = reader.store, reader.journey
    phases = [one for one in journey.phases if one in store]
    touchpoints, handovers = journey.touchpoints, sorted(store.of(Handover))
    if step == "undo":
        reader.history.undo()
    elif step == "redo":
        reader.history.redo()
    elif step == "phase":
        add_phase(store, "New", phases[number % len(phases)] if phases else None)
    elif step == "order" and phases:
        reorder(store, phases[number % len(phases)], phases[number // 7 % len(phases)])
    elif step == "add" and phases:
        add_touchpoint(store, phases[number % len(phases)], journey.channels[0], "New")
    elif step == "move" and phases and touchpoints:
        chosen = touchpoints[number % len(touchpoints) :][: 1 + number % 3]
        move_touchpoints(store, chosen, phases[number // 3 % len(phases)], None)
    elif step == "connect" and len(touchpoints) > 1:
        ends = touchpoints[number % len(touchpoints)], touchpoints[(number * 7 + 1) % len(touchpoints)]
        if ends[0] != ends[1] and ends not in {(h.source, h.target) for h in store.of(Handover).values()}:
            hand_over(store, *ends)
    elif step == "delete":
        every = [*phases, *touchpoints, *handovers]
        if every:
            with store.transaction("Delete") as change:
                change.delete(every[number % len(every)])


def test_the_selection_is_one_with_the_maps(reader: Reader) -> None:
    tenth = reader.journey.touchpoints[9]
    reader.selection.choose([tenth])
    view = reader.outline.view
    assert [reader.outline.tree.record(one) for one in view.selectedIndexes()] == [tenth]
    assert view.currentIndex() == reader.outline.tree.place(tenth)
    QTest.keyClick(view, Qt.Key.Key_Down)
    assert reader.selection.ids == (reader.journey.touchpoints[10],)
    QTest.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert reader.selection.ids == tuple(reader.journey.touchpoints[10:12])
    reader.selection.choose(reader.journey.touchpoints)
    assert len(view.selectedIndexes()) == 60
    reader.selection.clear()
    assert view.selectedIndexes() == []


def test_very_much_selected_shows_where_it_is_open_and_stays_selected_elsewhere(
    look: Look, qtbot: QtBot
) -> None:
    reader = Reader(look, 900)
    qtbot.addWidget(reader.outline)
    with qtbot.waitExposed(reader.outline):
        reader.outline.show()
    view, tree, every = reader.outline.view, reader.outline.tree, reader.journey.touchpoints
    phases = reader.journey.phases
    some = [one for one in every if every.index(one) % 2]
    reader.selection.choose(some)
    assert reader.selection.ids == tuple(some)
    assert view.selectedIndexes() == []
    qtbot.waitUntil(lambda: view.selectedIndexes() != [])
    shown = {tree.record(one) for one in view.selectedIndexes()}
    assert some[-1] in shown
    assert shown < set(some)
    view.expand(tree.place(phases[0]))
    assert set(reader.journey.in_phase(phases[0])) & set(some) <= {
        tree.record(one) for one in view.selectedIndexes()
    }
    view.scrollToTop()
    ctrl, left = Qt.KeyboardModifier.ControlModifier, Qt.MouseButton.LeftButton
    row = view.visualRect(tree.place(every[0])).center()
    QTest.mouseClick(view.viewport(), left, ctrl, row)
    assert set(reader.selection.ids) == {*some, every[0]}
    QTest.mouseClick(view.viewport(), left, Qt.KeyboardModifier.NoModifier, row)
    assert reader.selection.ids == (every[0],)
    reader.outline.close_down()


def test_what_is_selected_stays_so_while_the_map_changes(reader: Reader) -> None:
    chosen = reader.journey.touchpoints[3]
    reader.selection.choose([chosen])
    move_touchpoints(reader.store, [chosen], reader.journey.phases[1], None)
    assert reader.selection.ids == (chosen,)
    assert [reader.outline.tree.record(one) for one in reader.outline.view.selectedIndexes()] == [chosen]
    delete(reader.store, [reader.journey.touchpoints[0]])
    assert reader.selection.ids == (chosen,)


def test_a_click_selects_and_a_handover_has_its_own_row(reader: Reader) -> None:
    view, first = reader.outline.view, reader.journey.touchpoints[0]
    handover = reader.journey.leaving(first)[0].id
    view.expand(reader.outline.tree.place(first))
    row = view.visualRect(reader.outline.tree.place(handover))
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=row.center())
    assert reader.selection.ids == (handover,)
    QTest.mouseMove(view.viewport(), row.center() + QPoint(0, 40))


def test_a_title_is_typed_in_its_row(reader: Reader, qtbot: QtBot) -> None:
    first = reader.journey.touchpoints[0]
    qtbot.waitUntil(reader.outline.view.hasFocus)
    assert reader.outline.edit(first)
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    QTest.keyClicks(field, "Asks a friend, T M P 1")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert reader.store.of(Touchpoint)[first].title == "Asks a friend, T M P 1"
    qtbot.waitUntil(reader.outline.view.hasFocus)
    assert reader.outline.edit(first)
    QTest.keyClicks(QApplication.focusWidget(), "No")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert reader.store.of(Touchpoint)[first].title == "Asks a friend, T M P 1"


def test_tab_after_a_title_asks_for_the_next_one(reader: Reader, qtbot: QtBot) -> None:
    qtbot.waitUntil(reader.outline.view.hasFocus)
    reader.outline.edit(reader.journey.touchpoints[0])
    QTest.keyClicks(QApplication.focusWidget(), "One")
    with qtbot.waitSignal(reader.outline.next_wanted):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert reader.store.of(Touchpoint)[reader.journey.touchpoints[0]].title == "One"


def test_it_types_nothing_while_the_keyboard_is_elsewhere(reader: Reader, qtbot: QtBot) -> None:
    other = QLineEdit()
    qtbot.addWidget(other)
    other.show()
    other.activateWindow()
    other.setFocus()
    qtbot.waitUntil(other.hasFocus)
    assert not reader.outline.edit(reader.journey.touchpoints[0])
    assert other.hasFocus()


def test_rows_say_what_they_are(reader: Reader) -> None:
    first, phase = reader.journey.touchpoints[0], reader.journey.phases[0]
    mark_pain(reader.store, first)
    rename(reader.store, first, "Sees an ad")
    reader.selection.choose([first])
    tree = QAccessible.queryAccessibleInterface(reader.outline.view)
    assert tree.role() == QAccessible.Role.Tree
    rows = [tree.child(place) for place in range(tree.childCount())]
    by_name: dict[str, QAccessibleInterface] = {
        row.text(QAccessible.Text.Name): row for row in rows if row.role() == QAccessible.Role.TreeItem
    }
    title = reader.store.of(Phase)[phase].title
    assert any(name.startswith(f"Phase 1 of 2, {title}") for name in by_name)
    said = next(name for name in by_name if name.startswith("Touchpoint 1 of 60, Sees an ad, mood "))
    assert "pain point" in said
    assert by_name[said].state().selected


def test_a_title_is_never_markup(reader: Reader) -> None:
    first = reader.journey.touchpoints[0]
    rename(reader.store, first, "<b>bold</b> & more")
    index = reader.outline.tree.place(first)
    assert index.data() == "<b>bold</b> & more"
    assert "<b>bold</b> & more" in index.data(Qt.ItemDataRole.AccessibleTextRole)


@pytest.fixture
def large(look: Look, qtbot: QtBot) -> Iterator[Reader]:
    large = Reader(look, OPENED + 20)
    qtbot.addWidget(large.outline)
    large.outline.resize(280, 700)
    with qtbot.waitExposed(large.outline):
        large.outline.show()
    large.outline.view.clearFocus()
    yield large
    large.outline.close_down()


@pytest.fixture
def unheard() -> Iterator[None]:
    """No screen reader listens, whatever tests before have asked for."""
    was = QAccessible.isActive()
    QAccessible.setActive(False)
    yield
    QAccessible.setActive(was)


def test_of_a_large_map_it_follows_when_hands_rest(large: Reader, unheard: None, qtbot: QtBot) -> None:
    before, gone, kept = large.rows(), *large.journey.touchpoints[:2]
    large.selection.choose([gone])
    delete(large.store, [gone])
    large.selection.choose([kept])
    assert large.rows() == before
    assert large.rows() != large.should_be()
    assert large.outline.tree.data(large.outline.tree.place(gone)) == ""
    large.outline.view.viewport().repaint()
    qtbot.waitUntil(lambda: large.rows() == large.should_be())
    assert large.outline.tree.record(large.outline.view.currentIndex()) == kept


def test_hands_at_a_large_outline_find_it_as_the_map_is(large: Reader, unheard: None, qtbot: QtBot) -> None:
    rename(large.store, large.journey.touchpoints[3], "Waits")
    delete(large.store, [large.journey.touchpoints[0]])
    QTest.mouseClick(large.outline.view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(120, 10))
    assert large.rows() == large.should_be()
    qtbot.waitUntil(lambda: large.outline.has_keys)
    delete(large.store, [large.journey.touchpoints[0]])
    assert large.rows() == large.should_be()


def test_very_many_titles_are_shown_without_building_rows_anew(
    large: Reader, unheard: None, qtbot: QtBot
) -> None:
    view, tree = large.outline.view, large.outline.tree
    built: list[None] = []
    tree.modelReset.connect(lambda: built.append(None))
    phase, *_ = large.journey.phases
    view.expand(tree.place(phase))
    view.viewport().repaint()
    first = large.journey.in_phase(phase)[0]
    assert view.rows.painted[first] == view.rows.looks(first)
    with large.store.transaction("Rename all"):
        for one in large.journey.touchpoints:
            rename(large.store, one, f"Again {one}")
    assert view.rows.painted[first] != view.rows.looks(first)
    qtbot.waitUntil(lambda: not tree.is_behind)
    qtbot.waitUntil(lambda: view.rows.painted[first] == view.rows.looks(first))
    assert built == []
    delete(large.store, large.journey.touchpoints[:TOO_MANY])
    qtbot.waitUntil(lambda: large.rows() == large.should_be())
    assert built == [None]
