"""Registers as tables: found, sorted, narrowed down, and edited where they stand, one undoable step each."""

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from model.findings import Action, Evidence, Initiative, Kpi, Promise
from model.journey import Journey
from model.operations import delete, rename, set_field
from model.registers import add_entry
from model.store import Store
from tests.widgets.registers.conftest import LEFT, TODAY, Hands, focus, registered
from tests.widgets.room import people_and_places, pick
from widgets.inspector.bench import Bench
from widgets.look import Look
from widgets.registers.columns import Ledger
from widgets.registers.kinds import REGISTERS
from widgets.registers.rows import Rows
from widgets.selection import Selection

pytestmark = pytest.mark.allows_log(
    "does not support"
)  # Said of open lists by the platform without a screen.
Show = Callable[..., Hands]


def promise(hands: Hands, record: str) -> Promise:
    found = hands.store.find(Promise, record)
    assert found is not None
    return found


# -- what is shown


@pytest.mark.parametrize("kind", REGISTERS)
def test_every_cell_of_every_register_says_itself_to_eyes_and_ears(on_screen: Show, kind: str) -> None:
    rows = on_screen(kind).table.rows
    role = Qt.ItemDataRole.AccessibleTextRole
    for row in range(rows.rowCount()):
        for column, one in enumerate(rows.columns):
            said = rows.index(row, column).data(role)
            assert said.startswith(f"{one.title}: ")
    assert [rows.headerData(c, Qt.Orientation.Horizontal) for c in range(rows.columnCount())]


def test_a_promise_says_how_it_was_kept_and_a_figure_how_it_changed(on_screen: Show) -> None:
    hands = on_screen("promise")
    assert hands.shown("compared") == ["7 days more", "As promised", "Broken, says the room"]
    assert hands.shown("made_at")[0] == "1 Asks"
    kpis = on_screen("kpi")
    assert kpis.shown("readings") == ["5 (−1)", "", "", ""]
    assert kpis.shown("drives")[0] == "Calls 3"
    initiatives = on_screen("initiative")
    assert initiatives.shown("closes") == ["Silent wait (92)", "No owner (40)"]
    actions = on_screen("action")
    assert actions.shown("due") == ["1 Nov 2026, overdue", "1 Dec 2026"]


def test_an_empty_register_says_how_to_begin_and_begins(on_screen: Show) -> None:
    hands = on_screen("decision")
    nothing = hands.page.nothing
    assert nothing.isVisible()
    assert nothing.words.text() == REGISTERS["decision"].empty
    QTest.mouseClick(nothing.link, LEFT)
    assert not nothing.isVisible()
    hands.type("Fund it")
    hands.press("Return")
    assert hands.shown("text") == ["Fund it"]


# -- sorting


def test_a_click_on_a_title_sorts_up_then_down_then_not_at_all(on_screen: Show) -> None:
    hands = on_screen("promise")
    titles = hands.table.titles
    at = QPoint(titles.sectionViewportPosition(hands.column("source")) + 20, 12)
    first = hands.shown("text")
    for sources in (["Advert", "Agent", ""], ["Agent", "Advert", ""], ["", "Agent", "Advert"]):
        QTest.mouseClick(titles.viewport(), LEFT, pos=at)
        assert hands.shown("source") == sources
    assert hands.shown("text") == first


def test_titles_sort_and_widen_by_keys(on_screen: Show) -> None:
    hands = on_screen("action")
    titles = hands.table.titles
    titles.setFocus(Qt.FocusReason.TabFocusReason)
    hands.press("Right")
    hands.press("Return")
    assert hands.shown("text") == ["Ask Lena", "Call IT"]
    told: list[tuple[str, int]] = []
    titles.widened.connect(lambda *one: told.append(one))
    wide = hands.table.columnWidth(1)
    hands.press("Shift+Right")
    assert hands.table.columnWidth(1) == wide + 16
    assert told == [("text", wide + 16)]


def test_a_chosen_row_stays_chosen_wherever_sorting_takes_it(on_screen: Show) -> None:
    hands = on_screen("promise")
    hands.click(1, "text")
    hands.table.rows.sort(hands.column("text"))
    assert hands.table.chosen_ids == ["pr_2"]
    assert hands.table.current_id == "pr_2"


# -- narrowing down


def test_words_find_rows_in_every_column(on_screen: Show) -> None:
    hands = on_screen("promise")
    search = hands.page.filters.search
    for words, found in (("agent", ["pr_2"]), ("forms", ["pr_3"]), ("1 asks days", ["pr_1"]), ("zzz", [])):
        search.clear()
        QTest.keyClicks(search, words)
        assert hands.table.rows.ids == found
    assert hands.page.filters.count.text() == "0 of 3"
    assert hands.page.nothing.isVisible()
    QTest.mouseClick(hands.page.nothing.link, LEFT)
    assert len(hands.table.rows.ids) == 3


def test_a_filter_narrows_down_to_one_of_its_values(on_screen: Show) -> None:
    hands = on_screen("action")
    state = hands.page.filters.chips[0]
    QTest.mouseClick(state, LEFT)
    pick(state.picker, 3)
    assert hands.table.rows.ids == ["ac_1"]
    assert (state.words, state.kind) == ("Overdue", "on")
    owner = hands.page.filters.chips[1]
    owner.choose("Jo")
    assert hands.table.rows.ids == []
    hands.page.filters.show_all()
    assert hands.table.rows.ids == ["ac_1", "ac_2"]


@pytest.mark.parametrize(
    ("kind", "chip", "value", "found"),
    [
        ("promise", 1, "broken", ["pr_1", "pr_3"]),
        ("promise", 1, "kept", ["pr_2"]),
        ("evidence", 1, "stale", ["ev_2"]),
        ("evidence", 0, "interview", ["ev_1"]),
        ("kpi", 1, False, ["kp_4"]),
        ("kpi", 0, "operational", ["kp_2", "kp_4"]),
        ("initiative", 0, "people", ["in_2"]),
        ("initiative", 1, "Lena", ["in_1"]),
    ],
)
def test_filters_know_what_the_rules_know(
    on_screen: Show, kind: str, chip: int, value: object, found: list[str]
) -> None:
    hands = on_screen(kind)
    hands.page.filters.chips[chip].choose(value)
    assert hands.table.rows.ids == found


def test_only_what_is_about_the_selection_is_shown_on_wish(on_screen: Show) -> None:
    hands = on_screen("evidence")
    hands.page.show_selection(["tp_2"])
    about = hands.page.filters.about
    assert len(hands.table.rows.ids) == 2
    QTest.mouseClick(about, LEFT)
    assert hands.table.rows.ids == ["ev_1"]
    hands.page.show_selection(["tp_3"])
    assert hands.table.rows.ids == ["ev_2"]
    hands.page.show_selection(["ev_2"])
    assert hands.table.rows.ids == ["ev_2"]
    QTest.mouseClick(about, LEFT)
    assert len(hands.table.rows.ids) == 2


# -- editing in place


@pytest.mark.parametrize("start", ["Return", "F2"])
def test_a_text_is_typed_in_its_cell_and_enter_saves_and_stays(on_screen: Show, start: str) -> None:
    hands = on_screen("promise")
    hands.stand(1, "text")
    hands.press(start)
    hands.press("Ctrl+A")
    hands.type("A call within the hour")
    hands.press("Return")
    assert promise(hands, "pr_2").text == "A call within the hour"
    assert focus() is hands.table
    assert (hands.table.currentIndex().row(), hands.table.typing) == (1, None)
    assert hands.history.undo_label == "Rename a promise"
    hands.history.undo()
    assert promise(hands, "pr_2").text == "A call back"
    assert not hands.history.can_undo


def test_a_sign_begins_a_text_anew_and_a_double_click_edits_it(on_screen: Show) -> None:
    hands = on_screen("promise")
    hands.stand(0, "source")
    hands.type("Advert")
    hands.press("Return")
    assert promise(hands, "pr_1").source == "Advert"
    hands.double_click(0, "source")
    hands.press("End")
    hands.type("s")
    hands.press("Return")
    assert promise(hands, "pr_1").source == "Adverts"


def test_esc_restores_and_leaves_no_step(on_screen: Show) -> None:
    hands = on_screen("promise")
    hands.stand(0, "text")
    hands.type("Something else")
    hands.press("Escape")
    assert promise(hands, "pr_1").text == "Done in a day"
    assert not hands.history.can_undo
    assert focus() is hands.table


def test_tab_saves_and_types_on_in_the_next_cell(on_screen: Show) -> None:
    hands = on_screen("promise")
    hands.stand(1, "promised")
    hands.type("2")
    hands.press("Tab")
    hands.type("3,5")
    hands.press("Tab")
    hands.type("calls")
    hands.press("Backtab")
    hands.press("Escape")
    found = promise(hands, "pr_2")
    assert (found.promised, found.delivered, found.unit) == (2, 3.5, "calls")
    assert hands.shown("compared")[1] == "1.5 calls more"


def test_a_wrong_value_is_said_and_stays_to_be_mended(on_screen: Show) -> None:
    hands = on_screen("evidence")
    hands.stand(0, "sample_size")
    hands.type("many")
    hands.press("Return")
    typing = hands.table.typing
    assert typing is not None
    assert (typing.typed, typing.field.complaint) == ("many", "Write a number, such as 12 or 0.5.")
    assert not hands.history.can_undo
    hands.press("Ctrl+A")
    hands.type("-4")
    hands.press("Tab")
    assert typing.field.complaint
    hands.press("Ctrl+A")
    hands.type("40")
    hands.press("Return")
    found = hands.store.find(Evidence, "ev_1")
    assert found is not None
    assert found.sample_size == 40


def test_a_day_is_typed_and_emptied(on_screen: Show) -> None:
    hands = on_screen("action")
    hands.stand(0, "due")
    hands.type("2026-12-24")
    hands.press("Return")
    found = hands.store.find(Action, "ac_1")
    assert found is not None
    assert found.due == date(2026, 12, 24)
    hands.press("Return")
    hands.press("Delete")
    hands.press("Return")
    assert hands.store["ac_1"].model_dump()["due"] is None


def test_a_choice_and_a_reference_are_picked_from_a_list(on_screen: Show) -> None:
    hands = on_screen("promise")
    hands.stand(0, "verdict")
    hands.press("Return")
    assert hands.table.picker is not None
    QTest.keyClick(hands.table.picker.names, Qt.Key.Key_Up)
    QTest.keyClick(hands.table.picker.names, Qt.Key.Key_Return)
    assert promise(hands, "pr_1").verdict == "broken"
    QApplication.processEvents()
    hands.stand(0, "made_at")
    hands.press("Return")
    pick(hands.table.picker, 1)
    assert promise(hands, "pr_1").made_at == "tp_2"
    assert hands.history.undo_label == "Change made at"


def test_a_set_is_edited_in_a_sheet_that_is_taken_whole_or_not_at_all(on_screen: Show) -> None:
    hands = on_screen("evidence")
    hands.stand(0, "supports")
    hands.press("Return")
    sheet = hands.table.sheet
    assert sheet is not None
    chips = sheet.editor.chips  # type: ignore[attr-defined]
    assert set(chips) == {"tp_1", "pa_1"}
    chips["pa_1"].removed.emit()
    hands.press("Escape")
    assert not hands.history.can_undo
    assert focus() is hands.table
    hands.press("Return")
    sheet = hands.table.sheet
    assert sheet is not None
    QTest.keyClick(sheet.editor.chips["pa_1"], Qt.Key.Key_Delete)  # type: ignore[attr-defined]
    QTest.mouseClick(sheet.save_button, LEFT)
    assert hands.store["ev_1"].model_dump()["supports"] == {"tp_1"}
    assert hands.history.undo_label == "Change supports"


def test_a_sheet_left_for_elsewhere_keeps_what_was_made(on_screen: Show) -> None:
    hands = on_screen("kpi")
    hands.stand(0, "drives")
    hands.press("Return")
    sheet = hands.table.sheet
    assert sheet is not None
    field = sheet.editor.fields["kp_2"]  # type: ignore[attr-defined]
    field.setFocus()
    QTest.keyClick(field.line, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(field.line, "5")
    hands.page.filters.search.setFocus()
    assert hands.store["kp_1"].model_dump()["drives"] == {"kp_2": 5}
    assert hands.table.sheet is None


def test_a_tick_is_turned_by_click_and_by_space(on_screen: Show) -> None:
    hands = on_screen("action")
    hands.click(0, "done")
    assert hands.shown("done") == ["Yes", "No"]
    assert hands.shown("due")[0] == "1 Nov 2026"
    hands.stand(1, "done")
    hands.press("Space")
    assert hands.shown("done") == ["Yes", "Yes"]
    assert hands.history.undo_label == "Change done"


def test_leaving_a_cell_for_elsewhere_takes_what_was_typed(on_screen: Show) -> None:
    hands = on_screen("promise")
    hands.stand(0, "text")
    hands.type("Done at once")
    hands.page.filters.search.setFocus()
    assert promise(hands, "pr_1").text == "Done at once"
    assert hands.table.typing is None
    assert focus() is hands.page.filters.search


# -- adding, deleting, moving about


def test_a_new_row_is_typed_at_once_and_is_one_step(on_screen: Show) -> None:
    hands = on_screen("promise")
    hands.page.show_selection(["tp_2"])
    QTest.mouseClick(hands.page.add, LEFT)
    hands.type("Ready by noon")
    hands.press("Ctrl+Return")
    hands.type("And a receipt")
    hands.press("Return")
    assert hands.shown("text")[3:] == ["Ready by noon", "And a receipt"]
    assert [promise(hands, one).made_at for one in hands.table.rows.ids[3:]] == ["tp_2", "tp_2"]
    assert hands.history.undo_label == "Add a promise"
    hands.history.undo()
    hands.history.undo()
    assert len(hands.shown("text")) == 3
    assert not hands.history.can_undo


@pytest.mark.parametrize("end", ["Escape", "Return"])
def test_a_new_row_without_a_name_is_gone_again(on_screen: Show, end: str) -> None:
    hands = on_screen("action")
    hands.stand(0, "text")
    hands.press("Insert")
    if end == "Escape":
        hands.type("Never mind")
    hands.press(end)
    assert hands.shown("text") == ["Call IT", "Ask Lena"]
    assert not hands.history.can_undo


def test_pasted_lines_are_rows(on_screen: Show) -> None:
    hands = on_screen("action")
    hands.stand(0, "text")
    QApplication.clipboard().setText("Ask Mei\n\n  Book a room ")
    hands.press("Ctrl+V")
    assert hands.shown("text") == ["Call IT", "Ask Lena", "Ask Mei", "Book a room"]
    assert hands.history.undo_label == "Add 2 actions"
    hands.press("Ctrl+C")
    assert QApplication.clipboard().text().splitlines()[0].split("\t")[1] == "Ask Mei"


@pytest.mark.parametrize("text", ["=1+1", "+49 30", "-2", "@SUM(A1)", '=HYPERLINK("file:///x")'])
def test_copied_cells_are_no_formulas_elsewhere_and_come_back_as_they_were(
    on_screen: Show, text: str
) -> None:
    hands = on_screen("action")
    hands.stand(0, "text")
    QApplication.clipboard().setText(text)
    hands.press("Ctrl+V")
    assert hands.shown("text")[-1] == text
    hands.press("Ctrl+C")
    cells = [cell for line in QApplication.clipboard().text().splitlines() for cell in line.split("\t")]
    assert f"'{text}" in cells
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]
    QApplication.clipboard().setText(f"'{text}")
    hands.press("Ctrl+V")
    assert hands.shown("text")[-1] == text


def test_several_rows_are_deleted_in_one_step(on_screen: Show) -> None:
    hands = on_screen("promise")
    hands.click(0, "text")
    hands.click(1, "text", Qt.KeyboardModifier.ShiftModifier)
    assert hands.chosen[-1] == ["pr_1", "pr_2"]
    hands.press("Delete")
    assert hands.table.rows.ids == ["pr_3"]
    assert hands.table.chosen_ids == ["pr_3"]
    assert hands.history.undo_label == "Delete 2 promises"
    hands.history.undo()
    assert hands.table.rows.ids == ["pr_1", "pr_2", "pr_3"]


def test_arrows_home_and_end_move_and_choosing_tells_which(on_screen: Show) -> None:
    hands = on_screen("promise")
    hands.stand(0, "text")
    hands.press("Ctrl+End")
    at = hands.table.currentIndex()
    assert (at.row(), at.column()) == (2, hands.table.rows.columnCount() - 1)
    hands.press("Ctrl+Home")
    hands.press("Down")
    assert hands.chosen[-1] == ["pr_2"]


def test_a_click_on_a_number_goes_there(on_screen: Show) -> None:
    hands = on_screen("promise")
    hands.click(0, "made_at", x=20)
    assert hands.wanted == ["tp_1"]
    initiatives = on_screen("initiative")
    initiatives.click(0, "closes", x=24)
    assert initiatives.wanted == ["ng_1"]


def test_what_the_map_refuses_is_said_and_changes_nothing(on_screen: Show) -> None:
    from model.lock import Lock

    hands = on_screen("action")
    lock = Lock()
    lock.turn()
    lock.turn()
    hands.store.behaviours.append(lock.guard)
    hands.click(0, "done")
    hands.stand(0, "text")
    hands.press("Insert")
    hands.press("Delete")
    assert hands.shown("done") == ["No", "No"]
    assert len(hands.said) == 3
    assert all("locked" in one for one in hands.said)


# -- following


def test_rows_follow_what_others_do(on_screen: Show) -> None:
    hands = on_screen("action")
    hands.table.rows.sort(hands.column("text"))
    hands.click(1, "text")
    rename(hands.store, "ac_2", "Zip it")
    assert hands.shown("text") == ["Call IT", "Zip it"]
    assert hands.table.current_id == "ac_1"
    made = add_entry(hands.store, "action")
    rename(hands.store, made, "Before all")
    assert hands.shown("text")[0] == "Before all"
    delete(hands.store, ["ac_1"])
    assert hands.shown("text") == ["Before all", "Zip it"]


def test_a_field_over_a_row_that_goes_goes_too(on_screen: Show) -> None:
    hands = on_screen("action")
    hands.stand(0, "text")
    hands.press("Return")
    delete(hands.store, ["ac_1"])
    assert hands.table.typing is None
    assert hands.shown("text") == ["Ask Lena"]


def test_numbers_follow_the_journey(on_screen: Show) -> None:
    hands = on_screen("promise")
    assert hands.shown("kept_at")[0] == "3 Leaves"
    delete(hands.store, ["tp_2"])
    assert hands.shown("kept_at")[0] == "2 Leaves"


def test_text_is_shown_as_typed(on_screen: Show) -> None:
    hands = on_screen("promise")
    assert hands.shown("text")[2] == "<b>No</b> forms & more"


STEPS = st.lists(
    st.tuples(st.sampled_from(["add", "delete", "rename", "date", "sort", "undo"]), st.integers(0, 9)),
    max_size=25,
)


@given(steps=STEPS)
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_rows_that_follow_equal_rows_made_anew(look: Look, steps: list[tuple[str, int]]) -> None:
    from model.history import History

    store = Store.holding([*people_and_places(), *registered()])
    ledger = Ledger(Bench(store, Journey(store), Selection(), look), today=lambda: TODAY)
    rows, history = Rows(ledger, REGISTERS["action"]), History(store)
    for step, number in steps:
        known = sorted(store.of(Action))
        one = known[number % len(known)] if known else None
        if step == "add":
            rename(store, add_entry(store, "action"), f"Step {number}")
        elif step == "undo":
            history.undo()
        elif step == "sort":
            rows.sort(number % 5 - 1, Qt.SortOrder(number % 2))
        elif one is not None and step == "delete":
            delete(store, [one])
        elif one is not None and step == "rename":
            rename(store, one, f"Name {number}")
        elif one is not None:
            set_field(store, one, "due", date(2026, 1, 1 + number))
    fresh = Rows(ledger, REGISTERS["action"])
    fresh.sort(
        rows.sorted_by, Qt.SortOrder.DescendingOrder if rows.is_falling else Qt.SortOrder.AscendingOrder
    )
    assert rows.ids == fresh.ids
    rows.close_down()
    fresh.close_down()


def test_every_kind_of_finding_that_is_registered_has_a_table() -> None:
    assert set(REGISTERS) == {one.kind for one in (Promise, Evidence, Kpi, Initiative, Action)} | {"decision"}
