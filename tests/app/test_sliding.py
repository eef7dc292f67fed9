"""Panel, outline and strip slide in and out; the map keeps its middle, and a hand ends every way."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.editor import MapEditor
from app.window import Window
from model.drawing.marks import Box
from widgets.vanishing import Vanishing


@pytest.fixture
def editor(window: Window, sample: Path) -> MapEditor:
    window.desk.open(sample)
    assert window.editor is not None
    canvas = window.editor.canvas
    canvas.zoom_to(1.5)
    canvas.keep_middle((180.0, 110.0))
    return window.editor


def middle(editor: MapEditor) -> QPointF:
    """The place in the middle of the map, in tenths of a mm."""
    at = editor.canvas.middle
    assert at is not None
    return QPointF(round(at[0], 1), round(at[1], 1))


def is_near(one: QPointF, other: QPointF) -> bool:
    return (one - other).manhattanLength() < 0.5


@pytest.mark.parametrize("action", ["panel", "strip", "outline"])
def test_the_middle_of_the_map_stays_where_nothing_moves(
    window: Window, editor: MapEditor, action: str
) -> None:
    before, size = middle(editor), editor.canvas.size()
    for _ in range(4):
        window.menus.actions[action].trigger()
        assert is_near(middle(editor), before)
    assert editor.canvas.size() == size


@pytest.mark.parametrize("action", ["panel", "strip"])
def test_a_part_goes_out_little_by_little_with_the_map_kept(
    window: Window, editor: MapEditor, qtbot: QtBot, action: str
) -> None:
    window.look.reduced_motion = False
    before, canvas = middle(editor), editor.canvas
    part = editor.panel if action == "panel" else editor.strip
    slide = getattr(editor.sliding, action)
    sizes: list[QPoint] = []
    canvas.refreshed.connect(lambda: sizes.append(QPoint(canvas.width(), canvas.height())))
    window.menus.actions[action].trigger()
    assert slide.is_on_its_way
    assert part.isVisible()
    qtbot.waitUntil(lambda: not part.isVisible())
    assert len({(at.x(), at.y()) for at in sizes}) > 1
    assert is_near(middle(editor), before)
    window.menus.actions[action].trigger()
    assert part.isVisible()
    qtbot.waitUntil(lambda: not slide.is_on_its_way)
    assert is_near(middle(editor), before)


def test_a_slide_turns_back_from_where_it_is(window: Window, editor: MapEditor, qtbot: QtBot) -> None:
    window.look.reduced_motion = False
    window.menus.actions["panel"].trigger()
    qtbot.waitUntil(lambda: 0.0 < editor.sliding.panel.share < 1.0 or not editor.panel.isVisible())
    window.menus.actions["panel"].trigger()
    qtbot.waitUntil(lambda: editor.sliding.panel.share == 1.0)
    assert editor.panel.isVisible()
    assert window.preferences.now.panel_open


def test_a_hand_on_the_map_ends_the_slide(window: Window, editor: MapEditor) -> None:
    window.look.reduced_motion = False
    window.menus.actions["panel"].trigger()
    port = editor.canvas.viewport()
    QTest.mousePress(port, Qt.MouseButton.MiddleButton, pos=port.rect().center())
    assert not editor.sliding.panel.is_on_its_way
    assert not editor.panel.isVisible()
    QTest.mouseRelease(port, Qt.MouseButton.MiddleButton, pos=port.rect().center())


def test_a_map_that_shows_all_of_itself_goes_on_showing_all(window: Window, editor: MapEditor) -> None:
    editor.canvas.fit()
    for action in ("panel", "strip"):
        window.menus.actions[action].trigger()
        assert editor.overview.shows_everything


def test_fitting_uses_the_room_that_the_overview_leaves(
    window: Window, editor: MapEditor, qtbot: QtBot
) -> None:
    window.menus.actions["panel"].trigger()
    window.resize(1440, 760)  # So wide that the height decides.
    canvas, overview = editor.canvas, editor.overview
    canvas.zoom_to(1.5)
    qtbot.waitUntil(overview.isVisible)
    small = canvas.height()
    window.look.reduced_motion = False
    canvas.fit()
    qtbot.waitUntil(lambda: not overview.isVisible() and canvas.height() > small)
    room = canvas.map_rect().height()
    qtbot.waitUntil(lambda: canvas.camera.scale * canvas.map_height == pytest.approx(room, abs=1))
    assert canvas.map_rect().height() == room


def test_the_command_palette_lets_go_of_the_keys_at_once_and_fades(
    window: Window, editor: MapEditor, qtbot: QtBot
) -> None:
    window.look.reduced_motion = False
    editor.canvas.setFocus()
    window.show_commands()
    assert window.commands is not None
    QTest.keyClick(window.commands.field, Qt.Key.Key_Escape)
    assert window.commands is None
    assert editor.canvas.hasFocus()
    (going,) = window.findChildren(Vanishing)
    assert going.isVisible()
    QTest.keyClick(editor.canvas, Qt.Key.Key_T)
    assert editor.canvas.is_editing
    qtbot.waitUntil(lambda: not window.findChildren(Vanishing))


def test_where_nothing_moves_the_command_palette_is_gone_at_once(window: Window, editor: MapEditor) -> None:
    window.show_commands()
    assert window.commands is not None
    QTest.keyClick(window.commands.field, Qt.Key.Key_Escape)
    assert not window.findChildren(Vanishing)


def test_a_first_empty_map_has_its_panel_closed_until_there_is_something_to_show(
    window: Window, qtbot: QtBot
) -> None:
    window.desk.new()
    assert window.editor is not None
    assert not window.editor.panel.isVisible()
    assert not window.menus.actions["panel"].isChecked()
    window.look.reduced_motion = True
    phase = window.canvas.journey.phases[0]
    window.canvas.choose_and_show(phase)
    assert window.editor.panel.isVisible()
    assert window.menus.actions["panel"].isChecked()
    window.canvas.selection.clear()
    assert window.editor.panel.isVisible()


def test_the_panel_of_an_empty_map_comes_with_the_first_touchpoint(window: Window) -> None:
    window.desk.new()
    assert window.editor is not None
    QTest.keyClick(window.canvas, "t")
    assert window.editor.panel.isVisible()


def test_a_panel_that_somebody_closed_stays_closed(window: Window) -> None:
    window.desk.new()
    assert window.editor is not None
    window.menus.actions["panel"].trigger()
    assert window.editor.panel.isVisible()
    window.menus.actions["panel"].trigger()
    QTest.keyClick(window.canvas, "t")
    assert not window.editor.panel.isVisible()


def test_a_map_fits_beside_a_panel_that_lies_over_it(window: Window, sample: Path, qtbot: QtBot) -> None:
    window.desk.open(sample)
    window.resize(960, 600)
    assert window.editor is not None
    canvas, panel = window.editor.canvas, window.editor.panel
    window.show_panel(True)
    qtbot.waitUntil(lambda: window.width() == 960 and canvas.lain_over == panel.width())

    def right_edge() -> float:
        return canvas.viewport().mapTo(window, canvas.camera.to_px(canvas.layout_.width, 0).toPoint()).x()

    def edge_of_panel() -> int:
        return panel.mapTo(window, QPoint(0, 0)).x()

    window.menus.actions["fit"].trigger()
    beside = canvas.camera.zoom
    assert edge_of_panel() - 40 < right_edge() <= edge_of_panel()
    last = canvas.journey.touchpoints[-1]
    canvas.zoom_to(1.0)
    canvas.choose_and_show(last)
    card = canvas.card_rect(last)
    assert card is not None
    assert canvas.free_rect().contains(card)
    window.toast("Said where it can be read")
    toast = window.editor._toast
    assert toast.mapTo(window, QPoint(toast.width(), 0)).x() < edge_of_panel()
    window.menus.actions["fit"].trigger()
    window.show_panel(False)
    assert canvas.lain_over == 0
    assert canvas.camera.zoom > beside


def test_all_of_a_map_can_be_scrolled_out_from_under_a_panel(
    window: Window, editor: MapEditor, qtbot: QtBot
) -> None:
    window.resize(960, 600)
    canvas, panel = editor.canvas, editor.panel
    window.show_panel(True)
    qtbot.waitUntil(lambda: window.width() == 960 and canvas.lain_over == panel.width())
    canvas.horizontalScrollBar().setValue(canvas.horizontalScrollBar().maximum())
    assert canvas.camera.to_px(canvas.layout_.width, 0).x() <= canvas.free_rect().right()
    assert canvas.part[1] == pytest.approx(canvas.layout_.width)


@pytest.mark.parametrize("width", [960, 1060])
def test_overview_strip_and_registers_end_where_a_panel_over_the_map_begins(
    window: Window, editor: MapEditor, qtbot: QtBot, width: int
) -> None:
    window.resize(width, 600)
    canvas, panel = editor.canvas, editor.panel
    window.show_panel(True)
    qtbot.waitUntil(lambda: window.width() == width and canvas.lain_over == panel.width())
    free = editor.middle.width() - panel.width()
    qtbot.waitUntil(lambda: editor.overview.width() == free)
    assert editor.overview.isVisible()
    assert editor.overview.curve.geometry().right() + 1 == free
    assert editor.strip.width() == free
    assert canvas.width() == editor.middle.width()
    window.menus.actions["registers"].trigger()
    assert editor.registers.drawer is not None
    assert editor.registers.drawer.width() == free
    window.show_panel(False)
    assert editor.overview.width() == editor.registers.drawer.width() == editor.middle.width()


def test_a_map_fits_and_is_found_beside_an_outline_that_lies_over_it(
    window: Window, editor: MapEditor, qtbot: QtBot
) -> None:
    window.resize(1104, 600)
    canvas, side = editor.canvas, editor.side
    window.show_panel(True)
    window.show_outline(True)
    qtbot.waitUntil(lambda: window.width() == 1104 and canvas.lain_over_left == side.width())

    def is_free(box: Box) -> bool:
        return canvas.free_rect().adjusted(-1, -1, 1, 1).contains(canvas.camera.rect(box))

    assert canvas.mapTo(editor, canvas.free_rect().topLeft()).x() == side.geometry().right() + 1
    window.menus.actions["fit"].trigger()
    assert is_free(Box(0, 0, canvas.layout_.width, canvas.map_height))
    for one in (canvas.journey.touchpoints[0], canvas.journey.touchpoints[-1]):
        canvas.zoom_to(1.0)
        window.go_to(one)
        assert is_free(canvas.layout_.card(one))
    canvas.horizontalScrollBar().setValue(canvas.horizontalScrollBar().minimum())
    assert canvas.part[0] == 0.0
    assert is_free(canvas.layout_.card(canvas.journey.touchpoints[0]))
    canvas.horizontalScrollBar().setValue(canvas.horizontalScrollBar().maximum() // 2)
    before = middle(editor)
    qtbot.waitUntil(lambda: editor.overview.geometry().left() == editor.strip_place.x() == side.width())
    window.show_outline(False)
    assert canvas.lain_over_left == 0
    assert is_near(middle(editor), before)
