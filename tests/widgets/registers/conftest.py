"""A small map with filled registers, a page of the drawer on the screen, and hands that use its table."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from model.behaviours import BEHAVIOURS
from model.findings import Action, Evidence, Initiative, Kpi, NamedGap, PainPoint, Promise, Reading
from model.history import History
from model.journey import Journey
from model.records import Record
from model.store import Store
from tests.widgets.room import people_and_places
from widgets.inspector.bench import Bench
from widgets.look import Look
from widgets.registers.columns import Ledger
from widgets.registers.page import Page
from widgets.registers.table import Table
from widgets.selection import Selection

TODAY = date(2026, 11, 22)
LEFT = Qt.MouseButton.LeftButton
NOTHING = Qt.KeyboardModifier.NoModifier


def registered() -> list[Record]:
    """Something in every register."""
    return [
        PainPoint(id="pa_1", on="tp_2", text="No word for days", rank="1"),
        NamedGap(
            id="ng_1",
            title="Silent wait",
            about=frozenset(["tp_2"]),
            severity_override=92,
            rank="1",
            horizon="now",
        ),
        NamedGap(
            id="ng_2",
            title="No owner",
            about=frozenset(["tp_3"]),
            severity_override=40,
            rank="2",
            horizon="later",
        ),
        Promise(
            id="pr_1",
            text="Done in a day",
            rank="1",
            made_at="tp_1",
            kept_at=frozenset(["tp_3"]),
            promised=1,
            delivered=8,
            unit="days",
        ),
        Promise(
            id="pr_2", text="A call back", rank="2", source="Agent", verdict="kept", promised=1, delivered=1
        ),
        Promise(id="pr_3", text="<b>No</b> forms & more", rank="3", source="Advert", verdict="broken"),
        Evidence(
            id="ev_1",
            text="Interviews",
            evidence_kind="interview",
            rank="1",
            date=date(2026, 9, 1),
            sample_size=14,
            supports=frozenset(["tp_1", "pa_1"]),
        ),
        Evidence(
            id="ev_2",
            text="Old survey",
            evidence_kind="survey",
            rank="2",
            date=date(2020, 1, 1),
            supports=frozenset(["tp_3"]),
        ),
        Kpi(
            id="kp_1",
            title="Effort",
            rank="1",
            now=5,
            target=3,
            higher_is_better=False,
            drives={"kp_2": 3},
            readings=(Reading(date(2026, 1, 1), 6), Reading(date(2026, 6, 1), 5)),
        ),
        Kpi(id="kp_2", title="Calls", rank="2", level="operational", drives={"kp_3": 5}),
        Kpi(id="kp_3", title="Cost", rank="3", level="financial"),
        Kpi(id="kp_4", title="Greeted", rank="4", level="operational"),
        Initiative(
            id="in_1",
            title="Send a message",
            rank="1",
            closes=frozenset(["ng_1"]),
            lever="process",
            owner="Lena",
            starts=date(2026, 12, 1),
            ends=date(2027, 1, 20),
        ),
        Initiative(id="in_2", title="Name an owner", rank="2", closes=frozenset(["ng_2"]), lever="people"),
        Action(id="ac_1", text="Call IT", rank="1", owner="Mei", due=date(2026, 11, 1), of="pa_1"),
        Action(id="ac_2", text="Ask Lena", rank="2", owner="Jo", due=date(2026, 12, 1)),
    ]


@dataclass
class Hands:
    """What a person does to one page of the drawer."""

    page: Page
    history: History
    wanted: list[str]
    said: list[str]
    chosen: list[list[str]]

    @property
    def table(self) -> Table:
        return self.page.table

    @property
    def store(self) -> Store:
        return self.page.ledger.bench.store

    def column(self, field: str) -> int:
        return [one.key for one in self.table.register.columns].index(field)

    def shown(self, field: str) -> list[str]:
        """What a column says, from the top."""
        return [self.table.rows.says(row, self.column(field)) for row in range(len(self.table.rows.ids))]

    def stand(self, row: int, field: str) -> None:
        """Go to a cell by keyboard alone."""
        self.page.window().activateWindow()
        QApplication.processEvents()
        self.table.setFocus(Qt.FocusReason.TabFocusReason)
        self.press("Ctrl+Home")
        for _ in range(row):
            self.press("Down")
        for _ in range(self.column(field)):
            self.press("Right")
        at = self.table.currentIndex()
        assert (at.row(), at.column()) == (row, self.column(field))

    def press(self, keys: str) -> None:
        """Press keys where the keyboard is."""
        name, plus, held = keys.rpartition("+")[2], "+" in keys, keys.rpartition("+")[0]
        modifiers = NOTHING
        for one in held.split("+") if plus else ():
            modifiers |= getattr(Qt.KeyboardModifier, {"Ctrl": "ControlModifier"}.get(one, f"{one}Modifier"))
        QTest.keyClick(focus(), getattr(Qt.Key, f"Key_{name}"), modifiers)

    def type(self, words: str) -> None:
        for sign in words:
            QTest.keyClicks(focus(), sign)

    def click(self, row: int, field: str, keys: Qt.KeyboardModifier = NOTHING, x: int | None = None) -> None:
        """Click into a cell, at its middle or so many px from its left."""
        box = self.table.visualRect(self.table.rows.index(row, self.column(field)))
        at = box.center() if x is None else QPoint(box.left() + x, box.center().y())
        QTest.mouseClick(self.table.viewport(), LEFT, keys, at)

    def double_click(self, row: int, field: str) -> None:
        self.click(row, field)
        box = self.table.visualRect(self.table.rows.index(row, self.column(field)))
        QTest.mouseDClick(self.table.viewport(), LEFT, NOTHING, box.center())


def focus() -> QWidget:
    """Where the keyboard is."""
    found = QApplication.activePopupWidget() or QApplication.focusWidget()
    assert found is not None
    return found.focusWidget() or found


@pytest.fixture
def on_screen(qtbot: QtBot, look: Look) -> Iterator[Callable[..., Hands]]:
    """Shows the page of a register, of a map or of the small one, and gives the hands."""
    kept: list[object] = []

    def show(kind: str, records: list[Record] | None = None) -> Hands:
        store = Store.holding(records or [*people_and_places(), *registered()], BEHAVIOURS)
        history = History(store)
        bench = Bench(store, Journey(store), Selection(), look)
        severities = {"ng_1": 92.0, "ng_2": 40.0}
        around = QWidget()
        page = Page(Ledger(bench, severities.get, lambda: TODAY), kind, around)
        hands = Hands(page, history, [], [], [])
        page.wanted.connect(hands.wanted.append)
        page.said.connect(hands.said.append)
        page.chosen.connect(hands.chosen.append)
        qtbot.addWidget(around)
        around.resize(1200, 400)
        page.resize(1200, 400)
        with qtbot.waitExposed(around):
            around.show()
        around.activateWindow()
        kept.extend((around, page, hands))
        return hands

    yield show
    for one in kept:
        if isinstance(one, Page):
            one.close_down()
    kept.clear()
