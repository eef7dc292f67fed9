"""Where colleagues changed the same field both are kept, shown on the map, and chosen from."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.choosing import Choosing
from app.files import open_map
from app.session import Session
from app.window import Window
from model.join import conflicts
from model.operations import add_persona, add_touchpoint, rename, set_field, set_mood
from model.records import Channel, Persona, Phase, Touchpoint

pytestmark = pytest.mark.allows_log("propagateSizeHints")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    session = Session.new()
    phase, channel = next(iter(session.store.of(Phase))), next(iter(session.store.of(Channel)))
    for title in ("Asks", "Buys"):
        add_touchpoint(session.store, phase, channel, title)
    add_persona(session.store, "Amira")
    session.save_as(tmp_path / "map.journey")
    return tmp_path / "map.journey"


@pytest.fixture
def choosing(window: Window, file: Path) -> Choosing:
    """A window in which Mei's title and mood came in beside our own."""
    window.preferences.change(author="Anna", autosave=False)
    window.desk.open(file)
    session, mei = session_of(window), Session.open(file)
    mei.author = "Mei"
    for one, name in ((session, "Anna"), (mei, "Mei")):
        rename(one.store, steps(one)[0], f"Asks {name}")
        set_mood(one.store, steps(one)[1], next(iter(one.store.of(Persona))), -1.2 if name == "Anna" else 0.4)
    set_field(mei.store, steps(mei)[1], "quote", "Again?")
    mei.save()
    session.take_in(file.read_bytes())
    assert window.editor is not None
    assert window.editor.choosing is not None
    return window.editor.choosing


def session_of(window: Window) -> Session:
    assert window.session is not None
    return window.session


def steps(session: Session) -> list[str]:
    return list(session.journey.touchpoints)


def title(session: Session) -> str:
    return session.store.of(Touchpoint)[steps(session)[0]].title


def test_what_came_is_ringed_and_what_differs_is_flagged(window: Window, choosing: Choosing) -> None:
    first, second = steps(session_of(window))
    assert second in choosing.arrivals.records
    assert set(choosing.marks.names) == {first, second}
    assert set(choosing.marks.names[first]) == {"You", "Mei"}
    assert choosing.editor.said == "Both changed 2 fields. Nothing is lost."
    before = window.canvas.grab_frame()
    choosing.marks.show_names({})
    assert window.canvas.grab_frame() != before


def test_the_sheet_says_what_each_says(qtbot: QtBot, window: Window, choosing: Choosing) -> None:
    choosing.editor._toast.buttons["Choose"].click()
    assert choosing.is_open
    assert choosing.sheet.isVisible()
    assert choosing.sheet.hasFocus()
    about_title, about_mood = choosing.sheet.matters
    assert about_title.where.endswith(" · Title")
    assert {side.whose: side.text for side in about_title.sides} == {
        "Yours": "Asks Anna",
        "Mei’s": "Asks Mei",
    }
    assert about_title.sides[0].text == title(session_of(window))
    assert all(side.when for side in about_title.sides)
    assert about_mood.where.endswith(" · Mood, Amira")
    assert {side.text for side in about_mood.sides} == {"−1.2", "+0.4"}
    assert window.canvas.lit == set(choosing.marks.names)
    qtbot.keyClick(choosing.sheet, Qt.Key.Key_Escape)
    assert not choosing.is_open
    assert window.canvas.lit is None
    assert len(session_of(window).conflicts) == 2


@pytest.mark.parametrize("key", [Qt.Key.Key_1, Qt.Key.Key_2], ids=["what is shown", "the other"])
def test_keys_choose_one_by_one_and_undo_brings_back(
    qtbot: QtBot, window: Window, choosing: Choosing, file: Path, key: Qt.Key
) -> None:
    session = session_of(window)
    choosing.open()
    expected = choosing.sheet.matters[0].sides[key - Qt.Key.Key_1].text
    qtbot.keyClick(choosing.sheet, key)
    assert title(session) == expected
    assert [one.path.partition("/")[0] for one in session.conflicts] == ["mood"]
    session.history.undo()
    assert len(session.conflicts) == 2
    session.history.redo()
    assert len(session.conflicts) == 1
    qtbot.keyClick(choosing.sheet, Qt.Key.Key_1)
    assert not choosing.is_open
    session.save()
    assert conflicts(open_map(file)) == []


def test_a_card_is_chosen_by_a_click(qtbot: QtBot, window: Window, choosing: Choosing) -> None:
    choosing.open()
    card = choosing.sheet.cards[1][1]
    expected = card.side.text
    qtbot.mouseClick(card, Qt.MouseButton.LeftButton)
    amira = next(iter(session_of(window).store.of(Persona)))
    mood = session_of(window).store.of(Touchpoint)[steps(session_of(window))[1]].mood[amira]
    assert f"{mood:+.1f}".replace("-", "−") == expected


def test_both_go_to_the_note(window: Window, choosing: Choosing) -> None:
    session = session_of(window)
    choosing.open()
    shown, other = choosing.sheet.matters[0].sides
    choosing.sheet.noted.emit(0)
    step = session.store.of(Touchpoint)[steps(session)[0]]
    assert (step.title, step.note) == (shown.text, f"Title, {other.whose}: {other.text}")
    assert len(session.conflicts) == 1
    session.history.undo()
    assert session.store.of(Touchpoint)[steps(session)[0]].note == ""
    assert len(session.conflicts) == 2


@pytest.mark.parametrize(("whose", "said"), [("Yours", "Asks Anna"), ("Mei’s", "Asks Mei")])
def test_everything_of_one_person_is_chosen_in_one_step(
    window: Window, choosing: Choosing, whose: str, said: str
) -> None:
    session = session_of(window)
    choosing.open()
    choosing.sheet.all_chosen.emit(whose)
    assert title(session) == said
    assert session.conflicts == []
    assert session.history.undo_label == "Choose 2 values"
    session.history.undo()
    assert len(session.conflicts) == 2


def test_arrows_go_from_field_to_field_and_a_flag_opens_its_own(
    qtbot: QtBot, window: Window, choosing: Choosing
) -> None:
    first, second = steps(session_of(window))
    choosing.open()
    qtbot.keyClick(choosing.sheet, Qt.Key.Key_Down)
    assert choosing.current == 1
    assert choosing.marks.current == second
    choosing.leave()
    flag = choosing.marks.flag_rect(first)
    assert flag is not None
    qtbot.mouseClick(window.canvas.viewport(), Qt.MouseButton.LeftButton, pos=flag.center().toPoint())
    assert choosing.is_open
    assert choosing.marks.current == first


def test_what_nobody_has_chosen_stays_in_the_file(window: Window, choosing: Choosing, file: Path) -> None:
    assert window.desk.save()
    assert len(conflicts(open_map(file))) == 2
    window.desk.close()
    window.desk.open(file)
    assert window.editor is not None
    assert window.editor.choosing is not None
    assert len(window.editor.choosing.marks.names) == 2
    window.menus.actions["both_changed"].trigger()
    assert window.editor.choosing.is_open
    window.editor.choosing.leave()
