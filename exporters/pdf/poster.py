"""The whole map on one page."""

from typing import Literal

from pydantic import BaseModel, ConfigDict

from exporters.exporter import Progress, Written
from model.drawing.shaping import noting
from model.drawing.theme import ThemeName
from model.journey import Journey
from model.lenses import LENSES, LensName

PaperName = Literal["A4", "A3", "A2", "A1", "A0", "Letter", "Tabloid"]


class PosterOptions(BaseModel):
    """How a poster is made: paper, theme, what its lanes are, and whether one map always gives the same bytes."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    paper: PaperName = "A3"
    theme: ThemeName = "light"
    lens: LensName = "customer"
    reproducible: bool = False
    notes: bool = False
    """Whether the sticky notes are printed too."""


_AT_ONCE = 200
"""Figures painted between two words on the progress."""
_LAID_OUT, _PAINTED = 0.4, 0.9


def write_poster(journey: Journey, options: PosterOptions, progress: Progress) -> Written:
    """The map as a PDF of one page."""
    from exporters.pdf.canvas import Drawing
    from exporters.pdf.finish import Imprint, finished
    from model.drawing.poster import PAPERS, poster

    progress(0)
    with noting() as notes:
        made = poster(journey, PAPERS[options.paper], options.notes, LENSES[options.lens])
    progress(_LAID_OUT)
    drawing = Drawing(options.theme, made.title, made.language)
    with drawing.page(made.width, made.height, made.scale):
        for start in range(0, len(made.figures), _AT_ONCE):
            drawing.paint(made.figures[start : start + _AT_ONCE])
            progress(_LAID_OUT + (_PAINTED - _LAID_OUT) * start / len(made.figures))
    progress(_PAINTED)
    content = finished(drawing.content(), Imprint(made.title, made.language, options.reproducible))
    progress(1)
    lost = dict.fromkeys([*(ch for ch, _ in notes.missing), *"".join(drawing.missing)])
    return Written(content, tuple(f"{ch} (U+{ord(ch):04X})" for ch in lost), made.cut, made.left_out)
