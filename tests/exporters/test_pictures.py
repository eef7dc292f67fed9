"""The map, a phase or what is selected leaves the house as one picture that shows what the PDF shows."""

from io import BytesIO
from typing import Any

import numpy
import pytest
import resvg_py
from defusedxml import ElementTree
from PIL import Image

from exporters import EXPORTERS, Leaving, Written
from exporters.exporter import CannotExport, unwatched
from model.format import read
from model.gaps import find_gaps
from model.journey import Journey
from model.notes import add_note
from model.operations import add_touchpoint, rename
from model.records import Phase, Touchpoint
from resources import path
from tests.journeys import crowded_map, journey_of

SVG = "{http://www.w3.org/2000/svg}"
BLOCK, LIMIT = 32, 10.0
"""Blocks of 32 dots differ by up to 5 of 255 between two ways to smooth edges; another text by 16 and more."""


@pytest.fixture
def journey() -> Journey:
    return journey_of(read(path("maps", "port-my-number.journey").read_bytes()).records)


def exported(name: str, journey: Journey, **options: Any) -> Written:
    exporter = EXPORTERS[name]
    return exporter.write(Leaving(journey), exporter.options(**options), unwatched)


def dots(content: bytes, ground: str = "white") -> numpy.ndarray:
    picture = Image.open(BytesIO(content)).convert("RGBA")
    under = Image.new("RGBA", picture.size, ground)
    under.alpha_composite(picture)
    return numpy.asarray(under.convert("RGB"), float)


def drift(one: numpy.ndarray, other: numpy.ndarray) -> float:
    """The largest difference of any block, 0–255."""

    def blocks(picture: numpy.ndarray) -> numpy.ndarray:
        high, wide = picture.shape[0] // BLOCK * BLOCK, picture.shape[1] // BLOCK * BLOCK
        cut = picture[:high, :wide].reshape(high // BLOCK, BLOCK, wide // BLOCK, BLOCK, 3)
        return cut.mean(axis=(1, 3))

    first, second = blocks(one), blocks(other)
    high, wide = min(first.shape[0], second.shape[0]), min(first.shape[1], second.shape[1])
    return float(abs(first[:high, :wide] - second[:high, :wide]).max())


def drawn(svg: bytes) -> numpy.ndarray:
    return dots(resvg_py.svg_to_bytes(svg_string=svg.decode(), dpi=192, skip_system_fonts=True))


@pytest.mark.parametrize(
    ("part", "theme"),
    [("map", "light"), ("map", "dark"), ("phase:Prove", "light"), ("selection:9,10,11,12", "light")],
)
def test_svg_and_png_show_the_same(journey: Journey, part: str, theme: str) -> None:
    svg = exported("svg", journey, part=part, theme=theme).content
    png = exported("png", journey, part=part, theme=theme, scale=2).content
    found = drift(drawn(svg), dots(png))
    assert found < LIMIT


def test_a_crowded_map_in_many_scripts_shows_the_same(journey: Journey) -> None:
    crowded = journey_of(crowded_map())
    assert (
        drift(drawn(exported("svg", crowded).content), dots(exported("png", crowded, scale=2).content))
        < LIMIT
    )


def test_the_map_shows_the_gaps_that_the_rules_find_too(journey: Journey) -> None:
    fonts = ElementTree.fromstring(exported("svg", journey, text="fonts").content)
    said = " ".join("".join(one.itertext()) for one in fonts.iter(f"{SVG}text"))
    found = find_gaps(journey, Leaving(journey).day).gaps
    assert len(found) > len(journey.named_gaps)
    assert f"{len(found)} gaps, " in said
    for gap in found:
        assert gap.title.split()[0] in said


def test_a_card_that_says_something_else_is_noticed(journey: Journey) -> None:
    before = dots(exported("png", journey, scale=2).content)
    rename(journey.store, journey.touchpoints[10], "WWWWWWWWW WWWWWWWW")
    assert drift(drawn(exported("svg", journey).content), before) > LIMIT


def test_text_in_fonts_can_be_read_and_outlines_hold_no_text(journey: Journey) -> None:
    fonts = ElementTree.fromstring(exported("svg", journey, text="fonts").content)
    said = " ".join("".join(one.itertext()) for one in fonts.iter(f"{SVG}text"))
    assert "Books a" in said
    assert "Check my ID once" in said
    style = fonts.find(f".//{SVG}style")
    assert style is not None
    assert style.text is not None
    assert style.text.count("data:font/woff;base64,") >= 4
    outlines = ElementTree.fromstring(exported("svg", journey).content)
    assert not list(outlines.iter(f"{SVG}text"))
    names = {one.get("id") for one in outlines.iter(f"{SVG}path") if one.get("id")}
    used = {one.get("{http://www.w3.org/1999/xlink}href", "")[1:] for one in outlines.iter(f"{SVG}use")}
    assert used
    assert used <= names


def test_a_picture_says_what_it_shows(journey: Journey) -> None:
    root = ElementTree.fromstring(exported("svg", journey, part="phase:3").content)
    assert root.get("aria-labelledby") == "title desc"
    assert "Prove" in (root.findtext(f"{SVG}title") or "")
    assert "Tells the" in (root.findtext(f"{SVG}desc") or "")


@pytest.mark.parametrize("text", ["outlines", "fonts"])
def test_what_people_wrote_stays_text(journey: Journey, text: str) -> None:
    evil = '<script>alert(1)</script> & "]]>\x0b\ufffe <image href="file:///etc/passwd"/>'
    with journey.store.transaction("Write") as change:
        change.update(journey.touchpoints[0], title=evil)
        change.update(journey.phases[0], title=evil)
        change.update(journey.map.id, title=evil)
    for part in ("map", "phase:1", "selection:1"):
        root = ElementTree.fromstring(exported("svg", journey, part=part, text=text).content)
        kinds = {one.tag.removeprefix(SVG) for one in root.iter()}
        assert not kinds & {"script", "image", "foreignObject"}
        assert not any(
            "href" in name and not value.startswith("#") for one in root.iter() for name, value in one.items()
        )


def test_a_transparent_picture_has_nothing_behind_it(journey: Journey) -> None:
    part = "selection:9,10"
    svg = exported("svg", journey, part=part, transparent=True).content
    clear = Image.open(BytesIO(exported("png", journey, part=part, transparent=True).content))
    solid = Image.open(BytesIO(exported("png", journey, part=part).content))
    assert clear.mode == "RGBA"
    assert clear.getpixel((0, 0)) == (255, 255, 255, 0)
    assert solid.mode == "RGB"
    assert (
        drift(
            dots(resvg_py.svg_to_bytes(svg_string=svg.decode(), dpi=192), "#88aacc"),
            dots(exported("png", journey, part=part, transparent=True).content, "#88aacc"),
        )
        < LIMIT
    )


def test_scale_is_dots_to_the_inch(journey: Journey) -> None:
    small, large = (Image.open(BytesIO(exported("png", journey, scale=k).content)) for k in (0.5, 1))
    assert large.size == (1588, 1123)
    assert abs(small.size[0] * 2 - large.size[0]) <= 2
    assert large.info["dpi"][0] == pytest.approx(96, abs=0.1)


def test_a_picture_too_large_for_memory_says_which_scale_fits(journey: Journey) -> None:
    with pytest.raises(CannotExport, match=r"a scale of 8\.\d fits"):
        exported("png", journey, scale=20)


def test_a_phase_shows_its_own_steps_with_the_names_of_the_lanes(journey: Journey) -> None:
    laid = EXPORTERS["svg"].lay_out(
        Leaving(journey), EXPORTERS["svg"].options(part="phase:Prove"), unwatched, lambda part: None
    )
    (page,) = laid.pages
    words = " ".join(one.line.text for piece in page.pieces for one in piece.marks if hasattr(one, "line"))
    known = journey.store.of(Touchpoint)
    prove = next(one for one in journey.phases if journey.store.of(Phase)[one].title == "Prove")
    for one in journey.touchpoints:
        first = known[one].title.split()[0] + " "
        if known[one].place.phase == prove:
            assert first.strip() in words
    assert "Live chat" in words
    assert "Compares" not in words
    assert page.width < 200


@pytest.mark.parametrize(
    ("part", "says"),
    [
        ("phase:Nowhere", "No phase is called “Nowhere”"),
        ("phase:", "No phase is called"),
        ("selection", "Nothing is selected"),
        ("selection:99", "no touchpoint 99"),
        ("everything", "There is no part"),
    ],
)
def test_a_part_that_is_not_there_is_named(journey: Journey, part: str, says: str) -> None:
    with pytest.raises(CannotExport, match=says):
        exported("svg", journey, part=part)


def test_what_is_selected_may_be_a_phase_a_lane_a_handover_or_a_finding(journey: Journey) -> None:
    moment = journey.moments[0]
    failing = next(one for one in journey.leaving(journey.touchpoints[8]) if one.quality == "fails")
    for one in (journey.phases[0], journey.channels[0], failing.id, moment.id):
        assert exported("png", journey, part=f"selection:{one}", scale=1).content.startswith(b"\x89PNG")


def test_what_is_not_drawn_cannot_be_a_picture(journey: Journey) -> None:
    with pytest.raises(CannotExport, match="not drawn"):
        exported("svg", journey, part=f"selection:{journey.personas[0].id}")


def test_notes_are_in_the_picture_only_if_asked_for(journey: Journey) -> None:
    add_note(journey.store, 100.0, 40.0, "Quarrel")
    assert b"Quarrel" not in exported("svg", journey, text="fonts").content
    assert b"Quarrel" in exported("svg", journey, text="fonts", notes=True).content


def test_an_empty_map_is_a_picture_too() -> None:
    from model.operations import new_map

    journey = journey_of(new_map("New"))
    add_touchpoint(journey.store, journey.phases[0], journey.channels[0])
    for name in ("svg", "png"):
        assert exported(name, journey).content
