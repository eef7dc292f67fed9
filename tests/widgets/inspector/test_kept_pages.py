"""A page of the panel is kept for all records of its kind, and shows each as a page made for it alone would."""

from datetime import date
from itertools import zip_longest

import pytest
import shiboken6
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QTextEdit, QWidget
from pytestqt.qtbot import QtBot

import resources
from model.behaviours import BEHAVIOURS
from model.comments import comment_on, resolve
from model.gaps import Found, find_gaps
from model.history import History
from model.journey import Journey
from model.kinds import KINDS
from model.operations import add_touchpoint
from model.reading import read
from model.records import Handover, Record, Touchpoint
from model.store import Store
from tests.journeys import long_map
from tests.model.test_comments import NOW
from tests.widgets.room import LEFT, Room, editor_of, found_out, people_and_places, retype
from widgets.chips import ChipsEditor
from widgets.fields import Field
from widgets.inspector import Inspector
from widgets.inspector.more import MOST
from widgets.inspector.panel import MANY, READY
from widgets.inspector.rows import RowsEditor
from widgets.inspector.sections import Folded, Row
from widgets.inspector.touchpoint import TouchpointPage
from widgets.look import Look
from widgets.picker import Choice
from widgets.selection import Selection
from widgets.text_area import TextArea

pytestmark = pytest.mark.allows_log("This plugin does not support")  # Said by the platform without a screen.
TODAY = date(2026, 11, 22)


def shown(inspector: Inspector) -> Inspector:
    inspector.resize(320, 900)
    inspector.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    inspector.show()
    return inspector


@pytest.fixture
def inspector(qtbot: QtBot, room: Room) -> Inspector:
    inspector = Inspector(room.store, room.journey, room.selection, room.look)
    qtbot.addWidget(inspector)
    inspector.resize(320, 700)
    with qtbot.waitExposed(inspector):
        inspector.show()
    inspector.activateWindow()
    return inspector


def choose(inspector: Inspector, *ids: str) -> QWidget:
    inspector.bench.selection.choose(ids)
    QApplication.processEvents()
    assert inspector.page is not None
    return inspector.page


def touchpoint(room: Room, one: str) -> Touchpoint:
    found = room.store.find(Touchpoint, one)
    assert found is not None
    return found


# -- the same as a fresh page


def told(widget: QWidget, page: QWidget) -> tuple[object, ...]:
    """Where a widget stands, what it is called, and what stands in it."""
    text = ""
    if isinstance(widget, QLineEdit):
        text = f"{widget.text()} / {widget.placeholderText()} / {widget.isModified()}"
    elif isinstance(widget, QTextEdit):
        text = f"{widget.toPlainText()} / {widget.placeholderText()}"
    elif isinstance(widget, QLabel):
        text = widget.text()
    at = widget.mapTo(page, QPoint(0, 0))
    named = (widget.accessibleName(), widget.accessibleDescription(), widget.toolTip())
    return (at.y(), at.x(), type(widget).__name__, *named, text, widget.isEnabled(), widget.size().toTuple())


def everything_on(inspector: Inspector) -> tuple[list[tuple[object, ...]], QImage]:
    """All that can be seen on the page, in words from the top, and as a picture."""
    for _ in range(4):
        QApplication.processEvents()
    page = inspector.page
    assert page is not None
    seen = [told(one, page) for one in page.findChildren(QWidget) if one.isVisible()]
    return sorted(seen, key=str), page.grab().toImage()


def a_few(store: Store) -> list[list[str]]:
    """Selections to look at, turn by turn of each kind: a record that holds much, then little, much again."""
    by_kind = []
    for cls in KINDS.values():
        records: list[Record] = sorted(store.of(cls).values(), key=lambda one: (len(repr(one)), one.id))
        turn = [*records[-1:], *records[:1], *records[len(records) // 2 :][:1]]
        by_kind.append([[one] for one in dict.fromkeys(one.id for one in turn)])
    touchpoints, handover = list(store.of(Touchpoint)), next(iter(store.of(Handover)))
    by_kind.append([touchpoints[3:], touchpoints[:2], [touchpoints[0], handover], []])
    return [ids for turn in zip_longest(*by_kind, fillvalue=()) for ids in turn if ids != ()]


@pytest.mark.parametrize(("name", "is_open"), [("port-my-number", True), ("every kind", False)])
def test_a_kept_page_shows_what_a_fresh_one_would(name: str, is_open: bool, look: Look, qtbot: QtBot) -> None:
    records = (
        [*people_and_places(), *found_out()]
        if name == "every kind"
        else read(resources.path("maps", f"{name}.journey").read_bytes()).records
    )
    store = Store.holding(records, BEHAVIOURS)
    journey, selection = Journey(store), Selection()
    for place, one in enumerate(list(store.of(Touchpoint))[:4]):
        said = [comment_on(store, one, f"Number {n}", "Mei", NOW) for n in range(place)]
        if place > 1:
            resolve(store, said[0])
    found = find_gaps(journey, TODAY)
    kept = shown(Inspector(store, journey, selection, look))
    qtbot.addWidget(kept)
    kept.show_found(found)
    looked_at = a_few(store)
    assert len(looked_at) > 20
    if is_open:
        _open_all(kept, store)
    for place, ids in enumerate([*looked_at, *looked_at[:8]]):
        if place == len(looked_at):
            look.choose("dark")
        choose(kept, *ids)
        now, fresh = everything_on(kept), _made_anew(kept, ids, found)
        assert now[0] == fresh[0], ids
        assert now[1] == fresh[1], ids
    assert len(kept.kept) <= len(KINDS) + 2


def _open_all(inspector: Inspector, store: Store) -> None:
    for cls in KINDS.values():
        page = choose(inspector, next(iter(store.of(cls)), ""))
        for fold in page.findChildren(Folded):
            fold.fold.setChecked(True)


def _made_anew(kept: Inspector, ids: list[str], found: Found) -> tuple[list[tuple[object, ...]], QImage]:
    """What a panel that shows nothing else before shows of these records."""
    selection = Selection()
    selection.choose(ids)
    bench = kept.bench
    fresh = Inspector(bench.store, bench.journey, selection, kept.look, bench.author, at_once=False)
    fresh.opened |= kept.opened
    fresh.bench.findings[:] = [found]
    fresh.show_selection()
    everything = everything_on(shown(fresh))
    fresh.close_down()
    fresh.hide()
    shiboken6.delete(fresh)
    return everything


def test_the_page_of_a_touchpoint_is_that_of_the_next_one(inspector: Inspector) -> None:
    page = choose(inspector, "tp_1")
    title = editor_of(page, "title")
    assert choose(inspector, "tp_2") is page
    choose(inspector, "ho_1")
    assert not page.isVisible()
    assert choose(inspector, "tp_3") is page
    assert editor_of(page, "title") is title
    assert isinstance(title, TextArea)
    assert title.shown() == "Leaves"


def test_pages_are_made_while_hands_rest(inspector: Inspector, qtbot: QtBot) -> None:
    assert (TouchpointPage, Touchpoint) not in inspector.kept
    qtbot.waitUntil(lambda: inspector.kept.keys() >= set(READY), timeout=20_000)
    assert not inspector.kept[TouchpointPage, Touchpoint].isVisible()
    assert choose(inspector, "tp_2") is inspector.kept[TouchpointPage, Touchpoint]


# -- what is being typed


@pytest.mark.parametrize("field", ["owner", "title", "quote", "wait_min"])
def test_what_is_half_typed_goes_to_the_record_it_was_typed_for(
    inspector: Inspector, room: Room, field: str
) -> None:
    editor = editor_of(choose(inspector, "tp_1"), field)
    assert isinstance(editor, Field | TextArea)
    before = room.store["tp_2"]
    typing = editor.line if isinstance(editor, Field) else editor.paper
    retype(typing, "7", None)
    choose(inspector, "tp_2")
    assert getattr(touchpoint(room, "tp_1"), field) in ("7", 7)
    assert room.store["tp_2"] == before
    choose(inspector, "tp_1")
    if isinstance(editor, Field):
        assert (editor.line.text(), editor.line.isModified()) == ("7", False)
    else:
        assert editor.shown().strip("“”") == "7"
    assert room.store["tp_2"] == before


def test_a_chip_being_typed_goes_to_its_own_handover(inspector: Inspector, room: Room) -> None:
    with room.store.transaction("Connect") as change:
        change.create(KINDS["handover"], id="ho_2", source="tp_2", target="tp_3")
    lost = editor_of(choose(inspector, "ho_1"), "lost")
    assert isinstance(lost, ChipsEditor)
    QTest.mouseClick(lost.add, LEFT)
    assert lost.typing is not None
    QTest.keyClicks(lost.typing, "the booking")
    choose(inspector, "ho_2")
    assert room.store["ho_1"].lost == ("the booking",)  # type: ignore[attr-defined]
    assert room.store["ho_2"].lost == ()  # type: ignore[attr-defined]
    assert (lost.typing, lost.chips) == (None, [])


def test_what_is_not_allowed_does_not_follow_to_the_next_record(inspector: Inspector, room: Room) -> None:
    effort = editor_of(choose(inspector, "tp_1"), "effort")
    assert isinstance(effort, Field)
    retype(effort.line, "99")
    assert effort.complaint
    choose(inspector, "tp_2")
    assert (effort.line.text(), effort.complaint, effort.line.isModified()) == ("", "", False)
    effort.line.setFocus()
    QTest.keyClick(effort.line, Qt.Key.Key_Return)
    assert [touchpoint(room, one).effort for one in ("tp_1", "tp_2")] == [None, None]


def test_an_open_list_closes_when_something_else_is_selected(inspector: Inspector, room: Room) -> None:
    department = editor_of(choose(inspector, "tp_1"), "department")
    assert isinstance(department, Choice)
    QTest.mouseClick(department.button, LEFT)
    assert QApplication.activePopupWidget() is department.picker
    choose(inspector, "tp_2")
    assert QApplication.activePopupWidget() is None
    assert [touchpoint(room, one).department for one in ("tp_1", "tp_2")] == [None, None]


def test_a_half_written_row_does_not_follow_to_the_next_record(inspector: Inspector) -> None:
    readings = editor_of(choose(inspector, "kp_1"), "readings")
    assert isinstance(readings, RowsEditor)
    QTest.mouseClick(readings.add, LEFT)
    assert len(readings.editors) == 1
    choose(inspector, "kp_2")
    assert readings.editors == []


def test_undo_while_a_field_has_the_focus_leaves_what_is_typed(inspector: Inspector, room: Room) -> None:
    history = History(room.store)
    page = choose(inspector, "tp_2")
    owner, title = editor_of(page, "owner"), editor_of(page, "title")
    assert isinstance(owner, Field)
    assert isinstance(title, TextArea)
    retype(title.paper, "Waits for days")
    retype(owner.line, "Mei")
    assert history.undo_label == "Change owner"
    retype(owner.line, "Pri", None)
    history.undo()
    assert (touchpoint(room, "tp_2").owner, owner.line.text()) == ("Lena", "Pri")
    history.undo()
    assert (touchpoint(room, "tp_2").title, title.shown()) == ("Waits", "Waits")
    choose(inspector, "tp_1")
    assert (touchpoint(room, "tp_2").owner, owner.line.text()) == ("Pri", "")


def test_undo_takes_away_the_record_that_is_being_typed_in(inspector: Inspector, room: Room) -> None:
    history = History(room.store)
    made = add_touchpoint(room.store, "ph_1", "ch_1")
    owner = editor_of(choose(inspector, made), "owner")
    assert isinstance(owner, Field)
    retype(owner.line, "Pri", None)
    history.undo()
    QApplication.processEvents()
    assert made not in room.store
    assert inspector.page is not None
    assert inspector.page.ids == ("jm_1",)
    choose(inspector, "tp_3")
    assert (owner.line.text(), touchpoint(room, "tp_3").owner) == ("", "")


# -- lists


def test_a_long_list_is_short_again_for_the_next_record(inspector: Inspector, room: Room) -> None:
    with room.store.transaction("Connect") as change:
        for one in ("tp_2", "tp_3"):
            for number in range(MOST + 5):
                change.create(KINDS["handover"], id=f"ho_{one}{number}", source="tp_1", target=one)

    def lines() -> int:
        assert inspector.page is not None
        rows = [one for one in inspector.page.findChildren(Row) if one.isVisible()]
        return sum("Asks" in one.accessibleName() for one in rows)

    page = choose(inspector, "tp_2")
    few = lines()
    more = next(one for one in page.findChildren(Row) if one.accessibleName().endswith("more"))
    QTest.mouseClick(more, LEFT)
    QApplication.processEvents()
    assert lines() > few
    choose(inspector, "tp_3")
    assert lines() == few


def test_very_many_are_shown_a_moment_later_and_typing_is_kept_at_once(look: Look, qtbot: QtBot) -> None:
    store = Store.holding(long_map(MANY + 20), BEHAVIOURS)
    room = Room(store, Journey(store), Selection(), look)
    inspector = Inspector(store, room.journey, room.selection, look)
    qtbot.addWidget(inspector)
    with qtbot.waitExposed(inspector):
        inspector.show()
    inspector.activateWindow()
    ids = list(room.journey.touchpoints)
    owner = editor_of(choose(inspector, ids[0]), "owner")
    assert isinstance(owner, Field)
    retype(owner.line, "Mei", None)
    room.selection.choose(ids)
    assert [touchpoint(room, one).owner for one in ids[:2]] == ["Mei", ""]
    QApplication.processEvents()
    assert inspector.page is not None
    assert inspector.page.ids == tuple(ids)
    owner = editor_of(inspector.page, "owner")
    assert isinstance(owner, Field)
    assert owner.line.placeholderText() == "Differs"
    retype(owner.line, "Lena")
    assert {one.owner for one in store.of(Touchpoint).values()} == {"Lena"}
