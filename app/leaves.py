"""The child process that lays out what would be exported and paints its pages, so that the window stays at hand.

It hears lines of JSON on its input and answers on its output: a line of JSON, and where that says `bytes`, so
many bytes behind it. `lay_out` (with `run`, `exporter`, `options`) is answered by a `part` for each part as soon as
it is laid out, then by `done` or `trouble`; a newer `lay_out` ends an older one. `paint` (with `page`, `width` and
`theme`) is answered by a `picture` of the page, `give` by the page itself as `marks`.
"""

import json
import pickle
import queue
import sys
import threading
from pathlib import Path
from typing import IO, Any

from exporters import EXPORTERS, Leaving
from exporters.exporter import LaidOut, LaidPart
from exporters.report.sheet import Page
from exporters.report.tiles import KEY
from model.drawing.marks import Text
from model.envelope import Opened
from model.journey import Journey
from model.store import Store

WIDEST_PICTURE = 6000
"""No page is painted wider or higher than this, px."""
Ask = dict[str, Any]


class Superseded(Exception):
    """Something newer was asked for while pages were laid out."""


class Leaves:
    """Answers what is asked about one map, one thing after the other; the newest layout counts."""

    def __init__(self, opened: Opened, answers: IO[bytes]) -> None:
        self._journey = Journey(Store.holding(opened.records))
        self._leaving = Leaving(self._journey, opened.envelope)
        self._answers = answers
        self._asked: queue.Queue[Ask | None] = queue.Queue()
        self._waiting: list[Ask] = []
        self._pages: list[Page] = []
        self._run = 0
        self._kept: dict[str, LaidOut] = {}
        """Finished layouts by what was asked for."""

    def serve(self, lines: IO[str]) -> None:
        """Answer until the input ends."""
        threading.Thread(target=self._listen, args=(lines,), daemon=True).start()
        while (asked := self._next()) is not None:
            if asked["ask"] == "lay_out":
                self._lay_out(asked)
            else:
                self._answer(asked)

    def _listen(self, lines: IO[str]) -> None:
        for line in lines:
            self._asked.put(json.loads(line))
        self._asked.put(None)

    def _next(self) -> Ask | None:
        return self._waiting.pop(0) if self._waiting else self._asked.get()

    def _say(self, answer: Ask, content: bytes = b"") -> None:
        if content:
            answer["bytes"] = len(content)
        self._answers.write(json.dumps(answer).encode() + b"\n" + content)
        self._answers.flush()

    # -- laying out

    def _lay_out(self, asked: Ask) -> None:
        from exporters.exporter import CannotExport

        self._run, self._pages = asked["run"], []
        exporter = EXPORTERS[asked["exporter"]]
        try:
            key = json.dumps([asked["exporter"], asked["options"]], sort_keys=True)
            laid = self._kept.get(key)
            if laid is None:
                options = exporter.options.model_validate(asked["options"])
                laid = exporter.lay_out(self._leaving, options, lambda share: self._look_up(), self._hear)
                self._kept[key] = laid
            else:
                for part in laid.parts:
                    self._hear(part)
        except Superseded:
            return
        except (CannotExport, ValueError) as error:
            self._say({"answer": "trouble", "run": self._run, "says": str(error)})
            return
        told = {"missing": laid.missing, "cut": laid.cut, "left_out": laid.left_out, "remarks": laid.remarks}
        self._say({"answer": "done", "run": self._run, **told})

    def _hear(self, part: LaidPart) -> None:
        sizes = [(page.width * page.scale, page.height * page.scale) for page in part.pages]
        told: Ask = {"name": part.name, "title": part.title, "lacks": part.lacks, "pages": sizes}
        told["smallest"] = min((_smallest(page) for page in part.pages if page.name != KEY), default=0.0)
        self._pages += part.pages
        self._say({"answer": "part", "run": self._run, **told})

    def _look_up(self) -> None:
        """Between two parts: paint what is asked for meanwhile; raises Superseded where all is to be anew."""
        while True:
            try:
                asked = self._asked.get_nowait()
            except queue.Empty:
                return
            if asked is None or asked["ask"] == "lay_out":
                self._waiting = [asked] if asked is not None else []
                if asked is None:
                    self._asked.put(None)
                raise Superseded
            self._answer(asked)

    # -- pages

    def _answer(self, asked: Ask) -> None:
        if asked["run"] != self._run or not 0 <= asked["page"] < len(self._pages):
            return
        page = self._pages[asked["page"]]
        told = {"run": self._run, "page": asked["page"]}
        if asked["ask"] == "give":
            self._say({"answer": "marks", **told}, pickle.dumps(page, 5))
            return
        picture = painted(page, asked["width"], asked["theme"], asked.get("is_clear", False))
        size = {"width": picture.width(), "height": picture.height()}
        self._say({"answer": "picture", **told, **size}, bytes(picture.constBits()))


def _smallest(page: Page) -> float:
    """The smallest print of a page, pt; 0 where there is none."""
    sizes = [one.size for piece in page.pieces for one in piece.marks if isinstance(one, Text)]
    return min(sizes, default=0.0) * page.scale


def painted(page: Page, width: int, theme: Any, is_clear: bool = False) -> Any:
    """A page as the canvas would paint it, so many px wide."""
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QImage, QPainter

    from widgets.canvas.painter import SMOOTH, paint_marks, theme_colours

    k = max(1, min(width, WIDEST_PICTURE, WIDEST_PICTURE * page.width / page.height)) / page.width
    colours = theme_colours(theme)
    image = QImage(
        max(1, round(page.width * k)),
        max(1, round(page.height * k)),
        QImage.Format.Format_ARGB32_Premultiplied,
    )
    image.fill(Qt.GlobalColor.transparent if is_clear else colours("paper"))
    painter = QPainter(image)
    painter.setRenderHints(SMOOTH)
    for piece in page.pieces:
        paint_marks(painter, piece.marks, colours, k, (piece.x * k, piece.y * k))
    painter.end()
    return image


def serve(source: Path) -> None:
    """Answer about the map in a file until the input ends; raises CannotOpen."""
    from PySide6.QtGui import QGuiApplication

    from app.files import open_map

    opened = open_map(source)
    app = QGuiApplication(["mind-the-gap", "-platform", "offscreen"])
    Leaves(opened, sys.stdout.buffer).serve(sys.stdin)
    del app
