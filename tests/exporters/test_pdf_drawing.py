"""What a PDF shows and says: every mark where it was put, every text found as it was written."""

from collections.abc import Iterable
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from PIL import Image

from exporters.pdf.canvas import WIDEST, Drawing
from exporters.pdf.finish import Imprint, finished
from exporters.pdf.syntax import numbers, short
from model.drawing.marks import Box, Disc, Figure, Mark, Path, Picture, Rect, Stroke
from model.drawing.text import Style, broken, label
from model.drawing.theme import THEMES, ThemeName
from tests.exporters.reading import (
    empty_glyphs,
    fonts,
    outside,
    overlaps,
    page_boxes,
    picture_of,
    text_boxes,
    text_of,
)

BODY = Style("regular", 11)
DPI = 254
"""Ten pixels a millimetre."""


def figure(marks: Iterable[Mark], x: float = 0, y: float = 0) -> Figure:
    return Figure("figure", x, y, Box(0, 0, 100, 100), tuple(marks))


def drawn(*figures: Figure, theme: ThemeName = "light", size: tuple[float, float] = (100, 100)) -> bytes:
    drawing = Drawing(theme, "A journey", "en-GB")
    with drawing.page(*size):
        drawing.paint(figures)
    return finished(drawing.content(), Imprint("A journey", "en-GB", reproducible=True))


def lines(*texts: str) -> bytes:
    return drawn(*(figure([label(0, 0, text, BODY)], 5, 10 + 8 * i) for i, text in enumerate(texts)))


def close(picture: Any, x: float, y: float, token: str, theme: ThemeName = "light") -> bool:
    """Whether the pixel at a place in mm has the colour of a token."""
    wanted = THEMES[theme][token]
    shown = picture.getpixel((round(x * 10), round(y * 10)))
    return all(abs(shown[i] - int(wanted[1 + 2 * i : 3 + 2 * i], 16)) <= 3 for i in range(3))


# -- text


@pytest.mark.parametrize(
    "text",
    [
        "office ffi AVATAR Type To. We",
        "Łódź Ψυχή Жизнь Ärger – “quoted” −1.4",
        "契約を「確認」します 日本",
        "مرحبا بالعالم",
        "رقم 123 هنا office",
        "شكرا لاتصالك بخدمة العملاء",
        "👨\u200d👩\u200d👧 family 1\ufe0f\u20e3 🇩🇪 👍🏽",
        "x̣ y",
    ],
)
def test_text_is_copied_as_it_was_written(text: str) -> None:
    assert text_of(lines(text)).strip() == text


def test_lines_are_read_in_the_order_of_the_figures() -> None:
    pdf = lines("first line", "second line", "third line")
    assert text_of(pdf).split("\n") == ["first line", "second line", "third line"]
    assert [found.text for found in text_boxes(pdf)] == ["first line", "second line", "third line"]


@pytest.mark.parametrize(
    "style", [BODY, Style("title", 24, spacing=-0.008), Style("semibold", 7, spacing=0.08)]
)
@pytest.mark.parametrize("text", ["AVATAR Type To. We", "office", "number 1234"])
def test_text_is_as_wide_as_it_was_measured(style: Style, text: str) -> None:
    mark = label(5, 20, text, style)
    (found,) = text_boxes(drawn(figure([mark])))
    after = style.spacing * style.size * 25.4 / 72
    assert found.box.x == pytest.approx(5, abs=0.01)
    assert found.box.right == pytest.approx(5 + mark.width, abs=0.02 + abs(after))


def test_text_of_several_fonts_is_as_wide_as_it_was_measured() -> None:
    mark = label(5, 20, "日本語 abc 😀 d", BODY)
    (found,) = text_boxes(drawn(figure([mark])))
    assert found.box.right == pytest.approx(5 + mark.width, abs=0.02)


def test_every_font_is_inside_with_its_texts_and_no_glyph_is_empty() -> None:
    pdf = lines("Regular 日本", "مرحبا 😀")
    found = fonts(pdf)
    assert {font.name.partition("+")[2] for font in found} == {
        "Inter-Regular", "DroidSansFallbackFull", "NotoSansArabic-Regular", "NotoEmoji-Regular",
    }  # fmt: skip
    assert all(font.embedded and font.to_unicode for font in found)
    assert empty_glyphs(pdf) == 0
    assert b"Helvetica" not in pdf


def test_a_page_without_text_names_no_font() -> None:
    assert fonts(drawn(figure([Rect(Box(1, 1, 5, 5), "pos")]))) == []


def test_a_character_without_a_font_is_a_box_and_is_told() -> None:
    drawing = Drawing("light", "t", "en")
    with drawing.page(100, 100):
        drawing.paint([figure([label(5, 20, "x\U000f0000y □", BODY)])])
    assert drawing.missing == ("\U000f0000",)
    assert empty_glyphs(finished(drawing.content(), Imprint("t", "en", True))) == 0


def test_the_dots_of_arabic_letters_are_painted() -> None:
    dotted, bare = (sum(picture_of(lines(t), DPI).convert("L").histogram()[:128]) for t in ("ب", "ٮ"))
    assert dotted > bare * 1.05


def test_overlapping_text_and_text_off_the_page_are_found() -> None:
    pdf = drawn(
        figure([label(5, 20, "one text", BODY), label(8, 20.5, "another", BODY)]),
        figure([label(90, 50, "leaves the page", BODY), label(5, 80, "alone", BODY)]),
    )
    boxes = text_boxes(pdf)
    assert overlaps(boxes) == [("one text", "another")]
    assert outside(boxes, page_boxes(pdf)[0]) == ["leaves the page"]


def test_the_lines_of_a_block_do_not_touch() -> None:
    card = Style("medium", 6.7, leading=7.75)
    block = broken("Typography gjpqy ÄÖÜ in a narrow card, four lines", card, 18)
    boxes = text_boxes(drawn(figure(block.marks(5, 5))))
    assert len(boxes) == len(block.lines) > 2
    assert overlaps(boxes, by=0) == []


# -- shapes


def test_areas_lines_and_dashes_stand_where_they_were_put() -> None:
    picture = picture_of(
        drawn(
            figure([Rect(Box(2, 3, 20, 10), "pos", Stroke("neg", 72 / 25.4))], 10, 20),
            figure([Disc(70, 30, 8, "mtm")]),
            figure(
                [Path((("M", 10, 60), ("L", 50, 60)), None, Stroke("ink", 72 / 25.4, (72 / 25.4 * 4,) * 2))]
            ),
        ),
        DPI,
    )
    assert close(picture, 22, 28, "pos")
    assert close(picture, 12, 28, "neg")
    assert close(picture, 32.2, 28, "neg")
    assert close(picture, 33, 28, "paper")
    assert close(picture, 70, 30, "mtm")
    assert close(picture, 70, 22.5, "mtm")
    assert close(picture, 75.9, 24.1, "paper")
    assert [close(picture, x, 60, "ink") for x in (12, 16, 20, 24, 28)] == [True, False, True, False, True]


def test_corners_are_round_and_ends_are_round_when_asked() -> None:
    wide = 72 / 25.4 * 6
    across = (("M", 20.0, 50.0), ("L", 40.0, 50.0))
    below = (("M", 20.0, 70.0), ("L", 40.0, 70.0))
    picture = picture_of(
        drawn(
            figure([Rect(Box(10, 10, 20, 20), "neg", None, 6)]),
            figure(
                [Path(across, None, Stroke("ink", wide, (), True)), Path(below, None, Stroke("ink", wide))]
            ),
        ),
        DPI,
    )
    assert close(picture, 10.5, 10.5, "paper")
    assert close(picture, 12.5, 12.5, "neg")
    assert close(picture, 10.2, 20, "neg")
    assert close(picture, 18, 50, "ink")
    assert close(picture, 18, 70, "paper")


def test_curves_bend_and_are_cut_by_their_clip() -> None:
    hill = (("M", 10.0, 50.0), ("C", 10.0, 10.0, 90.0, 10.0, 90.0, 50.0), ("Z",))
    after = Rect(Box(70, 70, 10, 10), "neg")
    picture = picture_of(drawn(figure([Path(hill, "pos", None, Box(0, 0, 50, 100)), after])), DPI)
    assert close(picture, 49, 21, "pos")
    assert close(picture, 49, 19, "paper")
    assert close(picture, 51, 30, "paper")
    assert close(picture, 75, 75, "neg")


def test_a_hole_stays_open_as_on_the_screen() -> None:
    outer = (("M", 10.0, 10.0), ("L", 50.0, 10.0), ("L", 50.0, 50.0), ("L", 10.0, 50.0), ("Z",))
    inner = (("M", 20.0, 20.0), ("L", 40.0, 20.0), ("L", 40.0, 40.0), ("L", 20.0, 40.0), ("Z",))
    picture = picture_of(drawn(figure([Path(outer + inner, "ink")])), DPI)
    assert close(picture, 15, 30, "ink")
    assert close(picture, 30, 30, "paper")


def test_a_picture_keeps_its_shape_inside_its_box() -> None:
    content = BytesIO()
    Image.new("RGB", (40, 20), (10, 108, 143)).save(content, "PNG")
    picture = picture_of(drawn(figure([Picture(Box(10, 10, 40, 40), content.getvalue())])), DPI)
    assert close(picture, 30, 30, "pos")
    assert close(picture, 12, 22, "pos")
    assert close(picture, 30, 18, "paper")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_page_has_the_colours_of_its_theme(theme: ThemeName) -> None:
    tokens = list(THEMES[theme])
    marks = [Rect(Box(3 * i, 10, 3, 10), token) for i, token in enumerate(tokens)]
    picture = picture_of(drawn(figure(marks), theme=theme), DPI)
    assert close(picture, 50, 50, "paper", theme)
    assert [t for i, t in enumerate(tokens) if not close(picture, 3 * i + 1.5, 15, t, theme)] == []


# -- the file


def test_title_and_language_are_where_readers_look() -> None:
    with pikepdf.open(BytesIO(lines("text"))) as pdf:
        assert str(pdf.Root.Lang) == "en-GB"
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
        assert str(pdf.docinfo["/Title"]) == "A journey"
        with pdf.open_metadata() as metadata:
            assert metadata["dc:title"] == "A journey"
            assert list(metadata["dc:language"]) == ["en-GB"]
        assert "/Trans" not in pdf.pages[0].obj


def test_a_page_is_printed_at_its_scale() -> None:
    drawing = Drawing("light", "t", "en")
    with drawing.page(420, 297, scale=0.5):
        drawing.paint([figure([label(40, 40, "half as large", BODY)])])
    pdf = finished(drawing.content(), Imprint("t", "en", True))
    (paper,) = page_boxes(pdf)
    assert (paper.w, paper.h) == (pytest.approx(210, abs=0.01), pytest.approx(148.5, abs=0.01))
    assert text_boxes(pdf)[0].box.x == pytest.approx(20, abs=0.02)


def test_a_page_larger_than_pdf_allows_shrinks() -> None:
    (paper,) = page_boxes(drawn(figure([Rect(Box(0, 0, 9000, 10), "ink")]), size=(9000, 300)))
    assert paper.w == pytest.approx(WIDEST * 25.4 / 72)
    assert paper.h == pytest.approx(WIDEST * 25.4 / 72 / 30, abs=0.01)


def test_the_same_figures_give_the_same_bytes() -> None:
    assert lines("the same", "日本 مرحبا") == lines("the same", "日本 مرحبا")


def test_numbers_are_short() -> None:
    assert [short(value) for value in (1.0, 0.50049, -0.0001, 1234.5678, -2.5)] == [
        "1", "0.5", "0", "1234.568", "-2.5",
    ]  # fmt: skip
    assert numbers(1, 2.5) == "1 2.5"
