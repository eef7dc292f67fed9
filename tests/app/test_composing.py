"""Scripts that are composed work in every field: what is composed shows, Esc and Enter end it first."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from app.window import Window
from model.operations import add_touchpoint
from model.records import Touchpoint
from widgets.fields import Line
from widgets.text_area import Paper

HALF, WHOLE = "にほ", "日本"


def on_the_map(window: Window) -> QWidget:
    window.canvas.edit_title(window.canvas.journey.touchpoints[1])
    assert window.canvas.editing is not None
    return window.canvas.editing.field


def in_the_top_bar(window: Window) -> QWidget:
    assert window.editor is not None
    window.editor.top_bar.rename()
    return window.editor.top_bar.field


def in_the_panel(window: Window) -> QWidget:
    window.canvas.choose_and_show(window.canvas.journey.touchpoints[1])
    assert window.editor is not None
    return next(one for one in window.editor.inspector.findChildren(Line) if one.isVisible())


def in_the_words_of_a_customer(window: Window) -> QWidget:
    window.canvas.choose_and_show(window.canvas.journey.touchpoints[1])
    assert window.editor is not None
    return next(one for one in window.editor.inspector.findChildren(Paper) if one.isVisible())


def in_the_search(window: Window) -> QWidget:
    window.menus.actions["search"].trigger()
    found = QApplication.focusWidget()
    assert isinstance(found, QLineEdit)
    return found


def with_the_focus() -> QWidget:
    found = QApplication.focusWidget()
    assert isinstance(found, QLineEdit | QPlainTextEdit | QTextEdit)
    return found


def on_a_sticky_note(window: Window) -> QWidget:
    window.canvas.setFocus()
    window.menus.actions["add_note"].trigger()
    return with_the_focus()


def in_the_name_of_a_phase(window: Window) -> QWidget:
    window.menus.actions["name_phases"].trigger()
    return with_the_focus()


def in_the_outline(window: Window) -> QWidget:
    window.show_outline(True)
    assert window.editor is not None
    assert window.editor.outline.edit(window.canvas.journey.touchpoints[1])
    return with_the_focus()


def in_the_command_palette(window: Window) -> QWidget:
    window.show_commands()
    return with_the_focus()


def in_a_cell_of_a_table(window: Window) -> QWidget:
    window.menus.actions["registers"].trigger()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Insert)
    return with_the_focus()


FIELDS = (
    *(on_the_map, in_the_top_bar, in_the_panel, in_the_words_of_a_customer, in_the_search),
    *(on_a_sticky_note, in_the_name_of_a_phase, in_the_outline, in_the_command_palette, in_a_cell_of_a_table),
)
Open = Callable[[Window], QWidget]


def text_of(field: QWidget) -> str:
    if isinstance(field, QLineEdit):
        return field.text()
    assert isinstance(field, QPlainTextEdit | QTextEdit)
    return field.toPlainText()


def compose(field: QWidget, text: str) -> None:
    """Half-typed syllables, as an input method shows them before they are chosen."""
    QCoreApplication.sendEvent(field, QInputMethodEvent(text, []))


def with_touchpoints(window: Window) -> None:
    window.desk.new()
    assert window.session is not None
    journey = window.session.journey
    for number in range(3):
        add_touchpoint(window.session.store, journey.phases[0], journey.channels[0], f"Step {number}")


@pytest.fixture
def field(window: Window, request: pytest.FixtureRequest) -> QWidget:
    with_touchpoints(window)
    window.activateWindow()
    QApplication.processEvents()
    found: QWidget = request.param(window)
    found.setFocus()
    QApplication.processEvents()
    assert QApplication.focusWidget() is found
    return found


@pytest.mark.parametrize("field", FIELDS, indirect=True, ids=lambda one: one.__name__)
def test_what_is_composed_shows_and_esc_takes_back_just_that(window: Window, field: QWidget) -> None:
    before, seen = text_of(field), field.grab().toImage()
    compose(field, HALF)
    assert field.grab().toImage() != seen
    assert text_of(field) in (before, "")  # What was selected gives way to what is composed.
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert window.composing.preedit == ""
    assert field.isVisible()
    assert QApplication.focusWidget() is field
    assert text_of(field) in (before, "")


@pytest.mark.parametrize("field", FIELDS, indirect=True, ids=lambda one: one.__name__)
def test_keys_belong_to_the_composition_and_enter_takes_in_just_that(window: Window, field: QWidget) -> None:
    assert window.session is not None
    count, panel = len(window.session.store.of(Touchpoint)), window.preferences.now.panel_open
    steps = window.session.history.undo_label
    for key, keys in (
        (Qt.Key.Key_T, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier),
        (Qt.Key.Key_Period, Qt.KeyboardModifier.ControlModifier),
        (Qt.Key.Key_Up, Qt.KeyboardModifier.ControlModifier),
    ):
        compose(field, HALF)
        QTest.keyClick(field, key, keys)
    compose(field, WHOLE)
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert WHOLE in text_of(field)
    assert "\n" not in text_of(field)
    assert QApplication.focusWidget() is field
    assert window.session.history.undo_label == steps
    assert len(window.session.store.of(Touchpoint)) == count
    assert window.preferences.now.panel_open == panel


def test_after_the_composition_keys_mean_what_they_meant(window: Window) -> None:
    with_touchpoints(window)
    field = on_the_map(window)
    compose(field, WHOLE)
    QTest.keyClick(field, Qt.Key.Key_Return)
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert window.canvas.editing is None
    touchpoint = window.canvas.store[window.canvas.journey.touchpoints[1]]
    assert isinstance(touchpoint, Touchpoint)
    assert touchpoint.title == WHOLE
