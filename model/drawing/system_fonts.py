"""The fonts of the machine: asked only for characters that no bundled font draws.

Only files are taken that may be embedded and cut down, with TrueType outlines, which every PDF reader shows.
"""

import os
import re
import struct
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

OWN_FOLDERS = "MIND_THE_GAP_FONTS"
"""The variable that names further folders of fonts, parted as in PATH; they are looked through first."""
_KINDS = (".ttf", ".otf", ".ttc")
_FORBIDDEN = 0x0002 | 0x0100 | 0x0200
"""What a font's OS/2 fsType may not say: restricted, no subsetting, bitmaps only."""
_SLANTED = 0x0001 | 0x0200
_MOST = 4000
"""So many files are looked at; a machine with more has them for other purposes."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A font file, the weight of its face (400 is regular) and its characters."""

    path: str
    weight: int
    characters: frozenset[int]


def folders() -> list[Path]:
    """Where this system keeps its fonts, those a person named first."""
    own = [Path(one) for one in os.environ.get(OWN_FOLDERS, "").split(os.pathsep) if one]
    home = Path.home()
    if sys.platform == "win32":
        there = [
            Path(os.environ.get("WINDIR", r"C:\Windows")) / "Fonts",
            home / "AppData/Local/Microsoft/Windows/Fonts",
        ]
    elif sys.platform == "darwin":
        there = [Path("/System/Library/Fonts"), Path("/Library/Fonts"), home / "Library/Fonts"]
    else:
        there = [
            Path("/usr/share/fonts"),
            Path("/usr/local/share/fonts"),
            home / ".local/share/fonts",
            home / ".fonts",
        ]
    return [*own, *there]


def _files() -> Iterator[Path]:
    count = 0
    for folder in folders():
        for root, inner, names in os.walk(folder, onerror=lambda error: None):
            inner.sort()
            for name in sorted(names):
                if name.lower().endswith(_KINDS):
                    yield Path(root, name)
                    count += 1
                    if count >= _MOST:
                        return


def _table(face: Any, tag: str) -> bytes:
    return bytes(face.reference_table(tag).data)


def _candidate(path: Path) -> Candidate | None:
    """What a file holds, if it may be used at all."""
    import uharfbuzz as hb

    try:
        face = hb.Face(hb.Blob.from_file_path(str(path)))
        described = _table(face, "OS/2")
        if not _table(face, "glyf") or len(described) < 64 or face.upem < 16:
            return None
        weight, may = struct.unpack_from(">H2xH", described, 4)
        (style,) = struct.unpack_from(">H", described, 62)
        if may & _FORBIDDEN or style & _SLANTED:
            return None
        return Candidate(str(path), weight, frozenset(face.unicodes))
    except (hb.HarfBuzzError, OSError, ValueError, struct.error):
        return None


@lru_cache(maxsize=1)
def _candidates() -> tuple[Candidate, ...]:
    return tuple(found for file in _files() if (found := _candidate(file)) is not None)


@lru_cache(maxsize=4096)
def system_font(characters: frozenset[int], is_heavy: bool) -> str | None:
    """The path of the font of the machine that has all these characters, nearest in weight; None without one."""
    wanted = 600 if is_heavy else 400
    fitting = [one for one in _candidates() if characters <= one.characters]
    best = min(fitting, key=lambda one: (abs(one.weight - wanted), _is_fixed(one.path)), default=None)
    return best.path if best is not None else None


def _is_fixed(path: str) -> bool:
    return re.search("mono|typewriter|courier", Path(path).stem, re.IGNORECASE) is not None


def look_again() -> None:
    """Forget what was found, for a machine whose fonts have changed."""
    _candidates.cache_clear()
    system_font.cache_clear()
