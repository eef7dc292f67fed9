"""Characters as a reader counts them: an accented letter, a family emoji and a flag are one each.

Follows the extended grapheme clusters of UAX #29, without its Indic conjunct and prepend rules.
"""

import unicodedata

ZWJ = "\u200d"
_MARKS = frozenset(("Mn", "Me", "Mc"))
_THAI_AND_LAO_AM = frozenset("\u0e33\u0eb3")


def extends(ch: str) -> bool:
    """Whether a character belongs to the one before it: marks, joiners, skin tones, flag tags, vowel jamo."""
    if ch < "\u0300":
        return False
    code = ord(ch)
    return (
        code in (0x200C, 0x200D)
        or 0x1F3FB <= code <= 0x1F3FF
        or 0xE0020 <= code <= 0xE007F
        or 0x1160 <= code <= 0x11FF
        or 0xD7B0 <= code <= 0xD7FB
        or ch in _THAI_AND_LAO_AM
        or unicodedata.category(ch) in _MARKS
    )


def _is_regional(ch: str) -> bool:
    return "\U0001f1e6" <= ch <= "\U0001f1ff"


def graphemes(text: str) -> list[str]:
    """The text cut between the characters a reader sees."""
    if text.isascii():
        return list(text)
    found: list[str] = []
    for ch in text:
        if found and found[-1] != "\n" and ch != "\n":
            last = found[-1]
            joined = last[-1] == ZWJ and len(last) > 1 and unicodedata.category(ch) == "So"
            flag = len(last) == 1 and _is_regional(last) and _is_regional(ch)
            if joined or flag or extends(ch):
                found[-1] = last + ch
                continue
        found.append(ch)
    return found
