"""What if, at the screen: supposed under the same hands, measured against today, kept or thrown away."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.files import open_map
from app.supposing import Supposing
from app.what_if import PREPARES
from app.window import Window
from model.findings import Initiative
from model.format import new_envelope, write
from model.operations import set_field
from model.records import Handover, JourneyMap, Record, Touchpoint
from model.store import Store
from model.what_if import ticked
from tests.app.conftest import Hands
from tests.journeys import long_map
from widgets.numbers.reckoner import MANY

LEFT = Qt.MouseButton.LeftButton


class Room:
    """The reference map in a window, and what is supposed in it."""

    def __init__(self, window: Window, qtbot: QtBot) -> None:
        self.window, self.qtbot = window, qtbot
        assert window.session is not None
        self.today = window.session
        self.before = {one.id: one for one in self.today.store}

    @property
    def supposing(self) -> Supposing:
        assert self.window.editor is not None
        assert self.window.editor.supposing is not None
        return self.window.editor.supposing

    @property
    def store(self) -> Store:
        assert self.window.session is not None
        return self.window.session.store

    def key(self, key: Qt.Key) -> None:
        QTest.keyClick(self.window.canvas, key)
        QApplication.processEvents()

    def begin(self) -> None:
        self.key(Qt.Key.Key_W)
        assert self.window.what_if.is_on
        self.settle()

    def is_on(self) -> bool:
        return self.window.what_if.is_on

    def lit(self) -> set[str] | None:
        return self.window.canvas.lit

    def settle(self) -> None:
        assert self.window.editor is not None
        panel = self.window.editor.numbering.panel
        self.qtbot.waitUntil(lambda: panel.reckoner.is_true and bool(panel.before and panel.before.is_true))

    def initiative(self, title: str) -> str:
        return next(one.id for one in self.today.store.of(Initiative).values() if one.title.startswith(title))

    def tick(self, title: str) -> None:
        QTest.mouseClick(self.supposing.ticks.rows[self.initiative(title)], LEFT)
        self.settle()

    def value(self, key: str) -> tuple[str, str, str]:
        assert self.window.editor is not None
        return self.window.editor.numbering.panel.rows[key].shown

    def is_untouched(self) -> bool:
        return {one.id: one for one in self.today.store} == self.before

    def between(self, source: int, target: int) -> Handover:
        assert self.window.session is not None
        journey = self.window.session.journey
        order = journey.touchpoints
        (found,) = journey.between(order[source - 1], order[target - 1])
        return found


@pytest.fixture
def room(window: Window, qtbot: QtBot, sample: Path) -> Room:
    window.desk.open(sample)
    return Room(window, qtbot)


def test_a_key_supposes_and_escape_leaves_with_nothing_asked_and_nothing_changed(room: Room) -> None:
    room.window.canvas.zoom_to(0.9)
    place = room.window.canvas.camera
    room.begin()
    assert room.window.canvas.camera == place
    room.tick("Case number")
    room.key(Qt.Key.Key_Escape)
    assert not room.window.what_if.is_on
    assert room.window.session is room.today
    assert room.is_untouched()
    assert room.window.canvas.camera == place
    assert room.today.is_saved


def test_a_ticked_initiative_shows_better_moods_and_the_gaps_that_close(room: Room) -> None:
    room.begin()
    room.tick("Case number")
    _, before, after = room.value("bond")
    assert before.startswith("−")
    assert after.startswith("+")
    room.qtbot.waitUntil(lambda: len(room.supposing.closed) == 1)
    assert room.window.editor is not None
    assert room.window.editor.strip.below.text().startswith("1 would close")
    assert "G1 counts as closed." in room.window.editor.numbering.panel.slip.words.text()
    keys = [one.key for one in room.window.canvas.scene.everything()]
    assert any(key.endswith(":today") for key in keys)
    assert room.is_untouched()


def test_hands_on_the_canvas_suppose_too_and_have_their_own_undo(room: Room) -> None:
    room.begin()
    assert room.window.session is not None
    one = room.window.session.journey.touchpoints[10]
    room.window.session.selection.choose([one])
    room.key(Qt.Key.Key_5)
    touchpoint = room.store.of(Touchpoint)[one]
    assert set(touchpoint.mood.values()) == {2.0}
    assert room.is_untouched()
    assert not room.today.history.can_undo
    room.window.undo()
    assert {record.id: record for record in room.store} == room.before


def test_a_rework_is_let_go_and_a_handover_mended_from_the_panel(room: Room) -> None:
    room.begin()
    _, before, _ = room.value("failure_demand")
    assert room.window.session is not None
    room.window.session.selection.choose([room.between(19, 20).id])
    hand = room.supposing.by_hand
    assert hand.name.text() == "Handover 19 → 20"
    hand.let_go.emit(hand.step)
    room.settle()
    assert room.value("failure_demand")[1:] == (before, "0")
    assert room.between(19, 20).handover_kind == "forward"
    QTest.mouseClick(hand.mend, LEFT)
    assert (room.between(19, 20).quality, room.between(19, 20).lost) == ("holds", ())
    assert not hand.mend.isEnabled()
    assert room.is_untouched()


def test_waits_and_demand_are_supposed_from_the_panel(room: Room) -> None:
    room.begin()
    assert room.window.session is not None
    room.window.session.selection.choose([room.window.session.journey.touchpoints[0]])
    hand = room.supposing.by_hand
    hand.wait.line.setFocus()
    QTest.keyClicks(hand.wait.line, "2 d")
    QTest.keyClick(hand.wait.line, Qt.Key.Key_Return)
    hand.demand.line.selectAll()
    QTest.keyClicks(hand.demand.line, "3")
    QTest.keyClick(hand.demand.line, Qt.Key.Key_Return)
    room.settle()
    (own,) = room.store.of(JourneyMap).values()
    assert own.surge_factor == 3
    unit, before, after = room.value("wait")
    assert unit == "days"
    assert float(after) > float(before)
    assert room.is_untouched()


def test_clear_supposes_nothing_any_more_and_undo_brings_it_back(room: Room) -> None:
    room.begin()
    assert not room.supposing.ticks.clear.isVisible()
    room.tick("Case number")
    QTest.mouseClick(room.supposing.ticks.clear, LEFT)
    assert ticked(room.store) == frozenset()
    assert {record.id: record for record in room.store} == room.before
    room.window.undo()
    assert ticked(room.store) == {room.initiative("Case number")}
    row = room.supposing.ticks.rows[room.initiative("Case number")]
    assert row.isChecked()


def test_it_is_kept_as_an_initiative_that_closes_what_would_close(room: Room) -> None:
    room.begin()
    room.tick("Case number")
    room.qtbot.waitUntil(lambda: len(room.supposing.closed) == 1)
    keeping = room.supposing.keeping
    QTest.mouseClick(keeping.as_initiative, LEFT)
    assert keeping.title.line.text() == "Close “Chat case never reaches the store”"
    keeping.title.line.clear()
    keeping.title.line.setModified(True)
    QTest.mouseClick(keeping.add_it, LEFT)
    assert keeping.title.complaint == "Give the initiative a title."
    QTest.keyClicks(keeping.title.line, "One case for all")
    QTest.keyClicks(keeping.owner.line, "Retail")
    QTest.mouseClick(keeping.add_it, LEFT)
    made = next(one for one in room.today.store.of(Initiative).values() if one.title == "One case for all")
    assert (made.owner, made.closes) == ("Retail", frozenset(gap.key for gap in room.supposing.closed))
    assert made.id in room.supposing.ticks.rows
    assert room.today.history.undo_label == "Add an initiative"
    room.window.what_if.leave()
    room.window.undo()
    assert room.is_untouched()


def test_it_is_kept_as_a_map_to_be_that_knows_of_this_one(room: Room, hands: Hands, tmp_path: Path) -> None:
    room.begin()
    room.tick("Case number")
    out = tmp_path / "to be.journey"
    hands.will_name(out)
    QTest.mouseClick(room.supposing.keeping.as_map, LEFT)
    opened = open_map(out)
    assert opened.problems == []
    (own,) = [one for one in opened.records if isinstance(one, JourneyMap)]
    assert (own.state, own.counterpart) == ("to_be", room.today.opened.envelope.doc)
    (mine,) = room.today.store.of(JourneyMap).values()
    assert mine.counterpart == opened.envelope.doc
    assert ticked(Store.holding(opened.records)) == frozenset()
    supposed: list[Record] = [one for one in opened.records if isinstance(one, Touchpoint)]
    assert any(one.title == "Confirms one summary" for one in supposed if isinstance(one, Touchpoint))


def test_saving_and_opening_are_about_the_map_itself(room: Room, hands: Hands, tmp_path: Path) -> None:
    room.begin()
    room.tick("Case number")
    assert room.window.isWindowModified() is False
    out = tmp_path / "map.journey"
    hands.will_name(out)
    assert room.window.desk.save_as()
    assert {one.id for one in open_map(out).records} == set(room.before)
    assert room.is_on()
    room.window.desk.new()
    assert not room.is_on()
    assert room.window.session is not room.today


def test_the_button_shows_whether_it_is_on_and_an_empty_map_supposes_nothing(room: Room) -> None:
    assert room.window.editor is not None
    button = room.window.editor.top_bar.what_if
    assert button is not None
    QTest.mouseClick(button, LEFT)
    assert room.window.editor.top_bar.what_if is not button
    now = room.window.editor.top_bar.what_if
    assert now is not None
    assert now.isChecked()
    QTest.mouseClick(now, LEFT)
    assert not room.window.what_if.is_on
    room.window.desk.new()
    assert room.window.editor.top_bar.what_if is not None
    assert not room.window.editor.top_bar.what_if.isEnabled()


def test_escape_leaves_from_the_panel_too(room: Room) -> None:
    room.begin()
    room.tick("Case number")
    row = room.supposing.ticks.rows[room.initiative("Case number")]
    QTest.keyClick(row, Qt.Key.Key_Escape)
    assert not room.is_on()
    assert room.is_untouched()


def test_keys_of_the_canvas_work_once_after_leaving(room: Room) -> None:
    room.begin()
    room.key(Qt.Key.Key_Escape)
    one = room.today.journey.touchpoints[3]
    room.today.selection.choose([one])
    room.key(Qt.Key.Key_1)
    assert set(room.today.store.of(Touchpoint)[one].mood.values()) == {-2.0}
    assert room.today.history.undo_label == "Set the mood at 4"


def test_a_walk_stands_out_on_the_canvas_until_escape(room: Room) -> None:
    editor = room.window.editor
    assert editor is not None
    editor.show_sheet("numbers")
    panel = editor.numbering.panel
    room.qtbot.waitUntil(lambda: panel.reckoner.is_true)
    QTest.mouseClick(panel.paths.rows[0], LEFT)
    assert editor.canvas.lit == {
        *panel.paths.rows[0].walk.touchpoints,
        *panel.paths.rows[0].walk.handovers,
    } | {
        moment.id
        for one in panel.paths.rows[0].walk.touchpoints
        for moment in room.today.journey.moments_on(one)
    }
    editor.canvas.setFocus()
    room.key(Qt.Key.Key_Escape)
    assert room.lit() is None
    assert not panel.paths.rows[0].isChecked()


def test_the_bond_is_switched_on_and_stays_under_another_lens(room: Room) -> None:
    canvas = room.window.canvas
    room.key(Qt.Key.Key_B)
    assert canvas.has_bond
    canvas.choose_lens("department")
    assert canvas.has_bond
    assert any(one.key.startswith("bond:") for one in canvas.scene.everything())
    room.key(Qt.Key.Key_B)
    assert not canvas.has_bond


def test_what_is_supposed_of_a_large_map_is_built_while_hands_go_on_and_begins_as_the_map_then_is(
    window: Window, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "large.journey"
    path.write_bytes(write(long_map(MANY + 1), new_envelope()))
    window.desk.open(path)
    today, what_if = window.session, window.what_if
    assert today is not None
    QTest.keyClick(window.canvas, Qt.Key.Key_W)
    assert not what_if.is_on
    assert window.editor is not None
    assert window.editor.said == PREPARES
    set_field(today.store, "tp_7", "title", "Renamed meanwhile")
    assert window.session is today
    qtbot.waitUntil(lambda: what_if.is_on, timeout=60_000)
    assert window.session is not today
    assert window.session is not None
    assert {one.id: one for one in window.session.store} == {one.id: one for one in today.store}
    assert not window.session.history.can_undo
    what_if.leave()
    assert window.session is today


def test_what_if_can_be_taken_back_while_it_is_built(window: Window, qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "large.journey"
    path.write_bytes(write(long_map(MANY + 1), new_envelope()))
    window.desk.open(path)
    today, pages = window.session, window.pages.count()
    window.what_if.turn()
    for _ in range(5):
        QApplication.processEvents()
    window.what_if.turn()
    assert not window.what_if.is_on
    assert window.session is today
    qtbot.waitUntil(lambda: window.pages.count() == pages, timeout=60_000)
    assert window.pages.currentWidget() is window.editor
