"""What is painted: the same whether scrolled, zoomed or painted anew; nothing left out."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path as File
from random import Random

import numpy
import pytest
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPainterPathStroker, QPixmap, QTransform
from PySide6.QtWidgets import QApplication

from benchmarks.maps import records_of
from model.behaviours import BEHAVIOURS
from model.drawing.marks import MM_PER_PT, Box, Figure, Path, Stroke
from model.drawing.text import Style, label
from model.focus import Focus
from model.operations import (
    add_touchpoint,
    cycle_quality,
    delete,
    mark_moment,
    new_map,
    rename,
    set_mood,
)
from model.store import Store
from tests.widgets.canvas.conftest import Hand, Story
from widgets.canvas.camera import Camera
from widgets.canvas.painter import SMOOTH, path_of, pen_of, picture_of, theme_colours
from widgets.canvas.view import Canvas


@pytest.fixture
def wide(on_canvas: Callable[[Store], Hand]) -> Hand:
    """The hand on a map of 130 touchpoints."""
    return on_canvas(Store.holding(records_of(130), BEHAVIOURS))


def map_part(hand: Hand) -> QImage:
    return hand.canvas.frame.picture.copy(hand.canvas.frame.seen).toImage()


CUT = 6
"""So many pixels may differ where a line was cut by the edge of what was painted at once."""


def differences(first: QImage, second: QImage) -> "numpy.ndarray":
    """The greatest difference of any colour, pixel by pixel."""
    assert first.size() == second.size()
    images = [image.convertToFormat(QImage.Format.Format_RGB32) for image in (first, second)]
    ones, others = (numpy.frombuffer(image.constBits(), numpy.uint8).astype(int) for image in images)
    return numpy.abs(ones - others).reshape(-1, 4).max(1)


def difference(first: QImage, second: QImage) -> int:
    """The greatest difference of any colour in any pixel."""
    return int(differences(first, second).max())


def differing(first: QImage, second: QImage) -> int:
    """How many pixels differ more than anyone could see."""
    return int((differences(first, second) > 3).sum())


def fresh(hand: Hand) -> QImage:
    hand.canvas.frame.picture = QPixmap()
    hand.canvas.grab_frame()
    return map_part(hand)


LINES: dict[str, tuple[tuple[str | float, ...], ...]] = {
    "straight": (("M", 2.0, 5.0), ("L", 95.0, 5.0)),
    "a point": (("M", 2.0, 5.0), ("L", 2.0, 5.0)),
    "one bend": (("M", 2.0, 2.0), ("C", 30.0, 2.0, 60.0, 28.0, 95.0, 28.0)),
    "a way": (("M", 2.0, 2.0), ("L", 40.0, 2.0), ("L", 40.0, 28.0), ("L", 95.0, 28.0)),
    "closed": (("M", 2.0, 2.0), ("L", 60.0, 2.0), ("L", 60.0, 28.0), ("Z",)),
    "two pieces": (("M", 2.0, 2.0), ("L", 60.0, 2.0), ("M", 2.0, 20.0), ("L", 60.0, 20.0)),
}


@pytest.mark.parametrize("name", LINES)
@pytest.mark.parametrize(
    "stroke", [Stroke("ink", 1.2, (2.6, 1.8)), Stroke("neg", 1.8, (0.01, 2.6), round=True)]
)
def test_dashes_kept_in_stretches_are_those_of_the_whole_line(name: str, stroke: Stroke) -> None:
    figure = Figure("line", 0.0, 0.0, Box(0, 0, 100, 30), (Path(LINES[name], stroke=stroke),))
    kept = picture_of([figure], 100, 30, 9.0)
    plain = picture_of([], 100, 30, 9.0)
    painter = QPainter(plain)
    painter.setRenderHints(SMOOTH)
    colours = theme_colours("light")
    whole = QTransform.fromScale(9.0, 9.0).map(path_of(LINES[name]))
    dashes = QPainterPathStroker(pen_of(stroke, colours, 9.0)).createStroke(whole)
    dashes.setFillRule(Qt.FillRule.WindingFill)
    painter.fillPath(dashes, colours(stroke.colour))
    painter.end()
    assert differences(kept, plain).mean() < 0.4
    if name != "a point":
        assert differences(kept, picture_of([], 100, 30, 9.0)).mean() > 0.4


STEPS: dict[str, Callable[[Hand, str, int], object]] = {
    "title": lambda hand, one, number: rename(hand.store, one, f"Asks for the {number}th time"),
    "mood": lambda hand, one, number: set_mood(hand.store, one, None, number % 5 - 2.0),
    "quality": lambda hand, one, number: [
        cycle_quality(hand.store, handover.id) for handover in hand.canvas.journey.leaving(one)[:1]
    ],
    "add": lambda hand, one, number: add_touchpoint(
        hand.store, hand.canvas.journey.phases[number % 3], "ch_2", f"Waits {number}"
    ),
    "delete": lambda hand, one, number: delete(hand.store, [one]),
    "moment": lambda hand, one, number: mark_moment(hand.store, one),
    "undo": lambda hand, one, number: hand.history.undo(),
    "pan": lambda hand, one, number: hand.canvas.scroll_by(-37 * (number % 9), 11 * (number % 3)),
    "pan back": lambda hand, one, number: hand.canvas.scroll_by(29 * (number % 11), -7 * (number % 3)),
}


@pytest.mark.parametrize("zoom", [0.2, 0.7, 1.37])
@pytest.mark.parametrize("in_focus", [False, True])
def test_an_edited_map_looks_as_if_painted_anew(wide: Hand, zoom: float, in_focus: bool) -> None:
    chance, canvas = Random(7), wide.canvas
    canvas.zoom_to(zoom)
    if in_focus:
        canvas.look_at(Focus(department="de_1"))
    for number in range(60):
        canvas.grab_frame()
        name, one = chance.choice(list(STEPS)), chance.choice(canvas.journey.touchpoints[:60])
        STEPS[name](wide, one, number)
        if number % 6 == 5:
            canvas.grab_frame()
            seen = map_part(wide)
            assert differing(seen, fresh(wide)) <= CUT, name
    assert wide.history.can_undo


@pytest.mark.parametrize("zoom", [0.2, 0.7, 1.37])
def test_a_panned_map_looks_as_if_painted_anew(wide: Hand, zoom: float) -> None:
    wide.canvas.zoom_to(zoom)
    wide.canvas.grab_frame()
    for dx, dy in [(-33, 0), (-400, -7), (120, 3), (-900, -40), (-24, 0), (-24, 0), (500, 90)] * 2:
        wide.canvas.scroll_by(dx, dy)
        wide.canvas.grab_frame()
    assert difference(map_part(wide), fresh(wide)) <= 3


def test_what_is_pinned_stays_true_on_the_screen_while_the_map_is_scrolled(wide: Hand) -> None:
    canvas = wide.canvas
    canvas.zoom_to(1.4)
    steps = [(True, -5000), (True, 300), (True, 260), (False, 120), (True, -5000), (True, 40), (False, -120)]
    for bar, by in steps:
        scrolled = canvas.horizontalScrollBar() if bar else canvas.verticalScrollBar()
        before = scrolled.value()
        scrolled.setValue(before + by)
        QApplication.processEvents()
        assert scrolled.value() != before
        screen = canvas.screen().grabWindow(canvas.winId()).toImage()
        assert difference(screen, canvas.grab().toImage()) == 0, (bar, by)


def test_a_change_is_painted_at_once(hand: Hand, story: Story) -> None:
    before = hand.canvas.grab_frame()
    set_mood(hand.store, story.touchpoints[0], None, -2)
    cycle_quality(hand.store, story.handovers[2])
    changed = hand.canvas.grab_frame()
    assert changed != before
    assert difference(map_part(hand), fresh(hand)) <= 3
    hand.history.undo()
    hand.history.undo()
    assert hand.canvas.grab_frame() == before


def test_nothing_is_left_out_by_looking_only_at_a_part(wide: Hand) -> None:
    scene = wide.canvas.scene
    everything = scene.within(Box(-500, -500, scene.layout.width + 1000, scene.layout.height + 1000))
    for x in range(0, int(scene.layout.width), 61):
        part = Box(x, 20, 47, 90)
        expected = {f.key for f in everything if f.bounds.meets(part)}
        assert {f.key for f in scene.within(part)} == expected


def test_a_crisp_picture_comes_by_itself_after_the_zoom(wide: Hand, qtbot: object) -> None:
    canvas = wide.canvas
    canvas.zoom_to(0.8)
    canvas.zoom_to(1.1)
    qtbot.waitUntil(lambda: canvas.frame.camera == canvas.camera)  # type: ignore[attr-defined]
    assert difference(map_part(wide), fresh(wide)) <= 3


def test_the_empty_map_says_where_to_start_until_the_third_touchpoint(
    on_canvas: Callable[[Store], Hand],
) -> None:
    hand = on_canvas(Store.holding(new_map(), BEHAVIOURS))
    canvas = hand.canvas
    assert canvas.beginning.is_shown
    place = canvas.beginning.place(canvas.layout_, canvas.camera)
    assert place is not None
    hand.double_click(place.center())
    assert len(canvas.journey.touchpoints) == 1
    canvas.add_next("right")
    assert canvas.beginning.is_shown
    canvas.add_next("right")
    assert not canvas.beginning.is_shown


def dark_width(canvas: Canvas, place: QRectF) -> int:
    """How far dark letters reach across a place on the map, px."""
    image = canvas.viewport().grab(place.toAlignedRect()).toImage()
    dark = [
        x for x in range(image.width()) for y in range(image.height()) if image.pixelColor(x, y).value() < 90
    ]
    return max(dark) - min(dark)


def test_the_hints_of_an_empty_map_grow_with_it(on_canvas: Callable[[Store], Hand]) -> None:
    canvas = on_canvas(Store.holding(new_map(), BEHAVIOURS)).canvas
    canvas.resize(2600, 1900)
    widths, buttons = [], []
    for zoom in (1.0, 2.0):
        canvas.zoom_to(zoom)
        canvas.horizontalScrollBar().setValue(0)
        canvas.verticalScrollBar().setValue(0)
        QApplication.processEvents()
        place = canvas.beginning.place(canvas.layout_, canvas.camera)
        assert place is not None
        widths.append(dark_width(canvas, place.adjusted(5 * zoom, 5 * zoom, -5 * zoom, -5 * zoom)))
        buttons.append(canvas.add_buttons.first.touchpoint.height())
        words = canvas.beginning.below_words(canvas.layout_, canvas.camera, canvas.below)
        assert words is not None
        assert words.y() + canvas.add_buttons.first.height() <= canvas.viewport().height()
        lane = canvas.layout_.lanes[-1]
        assert words.y() - canvas.camera.to_px(0, lane.end).y() > 110 * zoom
    assert 1.9 <= widths[1] / widths[0] <= 2.1
    assert buttons == [32, 44]


@pytest.mark.parametrize(
    "size", [(1224, 640), (1100, 700), (1384, 820), (1860, 1000), (2500, 1300), (3780, 2080)]
)
def test_an_empty_map_opens_with_all_words_of_its_hints(
    on_canvas: Callable[[Store], Hand], size: tuple[int, int]
) -> None:
    canvas = on_canvas(Store.holding(new_map(), BEHAVIOURS)).canvas
    canvas.resize(*size)
    canvas.fit()
    words = canvas.beginning._words(canvas.layout_, canvas.camera, canvas.below)
    assert words is not None
    assert words[1] > 0
    assert words[2] > 0
    first = canvas.add_buttons.first.geometry()
    assert first.bottom() <= canvas.viewport().height()
    assert canvas.camera.zoom >= 0.6


@pytest.mark.parametrize("screen", [(1440, 900), (1920, 1080), (2560, 1440), (3840, 2160)])
@pytest.mark.parametrize("scale", [1.0, 1.25, 1.5, 1.75, 2.0])
def test_the_words_of_an_empty_map_stay_within_its_first_phase(
    on_canvas: Callable[[Store], Hand], screen: tuple[int, int], scale: float
) -> None:
    canvas = on_canvas(Store.holding(new_map(), BEHAVIOURS)).canvas
    width, height = (round(side / scale) for side in screen)
    canvas.resize(max(960, width) - 56, max(600, height) - 79)
    canvas.fit()
    QApplication.processEvents()
    words = canvas.beginning._words(canvas.layout_, canvas.camera, canvas.below)
    end = canvas.beginning.below_words(canvas.layout_, canvas.camera, canvas.below)
    assert words is not None
    assert end is not None
    assert words.title > 0
    first, second = canvas.layout_.phases[:2]
    start, stop = canvas.camera.to_px(first.end, 0).x(), canvas.camera.to_px(second.end, 0).x()
    within = QRectF(words.corner, QPointF(start, end.y() - 6))
    assert dark_width(canvas, within) > 0.4 * within.width()
    beyond = canvas.viewport().grab(QRectF(start, words.corner.y(), stop - start, within.height()).toRect())
    picture = beyond.toImage()
    spots = ((x, y) for x in range(picture.width()) for y in range(picture.height()))
    assert all(picture.pixelColor(x, y).value() > 200 for x, y in spots)


def test_the_gaps_stand_below_the_map_only_while_the_strip_is_closed(hand: Hand) -> None:
    closed = hand.canvas.map_height
    hand.canvas.strip_open = True
    assert hand.canvas.map_height <= closed


def test_a_picture_of_the_map_has_the_size_asked_for(hand: Hand) -> None:
    scene = hand.canvas.scene
    image = picture_of(scene.within(Box(0, 0, 100, 60)), 100, 60, 4.0, "dark")
    assert image.size() == QSize(400, 240)
    assert len({image.pixel(x, y) for x in range(0, 400, 7) for y in range(0, 240, 7)}) > 3


@pytest.mark.parametrize("ratio", [1.0, 1.25, 1.5, 2.0])
def test_places_and_points_agree_at_every_scale(ratio: float) -> None:
    camera = Camera(0.83, 331, 77, ratio)
    for at in (QPointF(400, 300), QPointF(131, 51)):
        x, y = camera.to_mm(at)
        there = camera.to_px(x, y)
        assert abs(there.x() - at.x()) < 1e-6
        assert abs(there.y() - at.y()) < 1e-6
    rect = camera.rect(Box(40, 50, 16.5, 16))
    for edge in (rect.left() * ratio, rect.top() * ratio):
        assert abs(edge - round(edge)) < 1e-6


@pytest.mark.parametrize("scale", ["1.5", "2"])
def test_a_high_resolution_screen_gets_as_many_pixels_and_pans_exactly(scale: str) -> None:
    program = File(__file__).with_name("on_a_fine_screen.py")
    environment = os.environ | {
        "QT_SCALE_FACTOR": scale,
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONPATH": str(File(__file__).parents[3]),
    }
    run = subprocess.run(
        [sys.executable, str(program)], env=environment, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr
    ratio, different = run.stdout.split()
    assert float(ratio) == float(scale)
    assert int(different) <= 3


@pytest.mark.parametrize("pixels", [16.0, 48.0, 64.0, 65.0, 130.0])
def test_text_is_there_and_as_wide_as_it_was_measured_at_every_size(qtbot: object, pixels: float) -> None:
    words = label(1.0, 4.0, "Agq 10", Style("regular", 6.7, "ink"))
    figure = Figure("card:tp_1", 0.0, 0.0, Box(0, 0, words.width + 2, 6), (words,), None, "")
    scale = pixels / (6.7 * MM_PER_PT)
    image = picture_of([figure], words.width + 2, 6, scale)
    dark = [
        x
        for x in range(image.width())
        if any(image.pixelColor(x, y).value() < 200 for y in range(image.height()))
    ]
    assert dark[0] / scale == pytest.approx(1.0, abs=0.4)
    assert dark[-1] / scale == pytest.approx(1.0 + words.width, abs=0.4)
