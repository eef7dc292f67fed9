"""The printed place of the gaps: what finds room, what does not, and how a page says so."""

from dataclasses import replace
from datetime import date

from model.drawing.marks import Text
from model.drawing.poster import PAPERS, Poster, poster
from model.gap_cards import GapCard, cards_of
from model.gaps import find_gaps
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
