"""The sheet of numbers: what it says, whose numbers it shows, how they come about, and the walks it lights up."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from model.behaviours import BEHAVIOURS
from model.findings import Kpi
from model.journey import Journey
from model.operations import add_persona, delete, set_field
from model.records import Record
from model.store import Store
from tests.model.numbers.maps import Lead, records
from widgets.buttons import Segments
from widgets.look import Look
from widgets.numbers import NumbersPanel
from widgets.numbers.rows import WalkRow
from widgets.picker import Choice

LEFT = Qt.MouseButton.LeftButton
WAYS: list[Lead] = [(0, 1, 0.75), (0, 2, 0.25), (1, 2), (2, 3, 0.9), (2, 0, 0.1, "rework")]


def made(**own: object) -> list[Record]:
    return records(
        4,
        WAYS,
        personas=[0.6, 0.4],
        t1={"wait_min": 30.0, "mood": {"pe_0": -1.0}, "personas": {"pe_0"}},
        t3={"ends": "done", "wait_min": 10.0, "mood": {"pe_0": 1.0, "pe_1": 1.0}},
        **own,
    )


class Sheet:
    """The sheet of numbers of a small map, as somebody sees it."""

    def __init__(self, qtbot: QtBot, look: Look, bag: list[Record], today: Journey | None = None) -> None:
        self.qtbot, self.store = qtbot, Store.holding(bag, BEHAVIOURS)
        self.journey = Journey(self.store)
        self.panel = NumbersPanel(self.journey, look, today)
        self.lit: list[object] = []
        self.wanted: list[str] = []
        self.panel.lit.connect(self.lit.append)
        self.panel.wanted.connect(self.wanted.append)
        qtbot.addWidget(self.panel)
        self.panel.resize(360, 700)
        self.panel.show()
        self.settle()

    def settle(self) -> None:
        self.qtbot.waitUntil(lambda: self.panel.reckoner.is_true)

    def value(self, key: str) -> str:
        return self.panel.rows[key].shown[2]

    def click(self, key: str) -> None:
        QTest.mouseClick(self.panel.rows[key], LEFT)


@pytest.fixture
def sheet_of(qtbot: QtBot, look: Look) -> Callable[..., Sheet]:
    return lambda bag=None, today=None: Sheet(qtbot, look, made() if bag is None else bag, today)


def test_it_says_every_figure_with_its_unit_and_how_much_is_known(sheet_of: Callable[..., Sheet]) -> None:
    sheet = sheet_of()
    row = sheet.panel.rows["wait"]
    assert row.shown[0] == "min"
    assert row.coverage == "2 of 4 waits known"
    assert sheet.value("first_contact_resolution") == "90"
    assert sheet.value("peak_end") == "0.0"
    assert row.accessibleName().startswith("Waiting")


def test_a_persona_has_numbers_of_its_own(sheet_of: Callable[..., Sheet]) -> None:
    sheet = sheet_of()
    everyone = sheet.value("wait")
    assert isinstance(sheet.panel.who, Segments)
    QTest.mouseClick(sheet.panel.who.segments["pe_1"], LEFT)
    assert sheet.panel.persona == "pe_1"
    assert sheet.value("wait") != everyone
    assert sheet.value("peak_end") == "+1.0"
    delete(sheet.store, ["pe_1"])
    sheet.settle()
    assert sheet.panel.persona is None


def test_many_personas_are_chosen_from_a_list(sheet_of: Callable[..., Sheet]) -> None:
    sheet = sheet_of()
    for name in ("Li", "Zoe"):
        add_persona(sheet.store, name)
    sheet.settle()
    assert isinstance(sheet.panel.who, Choice)


def test_numbers_follow_the_map_and_say_so_meanwhile(sheet_of: Callable[..., Sheet]) -> None:
    sheet = sheet_of()
    before = sheet.value("wait")
    set_field(sheet.store, "tp_3", "wait_min", 70.0)
    assert sheet.panel.updating.isVisible()
    sheet.settle()
    assert not sheet.panel.updating.isVisible()
    assert sheet.value("wait") != before


def test_a_sheet_that_nobody_sees_reckons_nothing(sheet_of: Callable[..., Sheet], qtbot: QtBot) -> None:
    sheet = sheet_of()
    sheet.panel.hide()
    set_field(sheet.store, "tp_3", "wait_min", 70.0)
    told: list[bool] = []
    sheet.panel.reckoner.changed.connect(lambda: told.append(True))
    assert not sheet.panel.reckoner._next.isActive()
    sheet.panel.show()
    sheet.settle()
    assert told


def test_a_click_on_a_figure_tells_its_formula_and_leads_to_what_went_into_it(
    sheet_of: Callable[..., Sheet],
) -> None:
    sheet = sheet_of()
    sheet.click("wait")
    formula = sheet.panel.formulas["wait"]
    assert [row.words for row in formula.rows][:2] == ["Visits to 1 Step 0", "Wait at 1 Step 0"]
    assert formula.rows[1].value == "not known"
    QTest.mouseClick(formula.rows[3], LEFT)
    assert sheet.wanted == ["tp_1"]
    sheet.click("wait")
    assert sheet.panel.formulas == {}


def test_an_open_formula_follows_the_map(sheet_of: Callable[..., Sheet]) -> None:
    sheet = sheet_of()
    sheet.click("wait")
    set_field(sheet.store, "tp_0", "wait_min", 5.0)
    sheet.settle()
    assert sheet.panel.formulas["wait"].rows[1].value == "5 min"


def test_all_formulas_open_and_close_together(sheet_of: Callable[..., Sheet]) -> None:
    sheet = sheet_of()
    QTest.mouseClick(sheet.panel.all_formulas, LEFT)
    assert sheet.panel.formulas.keys() == sheet.panel.rows.keys()
    assert sheet.panel.all_formulas.words == "Close the formulas"
    QTest.mouseClick(sheet.panel.all_formulas, LEFT)
    assert sheet.panel.formulas == {}


def test_long_lists_of_inputs_are_shown_a_part_at_a_time(sheet_of: Callable[..., Sheet]) -> None:
    sheet = sheet_of(records(80, [(i, i + 1) for i in range(79)]))
    sheet.click("wait")
    formula = sheet.panel.formulas["wait"]
    assert len(formula.rows) == 12
    assert formula.more.words == "Show 50 of 148 more"
    QApplication.processEvents()
    QTest.mouseClick(formula.more, LEFT)
    assert len(formula.rows) == 62


def test_what_is_wrong_with_shares_is_said_with_a_link(sheet_of: Callable[..., Sheet]) -> None:
    sheet = sheet_of(records(4, [(0, 1, 0.8), (0, 2, 0.7), (2, 2, 1.0)]))
    said = sheet.panel.troubles.said
    assert said[0] == "At 1: The shares of the handovers leaving here sum to 150%, more than everybody."
    assert any(one.startswith("Nobody gets to") for one in said)
    QTest.mouseClick(sheet.panel.troubles.links[0], LEFT)
    assert sheet.wanted == ["tp_0"]
    assert sheet.value("contacts") == "–"
    with sheet.store.transaction("Mend the shares") as change:
        change.update("ho_1", share=0.2)
    sheet.settle()
    assert not any("150%" in one for one in sheet.panel.troubles.said)


def test_scores_are_those_that_kpis_state(sheet_of: Callable[..., Sheet]) -> None:
    sheet = sheet_of([*made(), Kpi(id="kp_1", title="Would recommend", method="NPS", now=31.0, rank="1")])
    assert sheet.panel.rows["score:kp_1"].shown == ("", "", "31")
    delete(sheet.store, ["kp_1"])
    sheet.settle()
    assert "score:kp_1" not in sheet.panel.rows


def test_a_walk_is_lit_up_by_click_and_by_arrows_until_escape(sheet_of: Callable[..., Sheet]) -> None:
    sheet = sheet_of()
    first, second = sheet.panel.paths.rows[:2]
    QTest.mouseClick(first, LEFT)
    assert first.isChecked()
    assert sheet.lit == [[*first.walk.touchpoints, *first.walk.handovers]]
    QTest.keyClick(first, Qt.Key.Key_Down)
    assert (first.isChecked(), second.isChecked()) == (False, True)
    QTest.keyClick(second, Qt.Key.Key_Down)
    QTest.keyClick(second, Qt.Key.Key_Escape)
    assert sheet.lit[-1] is None
    assert not any(row.isChecked() for row in sheet.panel.paths.rows)


def test_hiding_the_sheet_gives_the_map_back(sheet_of: Callable[..., Sheet]) -> None:
    sheet = sheet_of()
    QTest.mouseClick(sheet.panel.paths.rows[0], LEFT)
    sheet.panel.hide()
    assert sheet.lit[-1] is None


def test_a_walk_says_who_goes_it_and_how_it_is_remembered(sheet_of: Callable[..., Sheet]) -> None:
    row: WalkRow = sheet_of().panel.paths.rows[0]
    assert row.accessibleName().startswith(f"{row.chance} of customers: {row.way}, ")
    assert "done" in row.words


def test_an_empty_map_says_what_to_do(sheet_of: Callable[..., Sheet]) -> None:
    sheet = sheet_of(records(0, []))
    assert sheet.panel.empty.isVisible()
    assert sheet.panel.rows == {}
    assert not sheet.panel.updating.isVisible()


def test_today_stands_beside_what_is_supposed(sheet_of: Callable[..., Sheet]) -> None:
    sheet = sheet_of(today=Journey(Store.holding(made())))
    sheet.qtbot.waitUntil(lambda: sheet.panel.before is not None and sheet.panel.before.is_true)
    set_field(sheet.store, "tp_3", "wait_min", 0.0)
    sheet.settle()
    row = sheet.panel.rows["wait"]
    assert float(row.shown[2]) < float(row.shown[1])
    assert "today" in row.accessibleName()
    assert "if done" in row.accessibleName()
