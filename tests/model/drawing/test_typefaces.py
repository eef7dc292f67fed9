"""A character is drawn by a bundled font, else by one of the machine, else it is a box and said to be missing."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

from model.drawing import system_fonts
from model.drawing.system_fonts import OWN_FOLDERS, look_again, system_font
from model.drawing.text import Style, broken, noting
from model.drawing.typeface import BOX, chosen, typeface

TIBETAN, LIMBU = "\u0f40", "\u1900"
RESTRICTED = 0x0002


def a_font(file: Path, characters: str, weight: int = 400, may: int = 0) -> Path:
    """A TrueType font in which each of these characters is a square."""
    pen = TTGlyphPen(None)
    pen.moveTo((0, 0))
    for corner in ((0, 700), (500, 700), (500, 0)):
        pen.lineTo(corner)
    pen.closePath()
    square = pen.glyph()
    names = [".notdef", *(f"uni{ord(ch):04X}" for ch in characters)]
    made = FontBuilder(1000, isTTF=True)
    made.setupGlyphOrder(names)
    made.setupCharacterMap({ord(ch): name for ch, name in zip(characters, names[1:], strict=True)})
    made.setupGlyf(dict.fromkeys(names, square))
    made.setupHorizontalMetrics(dict.fromkeys(names, (600, 0)))
    made.setupHorizontalHeader(ascent=800, descent=-200)
    made.setupNameTable({"familyName": "Squares", "styleName": "Regular"})
    made.setupOS2(usWeightClass=weight, fsType=may)
    made.setupPost()
    file.parent.mkdir(parents=True, exist_ok=True)
    made.save(file)
    return file


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder that is the only one with fonts of the machine."""
    monkeypatch.setattr(system_fonts, "folders", lambda: [tmp_path])
    look_again()
    chosen.cache_clear()
    yield tmp_path
    look_again()
    chosen.cache_clear()


def test_what_no_bundled_font_draws_is_drawn_by_one_of_the_machine(folder: Path) -> None:
    file = a_font(folder / "deeper" / "Squares.ttf", TIBETAN)
    assert chosen(TIBETAN, "regular") == (str(file), TIBETAN)
    assert typeface(str(file)).postscript_name == "Squares"
    with noting() as notes:
        line = broken(f"a {TIBETAN}", Style("regular", 9), 100).lines[0]
    assert [run.face for run in line.runs] == ["Inter-Regular", str(file)]
    assert notes.missing == []


def test_what_no_font_at_all_draws_is_a_box_and_is_told(folder: Path) -> None:
    a_font(folder / "Squares.ttf", TIBETAN)
    with noting() as notes:
        broken(LIMBU, Style("regular", 9), 100)
    assert chosen(LIMBU, "regular") == ("Inter-Regular", BOX)
    assert notes.missing == [(LIMBU, ord(LIMBU))]


def test_the_nearest_weight_is_taken(folder: Path) -> None:
    light = a_font(folder / "Squares-Regular.ttf", TIBETAN)
    heavy = a_font(folder / "Squares-Bold.ttf", TIBETAN, weight=700)
    assert chosen(TIBETAN, "regular")[0] == str(light)
    assert chosen(TIBETAN, "title")[0] == str(heavy)


def test_fonts_that_may_not_be_embedded_and_files_that_are_none_are_passed_over(folder: Path) -> None:
    a_font(folder / "Squares.ttf", TIBETAN, may=RESTRICTED)
    (folder / "Broken.ttf").write_bytes(b"\x00\x01\x00\x00 not a font")
    (folder / "Empty.otf").write_bytes(b"")
    assert system_font(frozenset({ord(TIBETAN)}), False) is None


def test_a_person_may_name_a_folder_of_fonts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(OWN_FOLDERS, str(tmp_path))
    assert system_fonts.folders()[0] == tmp_path


@pytest.mark.parametrize(
    "text", ["한국어", "각힣", "中文", "日本語のかな", "Ελληνικά", "Кириллица", "مرحبا", "🎉"]
)
def test_the_bundled_fonts_alone_draw_the_scripts_they_promise(text: str, folder: Path) -> None:
    for face in ("regular", "title", "quote", "bold"):
        with noting() as notes:
            broken(text, Style(face, 9), 100)
        assert notes.missing == []


def test_korean_comes_from_one_font(folder: Path) -> None:
    line = broken("한국어 가각힣", Style("semibold", 9), 100).lines[0]
    assert {run.face for run in line.runs} <= {"NanumGothic-Bold", "Inter-SemiBold"}
