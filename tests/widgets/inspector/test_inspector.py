"""What a facilitator can rely on in the panel beside the map."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from model.gaps import find_gaps
from model.kinds import KINDS
from model.records import Handover, Persona, Touchpoint
from model.store import Commit
from tests.widgets.room import CANARY, LEFT, Room, editor_of, retype, use
from widgets.chips import ChipsEditor, ReferenceChips
from widgets.fields import Field
from widgets.focus import Pressable
from widgets.inspector import Inspector
from widgets.inspector.bench import whole_field
from widgets.inspector.fields import editor_for, shown_fields, spec_of
from widgets.inspector.sections import Folded, Row
from widgets.inspector.touchpoint import TouchpointPage
from widgets.score import Score
from widgets.scroll import SlimBar
from widgets.text_area import LINES_OF_TITLE, TextArea
from widgets.words import Words

pytestmark = pytest.mark.allows_log("This plugin does not support")  # Said by the platform without a screen.

SCORED = {("touchpoint", "mood"), ("touchpoint", "believed")}
"""Edited together on one axis; they have their own test."""
EVERY_FIELD = [
    (kind, field) for kind, cls in KINDS.items() for field in shown_fields(cls) if (kind, field) not in SCORED
]


@pytest.fixture
def inspector(qtbot: QtBot, room: Room) -> Inspector:
    inspector = Inspector(room.store, room.journey, room.selection, room.look)
    qtbot.addWidget(inspector)
    inspector.resize(320, 700)
    with qtbot.waitExposed(inspector):
        inspector.show()
    return inspector


def page_of(inspector: Inspector, *ids: str) -> QWidget:
    inspector.bench.selection.choose(ids)
    assert inspector.page is not None
    for fold in inspector.page.findChildren(Folded):
        if not fold.fold.isChecked():
            QTest.mouseClick(fold.fold, LEFT)
    QApplication.processEvents()
    return inspector.page


def touchpoint(room: Room, one: str) -> Touchpoint:
    found = room.store.find(Touchpoint, one)
    assert found is not None
    return found


@pytest.mark.parametrize(("kind", "field"), EVERY_FIELD)
def test_every_field_of_every_record_can_be_edited(
    inspector: Inspector, room: Room, kind: str, field: str
) -> None:
    record = next(iter(room.store.of(KINDS[kind]).values()))
    page = page_of(inspector, record.id)
    steps: list[Commit] = []
    room.store.committed.connect(steps.append)
    editor = editor_of(page, field)
    use(editor)
    assert editor.complaint == ""
    changed = room.store[record.id]
    assert whole_field(changed, field) != whole_field(record, field)
    assert {path.partition("/")[0] for step in steps for one in step.patch for path in one.after or {}} == {
        field
    }
    assert {name for name in KINDS[kind].model_fields if getattr(changed, name) != getattr(record, name)} == {
        field
    }


def test_the_table_knows_every_type_of_the_schema(inspector: Inspector) -> None:
    editors = [
        editor_for(inspector.bench, spec_of(cls, field))
        for cls in KINDS.values()
        for field in shown_fields(cls)
        if (cls.kind, field) not in SCORED
    ]
    assert len(editors) == len(EVERY_FIELD)
    for editor in editors:
        editor.deleteLater()


def test_one_edit_is_one_step_that_can_be_merged_with_the_next_in_the_same_field(
    inspector: Inspector, room: Room
) -> None:
    steps: list[Commit] = []
    room.store.committed.connect(steps.append)
    owner = editor_of(page_of(inspector, "tp_1"), "owner")
    assert isinstance(owner, Field)
    retype(owner.line, "Mei")
    assert [(step.label, step.merge) for step in steps] == [("Change owner", "tp_1/owner")]


def test_a_mood_is_set_for_one_persona_and_said_to_differ_from_what_we_believed(
    inspector: Inspector, room: Room
) -> None:
    page = page_of(inspector, "tp_1")
    assert isinstance(page, TouchpointPage)
    assert isinstance(page.score, Score)
    QTest.keyClick(page.score.rows["pe_2"], Qt.Key.Key_1)
    QTest.keyClick(page.score.rows["believed"], Qt.Key.Key_5)
    assert touchpoint(room, "tp_1").mood == {"pe_1": 0.5, "pe_2": -2.0}
    assert "We believed 2.0 more than they felt" in [label.text() for label in page.findChildren(Words)]
    QTest.keyClick(page.score.rows["pe_2"], Qt.Key.Key_Backspace)
    assert touchpoint(room, "tp_1").mood == {"pe_1": 0.5}


def test_escape_restores_what_was_there(inspector: Inspector, room: Room) -> None:
    page = page_of(inspector, "tp_2")
    owner, title = editor_of(page, "owner"), editor_of(page, "title")
    assert isinstance(owner, Field)
    assert isinstance(title, TextArea)
    retype(owner.line, "Somebody", Qt.Key.Key_Escape)
    retype(title.paper, "Something", Qt.Key.Key_Escape)
    assert (owner.line.text(), title.shown()) == ("Lena", "Waits")
    assert touchpoint(room, "tp_2").owner == "Lena"


@pytest.mark.parametrize(
    ("record", "field", "text", "sentence"),
    [
        ("tp_1", "effort", "9", "Write a number from 1 to 7."),
        ("tp_1", "effort", "2.5", "Write a whole number."),
        ("tp_1", "wait_min", "soon", "Write minutes, or a time such as 1 h 30 or 2 d."),
        ("ho_1", "share", "120", "Write a number from 0 to 100."),
        ("in_1", "starts", "tomorrow", "Write a day as year, month and day, such as 2026-11-30."),
        ("ng_1", "severity_override", "101", "Write a number from 0 to 100."),
        ("ev_1", "sample_size", "-3", "Write a number that is not below 0."),
    ],
)
def test_what_is_not_allowed_gets_a_sentence_and_changes_nothing(
    inspector: Inspector, room: Room, record: str, field: str, text: str, sentence: str
) -> None:
    before = room.store.everything()
    editor = editor_of(page_of(inspector, record), field)
    assert isinstance(editor, Field)
    shown = editor.line.text()
    retype(editor.line, text)
    assert editor.complaint == sentence
    assert room.store.everything() == before
    QTest.keyClick(editor.line, Qt.Key.Key_Escape)
    assert (editor.line.text(), editor.complaint) == (shown, "")


def test_what_only_the_map_refuses_gets_a_sentence_too(inspector: Inspector, room: Room) -> None:
    before = room.store.everything()
    language = editor_of(page_of(inspector), "language")
    assert isinstance(language, Field)
    retype(language.line, "no language at all")
    assert language.complaint.endswith(".")
    assert room.store.everything() == before
    QTest.keyClick(language.line, Qt.Key.Key_Escape)
    assert (language.line.text(), language.complaint) == ("en", "")


def test_a_colleagues_change_is_shown_at_once_but_not_where_somebody_types(
    inspector: Inspector, room: Room
) -> None:
    page = page_of(inspector, "tp_2")
    owner, title = editor_of(page, "owner"), editor_of(page, "title")
    assert isinstance(owner, Field)
    assert isinstance(title, TextArea)
    inspector.activateWindow()
    retype(owner.line, "Pri", None)
    with room.store.transaction("Rename", source="remote") as change:
        change.update("tp_2", title="Waits for days", owner="Mei")
    assert title.shown() == "Waits for days"
    assert owner.line.text() == "Pri"
    QTest.keyClick(owner.line, Qt.Key.Key_Return)
    assert touchpoint(room, "tp_2").owner == "Pri"


def test_enter_takes_a_title_and_whoever_typed_it_goes_on_from_there(
    inspector: Inspector, room: Room
) -> None:
    title = editor_of(page_of(inspector, "tp_2"), "title")
    assert isinstance(title, TextArea)
    title.paper.setFocus()
    title.paper.selectAll()
    QTest.keyClicks(title.paper, "Waits")
    QTest.keyClick(title.paper, Qt.Key.Key_Return)
    assert touchpoint(room, "tp_2").title == "Waits"
    assert title.paper.hasFocus()
    QTest.keyClicks(title.paper, " long")
    QTest.keyClick(title.paper, Qt.Key.Key_Return)
    assert touchpoint(room, "tp_2").title == "Waits long"


def test_a_title_of_3000_letters_scrolls_and_leaves_the_fields_below_it_in_sight(
    inspector: Inspector, room: Room
) -> None:
    title = editor_of(page_of(inspector, "tp_2"), "title")
    assert isinstance(title, TextArea)
    paper = title.paper
    short = paper.height()
    paper.setFocus()
    QGuiApplication.clipboard().setText("Waits and calls again. " * 130)
    QTest.keySequence(paper, QKeySequence.StandardKey.Paste)
    QGuiApplication.clipboard().clear()
    most = LINES_OF_TITLE * room.look.line_height("panel_title") + 4
    assert short < paper.height() <= most
    assert paper.viewport().rect().contains(paper.cursorRect().center())
    bar = paper.findChild(SlimBar)
    assert bar is not None
    assert bar.isVisible()
    assert paper.viewport().geometry().right() < bar.x()
    QTest.keyClick(paper, Qt.Key.Key_Return)
    assert len(touchpoint(room, "tp_2").title) > 2_900
    assert paper.height() <= most
    retype(paper, "Waits")
    assert (paper.height(), bar.isVisible()) == (short, False)


def test_several_selected_show_what_differs_and_change_together(inspector: Inspector, room: Room) -> None:
    steps: list[Commit] = []
    page = page_of(inspector, "tp_1", "tp_2", "tp_3")
    assert "3 touchpoints" in [label.text() for label in page.findChildren(QLabel)]
    owner, department = editor_of(page, "owner"), editor_of(page, "department")
    assert isinstance(owner, Field)
    assert owner.line.placeholderText() == "Differs"
    assert department.button.words == "Differs"  # type: ignore[attr-defined]
    room.store.committed.connect(steps.append)
    retype(owner.line, "Mei")
    assert [touchpoint(room, one).owner for one in ("tp_1", "tp_2", "tp_3")] == ["Mei"] * 3
    assert len(steps) == 1


def test_differs_is_slanted_in_texts_and_scores_too_until_there_is_a_text(
    inspector: Inspector, room: Room
) -> None:
    with room.store.transaction("Set") as change:
        change.update("tp_1", note="Once", believed=1.0)
    believed = editor_of(page_of(inspector, "tp_1", "tp_2"), "believed")
    assert isinstance(believed, Score)
    assert all((row.says(), row.figure_font.italic()) == ("Differs", True) for row in believed.rows.values())
    note = editor_of(page_of(inspector, "tp_1", "tp_2"), "note")
    assert isinstance(note, TextArea)
    paper = note.paper
    assert (paper.placeholderText(), paper.viewport().font().italic()) == ("Differs", True)
    room.look.choose("dark")
    assert paper.viewport().font().italic()
    QTest.keyClicks(paper, "Tw")
    assert not paper.viewport().font().italic()
    QTest.keyClick(paper, Qt.Key.Key_Backspace)
    QTest.keyClick(paper, Qt.Key.Key_Backspace)
    assert paper.viewport().font().italic()
    QTest.keyClicks(paper, "Twice")
    QTest.keyClick(paper, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert [touchpoint(room, one).note for one in ("tp_1", "tp_2")] == ["Twice", "Twice"]
    assert not paper.viewport().font().italic()
    note.show_value(None)
    assert not paper.viewport().font().italic()


def test_several_whose_chips_differ_say_so_until_one_is_set_for_all(inspector: Inspector, room: Room) -> None:
    persona = next(iter(room.store.of(Persona)))
    with room.store.transaction("Set") as change:
        handovers = ["ho_1", change.create(Handover, source="tp_2", target="tp_3")]
        change.update("tp_1", personas=frozenset({persona}))
        change.update("tp_2", personas=frozenset())
        change.update(handovers[0], lost=("the case",))
        change.update(handovers[1], lost=())
    personas = editor_of(page_of(inspector, "tp_1", "tp_2"), "personas")
    assert isinstance(personas, ReferenceChips)
    assert personas.differing.isVisible()
    assert "replaces" in personas.add.toolTip()
    personas._change(frozenset({persona}))
    assert not personas.differing.isVisible()
    assert "replaces" not in personas.add.toolTip()
    assert touchpoint(room, "tp_2").personas == {persona}
    lost = editor_of(page_of(inspector, *handovers), "lost")
    assert isinstance(lost, ChipsEditor)
    assert (lost.differing.isVisible(), lost.chips) == (True, [])
    lost.begin(0)
    assert lost.typing is not None
    QTest.keyClicks(lost.typing, "the notes")
    QTest.keyClick(lost.typing, Qt.Key.Key_Return)
    assert not lost.differing.isVisible()
    known = room.store.of(Handover)
    assert [known[one].lost for one in handovers] == [("the notes",)] * 2
    page_of(inspector, "tp_1")
    assert not personas.differing.isVisible()


def test_what_hangs_on_a_touchpoint_is_one_click_away(inspector: Inspector, room: Room) -> None:
    def click(kind: type[Pressable], words: str) -> str | None:
        page = page_of(inspector, "tp_2")
        QTest.mouseClick(next(one for one in page.findChildren(kind) if words in one.accessibleName()), LEFT)
        return room.selection.only

    assert click(Row, "Asks") == "ho_1"
    inspector.show_found(find_gaps(room.journey, date(2026, 11, 22)))
    opened: list[str] = []
    inspector.gap_wanted.connect(opened.append)
    click(Row, "Silent wait")
    assert opened == ["ng_1"]
    assert click(Pressable, "The wait") == "mo_1"
    assert click(Pressable, "No word for days") == "pa_1"


def test_with_nothing_selected_every_list_of_the_map_can_grow(inspector: Inspector, room: Room) -> None:
    page = page_of(inspector)
    plus = next(one for one in page.findChildren(Pressable) if one.accessibleName() == "Add a persona")
    QTest.mouseClick(plus, LEFT)
    made = room.store.find(Persona, room.selection.only)
    assert made is not None
    assert room.journey.personas[-1] == made


def test_a_deleted_record_leaves_the_panel(inspector: Inspector, room: Room) -> None:
    page_of(inspector, "mo_1")
    inspector.bench.delete(["mo_1"])
    assert "mo_1" not in room.store
    assert inspector.page is not None
    assert inspector.page.ids == ("jm_1",)


def test_text_is_shown_as_typed_everywhere(inspector: Inspector, room: Room, qtbot: QtBot) -> None:
    names = {"title", "name", "text", "label", "owner", "quote", "failure", "note", "role"}
    with room.store.transaction("Paste") as change:
        for record in list(room.store):
            fields = names & type(record).model_fields.keys()
            change.update(record.id, dict.fromkeys(fields, CANARY))
        change.update("ho_1", lost=(CANARY,), carries=(CANARY,))
    escaped = CANARY.replace("<", "&lt;").replace(">", "&gt;")
    for record in list(room.store):
        page = page_of(inspector, record.id)
        for label in page.findChildren(QLabel):
            assert label.textFormat() == Qt.TextFormat.PlainText
        for widget in page.findChildren(QWidget):
            assert CANARY not in widget.toolTip()
        for area in page.findChildren(TextArea):
            assert "￼" not in area.shown(), "a picture was loaded"
        inspector.grab()
    tips = [one.toolTip() for one in page_of(inspector, "tp_2").findChildren(Pressable)]
    assert any(escaped in tip for tip in tips)
    title = editor_of(page_of(inspector, "tp_2"), "title")
    assert isinstance(title, TextArea)
    assert title.shown() == CANARY


def test_leaving_a_half_typed_field_for_another_record_saves_it(inspector: Inspector, room: Room) -> None:
    owner = editor_of(page_of(inspector, "ho_1"), "owner")
    assert isinstance(owner, Field)
    inspector.activateWindow()
    retype(owner.line, "Mei", None)
    room.selection.choose(["tp_1"])
    handover = room.store.find(Handover, "ho_1")
    assert handover is not None
    assert handover.owner == "Mei"
