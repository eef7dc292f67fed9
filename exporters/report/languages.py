"""Which language each passage is in: the words of the map in its own, ours in English, other scripts in theirs."""

from collections.abc import Iterable, Sequence

from exporters.report.sheet import Page
from exporters.report.tags import Tag
from model.drawing.marks import Text
from model.journey import Journey

OURS = "en"
SCRIPTS: tuple[tuple[str, str, tuple[tuple[int, int], ...]], ...] = (
    ("latin", OURS, ((0x41, 0x5A), (0x61, 0x7A), (0xC0, 0x24F), (0x1E00, 0x1EFF))),
    ("greek", "el", ((0x370, 0x3FF), (0x1F00, 0x1FFF))),
    ("cyrillic", "ru", ((0x400, 0x52F),)),
    ("hebrew", "he", ((0x590, 0x5FF),)),
    ("arabic", "ar", ((0x600, 0x6FF), (0x750, 0x77F), (0xFB50, 0xFDFF), (0xFE70, 0xFEFE))),
    ("devanagari", "hi", ((0x900, 0x97F),)),
    ("thai", "th", ((0xE00, 0xE7F),)),
    ("kana", "ja", ((0x3040, 0x30FF), (0x31F0, 0x31FF))),
    ("hangul", "ko", ((0x1100, 0x11FF), (0x3130, 0x318F), (0xAC00, 0xD7AF))),
    ("han", "zh", ((0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0x20000, 0x3FFFF))),
)
"""Each script with a language written in it, and its letters."""
WRITTEN_IN: dict[str, tuple[str, ...]] = {
    "el": ("greek",),
    "ru": ("cyrillic",), "uk": ("cyrillic",), "bg": ("cyrillic",), "sr": ("cyrillic", "latin"),
    "he": ("hebrew",), "yi": ("hebrew",),
    "ar": ("arabic",), "fa": ("arabic",), "ur": ("arabic",),
    "hi": ("devanagari",), "mr": ("devanagari",), "ne": ("devanagari",),
    "th": ("thai",),
    "ja": ("kana", "han"),
    "ko": ("hangul", "han"),
    "zh": ("han",),
}  # fmt: skip
"""The scripts of languages that are not written in Latin letters."""


def name_languages(pages: Sequence[Page], journey: Journey) -> None:
    """Give every passage that is not in the document's language the one it is in."""
    document = journey.map.language
    home = document.split("-")[0].lower()
    known = _squeezed(text for record in journey.store for text in _texts(record.model_dump()))
    for page in pages:
        said: dict[int, list[str]] = {}
        for piece in page.pieces:
            if piece.tag is not None:
                lines = (mark.line.text for mark in piece.marks if isinstance(mark, Text))
                said.setdefault(id(piece.tag), []).extend(lines)
        for tag in page.tag.walk():
            language = _language(tag, said.get(id(tag), []), home, known)
            if language != home and not tag.language:
                tag.language = language


def _language(tag: Tag, lines: Sequence[str], home: str, known: str) -> str:
    """The language of a passage; a figure is described in ours."""
    if tag.alt:
        return OURS
    words = _squeezed(lines)
    script, language = script_of(words)
    if not script:
        return home
    if script not in WRITTEN_IN.get(home, ("latin",)):
        return language
    if script != "latin" or home == OURS or words in known:
        return home
    return OURS


def script_of(text: str) -> tuple[str, str]:
    """The script most letters of a text are in, with a language written in it; kana tell Japanese from Chinese."""
    if text.isascii():
        return ("latin", OURS) if any(map(str.isalpha, text)) else ("", "")
    counts: dict[str, int] = {}
    for character in text:
        for script, _, ranges in SCRIPTS:
            if any(first <= ord(character) <= last for first, last in ranges):
                counts[script] = counts.get(script, 0) + 1
                break
    if "kana" in counts:
        counts["kana"] += counts.pop("han", 0)
    if not counts:
        return "", ""
    most = max(counts, key=lambda script: counts[script])
    return next((script, language) for script, language, _ in SCRIPTS if script == most)


def _squeezed(texts: Iterable[str]) -> str:
    """Texts without blanks, quotation marks and capitals, so that broken lines are found in what they were."""
    return "".join(ch for text in texts for ch in text.casefold() if not ch.isspace() and ch not in '“”„"')


def _texts(value: object) -> Iterable[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from _texts(one)
    elif isinstance(value, list | tuple | set | frozenset):
        for one in value:
            yield from _texts(one)
