"""Two maps beside each other: what differs is marked on both, listed in words, and they go together."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QColor, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from model.behaviours import BEHAVIOURS
from model.journey import Journey
from model.operations import add_touchpoint, delete, move_touchpoints, new_map, set_mood
from model.records import Record
from model.store import Store
from tests.widgets.canvas.conftest import Story, story_of
from widgets.beside import Beside
from widgets.beside.page import Side
from widgets.look import Look

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


class Pair:
    """A small map and a later state of it on one page."""

    def __init__(self, qtbot: QtBot, look: Look, change: Callable[[Story], None]) -> None:
        later = story_of(new_map("Move house"))
        self.story = later
        before: list[Record] = list(later.store)
        change(later)
        earlier, after = Journey(Store.holding(before)), Journey(Store.holding(list(later.store), BEHAVIOURS))
        self.page = Beside(Side("As is", "Move house", earlier), Side("To be", "Move house", after), look)
        self.left: list[bool] = []
        self.page.left.connect(lambda: self.left.append(True))
        qtbot.addWidget(self.page)
        self.page.resize(1500, 800)
        with qtbot.waitExposed(self.page):
            self.page.show()
        self.page.begin()
        QApplication.processEvents()

    @property
    def before(self):  # type: ignore[no-untyped-def]
        return self.page.views[0]

    @property
    def after(self):  # type: ignore[no-untyped-def]
        return self.page.views[1]

    def words(self) -> list[str]:
        return [row.one.words for row in self.page.listed.rows]


@pytest.fixture
def pair_of(qtbot: QtBot, look: Look) -> Callable[[Callable[[Story], None]], Pair]:
    return lambda change: Pair(qtbot, look, change)


def much(story: Story) -> None:
    add_touchpoint(story.store, story.phases[1], story.channels[0], "Queue shown")
    delete(story.store, [story.touchpoints[5]])
    set_mood(story.store, story.touchpoints[1], None, -2.0)
    move_touchpoints(story.store, [story.touchpoints[2]], None, story.channels[2])


def test_each_map_marks_what_differs_on_it(pair_of: Callable[..., Pair]) -> None:
    pair = pair_of(much)
    steps = pair.story.touchpoints
    assert pair.before.differ == {steps[5]: "removed", steps[1]: "changed", steps[2]: "moved"}
    new = next(one for one, how in pair.after.differ.items() if how == "added")
    assert pair.after.differ == {new: "added", steps[1]: "changed", steps[2]: "moved"}
    assert pair.after.came_from[steps[2]].channel == pair.story.channels[1]
    assert steps[0] not in (pair.before.kept or set())
    assert pair.page.legend.accessibleName() == "Added 1, Removed 1, Changed 1, Moved 1"


def test_rings_are_painted_in_the_colour_of_the_difference(pair_of: Callable[..., Pair]) -> None:
    pair = pair_of(much)
    for view in (pair.before, pair.after):
        view.fit()
    look = pair.page.look
    for view, one, token in (
        (pair.after, next(o for o, how in pair.after.differ.items() if how == "added"), "pos"),
        (pair.before, pair.story.touchpoints[1], "warn"),
    ):
        view.choose(pair.story.touchpoints[0])
        picture, card = view.grab_frame(), view.card_rect(one)
        assert card is not None
        at = QPointF(card.left() - 1, card.center().y()) * picture.devicePixelRatio()
        assert QColor(picture.pixel(at.toPoint())) == look.colour(token)


def test_all_that_differs_is_told_and_a_click_shows_it_on_both_maps(pair_of: Callable[..., Pair]) -> None:
    pair = pair_of(much)
    assert pair.words() == [
        "Mood +0.5 → −2.0",
        "From Live chat to Phone",
        "“Queue shown” added",
        "“Step 6” removed",
    ]
    row = pair.page.listed.rows[1]
    QTest.mouseClick(row, LEFT)
    moved = pair.story.touchpoints[2]
    assert row.isChecked()
    assert (pair.before.chosen_one, pair.after.chosen_one) == (moved, moved)
    QTest.keyClick(row, Qt.Key.Key_Down)
    QTest.keyClick(pair.page.listed.rows[2], Qt.Key.Key_Down)
    gone = pair.story.touchpoints[5]
    assert (pair.before.chosen_one, pair.after.chosen_one) == (gone, None)


def test_the_two_maps_pan_and_zoom_together(pair_of: Callable[..., Pair]) -> None:
    pair = pair_of(much)
    pair.before.zoom_to(1.3)
    assert pair.after.camera.zoom == pytest.approx(1.3)
    port = pair.before.viewport()
    start = pair.before.map_rect().center()
    for kind, at in (
        (QEvent.Type.MouseButtonPress, start),
        (QEvent.Type.MouseMove, start - QPointF(120, 0)),
        (QEvent.Type.MouseButtonRelease, start - QPointF(120, 0)),
    ):
        everywhere = QPointF(port.mapToGlobal(at.toPoint()))
        QApplication.sendEvent(port, QMouseEvent(kind, at, everywhere, LEFT, LEFT, NONE))
    phase, share, _ = pair.before.place_seen
    assert pair.after.place_seen[0] == phase
    assert pair.after.place_seen[1] == pytest.approx(share, abs=0.02)
    QTest.keyClick(pair.after, Qt.Key.Key_Plus)
    assert pair.before.camera.zoom == pytest.approx(pair.after.camera.zoom)


def test_hands_change_nothing_there(pair_of: Callable[..., Pair]) -> None:
    pair = pair_of(much)
    before = list(pair.after.store)
    card = pair.after.card_rect(pair.story.touchpoints[1])
    assert card is not None
    QTest.mouseDClick(pair.after.viewport(), LEFT, NONE, card.center().toPoint())
    QTest.keyClick(pair.after, Qt.Key.Key_Delete)
    QTest.keyClicks(pair.after, "5t")
    assert list(pair.after.store) == before


def test_numbers_stand_beside_each_other(pair_of: Callable[..., Pair], qtbot: QtBot) -> None:
    pair = pair_of(much)
    panel = pair.page.numbers
    qtbot.waitUntil(lambda: panel.reckoner.is_true and bool(panel.before and panel.before.is_true))
    row = panel.rows["bond"]
    assert row.shown[1] != row.shown[2]
    assert "as is" in row.accessibleName()
    assert "to be" in row.accessibleName()
    QTest.mouseClick(panel.paths.rows[0], LEFT)
    assert pair.after.lit is not None
    assert set(panel.paths.rows[0].walk.touchpoints) <= pair.after.lit
    QTest.keyClick(panel.paths.rows[0], Qt.Key.Key_Escape)
    assert pair.story.touchpoints[1] in (pair.after.lit or set())


def test_they_stand_beside_each_other_or_one_above_the_other(pair_of: Callable[..., Pair]) -> None:
    pair = pair_of(much)
    assert (
        pair.before.mapTo(pair.page, pair.before.rect().topLeft()).x()
        < pair.after.mapTo(pair.page, pair.after.rect().topLeft()).x()
    )
    QTest.mouseClick(pair.page.direction.segments["above"], LEFT)
    QApplication.processEvents()
    tops = [view.mapTo(pair.page, view.rect().topLeft()) for view in pair.page.views]
    assert tops[0].x() == tops[1].x()
    assert tops[0].y() < tops[1].y()


def test_escape_and_the_button_leave(pair_of: Callable[..., Pair]) -> None:
    pair = pair_of(much)
    QTest.keyClick(pair.before, Qt.Key.Key_Escape)
    QTest.keyClick(pair.page.listed.rows[0], Qt.Key.Key_Escape)
    QTest.mouseClick(pair.page.back, LEFT)
    assert len(pair.left) == 3


def test_two_maps_that_do_not_differ_say_so(pair_of: Callable[..., Pair]) -> None:
    pair = pair_of(lambda story: None)
    assert pair.words() == []
    assert pair.before.differ == {}
    assert pair.before.lit is None


def test_very_many_differences_are_listed_a_part_at_a_time(pair_of: Callable[..., Pair]) -> None:
    def add_many(story: Story) -> None:
        for number in range(150):
            add_touchpoint(story.store, story.phases[number % 3], story.channels[0], f"New {number}")

    pair = pair_of(add_many)
    listed = pair.page.listed
    assert len(listed.rows) == 12
    assert listed.more.words == "Show 100 of 138 more"
    QApplication.processEvents()
    QTest.mouseClick(listed.more, LEFT)
    assert len(listed.rows) == 112
