"""A record that a colleague's edit brings back offers what went with it when it was deleted."""

from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.files import open_map
from app.session import Session
from app.window import Window
from model.findings import PainPoint
from model.operations import add_touchpoint, delete, hand_over, rename
from model.records import Channel, Handover, Phase, Touchpoint

pytestmark = pytest.mark.allows_log("propagateSizeHints")
TITLE = "Calls the desk"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Three touchpoints in a row, the one in the middle with a pain point."""
    session = Session.new()
    store = session.store
    phase, channel = next(iter(store.of(Phase))), next(iter(store.of(Channel)))
    steps = [add_touchpoint(store, phase, channel, title) for title in ("Asks", TITLE, "Buys")]
    for source, target in pairwise(steps):
        hand_over(store, source, target)
    with store.transaction("Pain") as change:
        change.create(PainPoint, on=steps[1], text="Waits")
    session.save_as(tmp_path / "map.journey")
    return tmp_path / "map.journey"


def called(session: Session, title: str) -> str:
    return next(one.id for one in session.store.of(Touchpoint).values() if one.title.startswith(title))


def kinds(session: Session) -> tuple[int, int]:
    return len(session.store.of(Handover)), len(session.store.of(PainPoint))


@pytest.fixture
def session(window: Window, file: Path) -> Session:
    window.preferences.change(author="Anna", autosave=False)
    window.desk.open(file)
    assert window.session is not None
    return window.session


def mei_renames(file: Path) -> None:
    mei = Session.open(file)
    mei.author = "Mei"
    rename(mei.store, called(mei, TITLE), f"{TITLE} again")
    mei.save()
    mei.close()


def toast(window: Window) -> str:
    assert window.editor is not None
    return window.editor.said


def test_what_went_with_it_is_offered_and_comes_back_in_one_step(
    qtbot: QtBot, window: Window, session: Session, file: Path
) -> None:
    delete(session.store, [called(session, TITLE)])
    assert kinds(session) == (0, 0)
    mei_renames(file)
    session.take_in(file.read_bytes())
    assert toast(window) == f"“{TITLE} again” came back, without 2 handovers and 1 pain point."
    assert window.editor is not None
    button = window.editor._toast.buttons["Bring them back"]
    button.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(button, Qt.Key.Key_Space)
    assert kinds(session) == (2, 1)
    assert session.history.undo_label == "Bring back 2 handovers and 1 pain point"
    session.history.undo()
    assert kinds(session) == (0, 0)
    assert called(session, TITLE)
    session.history.redo()
    session.save()
    assert open_map(file).problems == []
    assert len([one for one in open_map(file).records if isinstance(one, Handover)]) == 2


def test_the_menu_offers_it_until_it_is_taken(window: Window, session: Session, file: Path) -> None:
    action = window.menus.actions["bring_back"]
    delete(session.store, [called(session, TITLE)])
    window.menus.refresh()
    assert not action.isEnabled()
    mei_renames(file)
    session.take_in(file.read_bytes())
    window.menus.refresh()
    assert action.isEnabled()
    action.trigger()
    assert kinds(session) == (2, 1)
    window.menus.refresh()
    assert not action.isEnabled()


def test_who_kept_it_alive_is_offered_what_the_other_took_along(
    window: Window, session: Session, file: Path
) -> None:
    mei = Session.open(file)
    delete(mei.store, [called(mei, TITLE)])
    mei.save()
    mei.close()
    rename(session.store, called(session, TITLE), f"{TITLE} again")
    session.take_in(file.read_bytes())
    said = f"“{TITLE} again” was deleted elsewhere and stays, without 2 handovers and 1 pain point."
    assert toast(window) == said
    window.menus.refresh()
    window.menus.actions["bring_back"].trigger()
    assert kinds(session) == (2, 1)


def test_what_was_deleted_by_itself_before_is_not_offered(
    window: Window, session: Session, file: Path
) -> None:
    pain = next(iter(session.store.of(PainPoint)))
    delete(session.store, [pain])
    session.save()
    delete(session.store, [called(session, TITLE)])
    mei_renames(file)
    session.take_in(file.read_bytes())
    assert toast(window) == f"“{TITLE} again” came back, without 2 handovers."
    window.menus.refresh()
    window.menus.actions["bring_back"].trigger()
    assert kinds(session) == (2, 0)


def test_a_handover_whose_other_end_is_gone_stays_where_it_is(
    window: Window, session: Session, file: Path
) -> None:
    delete(session.store, [called(session, TITLE), called(session, "Asks")])
    mei_renames(file)
    session.take_in(file.read_bytes())
    assert toast(window) == f"“{TITLE} again” came back, without 1 handover and 1 pain point."


def test_a_join_that_brings_nothing_back_offers_nothing(window: Window, session: Session, file: Path) -> None:
    mei = Session.open(file)
    delete(mei.store, [called(mei, TITLE)])
    mei.save()
    mei.close()
    session.take_in(file.read_bytes())
    window.menus.refresh()
    assert not window.menus.actions["bring_back"].isEnabled()
    assert toast(window) == ""
