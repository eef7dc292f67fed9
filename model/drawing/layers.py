"""What lies over what in a drawing, and what a hand meets first."""

from collections.abc import Iterable

from model.drawing.marks import Figure

LAYERS = (
    "column", "band", "mood", "bond", "visibility", "departments", "channels", "systems", "way", "words", "pill",
    "point", "card", "mark", "level", "label", "gap", "note", "talk",
)  # fmt: skip
"""The painting order of figures by the first word of their keys."""
HANDLES = ("talk", "note", "mark", "point", "card", "pill", "label", "gap", "words", "way")
"""What can be hit, topmost first."""


def in_painting_order(figures: Iterable[Figure]) -> list[Figure]:
    """Figures as they are painted, what lies over others last."""
    return sorted(figures, key=lambda figure: _LAYER[figure.key.partition(":")[0]])


_LAYER = {kind: place for place, kind in enumerate(LAYERS)}
