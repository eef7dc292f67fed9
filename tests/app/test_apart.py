"""What is supposed goes again as it came: a part at a time, whole, and without a look at all that stays."""

import gc
import weakref
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from app import apart as of_apart
from app.apart import Apart
from app.comparing import PREPARES as COMPARES
from app.resting import Rest
from app.session import Session
from app.settings import Preferences
from app.window import Window
from model.format import new_envelope, write
from model.operations import set_field
from model.quiet import clear_apart, forget_apart, opening, set_apart
from tests.journeys import long_map
from widgets.beside import Beside
from widgets.look import Look
from widgets.numbers.reckoner import MANY


@pytest.fixture(autouse=True)
def thresholds() -> Iterator[None]:
    before = gc.get_threshold()
    yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert gc.get_threshold() == before


@pytest.fixture
def large(window: Window, tmp_path: Path) -> Window:
    path = tmp_path / "large.journey"
    path.write_bytes(write(long_map(MANY + 1), new_envelope()))
    window.desk.open(path)
    return window


def is_normal() -> bool:
    """Whether rubbish is looked for as ever, since nothing stands apart."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    return gc.get_threshold()[2] < 1000


class Circle:
    """Rubbish that only a search finds."""

    def __init__(self) -> None:
        self.me = self


def test_what_is_set_apart_is_found_without_a_look_at_what_stays() -> None:
    with opening():
        stays = Circle()
    old = weakref.ref(stays)
    del stays
    set_apart("a thing")
    young = weakref.ref(Circle())
    with opening():
        built = weakref.ref(Circle())
    clear_apart("a thing")
    assert young() is None
    assert built() is None
    assert old() is not None
    gc.unfreeze()
    gc.collect()
    assert old() is None


def test_of_two_things_apart_the_last_one_to_go_has_rubbish_looked_for_again() -> None:
    set_apart("one")
    set_apart("other")
    thing = weakref.ref(Circle())
    clear_apart("one")
    assert thing() is not None
    clear_apart("other")
    assert thing() is None
    clear_apart("other")
    forget_apart("one")


def test_hands_rest_once_they_have_touched_nothing_for_a_while(qtbot: QtBot) -> None:
    page, came = QWidget(), list[bool]()
    qtbot.addWidget(page)
    rest = Rest(page, 20)
    rest.came.connect(lambda: came.append(True))
    rest.await_it()
    for _ in range(3):
        QTest.keyClick(page, Qt.Key.Key_A)
        assert came == []
    qtbot.waitUntil(lambda: came == [True])
    other = Rest(page, 40)
    rest.await_it()
    rest.stop()
    other.await_it()
    QTest.keyClick(page, Qt.Key.Key_A)
    with qtbot.waitSignal(other.came):
        pass
    assert came == [True]


def test_what_was_supposed_goes_whole_after_it_is_left(large: Window, qtbot: QtBot) -> None:
    QTest.keyClick(large.canvas, Qt.Key.Key_W)
    qtbot.waitUntil(lambda: large.what_if.is_on, timeout=60_000)
    ended = [weakref.ref(large.session), weakref.ref(large.editor)]
    large.what_if.leave()
    qtbot.waitUntil(is_normal)
    assert [one() for one in ended] == [None, None]
    assert large.session is not None
    assert large.session.journey.touchpoints


def test_what_is_large_in_what_was_supposed_goes_before_any_search(
    large: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(of_apart, "RESTED", 600_000)
    session, editor = supposed(large, qtbot), large.editor
    assert editor is not None
    panel, scene = editor.numbering.panel, editor.canvas.scene
    qtbot.waitUntil(lambda: panel.reckoner.is_true and session.gaps.is_settled, timeout=60_000)
    assert panel.reckoner.reckoned is not None
    assert session.journey.graph is not None
    numbers = panel.reckoner.reckoned.numbers.values()
    walks = [flows.walks for each in numbers for flows in each.flows]
    assert walks
    gone = [weakref.ref(one) for one in (*walks, scene.layout, scene.ways, session.history)]
    emptied = [session, session.store, session.journey, session.journey.graph.graph, scene, editor.canvas]
    del editor, numbers, walks
    large.what_if.leave()
    qtbot.waitUntil(lambda: not any(map(vars, emptied)), timeout=60_000)
    assert not any(one() for one in gone)
    assert not is_normal()
    (apart,) = large.findChildren(Apart)
    apart.finish()
    assert is_normal()


def test_leaving_while_it_is_prepared_lets_all_of_it_go(large: Window, qtbot: QtBot) -> None:
    pages = large.pages.count()
    QTest.keyClick(large.canvas, Qt.Key.Key_W)
    qtbot.waitUntil(lambda: large.pages.count() > pages, timeout=60_000)
    assert not large.what_if.is_on
    QTest.keyClick(large.canvas, Qt.Key.Key_W)
    qtbot.waitUntil(is_normal, timeout=60_000)
    assert not large.what_if.is_on
    assert large.pages.count() == pages


def test_what_is_prepared_begins_anew_with_every_change_and_only_the_last_one_stays(
    large: Window, qtbot: QtBot
) -> None:
    pages, today = large.pages.count(), large.session
    assert today is not None
    QTest.keyClick(large.canvas, Qt.Key.Key_W)
    for place in range(3):
        qtbot.waitUntil(lambda: large.pages.count() > pages, timeout=60_000)
        set_field(today.store, "tp_7", "title", f"Renamed {place}")
        QApplication.processEvents()
    today.history.undo()
    qtbot.waitUntil(lambda: large.what_if.is_on, timeout=60_000)
    qtbot.waitUntil(lambda: large.pages.count() == pages + 1, timeout=60_000)
    assert large.session is not None
    assert large.session.store["tp_7"] == today.store["tp_7"]
    large.what_if.leave()
    qtbot.waitUntil(is_normal, timeout=60_000)


def test_a_window_that_closes_meanwhile_leaves_rubbish_looked_for_as_ever(
    qtbot: QtBot, look: Look, tmp_path: Path
) -> None:
    window = Window(Preferences(tmp_path / "settings"), look)
    path = tmp_path / "large.journey"
    path.write_bytes(write(long_map(MANY + 1), new_envelope()))
    window.desk.open(path)
    window.what_if.begin()
    qtbot.waitUntil(lambda: window.what_if.is_on, timeout=60_000)
    window.what_if.leave()
    assert not is_normal()
    window.deleteLater()
    qtbot.waitUntil(is_normal)


def test_a_large_map_that_closes_is_deleted_in_several_turns(large: Window, qtbot: QtBot) -> None:
    editor = large.editor
    assert editor is not None
    inspector = editor.inspector
    qtbot.waitUntil(lambda: len(inspector.kept) > 3, timeout=60_000)
    pages = list(inspector.kept.values())
    large.show_session(None)
    counts = [len(pages)]
    while counts[-1]:
        assert isValid(editor)
        QApplication.processEvents()
        counts.append(sum(map(isValid, pages)))
    assert all(before - after <= 1 for before, after in pairwise(counts))
    qtbot.waitUntil(lambda: not isValid(editor))


def test_a_map_may_close_while_what_was_prepared_for_it_still_goes(large: Window, qtbot: QtBot) -> None:
    pages = large.pages.count()
    large.what_if.turn()
    qtbot.waitUntil(lambda: large.pages.count() > pages, timeout=60_000)
    large.what_if.turn()
    large.show_session(None)
    qtbot.waitUntil(is_normal, timeout=60_000)
    assert large.pages.count() == 1


def test_a_window_may_close_while_what_was_prepared_in_it_still_goes(large: Window, qtbot: QtBot) -> None:
    pages = large.pages.count()
    large.what_if.turn()
    qtbot.waitUntil(lambda: large.pages.count() > pages, timeout=60_000)
    large.what_if.turn()
    assert large.pages.count() > pages
    large.close()
    assert large.pages.count() == pages


def test_a_window_may_close_while_something_is_prepared_in_it(large: Window, qtbot: QtBot) -> None:
    pages = large.pages.count()
    large.what_if.turn()
    qtbot.waitUntil(lambda: large.pages.count() > pages, timeout=60_000)
    large.close()
    assert large.pages.count() == pages


# -- two maps beside each other


def supposed(window: Window, qtbot: QtBot) -> Session:
    window.what_if.turn()
    qtbot.waitUntil(lambda: window.what_if.is_on, timeout=60_000)
    assert window.session is not None
    return window.session


def test_two_large_maps_are_compared_while_hands_go_on(large: Window, qtbot: QtBot) -> None:
    comparing, session = large.comparing, supposed(large, qtbot)
    set_field(session.store, "tp_7", "title", "Otherwise")
    comparing.with_today(session)
    assert not comparing.is_on
    assert large.editor is not None
    assert large.editor.said == COMPARES
    set_field(session.store, "tp_8", "title", "Otherwise too")
    qtbot.waitUntil(lambda: comparing.is_on, timeout=60_000)
    page = comparing.page
    assert isinstance(page, Beside)
    assert {row.one.id for row in page.listed.rows} == {"tp_7", "tp_8"}
    image = page.views[0].viewport().grab().toImage()
    qtbot.waitUntil(lambda: not page.views[0].frame.picture.isNull(), timeout=60_000)
    assert page.views[0].viewport().grab().toImage() != image
    comparing.leave()
    large.what_if.leave()
    qtbot.waitUntil(is_normal, timeout=60_000)


def test_what_is_compared_may_be_left_before_it_is_shown(large: Window, qtbot: QtBot) -> None:
    pages, session = large.pages.count(), supposed(large, qtbot)
    large.comparing.with_today(session)
    for _ in range(3):
        QApplication.processEvents()
    large.what_if.leave()
    qtbot.waitUntil(is_normal, timeout=60_000)
    assert not large.comparing.is_on
    assert large.pages.count() == pages
    assert large.pages.currentWidget() is large.editor


def test_a_window_may_close_while_two_maps_are_compared(large: Window, qtbot: QtBot) -> None:
    session = supposed(large, qtbot)
    large.comparing.with_today(session)
    large.close()
    assert not large.comparing.is_on


def test_who_leaves_what_is_supposed_leaves_what_it_is_compared_in_too(large: Window, qtbot: QtBot) -> None:
    comparing, session = large.comparing, supposed(large, qtbot)
    comparing.with_today(session)
    qtbot.waitUntil(lambda: comparing.is_on, timeout=60_000)
    large.what_if.leave()
    assert not comparing.is_on
    assert large.pages.currentWidget() is large.editor
    assert large.session is session.supposes
    large.menus.actions["close"].trigger()
    assert large.session is None
