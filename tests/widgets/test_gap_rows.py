"""A title that is too long for one line of the list of gaps stands on two, in a row as high as the others."""

import pytest
from PySide6.QtGui import QFontMetricsF
from pytestqt.qtbot import QtBot

from widgets.gaps.rows import in_two_lines
from widgets.look import Look

WIDE = 198.0


@pytest.mark.parametrize(
    ("title", "parts"),
    [
        ("Pain point", ("Pain point", "")),
        ("  Said\n on two   lines ", ("Said on two lines", "")),
        (
            "Customer data is scattered in “Put right”",
            ("Customer data is scattered in", "“Put right”"),
        ),
        (
            "A weak handover to “Misses client calls on the dead line”",
            ("A weak handover to “Misses", "client calls on the dead line”"),
        ),
        ("", ("", "")),
    ],
)
def test_a_title_breaks_between_words(title: str, parts: tuple[str, str], qtbot: QtBot, look: Look) -> None:
    assert in_two_lines(title, look.font("text"), WIDE) == parts


def test_a_word_that_is_wider_than_the_list_breaks_inside(qtbot: QtBot, look: Look) -> None:
    first, second = in_two_lines("x" * 100, look.font("text"), WIDE)
    assert first + second == "x" * 100
    assert QFontMetricsF(look.font("text")).horizontalAdvance(first) <= WIDE
