"""The map from afar shows what the records say, whoever watches."""

import sys
from collections.abc import Callable

import numpy
import pytest
from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QImage, QPainter

from benchmarks.maps import records_of
from model.behaviours import BEHAVIOURS
from model.records import Handover, Touchpoint
from model.store import Store
from tests.widgets.canvas.conftest import Hand
from widgets.canvas.camera import Camera
from widgets.canvas.far import LINES, NEUTRAL, Far
from widgets.canvas.rings import LEAST, halo, ring


@pytest.fixture
def wide(on_canvas: Callable[[Store], Hand]) -> Hand:
    """The hand on a map of 130 touchpoints."""
    return on_canvas(Store.holding(records_of(130), BEHAVIOURS))


def paint(far: Far) -> QImage:
    image = QImage(900, 300, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    try:
        far.paint(painter, QRect(0, 0, 900, 300), 0.6, 0, 0)
    finally:
        painter.end()
    return image


def test_it_is_painted_while_a_profiler_watches_every_call(wide: Hand) -> None:
    far = wide.canvas.far
    unwatched = paint(far)
    far.follow()
    calls: list[str] = []
    sys.setprofile(lambda frame, event, arg: calls.append(event))
    try:
        watched = paint(far)
    finally:
        sys.setprofile(None)
    assert calls
    assert watched == unwatched


@pytest.mark.parametrize("some_fade", [False, True])
def test_cards_have_the_colour_of_their_mood_and_handovers_that_of_their_quality(
    wide: Hand, some_fade: bool
) -> None:
    far, journey = wide.canvas.far, wide.canvas.journey
    kept = set(journey.touchpoints[:40]) | set(list(wide.store.of(Handover))[:40])
    far.kept = kept if some_fade else None
    far.follow()
    paint(far)
    for touchpoint, kind, is_faded in zip(far.ids, far.kind, far.faded, strict=True):
        felt = journey.felt(wide.store.of(Touchpoint)[touchpoint]) or 0.0
        assert kind == (0 if abs(felt) <= NEUTRAL else 1 if felt > 0 else 2)
        assert is_faded == (some_fade and touchpoint not in kept)
    shown = {
        (look, far.ids[source], far.ids[target])
        for look, ends in far.lines.items()
        for source, target in numpy.asarray(ends).tolist()
    }
    assert shown == {
        ((LINES[one.quality], some_fade and one.id not in kept), one.source, one.target)
        for one in wide.store.of(Handover).values()
    }


def test_the_rings_of_what_is_selected_are_open_from_afar(wide: Hand) -> None:
    camera = Camera(x=0, y=0, zoom=0.02)
    image = QImage(80, 40, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    ring(painter, wide.canvas.colour, QRectF(19, 18, 2, 4), camera)
    halo(painter, wide.canvas.colour, QPointF(60, 20), 3.2)
    painter.end()
    for middle in (20, 60):
        line = [image.pixelColor(middle + x, 20).lightness() for x in range(-9, 10)]
        assert min(line) < 60
        assert min(line[5:14]) > 200


def test_from_afar_the_ring_of_a_card_is_not_crossed_by_that_of_its_point(
    on_canvas: Callable[[Store], Hand],
) -> None:
    canvas = on_canvas(Store.holding(records_of(1000), BEHAVIOURS)).canvas
    canvas.fit()
    chosen = canvas.journey.touchpoints[500]
    card = canvas.card_rect(chosen)
    assert card is not None
    before = canvas.viewport().grab().toImage()
    canvas.selection.choose([chosen])
    after = canvas.viewport().grab().toImage()
    ringed = [
        y
        for y in range(before.height())
        for x in range(round(card.left()) - 14, round(card.right()) + 15)
        if before.pixel(x, y) != after.pixel(x, y)
    ]
    assert max(ringed) - min(ringed) <= LEAST + 6


@pytest.mark.parametrize("is_rough", [False, True])
@pytest.mark.parametrize("side", ["left", "right"])
def test_beside_the_map_there_is_nothing_not_even_a_line(wide: Hand, side: str, is_rough: bool) -> None:
    far, phases = wide.canvas.far, wide.canvas.layout_.phases
    area, k = QRect(0, 0, 600, 400), 0.6
    edge = 300 - (phases[0].start if side == "left" else phases[-1].end) * k
    image = QImage(area.size(), QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    (far.paint_roughly if is_rough else far.paint)(painter, area, k, round(edge), 0)
    painter.end()
    bare = image.copy(QRect(0 if side == "left" else 303, 0, 297, 400))
    white = QImage(bare.size(), QImage.Format.Format_RGB32)
    white.fill(Qt.GlobalColor.white)
    assert bare == white
    assert image.copy(QRect(301 if side == "left" else 0, 0, 298, 400)) != white
