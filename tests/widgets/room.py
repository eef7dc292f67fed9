"""One small map with a record of every kind, and hands that use the parts of the window as people do."""

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from model.findings import (
    Action,
    Comment,
    Decision,
    Evidence,
    Initiative,
    Kpi,
    MomentThatMatters,
    NamedGap,
    Note,
    PainPoint,
    Promise,
    Waiver,
)
from model.journey import Journey
from model.records import (
    Channel,
    Department,
    Handover,
    JourneyMap,
    Persona,
    Phase,
    Place,
    Record,
    System,
    Touchpoint,
)
from model.store import Store
from widgets.chips import ChipsEditor, ReferenceChips
from widgets.editors import Editor
from widgets.fields import DateField, DurationField, Field, NumberField, ShareField
from widgets.inspector.colour import ColourField
from widgets.inspector.handover import QualityField
from widgets.inspector.rows import PlaceEditor, RowsEditor, StrengthRows, TargetEditor
from widgets.look import Look
from widgets.picker import Choice, Picker
from widgets.score import Score
from widgets.selection import Selection
from widgets.text_area import TextArea
from widgets.tick import Tick

LEFT = Qt.MouseButton.LeftButton
CANARY = "<img src=file:///canary>"


@dataclass
class Room:
    """One open map."""

    store: Store
    journey: Journey
    selection: Selection
    look: Look


def people_and_places() -> list[Record]:
    """Who meets whom where."""
    return [
        JourneyMap(id="jm_1", title="Move house"),
        Persona(id="pe_1", name="Amira Rahman", rank="1", share=0.8),
        Persona(id="pe_2", name="Daniel Tan", rank="2", share=0.2),
        Phase(id="ph_1", title="Decide", rank="1"),
        Phase(id="ph_2", title="Move", rank="2"),
        Channel(id="ch_1", title="Web", rank="1"),
        Channel(id="ch_2", title="Store", rank="2", mode="physical"),
        Department(id="de_1", title="Retail", rank="1"),
        Department(id="de_2", title="Care", rank="2"),
        System(id="sy_1", title="Till", rank="1"),
        System(id="sy_2", title="CRM", rank="2"),
        Touchpoint(id="tp_1", title="Asks", place=Place("ph_1", "ch_1", "1"), mood={"pe_1": 0.5}),
        Touchpoint(id="tp_2", title="Waits", place=Place("ph_1", "ch_2", "2"), owner="Lena"),
        Touchpoint(id="tp_3", title="Leaves", place=Place("ph_2", "ch_1", "3"), department="de_1"),
        Handover(id="ho_1", source="tp_1", target="tp_2", label="Nobody tells the store"),
    ]


def found_out() -> list[Record]:
    """What the room found out about them."""
    return [
        MomentThatMatters(id="mo_1", on="tp_2", title="The wait", rank="1"),
        PainPoint(id="pa_1", on="tp_2", text="No word for days", rank="1"),
        Promise(id="pr_1", text="Done in a day", rank="1"),
        Evidence(id="ev_1", text="Interviews", rank="1"),
        Kpi(id="kp_1", title="Effort", rank="1"),
        Kpi(id="kp_2", title="Calls", rank="2"),
        NamedGap(
            id="ng_1", title="Silent wait", about=frozenset(["tp_2", "ho_1"]), severity_override=92, rank="1"
        ),
        NamedGap(id="ng_2", title="No owner", about=frozenset(["tp_3"]), rank="2"),
        Initiative(id="in_1", title="Send a message", rank="1"),
        Action(id="ac_1", text="Call IT", rank="1"),
        Decision(id="dc_1", text="Fund it", rank="1"),
        Waiver(id="wa_1", gap="gap:tp_1"),
        Note(id="no_1", text="Ask Mei"),
        Comment(id="co_1", on="tp_1", text="Is this so?"),
    ]


def retype(widget: QWidget, text: str, end: Qt.Key | None = Qt.Key.Key_Return) -> None:
    """Replace all text in a field by typing."""
    widget.setFocus()
    QTest.keyClick(widget, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(widget, Qt.Key.Key_Delete)
    QTest.keyClicks(widget, text)
    if end is not None:
        QTest.keyClick(widget, end)


def pick(picker: Picker | None, steps: int = 0) -> None:
    """Choose in an open list, so many steps further down."""
    assert picker is not None
    for _ in range(steps):
        QTest.keyClick(picker.names, Qt.Key.Key_Down)
    QTest.keyClick(picker.names, Qt.Key.Key_Return)


def _typed(editor: Field) -> str:
    match editor:
        case NumberField():
            return "3"
        case ShareField():
            return "35"
        case DurationField():
            return "1 h 30"
        case DateField():
            return editor.line.placeholderText()
    return {"Language": "de-AT", "Currency": "CHF"}.get(editor.line.accessibleName(), "Something else")


def _choose(editor: Choice) -> None:
    options = [value for value, _ in editor.options()]
    QTest.mouseClick(editor.button, LEFT)
    at = options.index(editor.value) if editor.value in options else 0
    assert editor.picker is not None
    if at == len(options) - 1:
        QTest.keyClick(editor.picker.names, Qt.Key.Key_Up)
        pick(editor.picker)
    else:
        pick(editor.picker, 1)


def _add_row(editor: RowsEditor) -> None:
    QTest.mouseClick(editor.add, LEFT)
    for one in list(editor.editors[-1]):
        use(one)


def use(editor: Any) -> None:
    """Change the value of any editor with keys and mouse."""
    match editor:
        case Field():
            retype(editor.line, _typed(editor))
        case TextArea():
            retype(editor.paper, "Words somebody typed", None)
            QTest.keyClick(editor.paper, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        case Choice():
            _choose(editor)
        case Tick():
            QTest.mouseClick(editor.box, LEFT)
        case Score():
            row = next(iter(editor.rows.values()))
            row.setFocus()
            QTest.keyClick(row, Qt.Key.Key_5)
        case ChipsEditor():
            QTest.mouseClick(editor.add, LEFT)
            assert editor.typing is not None
            retype(editor.typing, "the booking")
        case ReferenceChips() | StrengthRows():
            QTest.mouseClick(editor.add, LEFT)
            pick(editor.picker)
        case RowsEditor():
            _add_row(editor)
        case PlaceEditor():
            _choose(editor.phase)
        case TargetEditor():
            use(editor.editors["they_see"])
        case QualityField():
            QTest.mouseClick(editor.segments.segments["fails"], LEFT, pos=QPoint(8, 8))
        case ColourField():
            QTest.mouseClick(editor.swatches["sage"], LEFT)
        case _:
            raise AssertionError(f"no hands for {editor!r}")


def editor_of(page: QWidget, field: str) -> Editor:
    """The editor of a field on a page."""
    found = [one for one in page.findChildren(Editor) if one.property("field") == field]
    assert found, f"no editor for {field}"
    return found[0]
