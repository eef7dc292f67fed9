"""Numbers and texts as SVG holds them."""

from xml.sax.saxutils import escape


def short(number: float) -> str:
    """A number with at most three digits behind the point."""
    said = f"{number:.3f}".rstrip("0").rstrip(".")
    return "0" if said in ("-0", "") else said


def clean(text: str) -> str:
    """A text without the characters that XML cannot hold."""
    return "".join(ch if _is_xml(ord(ch)) else "\ufffd" for ch in text)


def written(text: str) -> str:
    """A text as it stands between two tags."""
    return escape(clean(text))


def _is_xml(code: int) -> bool:
    return (
        code in (0x9, 0xA, 0xD)
        or 0x20 <= code <= 0xD7FF
        or 0xE000 <= code <= 0xFFFD
        or 0x10000 <= code <= 0x10FFFF
    )
