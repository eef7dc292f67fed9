"""Fonts and icons are ours to ship, and look as one family."""

from pathlib import Path
from xml.etree import ElementTree

import pytest
from fontTools.ttLib import TTFont
from PySide6.QtCore import QByteArray
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

import resources

FONTS = sorted(resources.path("fonts").glob("*.[to]tf"))
ICONS = sorted(file for file in resources.path("icons").glob("*.svg") if file.stem != "app")
# The only filled icons: marks that sit on cards at 10 px.
MARKS = {"star", "triangle"}
CHANNELS = {"web", "chat", "msg", "store", "phone", "call", "post", "person"}
LICENCE_OF = {
    "DroidSansFallbackFull": "Apache-2.0-DroidSansFallback",
    "Inter": "OFL-Inter",
    "NanumGothic": "OFL-NanumGothic",
    "NotoEmoji": "OFL-NotoEmoji",
    "NotoSansArabic": "OFL-NotoSansArabic",
    "SourceSerif4": "OFL-SourceSerif4",
}
# OpenType OS/2 fsType: what a licence may forbid a document to do with a face.
RESTRICTED, NO_SUBSETTING, BITMAP_ONLY = 0x0002, 0x0100, 0x0200


def by_name(file: Path) -> str:
    return file.name


def test_resources_are_found_from_anywhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    assert resources.path("fonts", "Inter-Regular.ttf").is_file()


@pytest.mark.parametrize("file", FONTS, ids=by_name)
def test_a_font_has_its_licence_beside_it(file: Path) -> None:
    licence = file.with_name(LICENCE_OF[file.stem.split("-")[0]] + ".txt").read_text("utf-8")
    assert "Copyright" in licence
    assert "SIL OPEN FONT LICENSE" in licence or "Apache License" in licence


@pytest.mark.parametrize("file", FONTS, ids=by_name)
def test_a_font_may_be_embedded_and_cut_to_what_is_used(file: Path) -> None:
    with TTFont(file, lazy=True) as font:
        assert font["OS/2"].fsType & (RESTRICTED | NO_SUBSETTING | BITMAP_ONLY) == 0
        assert "glyf" in font


@pytest.mark.parametrize(
    ("name", "family", "weight"),
    [
        ("Inter-Regular", "Inter", 400),
        ("Inter-Medium", "Inter", 500),
        ("Inter-SemiBold", "Inter", 600),
        ("Inter-Bold", "Inter", 700),
        ("Inter-Italic", "Inter", 400),
        ("SourceSerif4-SemiBold", "Source Serif 4", 600),
        ("SourceSerif4-Italic", "Source Serif 4", 400),
        ("NotoSansArabic-Regular", "Noto Sans Arabic", 400),
        ("NotoSansArabic-SemiBold", "Noto Sans Arabic", 600),
        ("NotoEmoji-Regular", "Noto Emoji", 400),
        ("DroidSansFallbackFull", "Droid Sans Fallback", 400),
        ("NanumGothic-Regular", "NanumGothic", 400),
        ("NanumGothic-Bold", "NanumGothic", 700),
    ],
)
def test_a_font_is_the_face_its_name_says(name: str, family: str, weight: int) -> None:
    with TTFont(resources.path("fonts", f"{name}.ttf"), lazy=True) as font:
        names = font["name"]
        assert (names.getDebugName(16) or names.getDebugName(1)) == family
        assert font["OS/2"].usWeightClass == weight
        assert bool(font["OS/2"].fsSelection & 1) == name.endswith("Italic")


@pytest.mark.parametrize("file", ICONS, ids=by_name)
def test_an_icon_is_drawn_as_the_others_are(file: Path) -> None:
    icon = ElementTree.parse(file).getroot()
    assert (icon.get("width"), icon.get("height"), icon.get("viewBox")) == ("24", "24", "0 0 24 24")
    assert {part.tag.rpartition("}")[2] for part in icon} <= {"path", "circle", "rect"}
    assert [part.attrib for part in icon if {"fill", "stroke", "style", "class"} & set(part.keys())] == []
    if file.stem in MARKS:
        assert (icon.get("fill"), icon.get("stroke")) == ("currentColor", "none")
        return
    assert (icon.get("fill"), icon.get("stroke")) == ("none", "currentColor")
    assert icon.get("stroke-width") == "1.5"
    assert (icon.get("stroke-linecap"), icon.get("stroke-linejoin")) == ("round", "round")


@pytest.mark.parametrize("file", ICONS, ids=by_name)
def test_an_icon_shows_and_keeps_inside_its_square(file: Path) -> None:
    renderer = QSvgRenderer(QByteArray(file.read_bytes()))
    assert renderer.isValid()
    picture = QImage(96, 96, QImage.Format.Format_Alpha8)
    picture.fill(0)
    painter = QPainter(picture)
    renderer.render(painter)
    painter.end()
    inked = [(x, y) for x in range(96) for y in range(96) if picture.pixelColor(x, y).alpha()]
    assert len(inked) > 40
    assert all(2 <= x < 94 and 2 <= y < 94 for x, y in inked)


def test_each_channel_has_its_icon_and_icons_say_whose_they_are() -> None:
    assert {file.stem for file in ICONS} >= CHANNELS | MARKS
    assert "MIT License" in resources.path("icons", "LICENSE.txt").read_text("utf-8")


def test_the_app_has_a_picture_of_itself() -> None:
    picture = QImage(str(resources.path("icons", "app.png")))
    assert (picture.width(), picture.height()) == (256, 256)
    assert QSvgRenderer(str(resources.path("icons", "app.svg"))).isValid()
