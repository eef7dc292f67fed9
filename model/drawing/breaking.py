"""Where a line may end: at spaces, after hyphens, dashes and slashes, and between CJK characters."""

import re
from typing import NamedTuple

SPACES = " \u1680\u2000-\u2006\u2008-\u200b\u205f\u3000"
"""What a line may end at and does not show there; no-break spaces are not among them (a regex class)."""
_CJK = (
    "\u1100-\u11ff\u2e80-\u2fff\u3005-\u31ff\u3200-\u9fff\ua960-\ua97f\uac00-\ud7ff"
    "\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff"
)
_OPENING = "「『（《【〔〈［｛〘〖“‘(\\[{«"
_CLOSING = (
    "、。，．：；！？）」』】》〕〉］｝〙〗…‥’”»)\\]}!?,.:;%％‰ー〜・゠々〻ゝゞヽヾ"
    "ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ\u3099\u309a\u200d\ufe00-\ufe0f\U000e0100-\U000e01ef"
)
_TOKEN = re.compile(
    f"[{SPACES}]+"
    f"|[{_OPENING}]*(?:"
    f"[^{SPACES}{_CJK}/–—-][^{SPACES}{_CJK}]*?[-–—/]+(?=[^\\W\\d])"
    f"|[^{SPACES}{_CJK}]+"
    f"|[{_CJK}]"
    f")[{_CLOSING}]*"
    f"|[{_OPENING}]+"
)
_BLANK = re.compile(f"[{SPACES}]+")


class Token(NamedTuple):
    """A piece of text that stays on one line, and whether it is the space between two."""

    text: str
    blank: bool


def tokens(paragraph: str) -> list[Token]:
    """The paragraph cut at every place where a line may end; the pieces joined are the paragraph."""
    return [Token(piece, _BLANK.match(piece) is not None) for piece in _TOKEN.findall(paragraph)]


def without_blank_end(text: str) -> str:
    """The text without the spaces a line does not show at its end."""
    if text and " " < text[-1] < "\u1680":
        return text
    end = len(text)
    while end and _BLANK.match(text, end - 1):
        end -= 1
    return text[:end]
