"""A typed or pasted list becomes touchpoints, whatever it was written with; cards become an outline."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.behaviours import BEHAVIOURS
from model.history import History
from model.journey import Journey
from model.lenses import CUSTOMER, LENSES, Lens
from model.list_columns import Cell, Line
from model.lists import LONGEST_LIST, MOST_LINES, add_list, listed_in, outline
from model.operations import add_touchpoint, hand_over, new_map
from model.records import Channel, Department, Handover, Touchpoint
from model.rules import Refused
from model.store import Store
from tests.model.conftest import small_map

WRITTEN = {
    "bullets": "- Sees an ad\n* Compares plans\n• Calls",
    "numbers": "1. Sees an ad\n2) Compares plans\n(3) Calls",
    "deep numbers": "1.1. Sees an ad\n1.2. Compares plans\n1.10. Calls",
    "letters": "a) Sees an ad\nb) Compares plans\nC) Calls",
    "ticks": "- [ ] Sees an ad\n- [x] Compares plans\n☐ Calls",
    "a table": "1\tSees an ad\n2\tCompares plans\n3\tCalls",
    "indents and blank lines": "\n  Sees an ad\n\t\tCompares   plans  \n \t \n\tCalls\n\n",
    "another system": "Sees an ad\r\nCompares plans\r\n\r\nCalls\r\n",
    "an old system": "Sees an ad\rCompares plans\rCalls",
    "word processors": "\ufeffSees an ad\u2028Compares\u00a0plans\u2029Calls",
}


@pytest.mark.parametrize("text", WRITTEN.values(), ids=WRITTEN)
def test_one_title_a_line_however_it_is_written(text: str) -> None:
    assert listed_in(text).titles == ["Sees an ad", "Compares plans", "Calls"]


@pytest.mark.parametrize(
    "line",
    ["10.30 am: arrives", "24 hours later", "2.5 GB used up", "+49 calls back", "A. Rahman calls", "-5 °C"],
)
def test_what_only_looks_like_a_number_stays(line: str) -> None:
    assert listed_in(line).titles == [line]


def test_a_word_of_400_letters_stays_whole() -> None:
    assert listed_in("x" * 400).titles == ["x" * 400]


def test_half_characters_and_control_characters_cannot_get_in() -> None:
    assert listed_in("Ca\x00lls\ud83d\nA\x1b[31mB").titles == ["Ca lls�", "A [31mB"]


def test_of_too_long_a_list_the_first_lines_are_taken_and_the_rest_is_said() -> None:
    found = listed_in("\n".join(f"Step {i}" for i in range(MOST_LINES + 7)))
    assert (len(found.titles), found.left_out) == (MOST_LINES, 7)
    assert found.said == "The first 2,000 of 2,007 lines were taken; a list has no more at once."
    assert listed_in("One").said == ""
    with pytest.raises(Refused):
        listed_in("x" * (LONGEST_LIST + 1))


@given(st.text())
def test_every_title_is_one_clean_line_that_can_be_saved(text: str) -> None:
    for title in listed_in(text).titles:
        assert title.encode()
        assert title == " ".join(title.split()) != ""
    assert len(listed_in(text).titles) <= len(text)


def test_twelve_lines_become_twelve_connected_touchpoints_in_one_step() -> None:
    store = Store.holding(new_map(), BEHAVIOURS)
    journey, history, before = Journey(store), History(store), store.everything()
    titles = [f"Step {i}" for i in range(12)]
    made = add_list(store, [Line(title) for title in titles], journey.phases[1], journey.channels[2])
    assert [store.of(Touchpoint)[one].title for one in journey.touchpoints] == titles
    assert journey.touchpoints == made
    assert [(h.source, h.target) for h in journey.ordered(Handover)] == list(pairwise(made))
    assert history.undo_label == "Add a list of 12 touchpoints"
    history.undo()
    assert store.everything() == before


def test_a_list_goes_after_the_chosen_touchpoint_and_is_led_to_where_nothing_else_is() -> None:
    store = Store.holding(new_map(), BEHAVIOURS)
    journey = Journey(store)
    phase, channel = journey.phases[0], journey.channels[0]
    first, last = (add_touchpoint(store, phase, channel, title) for title in ("First", "Last"))
    made = add_list(store, [Line("A"), Line("B")], phase, channel, after=first)
    assert journey.touchpoints == [first, *made, last]
    assert [h.target for h in journey.leaving(first)] == [made[0]]
    hand_over(store, made[1], last)
    again = add_list(store, [Line("C")], phase, channel, after=made[1])
    assert journey.touchpoints == [first, *made, *again, last]
    assert [h.target for h in journey.leaving(made[1])] == [last]


def test_nothing_to_add_and_nowhere_to_add_it_is_said() -> None:
    store = Store.holding(new_map(), BEHAVIOURS)
    journey = Journey(store)
    with pytest.raises(Refused, match="no line"):
        add_list(store, [], journey.phases[0], journey.channels[0])
    with pytest.raises(Refused, match="phase"):
        add_list(store, [Line("A")], "ph_gone", journey.channels[0])


def test_an_outline_names_phases_and_numbers_and_reads_back_as_titles() -> None:
    journey = Journey(Store.holding(small_map()))
    assert outline(journey, {"tp_1", "tp_3"}) == "Decide\n1. Reads\nProve\n3. Leaves"
    assert listed_in(outline(journey, {"tp_1"})).titles == ["Decide", "Reads"]
    assert outline(journey, ()) == ""


# -- columns of a spreadsheet


def pasted(text: str, lens: Lens = CUSTOMER) -> tuple[Store, list[Touchpoint]]:
    """What a text becomes on a map with a department called Care."""
    store = Store.holding(new_map(), BEHAVIOURS)
    journey = Journey(store)
    with store.transaction("Add a department") as change:
        care = change.create(Department, title="Care", rank="a")
    lane = journey.channels[0] if lens is CUSTOMER else care
    made = add_list(store, listed_in(text).lines, journey.phases[0], lane, lens=lens)
    return store, [store.of(Touchpoint)[one] for one in made]


def lanes_of(store: Store, made: list[Touchpoint]) -> list[tuple[str, str]]:
    """The names of the channel and the department of each."""
    return [
        (store.of(Channel)[one.place.channel].title, store.of(Department)[one.department].title)
        if one.department
        else (store.of(Channel)[one.place.channel].title, "")
        for one in made
    ]


@pytest.mark.parametrize("lens", LENSES.values(), ids=LENSES)
def test_a_cell_that_names_a_channel_or_a_department_sets_it_and_other_cells_are_the_note(lens: Lens) -> None:
    text = "Sees an ad\tWeb & app\tonce\r\n\tCompares plans\tCARE\tphone \r\nCalls\tFax\t\tPhone\tlive chat"
    store, made = pasted(text, lens)
    assert [one.title for one in made] == ["Sees an ad", "Compares plans", "Calls"]
    assert [channel for channel, _ in lanes_of(store, made)] == ["Web & app", "Phone", "Phone"]
    assert lanes_of(store, made)[1] == ("Phone", "Care")
    assert [one.note for one in made] == ["once", "", "Fax\nlive chat"]


def test_headings_say_what_the_columns_are() -> None:
    head = "#\tChannel\tTouchpoint\tOwner\tDescription\tWeek\tIn their words"
    store, made = pasted(f"{head}\n1\tPhone\tCalls\tMs Phone\tPhone\t3\tHello?\n2\tFax\tWaits\t\t\t\t\tlate")
    assert listed_in(f"{head}\n").lines == []
    calls, waits = made
    assert (calls.title, calls.owner, calls.quote) == ("Calls", "Ms Phone", "Hello?")
    assert calls.note == "Phone\nWeek: 3"
    assert (waits.title, waits.note) == ("Waits", "Channel: Fax\nlate")
    assert [channel for channel, _ in lanes_of(store, made)] == ["Phone", "Web & app"]


def test_without_another_heading_a_first_line_is_no_row_of_headings() -> None:
    assert listed_in("Touchpoint\nCalls").titles == ["Touchpoint", "Calls"]
    assert listed_in("Touchpoint\t\nCalls\t").titles == ["Touchpoint", "Calls"]


@pytest.mark.parametrize("mark", ["1", "2.", "•", "-", "o", "a)", "☐", "\t1"])
def test_marks_and_numbers_in_the_first_column_are_no_titles(mark: str) -> None:
    (line,) = listed_in(f"{mark}\tCalls\tPhone").lines
    assert line == Line("Calls", (Cell("Phone"),))


def test_a_cell_of_several_lines_stays_one_cell() -> None:
    text = 'Calls\t"waits ""on\thold""\nfor long"\tPhone\r\n"Sees\nan ad"\t5" screen\n"Quoted"\tPhone'
    _, made = pasted(text)
    assert [one.title for one in made] == ["Calls", "Sees an ad", '"Quoted"']
    assert [one.note for one in made] == ['waits "on hold"\nfor long', '5" screen', ""]


def test_a_cell_longer_than_a_note_may_be_is_cut_and_the_rest_of_the_list_is_there() -> None:
    _, (calls, waits) = pasted(f"Calls\t{'x' * 30_000}\nWaits")
    assert (len(calls.note), calls.note[-1], waits.title) == (20_000, "…", "Waits")


PARTS = ["word", " ", '"', "-", "1", "1.", "(", "\t", "\r\n", "\n"]


@given(st.lists(st.sampled_from(PARTS)))
def test_no_word_of_a_table_is_lost(parts: list[str]) -> None:
    listed = listed_in("".join(parts))
    kept = "".join(line.title + "".join(cell.words for cell in line.cells) for line in listed.lines)
    assert kept.count("word") == parts.count("word")
    assert all(line.title for line in listed.lines)
