"""Where gaps stand: what finds room in their printed place and what does not, and their levels beside records."""

from dataclasses import replace
from datetime import date

import pytest

from model.drawing.level_places import below_card
from model.drawing.marks import Box, Text
from model.drawing.poster import PAPERS, Poster, poster
from model.drawing.routes import Way
from model.drawing.scene import Scene
from model.format import read
from model.gap_cards import GapCard, cards_of
from model.gaps import find_gaps
from model.lenses import LENSES, LensName
from model.records import Department, Handover
from resources import path
from tests.journeys import journey_of
from tests.model.drawing.test_poster import reference, words

TODAY = date(2026, 11, 22)


def cards() -> tuple[GapCard, ...]:
    journey = reference()
    return cards_of(journey, find_gaps(journey, TODAY))


def printed(page: Poster) -> list[str]:
    return [figure.key.removeprefix("gap:") for figure in page.figures if figure.key.startswith("gap:")]


def label_says(page: Poster) -> str:
    labels = next(figure for figure in page.figures if figure.key == "labels")
    return " ".join(mark.line.text for mark in labels.marks if isinstance(mark, Text))


def test_gaps_that_find_no_room_are_counted_on_the_page_and_told() -> None:
    journey, found = reference(), cards()
    others = [card for card in found if not card.is_named]
    more = [replace(others[-1], key=f"gap:{place}", title=f"Left {place}") for place in range(40)]
    page = poster(journey, PAPERS["A3"], gaps=(*found, *more))
    missing = [card.title for card in (*found, *more) if card.key not in printed(page)]
    assert missing
    assert set(missing) < {card.title for card in more}
    assert [one for one in page.left_out if one.startswith("Left ")] == missing
    assert f"{len(missing)} more gaps found no room." in label_says(page)


def test_where_all_find_room_the_page_says_nothing_of_it() -> None:
    page = poster(reference(), PAPERS["A3"], gaps=cards())
    assert "room" not in label_says(page)
    assert {card.title for card in cards()}.isdisjoint(page.left_out)


def test_every_gap_is_on_the_page_with_its_figure_and_title() -> None:
    said = words(poster(reference(), PAPERS["A3"], gaps=cards()))
    for card in cards():
        assert card.figure in said
        assert card.title.split()[0] in said


def gap_says(scene: Scene) -> list[str]:
    return [figure.says for figure in scene.everything() if figure.key.startswith("gap:")]


def gap_words(scene: Scene) -> str:
    figures = (figure for figure in scene.everything() if figure.key.startswith("gap:"))
    return " ".join(m.line.text for figure in figures for m in figure.marks if isinstance(m, Text))


def test_printed_cards_say_numbers_and_departments_as_they_are_now() -> None:
    journey = reference()
    scene = Scene(journey)
    scene.gaps.tell(cards_of(journey, find_gaps(journey, TODAY)))
    before = gap_says(scene)
    with journey.store.transaction("Delete the first step") as change:
        change.delete(journey.touchpoints[0])
    assert gap_says(scene) != before
    assert "touchpoints 8, 9, 10" in " ".join(gap_says(scene))
    desk = next(one for one in journey.store.of(Department).values() if one.title == "Porting desk")
    assert "Harbour" not in gap_words(scene)
    with journey.store.transaction("Rename a department") as change:
        change.update(desk.id, title="Harbour")
    assert "Harbour" in gap_words(scene)


SAMPLES = sorted(file.name for file in path("maps").glob("*.journey"))


@pytest.mark.parametrize("lens", LENSES)
@pytest.mark.parametrize("name", SAMPLES)
def test_levels_on_screen_keep_off_cards_and_off_the_marks_of_their_own_handovers(
    name: str, lens: LensName
) -> None:
    journey = journey_of(read(path("maps", name).read_bytes()).records)
    scene = Scene(journey, lens=LENSES[lens])
    scene.gaps.tell(cards_of(journey, find_gaps(journey, TODAY)))
    figures = scene.everything()
    levels = [figure for figure in figures if figure.key.startswith("level:")]
    places = [scene.layout.card(one) for one in journey.touchpoints if scene.layout.has(one)]
    assert levels
    for level in levels:
        assert not any(level.bounds.grown(-0.2).meets(card) for card in places), level.says
        own = (*journey.leaving(str(level.record)), *journey.arriving(str(level.record)))
        for way in (scene.way(one.id) for one in own):
            assert way is None or not level.bounds.holds(*way.mark), level.says


def test_without_room_beside_its_lines_a_level_stands_at_its_usual_place() -> None:
    card = Box(0, 0, 16.5, 16.0)
    handover = Handover(id="ho_1", source="tp_1", target="tp_2", quality="holds")
    free = below_card(card, [])
    assert free[0] > card.middle[0]
    at_the_right = Way(((14.0, 16.0), (14.0, 30.0)), (14.0, 23.0))
    assert below_card(card, [(handover, at_the_right)])[0] < card.middle[0]
    everywhere = Way(((0.0, 16.5), (16.5, 16.5)), (8.0, 16.5))
    assert below_card(card, [(handover, everywhere)]) == free
