"""One page while it is laid out: marks in mm from its top left, each with the tag it is read under."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import groupby

from exporters.report.tags import Role, Scope, Tag
from model.drawing.figures.shapes import chain, extent
from model.drawing.marks import Box, Figure, Mark, Rect, Stroke, Text
from model.drawing.text import Align, Style, broken, label


@dataclass(frozen=True, slots=True)
class Piece:
    """Marks about (x, y) that are read under one tag; without a tag they are decoration."""

    marks: tuple[Mark, ...]
    tag: Tag | None
    x: float = 0.0
    y: float = 0.0


@dataclass(frozen=True, slots=True)
class Jump:
    """A place on the page that leads to an anchor or to a web address; `says` tells where."""

    box: Box
    to: str
    says: str
    tag: Tag


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the document's outline."""

    title: str
    anchor: str
    level: int = 0


@dataclass
class Page:
    """A finished page: width × height in mm of its own grid, printed at a scale."""

    name: str
    label: str
    width: float
    height: float
    scale: float
    tag: Tag
    pieces: list[Piece] = field(default_factory=list)
    jumps: list[Jump] = field(default_factory=list)
    anchors: dict[str, float] = field(default_factory=dict)
    """How far below the top of the page each anchor stands, mm."""
    entries: list[Entry] = field(default_factory=list)


class Sheet:
    """Lays out one page; what is put goes under the tag that is open."""

    def __init__(
        self, name: str, label_: str, size: tuple[float, float], scale: float = 1.0, title: str = ""
    ) -> None:
        self.page = Page(name, label_, *size, scale, Tag("Sect", title=title or label_))
        self.width, self.height = size
        self._now = self.page.tag
        self._whole: Tag | None = None
        self._is_silent = False

    # -- tags

    @contextmanager
    def tag(
        self,
        role: Role,
        *,
        alt: str = "",
        title: str = "",
        scope: Scope = "Column",
        columns: int = 1,
        language: str = "",
    ) -> Iterator[Tag]:
        """Open a tag: what is put while the block runs is read under it."""
        made = Tag(role, alt=alt, title=title, scope=scope, columns=columns, language=language)
        self._now.children.append(made)
        before, self._now = self._now, made
        try:
            yield made
        finally:
            self._now = before

    @contextmanager
    def figure(self, alt: str) -> Iterator[Tag]:
        """Open a figure: all marks of the block, lines and words, are parts of it."""
        with self.tag("Figure", alt=alt) as made:
            before, self._whole = self._whole, made
            try:
                yield made
            finally:
                self._whole = before

    @contextmanager
    def decoration(self) -> Iterator[None]:
        """What is put while the block runs is not read at all."""
        before, self._is_silent = self._is_silent, True
        try:
            yield
        finally:
            self._is_silent = before

    # -- marks

    def put(self, *marks: Mark, x: float = 0.0, y: float = 0.0) -> None:
        """Put marks about (x, y): words under the open tag, all else as decoration, in painting order."""
        for is_text, run in groupby(marks, lambda mark: isinstance(mark, Text)):
            tag = self._whole or (self._now if is_text else None)
            self.page.pieces.append(Piece(tuple(run), None if self._is_silent else tag, x, y))

    def put_figure(self, figure: Figure) -> None:
        """Put a figure of the drawing where it stands."""
        self.put(*figure.marks, x=figure.x, y=figure.y)

    def line(self, x: float, y: float, to_x: float, to_y: float, stroke: Stroke) -> None:
        """Put a straight line."""
        self.put(chain([(x, y), (to_x, to_y)], stroke))

    def rule(self, x: float, y: float, to_x: float, colour: str = "rule", width: float = 0.5) -> None:
        """Put a level line."""
        self.line(x, y, to_x, y, Stroke(colour, width))

    def rect(
        self, box: Box, fill: str | None = None, stroke: Stroke | None = None, radius: float = 0.0
    ) -> None:
        """Put a rectangle."""
        self.put(Rect(box, fill, stroke, radius))

    # -- words

    def label(self, x: float, baseline: float, text: str, style: Style, align: Align = "left") -> float:
        """Put one line of text; returns its width in mm."""
        if not text:
            return 0.0
        mark = label(x, baseline, text, style, align)
        self.put(mark)
        return mark.width

    def words(
        self,
        box: Box,
        text: str,
        style: Style,
        most: int | None = None,
        align: Align = "left",
        balanced: bool = True,
    ) -> float:
        """Put text broken into lines from the top of a box, as wide as it; returns where it ends, mm down."""
        if not text:
            return box.y
        block = broken(text, style, box.w, most, balanced)
        self.put(*block.marks(box.x, box.y, box.w, align))
        return box.y + block.height

    # -- ways around

    def anchor(self, name: str, y: float = 0.0) -> None:
        """Let links lead here."""
        self.page.anchors[name] = y

    def entry(self, title: str, anchor: str, level: int = 0) -> None:
        """Put a line into the document's outline."""
        self.page.entries.append(Entry(title, anchor, level))

    def jump(self, to: str, says: str, box: Box | None = None) -> "_Jump":
        """Open a link: what is put while the block runs is its text; its place is the box, or what was put."""
        return _Jump(self, to, says, box)


class _Jump:
    """A link that is being laid out."""

    def __init__(self, sheet: Sheet, to: str, says: str, box: Box | None) -> None:
        self.sheet, self.to, self.says, self.box = sheet, to, says, box

    def __enter__(self) -> None:
        self._open = self.sheet.tag("Link")
        self.tag = self._open.__enter__()
        self._first = len(self.sheet.page.pieces)

    def __exit__(self, *error: object) -> None:
        self._open.__exit__(None, None, None)
        boxes = [extent(one.marks).moved(one.x, one.y) for one in self.sheet.page.pieces[self._first :]]
        box = self.box or _around(boxes)
        if box is not None:
            self.sheet.page.jumps.append(Jump(box, self.to, self.says, self.tag))


def _around(boxes: Sequence[Box]) -> Box | None:
    if not boxes:
        return None
    whole = boxes[0]
    for box in boxes[1:]:
        whole = whole.with_(box)
    return whole
