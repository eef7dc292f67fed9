"""Comments in the panel: said with a key, signed once, settled, opened again, listed."""

from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from model.comments import comment_on, comments_on, resolve
from model.findings import Comment
from model.history import History
from tests.model.test_comments import NOW
from tests.widgets.room import CANARY, LEFT, Room, retype
from widgets.author import Author
from widgets.inspector import Inspector
from widgets.inspector.all_comments import AT_ONCE, AllComments
from widgets.inspector.talk import Talk, when_said
from widgets.words import Words

pytestmark = pytest.mark.allows_log("This plugin does not support")  # Said by the platform without a screen.


@pytest.fixture
def inspector(qtbot: QtBot, room: Room) -> Inspector:
    author = Author(proposed="lena")
    inspector = Inspector(room.store, room.journey, room.selection, room.look, author)
    qtbot.addWidget(inspector)
    inspector.resize(320, 700)
    with qtbot.waitExposed(inspector):
        inspector.show()
    room.selection.choose(["tp_2"])
    return inspector


def talk(inspector: Inspector) -> Talk:
    assert inspector.page is not None
    assert inspector.page.talk is not None
    QApplication.processEvents()
    return inspector.page.talk


def say(inspector: Inspector, text: str) -> None:
    inspector.show_talk(to_write=True)
    QTest.keyClicks(talk(inspector).saying, text)
    QTest.keyClick(talk(inspector).saying, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def shown(inspector: Inspector) -> list[str]:
    return [slip.comment.text for slip in talk(inspector).slips]


def test_ctrl_enter_says_it_and_undo_takes_it_back(inspector: Inspector, room: Room) -> None:
    history = History(room.store)
    say(inspector, "Is this so?")
    (said,) = comments_on(room.store, "tp_2")
    assert (said.text, said.author, said.resolved) == ("Is this so?", "lena", False)
    assert said.at is not None
    assert abs(datetime.now(UTC) - said.at) < timedelta(minutes=5)
    assert shown(inspector) == ["Is this so?"]
    assert talk(inspector).saying.toPlainText() == ""
    history.undo()
    assert shown(inspector) == []


def test_the_name_is_asked_for_once(inspector: Inspector, room: Room) -> None:
    names: list[str] = []
    inspector.bench.author.named.connect(names.append)
    inspector.show_talk(to_write=True)
    assert not talk(inspector).name.isVisible()
    QTest.keyClicks(talk(inspector).saying, "Look")
    assert talk(inspector).name.isVisible()
    assert talk(inspector).name.line.text() == "lena"
    retype(talk(inspector).name.line, "Lena Ott", None)
    QTest.mouseClick(talk(inspector).send, LEFT)
    assert [one.author for one in comments_on(room.store, "tp_2")] == ["Lena Ott"]
    QTest.keyClicks(talk(inspector).saying, "And this")
    assert not talk(inspector).name.isVisible()
    QTest.mouseClick(talk(inspector).send, LEFT)
    QTest.mouseClick(talk(inspector).signed, LEFT)
    retype(talk(inspector).name.line, "Mei")
    say(inspector, "Third")
    assert [one.author for one in comments_on(room.store, "tp_2")] == ["Lena Ott", "Lena Ott", "Mei"]
    assert names == ["Lena Ott", "Mei"]


def test_leaving_keeps_what_is_half_written(inspector: Inspector, room: Room) -> None:
    inspector.show_talk(to_write=True)
    QTest.keyClicks(talk(inspector).saying, "Half a tho")
    room.selection.choose(["tp_1"])
    assert talk(inspector).saying.toPlainText() == ""
    room.selection.choose(["tp_2"])
    assert talk(inspector).saying.toPlainText() == "Half a tho"
    assert comments_on(room.store, "tp_2") == []


def test_a_settled_comment_is_folded_away_and_can_be_opened_again(inspector: Inspector, room: Room) -> None:
    comment_on(room.store, "tp_2", "First", "Mei", NOW)
    comment_on(room.store, "tp_2", "Second", "Ben", NOW + timedelta(hours=1))
    QTest.mouseClick(talk(inspector).slips[0].settle, LEFT)
    assert shown(inspector) == ["Second"]
    assert talk(inspector).settled.words() == "Show 1 resolved"
    QTest.mouseClick(talk(inspector).settled, LEFT)
    assert shown(inspector) == ["Second", "First"]
    QTest.mouseClick(talk(inspector).slips[1].settle, LEFT)
    assert shown(inspector) == ["First", "Second"]
    QTest.mouseClick(talk(inspector).slips[0].delete, LEFT)
    assert shown(inspector) == ["Second"]


@pytest.mark.parametrize(
    "record",
    ["jm_1", "ph_1", "ch_1", "tp_1", "ho_1", "mo_1", "pa_1", "ng_1", "kp_1", "no_1", "pe_1", "wa_1", "ev_1"],
)
def test_everything_can_be_commented_on(inspector: Inspector, room: Room, record: str) -> None:
    room.selection.choose([] if record == "jm_1" else [record])
    say(inspector, f"About {record}")
    assert [one.text for one in comments_on(room.store, record)][-1] == f"About {record}"


def test_a_comment_is_not_commented_on(inspector: Inspector, room: Room) -> None:
    room.selection.choose(["co_1"])
    assert inspector.page is not None
    assert inspector.page.talk is None


def test_what_is_said_is_plain_text_and_shown_whole(inspector: Inspector, room: Room) -> None:
    comment_on(room.store, "tp_2", CANARY + " and a great many words " * 12, "<b>Mei</b>", NOW)
    slip = talk(inspector).slips[0]
    said = slip.findChildren(Words)[-1]
    assert CANARY in said.text()
    assert said.height() >= said.heightForWidth(said.width())


def test_the_list_shows_the_open_ones_first_and_filters(inspector: Inspector, room: Room) -> None:
    done = comment_on(room.store, "ho_1", "Done", "Mei", NOW)
    resolve(room.store, done)
    comment_on(room.store, "tp_2", "Open", "Mei", NOW)
    inspector.show_comments()
    listing = inspector.listing
    assert isinstance(listing, AllComments)
    assert [slip.comment.text for slip in listing.slips] == ["Open", "Is this so?"]
    for which, texts in (("resolved", ["Done"]), ("all", ["Open", "Is this so?", "Done"])):
        QTest.mouseClick(listing.filters.segments[which], LEFT)
        assert [slip.comment.text for slip in listing.slips] == texts
    assert [row.words for row in listing.rows] == ["2 Waits", "1 Asks", "1 → 2 Nobody tells the store"]


def test_the_list_leads_to_what_a_comment_is_about_and_stays(inspector: Inspector, room: Room) -> None:
    comment_on(room.store, "kp_1", "Which one?", "Mei", NOW)
    wanted: list[str] = []
    inspector.wanted.connect(wanted.append)
    inspector.show_comments()
    assert inspector.listing is not None
    rows = {
        slip.comment.on: row
        for slip, row in zip(inspector.listing.slips, inspector.listing.rows, strict=True)
    }
    QTest.mouseClick(rows["tp_1"], LEFT)
    assert wanted == ["tp_1"]
    room.selection.choose(["tp_1"])
    assert inspector.listing is not None
    QTest.mouseClick(rows["kp_1"], LEFT)
    assert inspector.listing is None
    assert room.selection.only == "kp_1"


def test_the_list_follows_the_map_and_closes(inspector: Inspector, room: Room) -> None:
    inspector.show_comments()
    listing = inspector.listing
    assert listing is not None
    with room.store.transaction("Rename") as change:
        change.update("tp_1", title="Calls")
    assert [row.words for row in listing.rows] == ["1 Calls"]
    QTest.mouseClick(listing.slips[0].settle, LEFT)
    assert listing.slips == []
    assert next(iter(room.store.of(Comment).values())).resolved
    QTest.mouseClick(listing.close_list, LEFT)
    assert inspector.listing is None
    assert inspector.page is not None


def test_a_long_list_is_shown_by_and_by(inspector: Inspector, room: Room) -> None:
    for number in range(AT_ONCE + 5):
        comment_on(room.store, "tp_1", f"Number {number}", "Mei", NOW + timedelta(minutes=number))
    inspector.show_comments()
    assert inspector.listing is not None
    assert len(inspector.listing.slips) == AT_ONCE
    inspector.listing._show_more()
    assert len(inspector.listing.slips) == AT_ONCE + 6


def test_times_are_said_as_short_as_they_can_be() -> None:
    def said(at: datetime | None) -> str:
        return when_said(Comment(id="co_1", on="tp_1", at=at), NOW)

    assert said(NOW - timedelta(hours=2)) == "12:03"
    assert said(NOW - timedelta(days=30)) == "31 Oct"
    assert said(NOW - timedelta(days=400)) == "26 Oct 2025"
    assert said(None) == ""
    assert said(datetime(1, 1, 1)) != ""
