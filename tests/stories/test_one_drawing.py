"""What is on the screen is what is printed: one laid-out scene, painted by Qt and by the PDF, compared.

Blurred blocks of 16 px differ by about 10 of 255 when both paint the same scene; with kerning lost they differ by 20
and with one card moved by 4 pt by 56, so the threshold stands between.
"""

from dataclasses import replace
from pathlib import Path

import numpy
import pypdfium2
import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from exporters.pdf.canvas import Drawing
from model.drawing.marks import Figure
from model.drawing.poster import PAPERS, Poster, poster
from model.drawing.theme import ThemeName
from model.format import read
from model.lenses import DEPARTMENT
from resources import path
from tests.journeys import crowded_map, journey_of
from widgets.canvas.painter import picture_of

PX_PER_MM, BLOCK, LIMIT = 4.0, 16, 15.0
MAPS = sorted(path("maps").glob("*.journey"))


def by_qt(page: Poster, theme: ThemeName) -> numpy.ndarray:
    image = picture_of(page.figures, page.width, page.height, PX_PER_MM, theme)
    image = image.convertToFormat(QImage.Format.Format_RGB888)
    rows = numpy.frombuffer(image.constBits(), numpy.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : image.width() * 3].reshape(image.height(), image.width(), 3).astype(float)


def by_pdf(page: Poster, theme: ThemeName) -> numpy.ndarray:
    drawing = Drawing(theme, page.title, page.language)
    with drawing.page(page.width, page.height, 1.0):
        drawing.paint(page.figures)
    opened = pypdfium2.PdfDocument(drawing.content())
    try:
        return numpy.asarray(opened[0].render(scale=PX_PER_MM * 25.4 / 72).to_pil().convert("RGB"), float)
    finally:
        opened.close()


def blocks(picture: numpy.ndarray) -> numpy.ndarray:
    """The mean colour of every block of 16 × 16 px."""
    high, wide = picture.shape[0] // BLOCK * BLOCK, picture.shape[1] // BLOCK * BLOCK
    return picture[:high, :wide].reshape(high // BLOCK, BLOCK, wide // BLOCK, BLOCK, 3).mean(axis=(1, 3))


def drift(one: numpy.ndarray, other: numpy.ndarray) -> float:
    """The largest difference of any block, 0–255."""
    first, second = blocks(one), blocks(other)
    high, wide = min(first.shape[0], second.shape[0]), min(first.shape[1], second.shape[1])
    return float(abs(first[:high, :wide] - second[:high, :wide]).max())


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("file", MAPS, ids=lambda file: file.stem)
def test_screen_and_paper_show_the_same_map(qtbot: QtBot, file: Path, theme: ThemeName) -> None:
    page = poster(journey_of(read(file.read_bytes()).records), PAPERS["A3"])
    assert drift(by_qt(page, theme), by_pdf(page, theme)) < LIMIT


def test_screen_and_paper_show_the_same_crowded_map(qtbot: QtBot) -> None:
    page = poster(journey_of(crowded_map()), PAPERS["A3"])
    assert drift(by_qt(page, "light"), by_pdf(page, "light")) < LIMIT


@pytest.mark.parametrize("name", ["port-my-number", "crowded"])
def test_screen_and_paper_show_the_same_map_by_departments(qtbot: QtBot, name: str) -> None:
    by_name = {file.stem: file for file in MAPS}
    records = read(by_name[name].read_bytes()).records if name in by_name else crowded_map()
    page = poster(journey_of(records), PAPERS["A3"], lens=DEPARTMENT)
    assert page.title == poster(journey_of(records), PAPERS["A3"]).title
    assert any(figure.key.startswith("channels:") for figure in page.figures)
    assert drift(by_qt(page, "light"), by_pdf(page, "light")) < LIMIT


def test_a_card_moved_by_four_points_is_noticed(qtbot: QtBot) -> None:
    page = poster(journey_of(read(MAPS[0].read_bytes()).records), PAPERS["A3"])

    def nudged(figure: Figure) -> Figure:
        return replace(figure, x=figure.x + 4 * 25.4 / 72)

    card = next(f.key for f in page.figures if f.key.startswith("card"))
    moved = replace(page, figures=[nudged(f) if f.key == card else f for f in page.figures])
    assert drift(by_qt(page, "light"), by_pdf(moved, "light")) > LIMIT
