"""A tagged page is read in journey order, lasts, and carries its map."""

from io import BytesIO
from typing import Any

import pikepdf
import pytest

import resources
from exporters.pdf.archive import Enclosed
from exporters.pdf.canvas import Drawing
from exporters.pdf.finish import Imprint, finished
from exporters.report.map_page import map_page
from exporters.report.sheet import Sheet
from exporters.report.tags import Tag
from model.drawing.marks import Box, Rect
from model.drawing.poster import PAPERS, poster
from model.drawing.text import Style
from model.format import read
from model.journey import Journey
from model.records import Touchpoint
from model.store import Store
from tests.exporters.validating import complaints

REFERENCE = resources.path("maps", "port-my-number.journey")
BODY = Style("regular", 9)


def tagged(*sheets: Sheet, enclosed: Enclosed | None = None) -> bytes:
    drawing = Drawing("light", "A journey", "en-GB")
    pages = [sheet.page for sheet in sheets]
    drawing.pages(pages, lambda share: None)
    root = Tag("Document", [one.tag for one in pages])
    return finished(drawing.content(), Imprint("A journey", "en-GB", True), (root, drawing.marked), enclosed)


def roles(element: Any) -> list[Any]:
    """The roles of the structure tree, nested."""
    inside = element.get("/K")
    kids = list(inside) if isinstance(inside, pikepdf.Array) else [inside]
    below = [roles(kid) for kid in kids if isinstance(kid, pikepdf.Dictionary) and "/S" in kid]
    return [str(element.S)[1:], *below]


@pytest.fixture(scope="module")
def reference() -> tuple[Journey, bytes]:
    source = REFERENCE.read_bytes()
    journey = Journey(Store.holding(read(source).records))
    made = poster(journey, PAPERS["A3"])
    drawing = Drawing("light", made.title, made.language)
    sheet = map_page(journey, made)
    drawing.pages([sheet], lambda share: None)
    enclosed = Enclosed("port-my-number.journey", source, "The map itself")
    root = Tag("Document", [sheet.tag])
    imprint = Imprint(made.title, made.language, True)
    return journey, finished(drawing.content(), imprint, (root, drawing.marked), enclosed)


def test_the_map_conforms_to_what_it_claims(reference: tuple[Journey, bytes]) -> None:
    assert complaints(reference[1]) == []


def test_the_map_is_read_in_journey_order(reference: tuple[Journey, bytes]) -> None:
    journey, content = reference
    with pikepdf.open(BytesIO(content)) as pdf:
        root: Any = pdf.Root
        whole = root.StructTreeRoot.K
        said = [str(one.Alt) for one in _all(whole) if str(one.S) == "/Figure" and "/Alt" in one]
        section = roles(whole)[1]
    assert [one[0] for one in section[1:6]] == ["H1", "P", "P", "Figure", "P"]
    assert said[0].startswith("Mood along the journey")
    for one in journey.touchpoints:
        assert journey.store.of(Touchpoint)[one].title in said[0]
    leaving = [h for one in journey.touchpoints for h in journey.leaving(one)]
    spoken = [alt for alt in said if alt.startswith("Handover")]
    assert len(spoken) == len(leaving)


def _all(element: Any) -> list[Any]:
    inside = element.get("/K")
    kids = list(inside) if isinstance(inside, pikepdf.Array) else [inside]
    below = [one for kid in kids if isinstance(kid, pikepdf.Dictionary) and "/S" in kid for one in _all(kid)]
    return [element, *below]


def test_the_map_inside_is_the_map(reference: tuple[Journey, bytes]) -> None:
    with pikepdf.open(BytesIO(reference[1])) as pdf:
        assert list(pdf.attachments) == ["port-my-number.journey"]
        assert pdf.attachments["port-my-number.journey"].get_file().read_bytes() == REFERENCE.read_bytes()


def test_words_are_read_under_their_tag_and_lines_are_not_read() -> None:
    sheet = Sheet("one", "One", (100, 50))
    with sheet.tag("H1"):
        sheet.rect(Box(0, 0, 10, 10), "wash")
        sheet.label(2, 8, "A title", BODY)
    with sheet.tag("Table"), sheet.tag("TR"):
        with sheet.tag("TH"):
            sheet.label(2, 18, "Head", BODY)
        with sheet.tag("TD"):
            pass
    with sheet.figure("A square"):
        sheet.rect(Box(20, 20, 10, 10), "neg")
    content = tagged(sheet)
    assert complaints(content) == []
    with pikepdf.open(BytesIO(content)) as pdf:
        root: Any = pdf.Root
        tree = roles(root.StructTreeRoot.K)
        box = [float(side) for side in _all(root.StructTreeRoot.K)[-1].A[0].BBox]
    assert tree == ["Document", ["Sect", ["H1"], ["Table", ["TR", ["TH"], ["TD"]]], ["Figure"]]]
    assert box == pytest.approx([20 / 25.4 * 72, 20 / 25.4 * 72, 30 / 25.4 * 72, 30 / 25.4 * 72], abs=0.02)


def test_a_link_leads_to_its_anchor_and_one_to_nowhere_is_left_out() -> None:
    first, second = Sheet("one", "One", (100, 50)), Sheet("two", "Two", (100, 50))
    first.anchor("one")
    first.entry("The first page", "one")
    with first.tag("P"):
        with first.jump("two", "Go to the second page"):
            first.label(5, 10, "Second", BODY)
        with first.jump("nowhere", "Go astray"):
            first.label(40, 10, "Astray", BODY)
    second.anchor("two", 12)
    with second.tag("H1"):
        second.label(5, 15, "Here", BODY)
    content = tagged(first, second)
    assert complaints(content) == []
    with pikepdf.open(BytesIO(content)) as pdf:
        links = list(pdf.pages[0].obj.Annots)
        assert [str(link.Contents) for link in links] == ["Go to the second page"]
        root: Any = pdf.Root
        assert roles(root.StructTreeRoot.K)[1] == ["Sect", ["P", ["Link"], ["Span"]]]
        with pdf.open_outline() as outline:
            assert [line.title for line in outline.root] == ["The first page"]


def test_decoration_is_painted_and_not_read() -> None:
    sheet = Sheet("one", "One", (100, 50))
    with sheet.tag("P"):
        sheet.label(5, 10, "Read", BODY)
    with sheet.decoration():
        sheet.label(5, 20, "Not read", BODY)
        sheet.put(Rect(Box(1, 1, 2, 2), "neg"))
    assert [piece.tag is None for piece in sheet.page.pieces] == [False, True, True]
    assert complaints(tagged(sheet)) == []
