"""Text to glyphs, by HarfBuzz: one engine measures, breaks and draws for screen and paper alike."""

import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import lru_cache
from types import ModuleType
from typing import Any

from model.drawing.bidi import bidi_levels, runs_right_to_left
from model.drawing.graphemes import extends, graphemes
from model.drawing.marks import Glyph, Line, Run
from model.drawing.typeface import STACKS, FaceName, chosen, typeface


@dataclass(slots=True)
class Notes:
    """What could not be shown as written: characters no font has, and texts that were cut."""

    missing: list[tuple[str, int]] = field(default_factory=list)
    """Each character once, with its code point."""
    cut: list[str] = field(default_factory=list)

    def note_missing(self, characters: str) -> None:
        """Remember characters that no font has."""
        for ch in characters:
            if (ch, ord(ch)) not in self.missing:
                self.missing.append((ch, ord(ch)))


_notes: ContextVar[Notes | None] = ContextVar("notes", default=None)


@contextmanager
def noting() -> Iterator[Notes]:
    """Gathers what could not be shown as written while the block runs."""
    own = Notes()
    token = _notes.set(own)
    try:
        yield own
    finally:
        _notes.reset(token)


def noted() -> Notes | None:
    """The notes that are being taken at the moment."""
    return _notes.get()


_BREAKS = re.compile("\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_UNSEEN = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f]")
_HALVES = re.compile("[\ud800-\udfff]")


def cleaned(text: str) -> str:
    """The text in NFC, its line ends as newlines, other control characters as spaces."""
    if text.isascii() and text.isprintable():
        return text
    text = _UNSEEN.sub(" ", _BREAKS.sub("\n", text))
    return _HALVES.sub("\ufffd", unicodedata.normalize("NFC", text))


Levels = tuple[int, ...]


def shaped(
    text: str,
    face: FaceName,
    tabular: bool = False,
    spacing: float = 0.0,
    base: int | None = None,
    levels: Levels | None = None,
) -> Line:
    """One line of text as glyphs, without ligatures if letter-spaced; base is the paragraph's direction.

    A line of a longer paragraph gives the levels of its characters there; the text must then be cleaned already.
    """
    line, missing = _shaped(text, face, tabular, spacing != 0, base, levels)
    if missing and (notes := _notes.get()) is not None:
        notes.note_missing(missing)
    return line


@lru_cache(maxsize=32768)
def _shaped(
    text: str, face: FaceName, tabular: bool, spaced: bool, base: int | None, levels: Levels | None
) -> tuple[Line, str]:
    text = cleaned(text).replace("\n", " ")
    pieces, missing = _pieces(text, face, base, levels)
    features = _FEATURES[tabular, spaced]
    runs = tuple(_run(piece, features) for piece in pieces)
    return Line(runs, sum(run.width for run in runs), text), missing


_FEATURES: dict[tuple[bool, bool], dict[str, bool]] = {
    (tabular, spaced): {
        "kern": True,
        "liga": not spaced,
        "clig": not spaced,
        "calt": not spaced,
        **({"tnum": True} if tabular else {}),
    }
    for tabular in (False, True)
    for spaced in (False, True)
}

_plain: dict[FaceName, set[str]] = {face: {" "} for face in STACKS}
"""The characters that are known to come from a stack's first file, whatever stands beside them."""


@dataclass(slots=True)
class _Piece:
    """Characters of one file and level: what they say and what is drawn for them."""

    file: str
    level: int
    says: str
    draws: str


def _pieces(text: str, face: FaceName, base: int | None, levels: Levels | None) -> tuple[list[_Piece], str]:
    """The text cut by file and direction, in visual order, and the characters no file has."""
    primary = STACKS[face][0]
    rtl = base == 1 or levels is not None or runs_right_to_left(text)
    plain = _plain[face]
    if not rtl:
        unknown = set(text) - plain
        if not unknown:
            return ([_Piece(primary, 0, text, text)] if text else []), ""
        own = typeface(primary)
        plain.update(ch for ch in unknown if not extends(ch) and own.gid(ch))
        if unknown <= plain:
            return [_Piece(primary, 0, text, text)], ""
    if levels is None:
        levels = tuple(bidi_levels(text, base) if rtl else [0] * len(text))
    pieces, missing = _by_file(text, face, levels)
    return (_in_visual_order(pieces) if rtl else pieces), missing


def _by_file(text: str, face: FaceName, levels: Levels) -> tuple[list[_Piece], str]:
    """The text cut where file or level changes, in reading order, and the characters no file has."""
    pieces: list[_Piece] = []
    missing = ""
    at = 0
    for cluster in graphemes(text):
        level = levels[at]
        at += len(cluster)
        last = pieces[-1] if pieces else None
        if cluster == " " and level % 2 and last is not None and last.level == level:
            file, drawn = last.file, cluster
        else:
            file, drawn = chosen(cluster, face)
        if drawn != cluster:
            missing += "".join(ch for ch, stand_in in zip(cluster, drawn, strict=True) if ch != stand_in)
        if last is not None and last.file == file and last.level == level:
            last.says += cluster
            last.draws += drawn
        else:
            pieces.append(_Piece(file, level, cluster, drawn))
    return pieces, missing


def _in_visual_order(pieces: list[_Piece]) -> list[_Piece]:
    """The pieces from left to right (UAX #9, L2)."""
    found = list(pieces)
    for level in range(max((p.level for p in pieces), default=0), 0, -1):
        start = 0
        while start < len(found):
            stop = start
            while stop < len(found) and found[stop].level >= level:
                stop += 1
            found[start:stop] = found[start:stop][::-1]
            start = stop + 1
    return found


@lru_cache(maxsize=1)
def _harfbuzz() -> ModuleType:
    import uharfbuzz

    return uharfbuzz  # type: ignore[no-any-return,unused-ignore]


@lru_cache(maxsize=65536)
def _glyph(upem: int, gid: int, advance: int, dx: int, dy: int, text: str) -> Glyph:
    return Glyph(gid, advance / upem, dx / upem, dy / upem, text)


def _run(piece: _Piece, features: dict[str, bool]) -> Run:
    hb = _harfbuzz()
    face = typeface(piece.file)
    rtl = piece.level % 2 == 1
    buffer: Any = hb.Buffer()
    buffer.add_str(piece.draws)
    buffer.guess_segment_properties()
    buffer.direction = "rtl" if rtl else "ltr"
    buffer.cluster_level = hb.BufferClusterLevel.MONOTONE_CHARACTERS
    hb.shape(face.font, buffer, features)
    clusters = [info.cluster for info in buffer.glyph_infos]
    upem = face.upem
    glyphs = tuple(
        _glyph(upem, info.codepoint, place.x_advance, place.x_offset, place.y_offset, says)
        for info, place, says in zip(
            buffer.glyph_infos, buffer.glyph_positions, _texts(clusters, piece.says, rtl), strict=True
        )
    )
    return Run(piece.file, glyphs, rtl)


def _texts(clusters: list[int], text: str, rtl: bool) -> list[str]:
    """What each glyph stands for: the first of a cluster the whole cluster, the others nothing."""
    if not rtl and len(clusters) == len(text) and clusters == list(range(len(text))):
        return list(text)
    starts = sorted(set(clusters))
    ends = dict(zip(starts, [*starts[1:], len(text)], strict=True))
    found = []
    before = -1
    for cluster in clusters:
        found.append("" if cluster == before else text[cluster : ends[cluster]])
        before = cluster
    return found
