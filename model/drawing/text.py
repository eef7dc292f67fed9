"""Text as it is drawn: measured, broken into balanced lines, shaped and placed."""

from bisect import bisect_right
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal, NamedTuple

from model.drawing.bidi import base_level, bidi_levels, runs_right_to_left
from model.drawing.breaking import Token, tokens, without_blank_end
from model.drawing.graphemes import graphemes
from model.drawing.marks import MM_PER_PT, Line, Text
from model.drawing.shaping import Levels, Notes, cleaned, noted, noting, shaped
from model.drawing.typeface import FaceName

__all__ = [
    "Block",
    "FaceName",
    "Notes",
    "Style",
    "as_small_as",
    "broken",
    "fitted",
    "label",
    "legible",
    "no_smaller",
    "noting",
    "placed",
    "shaped",
    "snug",
    "tightest",
    "width",
]

Align = Literal["left", "centre", "right"]
_HAIR = 1e-6
_ELLIPSIS = "…"
_BALANCED_UP_TO = 3


@dataclass(frozen=True, slots=True)
class Style:
    """A look of text: size and leading in pt (0 is 1.38 times the size), spacing in em, tabular figures."""

    face: FaceName
    size: float
    colour: str = "ink"
    leading: float = 0.0
    spacing: float = 0.0
    tabular: bool = False

    @property
    def pitch(self) -> float:
        """From one baseline to the next, pt."""
        return self.leading or self.size * 1.38


_least: ContextVar[float] = ContextVar("least", default=0.0)
_smallest: ContextVar[float | None] = ContextVar("smallest", default=None)


@contextmanager
def no_smaller(size: float) -> Iterator[None]:
    """While the block runs, words are measured and set no smaller than this, pt."""
    token = _least.set(size)
    try:
        yield
    finally:
        _least.reset(token)


@contextmanager
def as_small_as(size: float) -> Iterator[None]:
    """While the block runs, words that are set snugly may become so small, pt, before they are cut."""
    token = _smallest.set(size)
    try:
        yield
    finally:
        _smallest.reset(token)


def tightest(style: Style, least: float) -> Style:
    """The style as small as `snug` sets it with this least size."""
    style, smallest = legible(style), _smallest.get()
    least = least if smallest is None else min(least, smallest)
    size = min(style.size, legible(replace(style, size=least)).size)
    return replace(style, size=size, leading=style.pitch * size / style.size)


def legible(style: Style) -> Style:
    """The style as it is set: larger, with its leading, where it is smaller than words may be at the moment."""
    least = _least.get()
    if style.size >= least:
        return style
    return replace(style, size=least, leading=style.leading * least / style.size)


def _line(text: str, style: Style, base: int | None = None, levels: Levels | None = None) -> Line:
    return shaped(text, style.face, style.tabular, style.spacing, base, levels)


def _width_of(line: Line, style: Style) -> float:
    return (line.width + style.spacing * len(line.text)) * style.size * MM_PER_PT


def width(text: str, style: Style) -> float:
    """The advance of a line of text in mm, letter spacing included."""
    style = legible(style)
    return _width_of(_line(text, style), style)


def placed(x: float, baseline: float, line: Line, style: Style, align: Align = "left") -> Text:
    """A shaped line that begins, is centred or ends at x."""
    style = legible(style)
    if align != "left":
        x -= _width_of(line, style) * (0.5 if align == "centre" else 1)
    return Text(x, baseline, line, style.size, style.colour, style.spacing * style.size)


def label(x: float, baseline: float, text: str, style: Style, align: Align = "left") -> Text:
    """A line of text that begins, is centred or ends at x."""
    return placed(x, baseline, _line(text, style), style, align)


@dataclass(frozen=True, slots=True)
class Block:
    """Text broken into lines of one style; cut says whether its end is missing."""

    lines: tuple[Line, ...]
    style: Style
    cut: bool
    rtl: bool = False

    @property
    def width(self) -> float:
        """The advance of the widest line in mm."""
        return max((_width_of(line, self.style) for line in self.lines), default=0.0)

    @property
    def height(self) -> float:
        """All lines with their leading in mm."""
        return len(self.lines) * self.style.pitch * MM_PER_PT

    def marks(self, x: float, y: float, w: float | None = None, align: Align = "left") -> tuple[Text, ...]:
        """The lines between x and x + w (without w: as wide as the block), y the top of the first.

        Right-to-left paragraphs stand at the right where others stand at the left.
        """
        style = self.style
        w = self.width if w is None else w
        side: Align = "right" if self.rtl and align == "left" else align
        at = x + w * {"left": 0.0, "centre": 0.5, "right": 1.0}[side]
        first = style.pitch / 2 + style.size * 0.36
        return tuple(
            placed(at, y + (i * style.pitch + first) * MM_PER_PT, line, style, side)
            for i, line in enumerate(self.lines)
            if line.text
        )


def broken(
    text: str,
    style: Style,
    w: float,
    most: int | None = None,
    balanced: bool = True,
    report: Callable[[str], None] | None = None,
) -> Block:
    """Text in lines no wider than w mm, at most so many; a text that is cut ends with … and is reported."""
    block, notes = _broken(text, legible(style), w, most, balanced)
    _tell(text, block.cut, notes.missing, report)
    return block


def fitted(text: str, style: Style, w: float, report: Callable[[str], None] | None = None) -> Line:
    """Text in one line no wider than w mm; if its end is cut, it ends with … and is reported."""
    block, notes = _broken(cleaned(text).replace("\n", " "), legible(style), w, 1, False)
    _tell(text, block.cut, notes.missing, report)
    return block.lines[0]


def snug(
    text: str, style: Style, w: float, h: float, least: float, report: Callable[[str], None] | None = None
) -> Block:
    """Text within w × h mm: in its style, smaller where that has no room, its end cut only below the least size."""
    style, least = legible(style), tightest(style, least).size
    size = style.size
    while True:
        leading = style.pitch * size / style.size
        tried = replace(style, size=size, leading=leading)
        block = broken(text, tried, w)
        most = max(1, int(h / (leading * MM_PER_PT) + 0.02))
        if len(block.lines) <= most or not text:
            return block
        if size <= least:
            return broken(text, tried, w, most, report=report)
        size = max(least, size * 0.94)


def _tell(text: str, cut: bool, missing: list[tuple[str, int]], report: Callable[[str], None] | None) -> None:
    notes = noted()
    if notes is not None:
        notes.note_missing("".join(ch for ch, _ in missing))
        if cut and text not in notes.cut:
            notes.cut.append(text)
    if cut and report is not None:
        report(text)


@lru_cache(maxsize=16384)
def _broken(text: str, style: Style, w: float, most: int | None, balanced: bool) -> tuple[Block, Notes]:
    with noting() as notes:
        base = base_level(text)
        paragraphs = [_measured(paragraph, style, w, base) for paragraph in cleaned(text).split("\n")]
        spans = _spans(paragraphs, style, w, base)
        cut = most is not None and len(spans) > most
        if balanced and not cut and 2 <= len(spans) <= _BALANCED_UP_TO:
            spans = _balanced(paragraphs, spans, style, w, base)
        lines = [
            _line(span.text, style, base, span.levels(base)) for span in (spans[:most] if cut else spans)
        ]
        if cut and lines:
            lines[-1] = _line(_ended(spans[len(lines) - 1], style, w, base), style, base)
    return Block(tuple(lines), style, cut, rtl=base == 1), notes


class _Measured(NamedTuple):
    """A paragraph's tokens, none wider than the line if it has more than one character, and their widths."""

    tokens: list[Token]
    widths: list[float]


class _Span(NamedTuple):
    """Some tokens of a paragraph that make one line."""

    paragraph: _Measured
    start: int
    stop: int

    @property
    def text(self) -> str:
        return without_blank_end(
            "".join(token.text for token in self.paragraph.tokens[self.start : self.stop])
        )

    def levels(self, base: int) -> Levels | None:
        """The levels that its characters have in the whole paragraph; None where all of it runs left to right."""
        tokens_ = self.paragraph.tokens
        whole = "".join(token.text for token in tokens_)
        if not base and not runs_right_to_left(whole):
            return None
        before = sum(len(token.text) for token in tokens_[: self.start])
        return tuple(bidi_levels(whole, base)[before : before + len(self.text)])


def _measured(paragraph: str, style: Style, w: float, base: int) -> _Measured:
    found: list[Token] = []
    widths: list[float] = []
    for token in tokens(paragraph):
        wide = _width_of(_line(token.text, style, base), style)
        if wide <= w or token.blank:
            found.append(token)
            widths.append(wide)
            continue
        for piece in _pieces(token.text, style, w, base):
            found.append(Token(piece, False))
            widths.append(_width_of(_line(piece, style, base), style))
    return _Measured(found, widths)


def _pieces(word: str, style: Style, w: float, base: int) -> list[str]:
    """A word too long for a line in pieces that fit, cut between characters as a reader sees them."""
    characters = graphemes(word)
    pieces: list[str] = []
    while characters:
        room = w
        count = 0
        while count < len(characters):
            room -= _width_of(_line(characters[count], style, base), style)
            if room < 0 and count:
                break
            count += 1
        while count > 1 and _width_of(_line("".join(characters[:count]), style, base), style) > w:
            count -= 1
        pieces.append("".join(characters[:count]))
        characters = characters[count:]
    return pieces


def _spans(paragraphs: list[_Measured], style: Style, w: float, base: int) -> list[_Span]:
    """Lines that fit w once they are shaped, the widths of their tokens being only an estimate."""
    limit = w
    while True:
        spans = [span for paragraph in paragraphs for span in _filled(paragraph, limit)]
        over = max(
            (_width_of(_line(s.text, style, base), style) - w for s in spans if s.stop - s.start > 1),
            default=0.0,
        )
        if over <= _HAIR or limit < 0:
            return spans
        limit -= max(over, w / 100)


def _filled(paragraph: _Measured, limit: float) -> list[_Span]:
    """Each line with as many tokens as fit; spaces at a line's end take no room and begin no line."""
    spans: list[_Span] = []
    start = 0
    used = gap = 0.0
    worded = False
    for i, (token, wide) in enumerate(zip(paragraph.tokens, paragraph.widths, strict=True)):
        if token.blank:
            gap += wide
            continue
        if used + gap + wide > limit:
            if worded:
                spans.append(_Span(paragraph, start, i))
            start, used = i, wide
        else:
            used += gap + wide
        worded, gap = True, 0.0
    spans.append(_Span(paragraph, start, len(paragraph.tokens)))
    return spans


def _balanced(
    paragraphs: list[_Measured], spans: list[_Span], style: Style, w: float, base: int
) -> list[_Span]:
    """As many lines, but of much the same width: the smallest that needs no more lines."""
    low = max(
        (wide for p in paragraphs for t, wide in zip(p.tokens, p.widths, strict=True) if not t.blank),
        default=w,
    )
    high = w
    best = spans
    while high - low > w / 100:
        middle = (low + high) / 2
        tried = [span for paragraph in paragraphs for span in _filled(paragraph, middle)]
        if len(tried) <= len(spans):
            best, high = tried, middle
        else:
            low = middle
    if len(best) != len(spans):
        return spans
    fits = all(
        s.stop - s.start == 1 or _width_of(_line(s.text, style, base), style) <= w + _HAIR for s in best
    )
    return best if fits else spans


def _ended(span: _Span, style: Style, w: float, base: int) -> str:
    """The rest of the paragraph from this line on, as much as fits with … behind it."""
    rest = "".join(token.text for token in span.paragraph.tokens[span.start :])
    characters = graphemes(rest)

    def wide(count: int) -> float:
        return _width_of(_line(_shortened(characters, count), style, base), style)

    low = bisect_right(range(1, min(len(characters), 400) + 1), w + _HAIR, key=wide)
    return _shortened(characters, low)


def _shortened(characters: list[str], count: int) -> str:
    return without_blank_end("".join(characters[:count])) + _ELLIPSIS
