"""Figures as the panel shows them: a value in few signs, its unit beside its name, and which way is better."""

from model.gaps.words import number
from model.numbers import Figure

HOUR, DAY = 60.0, 1440.0
LESS_IS_BETTER = frozenset(
    {
        "contacts",
        "wait",
        "handover_wait",
        "time",
        "effort",
        "cost",
        "failure_demand",
        "defection",
        "defection_money",
    }
)
NAMES = {
    "first_contact_resolution": "Solved at first contact",
    "wait": "Waiting",
    "handover_wait": "Waiting in handovers",
    "peak_end": "Remembered mood",
    "bond": "Bond at the end",
    "defection": "Leave or give up",
    "defection_money": "Lost with them",
    "failure_demand": "Failure demand",
}
"""What a figure is called where it is not called by its own name."""
ALSO = {"peak_end": "peak and end", "first_contact_resolution": "%", "failure_demand": "%", "defection": "%"}
NOTHING = "–"


def name_of_figure(figure: Figure) -> str:
    """What a figure is called in the panel."""
    return NAMES.get(figure.key, figure.name)


def scale_of(figure: Figure, *values: float | None) -> tuple[float, str]:
    """By what the values of a figure are divided to be read, and the unit they are in then."""
    if figure.unit == "share":
        return 0.01, "%"
    if figure.unit == "min":
        most = max((abs(value) for value in values if value is not None), default=0.0)
        return (DAY, "days") if most >= 2 * DAY else (HOUR, "hours") if most >= 90 else (1.0, "min")
    if figure.key in ALSO:
        return 1.0, ALSO[figure.key]
    return 1.0, "" if figure.unit == "mood" or figure.unit == figure.name.lower() else figure.unit


def value_says(figure: Figure, value: float | None, scale: float) -> str:
    """A value in few signs: 61, 9.4, −1.2, 271,404."""
    if value is None:
        return NOTHING
    shown = value / scale
    if figure.unit == "mood":
        return "0.0" if abs(shown) < 0.05 else f"{shown:+,.1f}".replace("-", "−")
    return number(round(shown, 0 if abs(shown) >= 100 else 1) + 0.0)


def is_better(figure: Figure, before: float | None, after: float | None) -> bool | None:
    """Whether a figure gets better; None where it stays as it is, or nobody can tell."""
    if before is None or after is None or abs(after - before) < 1e-9:
        return None
    return (after < before) is (figure.key in LESS_IS_BETTER)
