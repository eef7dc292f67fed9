"""Which way each character runs: the Unicode bidirectional algorithm, UAX #9 (rules P2 to I2 and L1).

`bidi_levels` takes one paragraph. What X9 removes (embeddings, marks of their end, BN) has the level of what
stands before it.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple
from unicodedata import bidirectional, normalize

_RTL = re.compile(
    "[\u0590-\u08ff\u200f\u202a\u202b\u202d\u202e\u2066-\u2068\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_BRACKETS = (
    "()[]{}\u0f3a\u0f3b\u0f3c\u0f3d\u169b\u169c\u2045\u2046\u207d\u207e\u208d\u208e\u2308\u2309\u230a\u230b"
    "\u2329\u232a\u2768\u2769\u276a\u276b\u276c\u276d\u276e\u276f\u2770\u2771\u2772\u2773\u2774\u2775"
    "\u27c5\u27c6\u27e6\u27e7\u27e8\u27e9\u27ea\u27eb\u27ec\u27ed\u27ee\u27ef\u2983\u2984\u2985\u2986"
    "\u2987\u2988\u2989\u298a\u298b\u298c\u298d\u2990\u298f\u298e\u2991\u2992\u2993\u2994\u2995\u2996"
    "\u2997\u2998\u29d8\u29d9\u29da\u29db\u29fc\u29fd\u2e22\u2e23\u2e24\u2e25\u2e26\u2e27\u2e28\u2e29"
    "\u2e55\u2e56\u2e57\u2e58\u2e59\u2e5a\u2e5b\u2e5c\u3008\u3009\u300a\u300b\u300c\u300d\u300e\u300f"
    "\u3010\u3011\u3014\u3015\u3016\u3017\u3018\u3019\u301a\u301b\ufe59\ufe5a\ufe5b\ufe5c\ufe5d\ufe5e"
    "\uff08\uff09\uff3b\uff3d\uff5b\uff5d\uff5f\uff60\uff62\uff63"
)
_CLOSES = {
    opening: normalize("NFD", closing)
    for opening, closing in zip(_BRACKETS[::2], _BRACKETS[1::2], strict=True)
}
_CLOSING = frozenset(_BRACKETS[1::2])
_EMBEDS = {"LRE": 0, "RLE": 1, "LRO": 0, "RLO": 1}
_ISOLATES = {"LRI": 0, "RLI": 1, "FSI": -1}
_REMOVED = frozenset({*_EMBEDS, "PDF", "BN"})
_NEUTRAL = frozenset({"B", "S", "WS", "ON", "PDI", *_ISOLATES})
_STRONG = {"L": "L", "R": "R", "AL": "R", "EN": "R", "AN": "R"}
_DEEPEST = 125
_MOST_OPEN = 63
"""So many brackets may be open in one another before the search for pairs ends (BD16)."""


def runs_right_to_left(text: str) -> bool:
    """Whether any character of the text runs right to left, or is a mark of direction."""
    return not text.isascii() and _RTL.search(text) is not None


def base_level(text: str) -> int:
    """The direction of a paragraph by its first strong character: 0 left to right, 1 right to left."""
    if not runs_right_to_left(text):
        return 0
    return _first_strong(_types(text), 0, len(text)) or 0


def bidi_levels(text: str, base: int | None = None) -> list[int]:
    """The embedding level of each character; odd levels run right to left. The base is the paragraph's."""
    base = base_level(text) if base is None else base
    if not base and not runs_right_to_left(text):
        return [0] * len(text)
    original = _types(text)
    levels, types = _explicit(original, base)
    kept = [at for at, kind in enumerate(original) if kind not in _REMOVED]
    for one in list(_sequences(original, levels, kept, base)):
        _resolve(text, types, levels, one)
    _give_to_removed(original, levels, base)
    _reset_blanks(original, levels, base)
    return levels


def _types(text: str) -> list[str]:
    return [bidirectional(ch) or ("R" if _RTL.match(ch) else "L") for ch in text]


# -- isolates and embeddings (P2, X1 to X8)


def _first_strong(types: Sequence[str], start: int, stop: int) -> int | None:
    """The direction of the first strong character that is in no isolate (P2, P3); None without one."""
    depth = 0
    for kind in types[start:stop]:
        if kind in _ISOLATES:
            depth += 1
        elif kind == "PDI":
            depth = max(0, depth - 1)
        elif not depth and kind in ("L", "R", "AL"):
            return 0 if kind == "L" else 1
    return None


def _ends_of_isolates(types: Sequence[str]) -> dict[int, int]:
    """Where the isolate ends that begins at a character (BD9); one that never ends is missing."""
    found: dict[int, int] = {}
    open_: list[int] = []
    for at, kind in enumerate(types):
        if kind in _ISOLATES:
            open_.append(at)
        elif kind == "PDI" and open_:
            found[open_.pop()] = at
    return found


class _Status(NamedTuple):
    """One entry of the directional status stack."""

    level: int
    override: str
    is_isolate: bool


def _explicit(original: Sequence[str], base: int) -> tuple[list[int], list[str]]:
    """Levels and types as embeddings, overrides and isolates make them (X1 to X8)."""
    types, levels = list(original), [base] * len(original)
    ends = _ends_of_isolates(original)
    stack = [_Status(base, "", False)]
    too_deep_isolates = too_deep_embeddings = valid_isolates = 0
    for at, kind in enumerate(original):
        if kind in _EMBEDS:
            level = _next(stack[-1].level, _EMBEDS[kind])
            if level <= _DEEPEST and not too_deep_isolates and not too_deep_embeddings:
                override = "" if kind.endswith("E") else kind[0]
                stack.append(_Status(level, override, False))
            elif not too_deep_isolates:
                too_deep_embeddings += 1
        elif kind in _ISOLATES:
            _put(at, stack[-1], levels, types)
            way = _ISOLATES[kind]
            if way < 0:
                way = _first_strong(original, at + 1, ends.get(at, len(original))) or 0
            level = _next(stack[-1].level, way)
            if level <= _DEEPEST and not too_deep_isolates and not too_deep_embeddings:
                valid_isolates += 1
                stack.append(_Status(level, "", True))
            else:
                too_deep_isolates += 1
        elif kind == "PDI":
            if too_deep_isolates:
                too_deep_isolates -= 1
            elif valid_isolates:
                too_deep_embeddings = 0
                while not stack.pop().is_isolate:
                    pass
                valid_isolates -= 1
            _put(at, stack[-1], levels, types)
        elif kind == "PDF":
            if too_deep_isolates:
                continue
            if too_deep_embeddings:
                too_deep_embeddings -= 1
            elif not stack[-1].is_isolate and len(stack) > 1:
                stack.pop()
        elif kind not in ("B", "BN"):
            _put(at, stack[-1], levels, types)
    return levels, types


def _next(level: int, way: int) -> int:
    """The next level above one that runs this way."""
    return level + 1 if (level + 1) % 2 == way else level + 2


def _put(at: int, status: _Status, levels: list[int], types: list[str]) -> None:
    levels[at] = status.level
    if status.override:
        types[at] = status.override


# -- isolating run sequences (X10)


class _Sequence(NamedTuple):
    """Characters that are resolved together, and the directions at their two ends."""

    places: list[int]
    level: int
    before: str
    after: str


def _sequences(
    original: Sequence[str], levels: Sequence[int], kept: Sequence[int], base: int
) -> Iterator[_Sequence]:
    """The isolating run sequences (BD13): runs of one level, joined over the isolates between them."""
    ends = _ends_of_isolates(original)
    continued = set(ends.values())
    runs: list[list[int]] = []
    for place in kept:
        if runs and levels[runs[-1][-1]] == levels[place]:
            runs[-1].append(place)
        else:
            runs.append([place])
    beginning = {run[0]: run for run in runs}
    order = {place: number for number, place in enumerate(kept)}
    for run in runs:
        if original[run[0]] == "PDI" and run[0] in continued:
            continue
        places = list(run)
        while original[places[-1]] in _ISOLATES and places[-1] in ends:
            places += beginning[ends[places[-1]]]
        level, first, last = levels[places[0]], order[places[0]], order[places[-1]]
        before = levels[kept[first - 1]] if first else base
        is_open = original[places[-1]] in _ISOLATES
        after = base if is_open or last + 1 == len(kept) else levels[kept[last + 1]]
        yield _Sequence(places, level, _side(max(level, before)), _side(max(level, after)))


def _side(level: int) -> str:
    return "R" if level % 2 else "L"


def _resolve(text: str, types: list[str], levels: list[int], one: _Sequence) -> None:
    """Find the types of a sequence (W1 to N2), then its levels (I1, I2)."""
    found = [types[place] for place in one.places]
    marks = _weak(found, one.before)
    _brackets([text[place] for place in one.places], found, marks, one)
    _neutral(found, one)
    for place, kind in zip(one.places, found, strict=True):
        if one.level % 2:
            levels[place] = one.level + (0 if kind == "R" else 1)
        else:
            levels[place] = one.level + {"L": 0, "R": 1}.get(kind, 2)


# -- weak types (W1 to W7)


def _weak(found: list[str], before: str) -> list[bool]:
    """Resolve marks and numbers, so that only L, R, EN, AN and neutrals remain; tells which were marks (NSM)."""
    marks = [kind == "NSM" for kind in found]
    last, strong = before, before
    for at, kind in enumerate(found):
        if kind == "NSM":
            kind = found[at] = "ON" if last == "PDI" or last in _ISOLATES else last
        if kind == "EN" and strong == "AL":
            kind = found[at] = "AN"
        if kind in ("L", "R", "AL"):
            strong = kind
        last = kind
    found[:] = ["R" if kind == "AL" else kind for kind in found]
    for at in range(1, len(found) - 1):
        sides = found[at - 1], found[at + 1]
        is_alike = sides[0] == sides[1]
        if (
            found[at] in ("ES", "CS")
            and is_alike
            and sides[0] in (("EN", "AN") if found[at] == "CS" else ("EN",))
        ):
            found[at] = sides[0]
    _join_terminators(found)
    strong = before
    for at, kind in enumerate(found):
        if kind in ("L", "R"):
            strong = kind
        elif kind == "EN" and strong == "L":
            found[at] = "L"
        elif kind in ("ES", "ET", "CS"):
            found[at] = "ON"
    return marks


def _join_terminators(types: list[str]) -> None:
    """Currency and percent signs beside a number belong to it (W5)."""
    at = 0
    while at < len(types):
        stop = at
        while stop < len(types) and types[stop] == "ET":
            stop += 1
        if stop > at:
            beside = (types[at - 1] if at else "", types[stop] if stop < len(types) else "")
            if "EN" in beside:
                types[at:stop] = ["EN"] * (stop - at)
        at = max(stop, at) + 1


# -- brackets and neutrals (N0 to N2)


def _pairs(characters: Sequence[str], types: Sequence[str]) -> list[tuple[int, int]]:
    """The pairs of brackets by where they open (BD16)."""
    open_: list[tuple[str, int]] = []
    found: list[tuple[int, int]] = []
    for at, character in enumerate(characters):
        if types[at] != "ON":
            continue
        if character in _CLOSES:
            if len(open_) == _MOST_OPEN:
                break
            open_.append((_CLOSES[character], at))
        elif character in _CLOSING:
            wanted = normalize("NFD", character)
            for depth in range(len(open_) - 1, -1, -1):
                if open_[depth][0] == wanted:
                    found.append((open_[depth][1], at))
                    del open_[depth:]
                    break
    return sorted(found)


def _brackets(characters: Sequence[str], found: list[str], marks: Sequence[bool], one: _Sequence) -> None:
    """Give both brackets of a pair the direction of what they hold (N0)."""
    own = _side(one.level)
    for start, stop in _pairs(characters, found):
        inside = {_STRONG[kind] for kind in found[start + 1 : stop] if kind in _STRONG}
        if not inside:
            continue
        way = own
        if own not in inside:
            before = next((_STRONG[kind] for kind in reversed(found[:start]) if kind in _STRONG), one.before)
            way = before if before != own else own
        for at in (start, stop):
            found[at] = way
            for after in range(at + 1, len(found)):
                if not marks[after]:
                    break
                found[after] = way


def _neutral(found: list[str], one: _Sequence) -> None:
    """Neutrals between characters of one direction take it; others take that of their level (N1, N2)."""
    own = _side(one.level)
    at = 0
    while at < len(found):
        stop = at
        while stop < len(found) and found[stop] in _NEUTRAL:
            stop += 1
        if stop > at:
            before = _STRONG[found[at - 1]] if at else one.before
            after = _STRONG[found[stop]] if stop < len(found) else one.after
            found[at:stop] = [before if before == after else own] * (stop - at)
        at = max(stop, at) + 1


# -- the end (X9, L1)


def _give_to_removed(original: Sequence[str], levels: list[int], base: int) -> None:
    last = base
    for at, kind in enumerate(original):
        if kind in _REMOVED:
            levels[at] = last
        last = levels[at]


def _reset_blanks(original: Sequence[str], levels: list[int], base: int) -> None:
    """Separators, and blanks before them or at the end, have the level of the paragraph (L1)."""
    is_end = True
    for at in range(len(original) - 1, -1, -1):
        kind = original[at]
        if kind in ("S", "B"):
            levels[at], is_end = base, True
        elif is_end and (kind in ("WS", "PDI") or kind in _ISOLATES or kind in _REMOVED):
            levels[at] = base
        else:
            is_end = False
