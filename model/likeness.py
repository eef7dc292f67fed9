"""How like a name is to what somebody typed in a hurry: whole words first, then parts, then letters."""

from functools import lru_cache
from typing import NamedTuple

from model.search import folded, runs

WHOLE, BEGINS, WORD, PART, LETTERS = range(5)
MOST_JUMPS = 2
"""More jumps over letters than this, and one name is as like as any other."""


class Likeness(NamedTuple):
    """How like a name is, the least first: by its worst word, then where it stands, then the name's length."""

    worst: int
    place: int
    length: int


@lru_cache(maxsize=50_000)
def plain(name: str) -> str:
    """A name sign by sign without accents and capitals, as long as the name itself."""
    return "".join((folded(sign) or " ")[0] for sign in name)


@lru_cache(maxsize=8)
def words_of(typed: str) -> tuple[str, ...]:
    """The words of what was typed, without accents and capitals; asked for with every name."""
    return tuple(folded(typed).split())


def likeness(typed: str, name: str) -> Likeness | None:
    """How like a name is to what was typed; None when some word of it does not stand in the name."""
    words, text = words_of(typed), plain(name)
    if not words:
        return Likeness(WHOLE, 0, 0)
    found = [_word(word, text) for word in words]
    if any(one is None for one in found):
        return None
    known = [one for one in found if one is not None]
    if text == " ".join(words):
        return Likeness(WHOLE, 0, len(name))
    return Likeness(max(kind for kind, _ in known), known[0][1][0], len(name))


def spans_in(typed: str, name: str) -> list[tuple[int, int]]:
    """The stretches of a name that what was typed stands for."""
    text, places = plain(name), set()
    for word in folded(typed).split():
        found = _word(word, text)
        places |= set(found[1] if found is not None else ())
    return runs(sorted(places))


def _word(word: str, text: str) -> tuple[int, list[int]] | None:
    """How one typed word stands in a text, and on which places."""
    at = text.find(word)
    if at == 0:
        return BEGINS, list(range(len(word)))
    start = at
    while start > 0:
        if not text[start - 1].isalnum():
            return WORD, list(range(start, start + len(word)))
        start = text.find(word, start + 1)
    if at > 0:
        return PART, list(range(at, at + len(word)))
    return _letters(word, text) if len(word) > 1 else None


def _letters(word: str, text: str) -> tuple[int, list[int]] | None:
    """The letters of a word in their order, each beside the last, at the start of a word, or a short jump on."""
    for start, sign in enumerate(text):
        if sign == word[0] and (start == 0 or not text[start - 1].isalnum()):
            places = _on_from(word, text, start)
            if places is not None:
                return LETTERS, places
    return None


def _on_from(word: str, text: str, start: int) -> list[int] | None:
    places, jumps = [start], 0
    for letter in word[1:]:
        last = places[-1]
        if text[last + 1 : last + 2] == letter:
            places.append(last + 1)
            continue
        starts = (i for i in range(last + 2, len(text)) if text[i] == letter and not text[i - 1].isalnum())
        at = next(starts, -1)
        if at < 0:
            at, jumps = text.find(letter, last + 1, last + 4), jumps + 1
        if at < 0 or jumps > MOST_JUMPS:
            return None
        places.append(at)
    return places
