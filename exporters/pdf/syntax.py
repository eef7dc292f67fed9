"""Numbers, colours and texts in the words of a PDF."""

from functools import lru_cache


@lru_cache(maxsize=65536)
def short(value: float) -> str:
    """A number in as few characters as it needs, to a thousandth."""
    text = f"{value:.3f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def numbers(*values: float) -> str:
    """Numbers with a space between."""
    return " ".join(map(short, values))


def rgb(colour: str) -> str:
    """#RRGGBB as the three numbers of a PDF colour."""
    return numbers(*(int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)))


def utf16(text: str) -> str:
    """Text as hexadecimal UTF-16; a byte order mark inside it, which PDF forbids, as a zero-width space."""
    return text.replace("\ufeff", "\u200b").encode("utf-16-be").hex().upper()
