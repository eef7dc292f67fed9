"""Small pictures of maps: the curve, the cards and the handovers that fail, without a word."""

from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtGui import QPixmap

from app.files import open_map
from model.drawing.marks import Text
from model.drawing.scene import Scene
from model.drawing.theme import ThemeName
from model.journey import Journey
from model.records import JourneyMap
from model.store import Store
from widgets.canvas.painter import picture_of

SHOWN = {"column", "band", "mood", "way", "point", "card", "mark"}
"""The figures that still say something when small, by the first word of their keys."""
WIDTH = 600
"""Device px of a picture."""


@dataclass(frozen=True, slots=True)
class Glance:
    """What the welcome page shows of a sample."""

    path: Path
    title: str
    headline: str
    touchpoints: int
    picture: QPixmap


def glance_at(path: Path, theme: ThemeName) -> Glance:
    """A map's title, headline, size and picture; raises CannotOpen."""
    store = Store.holding(open_map(path).records)
    journey = Journey(store)
    own = next(iter(store.of(JourneyMap).values()))
    headline = own.map_headline or own.headline
    return Glance(path, own.title, headline, len(journey.touchpoints), picture_of_map(journey, theme))


def picture_of_map(journey: Journey, theme: ThemeName) -> QPixmap:
    """The map down to its last lane, in a theme."""
    scene = Scene(journey)
    figures = [
        replace(figure, marks=tuple(mark for mark in figure.marks if not isinstance(mark, Text)))
        for figure in scene.everything()
        if figure.key.partition(":")[0] in SHOWN
    ]
    layout = scene.layout
    height = layout.lanes[-1].start + layout.lanes[-1].length if layout.lanes else layout.height
    width = max(1.0, layout.width)
    return QPixmap.fromImage(picture_of(figures, width, height, WIDTH / width, theme))
