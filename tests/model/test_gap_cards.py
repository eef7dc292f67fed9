"""What cards, marks and the printed strip say of gaps: the same that the rules find."""

from datetime import date

from model.drawing.marks import Box
from model.drawing.message import key_figures
from model.drawing.poster import PAPERS, poster
from model.drawing.scene import Scene
from model.gap_cards import cards_of, in_journey_order, named_cards, worst_at
from model.gaps import find_gaps
from model.journey import Journey
from model.operations import set_mood
from tests.model.drawing.test_poster import reference

TODAY = date(2026, 11, 22)


def test_cards_say_what_is_found_in_its_order() -> None:
    journey = reference()
    found = find_gaps(journey, TODAY)
    cards = cards_of(journey, found)
    assert [(card.key, card.title, card.severity) for card in cards] == [
        (gap.key, gap.title, gap.severity) for gap in found.gaps
    ]
    worst = cards[0]
    assert (worst.figure, worst.kind, worst.foot, worst.numbers) == (
        *("92", "Handover", "Retail + Digital care"),
        (9, 10, 11),
    )
    scattered = next(card for card in cards if not card.is_named and card.kind == "Phase")
    assert scattered.numbers
    assert " + " in scattered.foot


def test_until_the_rules_are_asked_only_the_named_are_known() -> None:
    journey = reference()
    assert [card.figure for card in named_cards(journey)][:3] == ["92", "88", "81"]


def test_journey_order_is_that_of_the_first_touchpoint() -> None:
    journey = reference()
    firsts = [card.numbers[0] for card in in_journey_order(cards_of(journey, find_gaps(journey, TODAY)))]
    assert firsts == sorted(firsts)


def test_a_record_is_marked_by_its_worst_gap_from_medium_up() -> None:
    journey = reference()
    cards = cards_of(journey, find_gaps(journey, TODAY))
    worst = worst_at(cards)
    for record, card in worst.items():
        severities = [one.severity or 0 for one in cards if record in one.stands_at]
        assert card.severity == max(severities)
        assert card.severity >= 45


def levels(scene: Scene) -> set[str]:
    return {figure.key for figure in scene.everything() if figure.key.startswith("level:")}


def test_the_drawing_on_screen_marks_records_and_follows_what_it_is_told() -> None:
    journey = reference()
    scene = Scene(journey)
    assert levels(scene) == set()
    cards = cards_of(journey, find_gaps(journey, TODAY))
    scene.gaps.tell(cards)
    drawn = {f"level:{one}" for one in worst_at(cards) if one.startswith(("tp_", "ho_"))}
    assert levels(scene) == drawn
    scene.gaps.tell(())
    assert levels(scene) == set()
    assert "gaps" not in scene.layout.bands


def test_the_printed_place_holds_the_same_gaps_and_never_more_than_two_rows_of_unnamed_ones() -> None:
    journey = reference()
    cards = cards_of(journey, find_gaps(journey, TODAY))
    page = poster(journey, PAPERS["A3"], gaps=cards)
    printed = [figure.key.removeprefix("gap:") for figure in page.figures if figure.key.startswith("gap:")]
    assert printed == [card.key for card in in_journey_order(cards)]
    many = (*cards, *[card for card in cards if not card.is_named] * 9)
    rows = {
        round(figure.y, 1)
        for figure in poster(journey, PAPERS["A3"], gaps=many).figures
        if figure.key.startswith("gap:")
    }
    assert len(rows) == 2
    named = [figure for figure in poster(journey, PAPERS["A3"]).figures if figure.key.startswith("gap:")]
    assert len(named) == len(journey.named_gaps)


def test_the_header_counts_the_gaps_that_the_page_shows() -> None:
    journey = reference()
    cards = cards_of(journey, find_gaps(journey, TODAY))
    told = {one.number: one.words for one in key_figures(journey, cards)}
    assert told[str(len(cards))] == "gaps, 3 critical"


def test_a_printed_strip_in_a_large_map_makes_only_what_is_in_sight() -> None:
    journey = reference()
    scene = Scene(journey)
    cards = cards_of(journey, find_gaps(journey, TODAY))
    scene.gaps.tell(cards)
    band = scene.layout.bands["gaps"]
    few = list(scene.gaps.within(Box(0, band.start, 10, 5)))
    assert 0 < len(few) < len(cards)


def test_what_the_room_names_shows_without_the_rules_as_it_is_typed() -> None:
    journey: Journey = reference()
    scene = Scene(journey)
    before = [figure.says for figure in scene.everything() if figure.key.startswith("gap:")]
    set_mood(journey.store, journey.touchpoints[0], None, -2.0)
    named = journey.named_gaps[0]
    with journey.store.transaction("Rename a gap") as change:
        change.update(named.id, title="Another name")
    after = [figure.says for figure in scene.everything() if figure.key.startswith("gap:")]
    assert before != after
    assert any("Another name" in says for says in after)
