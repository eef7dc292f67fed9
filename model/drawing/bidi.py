"""Which way each character runs: the one place that knows about right-to-left text.

This is the seam for the full Unicode bidirectional algorithm (UAX #9). So far it resolves the weak and
neutral types and the implicit levels (W1-W7, N1, N2, I1, I2, L1) of one paragraph; explicit embeddings,
isolates (X1-X10) and paired brackets (N0) are still to come and are read as neutral characters.
"""

import re
from unicodedata import bidirectional

_RTL = re.compile("[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
_NEUTRAL = frozenset(
    ("B", "S", "WS", "ON", "BN", "LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI")
)
_STRONG = {"L": "L", "R": "R", "AL": "R", "EN": "R", "AN": "R"}


def runs_right_to_left(text: str) -> bool:
    """Whether any character of the text runs right to left."""
    return not text.isascii() and _RTL.search(text) is not None


def base_level(text: str) -> int:
    """The direction of a paragraph by its first strong character: 0 left to right, 1 right to left."""
    if not runs_right_to_left(text):
        return 0
    first = next((t for t in map(bidirectional, text) if t in ("L", "R", "AL")), "L")
    return 0 if first == "L" else 1


def bidi_levels(text: str, base: int | None = None) -> list[int]:
    """The embedding level of each character; odd levels run right to left. The base is the paragraph's."""
    base = base_level(text) if base is None else base
    if not base and not runs_right_to_left(text):
        return [0] * len(text)
    types = _without_neutrals(_without_weak([bidirectional(ch) or "L" for ch in text], base), base)
    levels = []
    for kind in types:
        if kind == "L":
            levels.append(base + base % 2)
        elif kind == "R":
            levels.append(base + 1 - base % 2)
        else:
            levels.append(base + 2 - base % 2)
    for i in range(len(text) - 1, -1, -1):
        if bidirectional(text[i]) not in ("WS", "S", "B", "BN"):
            break
        levels[i] = base
    return levels


def _without_weak(types: list[str], base: int) -> list[str]:
    """Marks and numbers resolved (W1-W7): only L, R, EN, AN and neutrals (ON) remain."""
    strong = before = "R" if base else "L"
    found: list[str] = []
    for kind in types:
        if kind == "NSM":
            kind = before
        elif kind in ("L", "R", "AL"):
            strong = kind
        elif kind == "EN" and strong == "AL":
            kind = "AN"
        before = kind
        found.append(kind)
    last = len(found) - 1
    for i, kind in enumerate(found):
        if kind in ("ES", "CS"):
            sides = (found[i - 1], found[i + 1]) if 0 < i < last else ("", "")
            same = sides[0] == sides[1] and (sides[0] == "EN" or (sides[0] == "AN" and kind == "CS"))
            found[i] = sides[0] if same else "ON"
    _join_terminators(found)
    strong = "R" if base else "L"
    for i, kind in enumerate(found):
        if kind in ("L", "R", "AL"):
            strong = found[i] = "R" if kind == "AL" else kind
        elif kind == "EN" and strong == "L":
            found[i] = "L"
        elif kind in _NEUTRAL or kind == "ET":
            found[i] = "ON"
    return found


def _join_terminators(types: list[str]) -> None:
    """Currency and percent signs beside a number belong to it (W5)."""
    i = 0
    while i < len(types):
        stop = i
        while stop < len(types) and types[stop] in ("ET", "BN"):
            stop += 1
        if stop > i:
            beside = (types[i - 1] if i else "", types[stop] if stop < len(types) else "")
            if "EN" in beside:
                types[i:stop] = ["EN"] * (stop - i)
        i = max(stop, i) + 1


def _without_neutrals(types: list[str], base: int) -> list[str]:
    """Neutrals between characters of one direction take it; others take the paragraph's (N1, N2)."""
    own = "R" if base else "L"
    found = list(types)
    i = 0
    while i < len(found):
        stop = i
        while stop < len(found) and found[stop] == "ON":
            stop += 1
        if stop > i:
            before = _STRONG[found[i - 1]] if i else own
            after = _STRONG[found[stop]] if stop < len(found) else own
            found[i:stop] = [before if before == after else own] * (stop - i)
        i = max(stop, i) + 1
    return found
