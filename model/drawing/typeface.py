"""The font files: which of them draws a character, loaded when first needed.

The bundled files are asked first, then those of the machine (`system_fonts`).
"""

import re
import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

import resources
from model.drawing.system_fonts import system_font

FaceName = Literal["regular", "medium", "semibold", "bold", "italic", "title", "quote"]
"""The faces of the drawing: Inter in five cuts, Source Serif for titles and for the customer's own words."""

EMOJI = "NotoEmoji-Regular"
_LIGHT = ("NotoSansArabic-Regular", EMOJI, "DroidSansFallbackFull", "NanumGothic-Regular")
_HEAVY = ("NotoSansArabic-SemiBold", EMOJI, "DroidSansFallbackFull", "NanumGothic-Bold")
STACKS: dict[FaceName, tuple[str, ...]] = {
    "regular": ("Inter-Regular", *_LIGHT),
    "medium": ("Inter-Medium", *_LIGHT),
    "semibold": ("Inter-SemiBold", *_HEAVY),
    "bold": ("Inter-Bold", *_HEAVY),
    "italic": ("Inter-Italic", *_LIGHT),
    "title": ("SourceSerif4-SemiBold", "Inter-SemiBold", *_HEAVY),
    "quote": ("SourceSerif4-Italic", "Inter-Italic", *_LIGHT),
}
"""For each face the files that are asked for a character, one after the other."""

HEAVY: frozenset[FaceName] = frozenset(("semibold", "bold", "title"))
BOX = "\u25a1"
"""What stands in the drawing for a character that no file has."""

_NOTHING = "\u034f"
_HANGUL = re.compile("[\u1100-\u11ff\u3130-\u318f\ua960-\ua97f\uac00-\ud7ff]")


class Typeface:
    """One font file, ready to shape."""

    def __init__(self, name: str) -> None:
        import uharfbuzz as hb

        self.name = name
        self.face: Any = hb.Face(hb.Blob.from_file_path(str(font_file(name))))
        self.font: Any = hb.Font(self.face)
        self.upem: int = self.face.upem

    @property
    def postscript_name(self) -> str:
        """What a PDF calls it: letters, digits and hyphens."""
        return re.sub("[^A-Za-z0-9-]", "", Path(self.name).stem) or "Font"

    def gid(self, ch: str) -> int | None:
        """The glyph of a character, None if the file has none."""
        found: int | None = self.font.get_nominal_glyph(ord(ch))
        return found

    def draws(self, cluster: str) -> bool:
        """Whether the file has every character of a grapheme that shows ink."""
        return all(self.gid(ch) or is_silent(ch) for ch in cluster)


def font_file(name: str) -> Path:
    """Where the font file of this name lies (`Inter-Bold`); a file of the machine is called by its path."""
    if Path(name).is_absolute():
        return Path(name)
    return resources.path("fonts", f"{name}.ttf")


@lru_cache(maxsize=32)
def typeface(name: str) -> Typeface:
    """The font file of this name (`Inter-Bold`), loaded once."""
    return Typeface(name)


def is_silent(ch: str) -> bool:
    """Whether a character is drawn as nothing if a font lacks it: joiners, selectors, tags, directions."""
    code = ord(ch)
    return (
        0xFE00 <= code <= 0xFE0F
        or 0xE0020 <= code <= 0xE01EF
        or code in (0x34F, 0x61C, 0x180E)
        or unicodedata.category(ch) == "Cf"
    )


def _asks_for_emoji(cluster: str) -> bool:
    return "\ufe0f" in cluster or "\u20e3" in cluster


@lru_cache(maxsize=16384)
def chosen(cluster: str, stack: FaceName) -> tuple[str, str]:
    """The file that draws a grapheme of the stack, and the grapheme with what no file has as a box."""
    names = STACKS[stack]
    if _asks_for_emoji(cluster):
        names = (EMOJI, *names)
    elif _HANGUL.match(cluster):
        names = (names[-1], *names)
    parts = (cluster, unicodedata.normalize("NFD", cluster))
    for name in names:
        if any(typeface(name).draws(part) for part in parts):
            return name, cluster
    own = system_font(frozenset(ord(ch) for ch in cluster if not is_silent(ch)), stack in HEAVY)
    if own is not None:
        return own, cluster
    for name in names:
        if typeface(name).draws(cluster[0]):
            face = typeface(name)
            stand_in = BOX if face.gid(BOX) else _NOTHING
            return name, "".join(ch if face.draws(ch) else stand_in for ch in cluster)
    box = next(name for name in names if typeface(name).gid(BOX))
    return box, BOX + _NOTHING * (len(cluster) - 1)
