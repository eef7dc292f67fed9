"""What has no title on the map is named in the panel, as soon as it is made."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.window import Window
from model.records import Persona, Phase, System
from widgets.buttons import IconButton
from widgets.text_area import Paper

pytestmark = pytest.mark.allows_log("propagateSizeHints")


@pytest.fixture
def new(window: Window, qtbot: QtBot) -> Window:
    window.desk.new()
    window.activateWindow()
    window.canvas.setFocus()
    qtbot.waitUntil(window.canvas.hasFocus)
    return window


def write(words: str) -> None:
    focus = QApplication.focusWidget()
    assert isinstance(focus, Paper)
    QTest.keyClicks(focus, words)
    QTest.keyClick(focus, Qt.Key.Key_Return)


def test_a_new_persona_is_named_at_once(new: Window) -> None:
    assert new.session is not None
    assert new.editor is not None
    QTest.mouseClick(new.editor.top_bar.add_persona, Qt.MouseButton.LeftButton)
    assert new.editor.panel.isVisible()
    write("Grace")
    assert [one.name for one in new.session.store.of(Persona).values()] == ["Grace"]
    assert not new.preferences.now.registers_open


def test_what_is_added_in_the_panel_is_named_at_once(new: Window) -> None:
    assert new.session is not None
    assert new.editor is not None
    new.menus.actions["panel"].trigger()
    pluses = {one.accessibleName(): one for one in new.editor.inspector.findChildren(IconButton)}
    assert {"Add a system", "Add an initiative", "Add an action", "Add evidence"} <= pluses.keys()
    QTest.mouseClick(pluses["Add a system"], Qt.MouseButton.LeftButton)
    write("CRM")
    assert [one.title for one in new.session.store.of(System).values()] == ["CRM"]


def test_a_phase_is_asked_what_the_customer_wants(new: Window) -> None:
    assert new.session is not None
    assert new.editor is not None
    new.menus.actions["panel"].trigger()
    new.canvas.selection.choose([next(iter(new.session.store.of(Phase)))])
    QApplication.processEvents()
    page = new.editor.inspector.page
    assert page is not None
    asked = {paper.placeholderText() for paper in page.findChildren(Paper)}
    assert "“What does the customer want here?”" in asked
    assert "“What did a customer say here?”" not in asked
