"""A map's history with real hands: saved, changed, compared, one record brought back, undone; a state named."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.naming_a_version import NameVersion
from app.session import Session
from app.settings import Preferences
from app.versioning import Versioning
from app.window import Window
from model.operations import add_touchpoint
from model.records import Channel, Phase, Touchpoint
from widgets.look import Look

LEFT = Qt.MouseButton.LeftButton
CTRL_ALT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[Window]:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    look = Look(reduced_motion=True)
    look.install(app)
    window = Window(Preferences(tmp_path / "home"), look)
    window.preferences.change(autosave=False)
    session = Session.new()
    store = session.store
    phase, channel = next(iter(store.of(Phase))), next(iter(store.of(Channel)))
    for title in ("Asks", "Waits", "Leaves"):
        add_touchpoint(store, phase, channel, title)
    session.save_as(tmp_path / "map.journey")
    window.resize(1440, 900)
    window.show_session(session)
    window.show()
    qtbot.waitExposed(window)
    yield window
    session.versions.wait()
    window.show_session(None)
    window.close()
    window.deleteLater()
    QApplication.processEvents()


def _history(window: Window, qtbot: QtBot, many: int) -> Versioning:
    """The sheet History, opened by its key, once so many versions are listed."""
    assert window.editor is not None
    versioning = window.editor.versioning
    assert versioning is not None
    window.canvas.setFocus()
    qtbot.keyClick(window.canvas, Qt.Key.Key_H, Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: len(versioning.panel.rows) == many)
    return versioning


def _named(window: Window, title: str) -> str:
    assert window.session is not None
    return next(one.id for one in window.session.store.of(Touchpoint).values() if one.title == title)


def _change_and_save(window: Window) -> None:
    assert window.session is not None
    with window.session.store.transaction("Change") as change:
        change.delete(_named(window, "Waits"))
        change.update(_named(window, "Asks"), title="Asks again")
    window.desk.save()


def test_a_removed_touchpoint_comes_back_and_goes_again_by_undo(window: Window, qtbot: QtBot) -> None:
    _change_and_save(window)
    versioning = _history(window, qtbot, 2)
    panel = versioning.panel
    assert panel.rows[0].entry.words == "1 touchpoint changed, 1 removed"
    qtbot.mouseClick(panel.rows[1], LEFT)
    qtbot.waitUntil(lambda: len(panel.changes) == 2)
    assert [row.letter for row in panel.rows] == ["B", "A"]
    assert [ghost.title for ghost in versioning.marks.ghosts] == ["Waits"]
    assert versioning.marks.differ == {_named(window, "Asks again"): "changed"}
    assert versioning.legend.legend is not None
    assert versioning.legend.legend.accessibleName() == "Removed 1, Changed 1"
    back = next(link for link in panel.links if "Waits" in link.accessibleName())
    qtbot.mouseClick(back, LEFT)
    qtbot.waitUntil(lambda: len(panel.changes) == 1)
    assert versioning.marks.ghosts == []
    assert _named(window, "Waits")
    window.undo()
    qtbot.waitUntil(lambda: len(panel.changes) == 2)
    qtbot.mouseClick(panel.stop, LEFT)
    assert panel.changes == []
    assert window.canvas.lit is None
    assert versioning.legend.isHidden()


def test_the_whole_map_comes_back_after_a_question(window: Window, qtbot: QtBot) -> None:
    _change_and_save(window)
    panel = _history(window, qtbot, 2).panel
    qtbot.mouseClick(panel.rows[1], LEFT)
    qtbot.waitUntil(lambda: len(panel.changes) == 2)

    def answer() -> None:
        dialog = QApplication.activeModalWidget()
        assert dialog is not None
        dialog.buttons["restore"].click()  # type: ignore[attr-defined]

    from PySide6.QtCore import QTimer

    QTimer.singleShot(0, window, answer)
    qtbot.mouseClick(panel.bring_all, LEFT)
    assert window.session is not None
    titles = {one.title for one in window.session.store.of(Touchpoint).values()}
    assert titles == {"Asks", "Waits", "Leaves"}
    qtbot.waitUntil(lambda: panel.changes == [])
    window.undo()
    assert {one.title for one in window.session.store.of(Touchpoint).values()} == {"Asks again", "Leaves"}


def test_a_version_is_read_alone_and_two_beside_each_other(window: Window, qtbot: QtBot) -> None:
    _change_and_save(window)
    versioning = _history(window, qtbot, 2)
    panel = versioning.panel
    qtbot.mouseClick(panel.rows[1], LEFT)
    qtbot.waitUntil(lambda: len(panel.changes) == 2)
    qtbot.mouseClick(panel.read, LEFT)
    qtbot.waitUntil(lambda: window.comparing.is_on)
    page = window.pages.currentWidget()
    assert len(page.view.store.of(Touchpoint)) == 3  # type: ignore[union-attr]
    qtbot.keyClick(page.view, Qt.Key.Key_Escape)  # type: ignore[union-attr]
    assert not window.comparing.is_on
    qtbot.mouseClick(panel.rows[0], LEFT, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: window.comparing.is_on)
    window.comparing.leave()


def test_a_state_is_named_and_stands_in_the_timeline(window: Window, qtbot: QtBot) -> None:
    from PySide6.QtCore import QTimer

    panel = _history(window, qtbot, 1).panel

    def name() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, NameVersion)
        assert not dialog.keep.isEnabled()
        qtbot.keyClicks(dialog.field, "after lunch")
        qtbot.keyClick(dialog.field, Qt.Key.Key_Return)

    QTimer.singleShot(0, window, name)
    qtbot.mouseClick(panel.name_button, LEFT)
    qtbot.waitUntil(lambda: len(panel.rows) == 2)
    assert panel.rows[0].entry.words == "after lunch"
    assert panel.rows[0].entry.is_named


def test_what_is_gone_hides_nothing_and_is_found_by_its_line(window: Window, qtbot: QtBot) -> None:
    assert window.session is not None
    store = window.session.store
    with store.transaction("Delete") as change:
        change.delete(_named(window, "Asks"))
        change.delete(_named(window, "Waits"))
    window.desk.save()
    versioning = _history(window, qtbot, 2)
    panel, canvas, marks = versioning.panel, window.canvas, versioning.marks
    qtbot.mouseClick(panel.rows[1], LEFT)
    qtbot.waitUntil(lambda: len(panel.changes) == 2)
    card = canvas.layout_.card(_named(window, "Leaves"))
    boxes = [marks.ghost_box(ghost) for ghost in sorted(marks.ghosts, key=lambda one: one.place.rank)]
    first, second = (box for box in boxes if box is not None)
    assert first.x < second.x < card.x + card.w / 4
    assert first.x + first.w <= second.x + 0.01
    assert second.x + second.w < card.x + card.w / 2
    assert canvas.lit == set()
    qtbot.mouseClick(panel.changes[1], LEFT)
    assert marks.chosen_one == next(ghost.id for ghost in marks.ghosts if ghost.title == "Waits")
    qtbot.keyClick(canvas, Qt.Key.Key_Escape)
    assert panel.changes == []


def test_esc_ends_it_where_nothing_differs(window: Window, qtbot: QtBot) -> None:
    versioning = _history(window, qtbot, 1)
    qtbot.mouseClick(versioning.panel.rows[0], LEFT)
    qtbot.waitUntil(lambda: versioning.panel.below is not None)
    assert versioning.panel.changes == []
    qtbot.keyClick(window.canvas, Qt.Key.Key_Escape)
    assert versioning.key == ""


def test_a_name_that_a_full_disk_does_not_keep_is_not_promised(window: Window, qtbot: QtBot) -> None:
    from PySide6.QtCore import QTimer

    assert window.session is not None
    assert window.editor is not None
    window.session.versions.wait()
    folder = window.session.versions.vault.folder
    folder.rename(folder.with_name("away"))
    folder.write_text("a file where the folder should be")

    def name() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, NameVersion)
        qtbot.keyClicks(dialog.field, "after lunch")
        qtbot.keyClick(dialog.field, Qt.Key.Key_Return)

    QTimer.singleShot(0, window, name)
    qtbot.keyClick(window.canvas, Qt.Key.Key_S, CTRL_ALT)
    qtbot.waitUntil(lambda: window.editor is not None and "after lunch" in window.editor.said)
    assert window.editor.said == "“after lunch” could not be kept on this computer. Is its disk full?"
