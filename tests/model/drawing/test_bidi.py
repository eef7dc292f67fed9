"""The bidirectional algorithm gives the levels that Unicode's own cases ask for."""

from collections.abc import Iterator
from pathlib import Path

from model.drawing.bidi import base_level, bidi_levels

CASES = Path(__file__).parents[2] / "unicode" / "bidi_cases.txt"
WHOLE = Path("/usr/share/unicode/BidiCharacterTest.txt")
"""All cases, where the system has them."""


def cases(file: Path) -> Iterator[tuple[str, int | None, int, list[str]]]:
    """Text, the direction asked for, the paragraph's level, and each character's; x where none is asked for."""
    for line in file.read_text("utf-8").splitlines():
        fields = line.split("#")[0].strip().split(";")
        if len(fields) >= 4:
            text = "".join(chr(int(one, 16)) for one in fields[0].split())
            yield text, None if fields[1] == "2" else int(fields[1]), int(fields[2]), fields[3].split()


def test_every_case_of_unicode_has_its_levels() -> None:
    wrong, count = [], 0
    for text, way, level, wanted in cases(WHOLE if WHOLE.exists() else CASES):
        count += 1
        base = base_level(text) if way is None else way
        found = bidi_levels(text, way)
        fits = all(one in ("x", str(here)) for one, here in zip(wanted, found, strict=True))
        if base != level or not fits:
            wrong.append((text, way, found, wanted))
    assert not wrong[:5]
    assert count > 2000


def test_a_text_without_directions_costs_no_search() -> None:
    assert bidi_levels("Books a store slot (at 9)") == [0] * 25
    assert bidi_levels("") == []
    assert base_level("") == 0
