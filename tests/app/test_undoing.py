"""What undo and redo change can be seen: a map that looks elsewhere goes there, any other stays where it is."""

from pathlib import Path

import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.actions import ACTIONS
from app.window import Window
from model.operations import add_touchpoint, delete, mark_moment, rename, set_mood
from widgets.canvas.places import box_of


@pytest.fixture
def opened(window: Window, sample: Path) -> Window:
    window.desk.open(sample)
    window.canvas.zoom_to(1.5)
    return window


def ends(window: Window) -> tuple[str, str]:
    assert window.session is not None
    touchpoints = window.session.journey.touchpoints
    return touchpoints[0], touchpoints[-1]


def look_at(window: Window, touchpoint: str) -> None:
    box = box_of(window.canvas, touchpoint)
    assert box is not None
    window.canvas.go_to(box)
    assert sees(window, touchpoint)


def sees(window: Window, touchpoint: str) -> bool:
    rect = window.canvas.card_rect(touchpoint)
    return rect is not None and window.canvas.map_rect().contains(rect)


@pytest.mark.parametrize("what", ["title", "moment"])
def test_what_undo_changes_out_of_sight_comes_into_sight(opened: Window, what: str) -> None:
    assert opened.session is not None
    (first, last), store = ends(opened), opened.session.store
    if what == "title":
        rename(store, first, "Hears of it")
    else:
        mark_moment(store, first)
    zoom = opened.canvas.camera.zoom
    for action in ("undo", "redo"):
        look_at(opened, last)
        assert not sees(opened, first)
        opened.menus.actions[action].trigger()
        assert sees(opened, first)
        assert opened.canvas.camera.zoom == zoom


def test_the_map_stays_where_it_is_when_the_change_is_in_sight(opened: Window) -> None:
    assert opened.session is not None
    first, _ = ends(opened)
    rename(opened.session.store, first, "Hears of it")
    look_at(opened, first)
    opened.canvas.scroll_by(-30, 0)
    before = opened.canvas.camera
    opened.menus.actions["undo"].trigger()
    assert opened.canvas.camera == before


@pytest.mark.parametrize("do", ["mark_moment", "mark_pain", "set_mood"])
@pytest.mark.parametrize("place", [0, 99, 199])
def test_the_map_stays_where_it_is_when_a_step_over_many_shows_there_too(
    window: Window, do: str, place: int
) -> None:
    window.desk.new()
    assert window.session is not None
    store, journey = window.session.store, window.session.journey
    made = [
        add_touchpoint(store, journey.phases[number // 70], journey.channels[0], f"Step {number}")
        for number in range(200)
    ]
    window.canvas.zoom_to(1.0)
    window.canvas.select_all()
    window.canvas.set_mood(1.0) if do == "set_mood" else getattr(window.canvas, do)()
    for action in ("undo", "redo"):
        look_at(window, made[place])
        before = window.canvas.camera
        window.menus.actions[action].trigger()
        assert window.canvas.camera == before
    window.session.history.mark_saved()


def test_a_mood_is_looked_for_on_the_curve_and_not_on_the_card(opened: Window) -> None:
    assert opened.session is not None
    _, last = ends(opened)
    set_mood(opened.session.store, last, opened.session.journey.personas[0].id, 2.0)
    opened.canvas.scroll_by(-10_000, 10_000)
    assert not sees(opened, last)
    before = opened.canvas.camera
    opened.menus.actions["undo"].trigger()
    assert opened.canvas.camera == before


def test_what_undo_brings_back_is_taken_up(opened: Window) -> None:
    session, canvas = opened.session, opened.canvas
    assert session is not None
    gone = session.journey.touchpoints[3:5]
    undo, redo = opened.menus.actions["undo"], opened.menus.actions["redo"]
    delete(session.store, gone)
    session.selection.choose([session.journey.touchpoints[0]])
    undo.trigger()
    assert set(session.selection.ids) == set(gone)
    assert canvas.isVisible()
    redo.trigger()
    assert not set(session.selection.ids) & set(gone)
    undo.trigger()
    handover = session.journey.leaving(gone[0])[0].id
    delete(session.store, [handover])
    undo.trigger()
    assert set(session.selection.ids) == {handover}
    rename(session.store, gone[0], "Hears of it")
    session.selection.choose(gone[1:])
    undo.trigger()
    assert set(session.selection.ids) == set(gone[1:])


def test_after_a_step_undo_is_named_at_once_and_every_menu_is_right_when_it_opens(opened: Window) -> None:
    assert opened.session is not None
    menus, store, (first, last) = opened.menus, opened.session.store, ends(opened)
    assert not menus.actions["undo"].isEnabled()
    for number, one in enumerate((first, last, first)):
        rename(store, one, f"Hears of it {number}")
        assert menus.actions["undo"].isEnabled()
        assert menus.actions["undo"].text() == called(opened, "undo")
        assert all(key.isEnabled() for action, _, key in menus._keys if action.name == "undo")
    menus.menu.aboutToShow.emit()
    assert {name: one.text() for name, one in menus.actions.items()} == {
        action.name: called(opened, action.name) for action in ACTIONS
    }
    opened.menus.actions["undo"].trigger()
    assert menus.actions["redo"].text() == called(opened, "redo")
    assert menus.actions["redo"].isEnabled()


def called(window: Window, name: str) -> str:
    action = next(one for one in ACTIONS if one.name == name)
    return action.now_called(window) if action.now_called else action.text


def test_undo_shows_a_whole_map_as_large_as_before_unless_somebody_has_moved_it(opened: Window) -> None:
    assert opened.session is not None
    canvas, undo = opened.canvas, opened.menus.actions["undo"]
    opened.menus.actions["fit"].trigger()
    QApplication.processEvents()
    whole = canvas.view
    for is_moved in (False, True):
        canvas.setFocus()
        canvas.selection.choose([canvas.journey.touchpoints[8]])
        for _ in range(3):
            QTest.keySequence(canvas, QKeySequence("Ctrl+D"))
            QApplication.processEvents()
        assert canvas.view.zoom < whole.zoom
        if is_moved:
            canvas.zoom_to(1.0)
        for _ in range(3):
            undo.trigger()
            QApplication.processEvents()
        assert canvas.camera.zoom == (1.0 if is_moved else whole.zoom)
        assert is_moved or canvas.view == whole
