"""Menus as they are seen: keys end at the right, switches have ticks, and lanes are called what they are."""

from pathlib import Path

import pytest
from PySide6.QtGui import QIcon, QImage
from PySide6.QtTest import QTest

from app.window import Window
from widgets.menu import Menu


@pytest.fixture
def opened(window: Window, sample: Path) -> Window:
    window.desk.open_copy(sample)
    return window


def picture(menu: Menu) -> QImage:
    menu.ensurePolished()
    menu.resize(menu.sizeHint())
    return menu.grab().toImage()


def end_of_line(image: QImage, top: int, bottom: int, right: int) -> int:
    """How far the marks of a line of a menu reach, px."""
    paper = image.pixel(right, top + 2)
    return max(x for x in range(right) for y in range(top, bottom) if image.pixel(x, y) != paper)


def test_keys_of_a_menu_end_at_its_right_edge(opened: Window) -> None:
    menu = opened.menus.menus["Edit"]
    image = picture(menu)
    ends = {}
    for action in menu.actions():
        if not action.shortcut().isEmpty():
            line = menu.actionGeometry(action)
            ends[action.objectName()] = end_of_line(
                image, line.top() + 4, line.bottom() - 4, line.right() - 4
            )
    assert len(ends) > 5
    assert max(ends.values()) - min(ends.values()) <= 3
    assert min(ends.values()) > menu.width() - 24


@pytest.mark.parametrize("name", ["panel", "overview"])
def test_a_switch_with_an_icon_shows_whether_it_is_on(opened: Window, name: str) -> None:
    menu, action = opened.menus.menus["View"], opened.menus.actions[name]
    opened.menus._paint_icons()
    seen = []
    for is_on in (True, False):
        action.setChecked(is_on)
        line = menu.actionGeometry(action)
        seen.append(picture(menu).copy(line.adjusted(0, 2, 30 - line.width(), -2)))
    on, off = seen
    assert on != off
    paper = off.pixel(2, 2)
    assert all(off.pixel(x, y) == paper for x in range(off.width()) for y in range(off.height()))


def test_the_menu_of_an_empty_place_adds_a_lane_of_the_lens(opened: Window) -> None:
    def offered() -> list[str]:
        menu = opened.menus.menu_of_place()
        names = [action.objectName() for action in menu.actions()]
        menu.deleteLater()
        return names

    assert "add_channel" in offered()
    assert "add_department" not in offered()
    QTest.keyClick(opened.canvas, "l")
    assert "add_department" in offered()
    assert "add_channel" not in offered()


@pytest.mark.parametrize(("name", "token"), [("moment", "mtm"), ("pain", "neg"), ("undo", "ink2")])
def test_marks_have_their_colour_in_menus(opened: Window, name: str, token: str) -> None:
    opened.menus._paint_icons()
    image = opened.menus.actions[name].icon().pixmap(16, QIcon.Mode.Normal).toImage()
    colours = {
        image.pixelColor(x, y).name()
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y).alpha() > 250
    }
    assert opened.look.hex(token).lower() in colours
