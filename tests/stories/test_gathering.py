"""A room gathers its observations on sticky notes, sorts them into the journey, and talks about it."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from typer.testing import CliRunner

from app.command_line import cli
from app.verbs import samples
from app.window import Window
from model.comments import comment_on, comments_on
from model.findings import Comment, Note, PainPoint
from model.format import read
from model.records import Touchpoint
from tests.app.conftest import Hands
from tests.exporters.reading import text_of
from tests.model.test_comments import NOW
from tests.widgets.canvas.conftest import Hand
from widgets.fields import Field

pytestmark = pytest.mark.allows_log("propagateSizeHints")  # The offscreen platform says so of dialogs.

WORDS = ("Told it all twice", "Waits for a text", "Asks a friend")


class Board:
    """A facilitator at the window of the reference map."""

    def __init__(self, window: Window, sample: Path, qtbot: QtBot) -> None:
        self.window = window
        window.desk.open_copy(sample)
        assert window.session is not None
        self.session, self.store = window.session, window.session.store
        self.hand = Hand(window.canvas, self.session.history)
        window.activateWindow()
        window.canvas.setFocus()
        qtbot.waitUntil(window.canvas.hasFocus)
        window.menus.actions["fit"].trigger()

    def press(self, key: Qt.Key, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClick(focus, key, keys)
        QApplication.processEvents()

    def write(self, words: str) -> None:
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClicks(focus, words)

    def free_place(self) -> QPointF:
        canvas = self.window.canvas
        bottom = canvas.camera.to_px(0, canvas.map_height).y()
        return QPointF(canvas.map_rect().left() + 60, (bottom + canvas.map_rect().bottom()) / 2)

    def notes(self) -> dict[str, str]:
        return {note.text: note.id for note in self.store.of(Note).values()}

    def lies(self, text: str) -> QPointF:
        rect = self.window.canvas.note_rect(self.notes()[text])
        assert rect is not None
        return rect.center()


@pytest.fixture
def board(window: Window, qtbot: QtBot) -> Board:
    return Board(window, samples()["port-my-number"], qtbot)


def gather(board: Board) -> None:
    """N, type, Enter, three times."""
    board.hand.move(board.free_place())
    board.press(Qt.Key.Key_N)
    for words in WORDS:
        board.write(words)
        board.press(Qt.Key.Key_Return)
    board.press(Qt.Key.Key_Escape)


def test_notes_are_gathered_and_sorted_into_the_journey(
    board: Board, window: Window, hands: Hands, tmp_path: Path
) -> None:
    start = board.store.everything()
    gather(board)
    assert set(board.notes()) == set(WORDS)

    card = board.session.journey.touchpoints[10]
    board.hand.drag(board.lies(WORDS[0]), board.hand.card(card))
    board.press(Qt.Key.Key_P)
    assert WORDS[0] in {p.text for p in board.session.journey.pains_on(card)}

    journey = board.session.journey
    place = board.hand.cell(journey.phases[0], journey.channels[-1], 0.5)
    board.hand.drag(board.lies(WORDS[2]), place)
    made = board.session.selection.only or ""
    assert board.store.of(Touchpoint)[made].title == WORDS[2]
    assert set(board.notes()) == {WORDS[1]}

    file = tmp_path / "board.journey"
    hands.will_name(file)
    window.menus.actions["save"].trigger()
    assert {one.id: one for one in read(file.read_bytes()).records} == board.store.everything()
    posters = {}
    for name, more in (("without", []), ("with", ["--notes"])):
        out = tmp_path / f"{name}.pdf"
        told = CliRunner().invoke(cli, ["export", str(file), str(out), *more])
        assert told.exit_code == 0, told.output
        posters[name] = " ".join(text_of(out.read_bytes()).split())
    assert WORDS[1] not in posters["without"]
    assert WORDS[1] in posters["with"]
    assert all(WORDS[2] in words for words in posters.values())

    steps = 0
    while board.session.history.can_undo:
        board.session.history.undo()
        steps += 1
    assert board.store.everything() == start
    assert steps == 5
    while board.session.history.can_redo:
        board.session.history.redo()
    assert set(board.notes()) == {WORDS[1]}
    assert len(board.store.of(PainPoint)) == len([1 for r in start.values() if isinstance(r, PainPoint)]) + 1


def test_n_and_its_letters_belong_to_the_text_while_a_note_is_written(board: Board) -> None:
    board.hand.move(board.free_place())
    board.press(Qt.Key.Key_N)
    board.write("n t m p c + - 1 ?")
    board.press(Qt.Key.Key_Escape)
    assert set(board.notes()) == {"n t m p c + - 1 ?"}
    board.write("+")
    board.write("+")
    board.write("-")
    assert [note.votes for note in board.store.of(Note).values()] == [1]
    assert board.window.menus.actions["undo"].text() == "&Undo take a vote back"


def test_a_room_talks_about_the_journey(board: Board, window: Window) -> None:
    card = board.session.journey.touchpoints[3]
    window.canvas.choose_and_show(card)
    window.show_panel(False)
    board.press(Qt.Key.Key_C)
    assert window.preferences.now.panel_open
    board.write("Is this so?")
    board.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    (said,) = board.store.of(Comment).values()
    assert (said.on, said.text) == (card, "Is this so?")
    assert said.author
    assert window.preferences.now.author == said.author
    assert window.canvas.scene.figure(f"talk:{card}") is not None

    window.canvas.setFocus()
    board.session.selection.clear()
    board.press(Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert window.editor is not None
    listing = window.editor.inspector.listing
    assert listing is not None
    QTest.mouseClick(listing.rows[0], Qt.MouseButton.LeftButton)
    assert board.session.selection.only == card
    assert window.menus.actions["all_comments"].isChecked()
    QTest.mouseClick(listing.slips[0].settle, Qt.MouseButton.LeftButton)
    assert window.canvas.scene.figure(f"talk:{card}") is None
    window.menus.actions["all_comments"].trigger()
    assert window.editor.inspector.listing is None


def test_esc_goes_back_to_the_map_and_keeps_what_was_half_said(board: Board, window: Window) -> None:
    window.canvas.choose_and_show(board.session.journey.touchpoints[3])
    for words in ("", "Is this"):
        board.press(Qt.Key.Key_C)
        board.write(words)
        assert not window.canvas.hasFocus()
        board.press(Qt.Key.Key_Escape)
        assert window.canvas.hasFocus()
    board.press(Qt.Key.Key_C)
    board.write(" so?")
    board.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert [said.text for said in board.store.of(Comment).values()] == ["Is this so?"]


def test_esc_in_a_field_of_the_panel_restores_first_and_then_leaves(board: Board, window: Window) -> None:
    card = board.session.journey.touchpoints[3]
    window.canvas.choose_and_show(card)
    assert window.editor is not None
    page = window.editor.inspector.page
    assert page is not None
    owner = next(one for one in page.findChildren(Field) if one.line.accessibleName() == "Owner")
    owner.line.setFocus()
    board.write("Somebody")
    board.press(Qt.Key.Key_Escape)
    assert (owner.line.hasFocus(), owner.line.text()) == (True, "")
    board.press(Qt.Key.Key_Escape)
    assert window.canvas.hasFocus()
    assert board.session.selection.only == card


def test_who_settles_comments_stays_where_they_were(board: Board, window: Window, qtbot: QtBot) -> None:
    card = board.session.journey.touchpoints[3]
    for text in ("One", "Two", "Three"):
        comment_on(board.store, card, text, "Mei", NOW)
    window.canvas.choose_and_show(card)
    assert window.editor is not None
    inspector = window.editor.inspector
    assert inspector.page is not None
    talk = inspector.page.talk
    assert talk is not None
    qtbot.waitUntil(lambda: len(talk.slips) == 3 and talk.slips[0].isVisible())
    QTest.mouseClick(talk.slips[0].settle, Qt.MouseButton.LeftButton)
    assert window.canvas.hasFocus()
    talk.slips[0].settle.setFocus(Qt.FocusReason.TabFocusReason)
    board.press(Qt.Key.Key_Space)
    assert [said.resolved for said in comments_on(board.store, card)] == [True, True, False]
    focus = QApplication.focusWidget()
    assert focus is not None
    assert talk.isAncestorOf(focus)


def test_an_export_from_the_window_prints_notes_when_ticked(
    board: Board, window: Window, hands: Hands, tmp_path: Path, qtbot: QtBot
) -> None:
    from app.export_dialog import ExportDialog
    from widgets.tick import Tick

    gather(board)
    out = tmp_path / "out.pdf"

    def export(dialog: object) -> None:
        assert isinstance(dialog, ExportDialog)
        dialog.out = out
        assert dialog.form is not None
        notes = dialog.form.editors["notes"]
        assert isinstance(notes, Tick)
        QTest.mouseClick(notes.box, Qt.MouseButton.LeftButton)
        dialog.export.click()

    hands.answers.append(export)
    window.menus.actions["export"].trigger()
    qtbot.waitUntil(lambda: window.desk.exporting.run is None, timeout=60_000)
    assert WORDS[0] in " ".join(text_of(out.read_bytes()).split())
    assert window.preferences.now.export["report"]["notes"] is True


def test_what_was_said_leaves_the_place_for_more_in_sight(board: Board, window: Window, qtbot: QtBot) -> None:
    window.resize(1440, 700)
    window.canvas.choose_and_show(board.session.journey.touchpoints[3])
    board.press(Qt.Key.Key_C)
    assert window.editor is not None
    inspector = window.editor.inspector

    def is_seen() -> bool:
        assert inspector.page is not None
        assert inspector.page.talk is not None
        send, port = inspector.page.talk.send, inspector.area.viewport()
        return send.mapTo(port, send.rect().bottomLeft()).y() <= port.height()

    for text in ("Is this so?", "And who says that?", "We should ask"):
        qtbot.waitUntil(is_seen)
        board.write(text)
        board.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        QApplication.processEvents()
    qtbot.waitUntil(is_seen)
    assert len(board.store.of(Comment)) == 3


def test_a_page_is_read_from_its_top_while_nobody_writes(board: Board, window: Window, qtbot: QtBot) -> None:
    window.resize(1440, 700)
    assert window.editor is not None
    inspector = window.editor.inspector
    for place in (3, 8):
        window.canvas.choose_and_show(board.session.journey.touchpoints[place])
        qtbot.waitUntil(
            lambda: inspector.page is not None and inspector.page.ids == board.session.selection.ids
        )
        window.editor.author.call(f"Lena {place}")
        for _ in range(5):
            QApplication.processEvents()
        assert inspector.area.verticalScrollBar().value() == 0


def test_arrows_go_through_the_answers_of_what_a_note_is(board: Board) -> None:
    gather(board)
    card = board.session.journey.touchpoints[10]
    before = len(board.session.journey.pains_on(card))
    board.hand.drag(board.lies(WORDS[0]), board.hand.card(card))
    board.press(Qt.Key.Key_Down)
    board.press(Qt.Key.Key_Up)
    board.press(Qt.Key.Key_Down)
    board.press(Qt.Key.Key_Return)
    assert WORDS[0] in board.store.of(Touchpoint)[card].quote
    assert len(board.session.journey.pains_on(card)) == before
