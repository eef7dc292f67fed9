"""How we know and how it is reckoned: nothing of it is left out where a page is low."""

from datetime import date

import pytest

from exporters.report.briefing import Briefing
from exporters.report.method import FOOT, GLOSSARY, method_pages
from exporters.report.sheet import Page
from model.drawing.marks import Text
from model.findings import Evidence
from model.gaps.rules import BY_ID
from model.journey import Journey
from tests.journeys import crowded_map, journey_of

DAY = date(2026, 11, 21)
LOW = 110.0


@pytest.fixture
def journey() -> Journey:
    journey = journey_of(crowded_map())
    with journey.store.transaction("Say who owns it") as change:
        change.update(journey.map.id, owner="Head of insight and of everything that is known of customers")
        for number in range(20):
            change.create(Evidence, text=f"Source {number}", date=DAY)
    return journey


def texts(pages: list[Page]) -> list[tuple[float, str]]:
    """Each line with how far down it stands."""
    return [
        (piece.y + mark.y, mark.line.text)
        for page in pages
        for piece in page.pieces
        for mark in piece.marks
        if isinstance(mark, Text)
    ]


def squeezed(words: str) -> str:
    return "".join(words.split())


@pytest.mark.parametrize("height", [297.0, 180.0, 120.0])
def test_every_word_is_on_one_of_its_pages(journey: Journey, height: float) -> None:
    told = Briefing(journey, DAY, size=(420.0, height))
    pages = method_pages(told)
    assert (len(pages) > 1) == (height < 297.0)
    said = squeezed(" ".join(words for _, words in texts(pages)))
    for name, meaning in GLOSSARY:
        assert squeezed(name) + squeezed(meaning) in said
    for rule in {sign.rule for sign in told.found.todos}:
        assert squeezed(BY_ID[rule].sentence) in said
    for words in ("Given by the room", "Bond: ", "Made with", "customers. ", "as far as they are needed."):
        assert squeezed(words) in said
    assert all(words == "" or y < height - 5 for y, words in texts(pages))


def test_what_goes_on_says_so_and_stands_above_the_footer(journey: Journey) -> None:
    first, *further = method_pages(Briefing(journey, DAY, size=(420.0, LOW)))
    assert [page.anchors for page in further] == [{} for _ in further]
    assert first.anchors == {"method": 0.0}
    headings = [words for page in further for _, words in texts([page]) if words.endswith(", continued")]
    assert {"How severity is reckoned, continued", "What the words mean, continued"} <= {*headings}
    for page in (first, *further):
        footer = max(y for y, _ in texts([page]))
        assert all(y <= LOW - FOOT + 0.1 for y, _ in texts([page]) if y < footer - 0.1)


def test_sources_that_find_no_room_are_counted(journey: Journey) -> None:
    (page,) = method_pages(Briefing(journey, DAY))
    said = [words for _, words in texts([page])]
    listed = sum(words.startswith("Source ") for words in said)
    (rest,) = [words for words in said if words.endswith(" more in the map")]
    assert rest == f"and {len(journey.ordered(Evidence)) - listed} more in the map"
