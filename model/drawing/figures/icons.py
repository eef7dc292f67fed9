"""The channels' line icons on a grid of 24, drawn as paths so that screen and paper show the same."""

from collections.abc import Callable

from model.drawing.figures.shapes import chain
from model.drawing.marks import Box, Disc, Mark, Path, Rect, Stroke

Draw = Callable[[float, float, float, Stroke], tuple[Mark, ...]]
Steps = tuple[tuple[str | float, ...], ...]


def _steps(x: float, y: float, unit: float, steps: Steps) -> Steps:
    return tuple(
        (
            str(kind),
            *(x + float(v) * unit if i % 2 == 0 else y + float(v) * unit for i, v in enumerate(numbers)),
        )
        for kind, *numbers in steps
    )


def _web(x: float, y: float, u: float, line: Stroke) -> tuple[Mark, ...]:
    return (
        Rect(Box(x + 2 * u, y + 4 * u, 20 * u, 16 * u), None, line, 2 * u),
        chain([(x + 2 * u, y + 9 * u), (x + 22 * u, y + 9 * u)], line),
        Disc(x + 5.4 * u, y + 6.5 * u, 0.8 * u, line.colour),
        Disc(x + 8.2 * u, y + 6.5 * u, 0.8 * u, line.colour),
    )


_BUBBLE: Steps = (
    ("M", 5, 4), ("L", 19, 4), ("C", 20.7, 4, 22, 5.3, 22, 7), ("L", 22, 14), ("C", 22, 15.7, 20.7, 17, 19, 17),
    ("L", 11, 17), ("L", 6, 21.5), ("L", 6, 17), ("L", 5, 17), ("C", 3.3, 17, 2, 15.7, 2, 14), ("L", 2, 7),
    ("C", 2, 5.3, 3.3, 4, 5, 4), ("Z",),
)  # fmt: skip


def _chat(x: float, y: float, u: float, line: Stroke) -> tuple[Mark, ...]:
    dots = (Disc(x + at * u, y + 10.5 * u, 1.0 * u, line.colour) for at in (8, 12, 16))
    return (Path(_steps(x, y, u, _BUBBLE), None, line), *dots)


def _msg(x: float, y: float, u: float, line: Stroke) -> tuple[Mark, ...]:
    flap = [(x + 3 * u, y + 7 * u), (x + 12 * u, y + 13.5 * u), (x + 21 * u, y + 7 * u)]
    return (Rect(Box(x + 2 * u, y + 5 * u, 20 * u, 14 * u), None, line, 2 * u), chain(flap, line))


_AWNING: Steps = (
    ("M", 4, 3), ("L", 20, 3), ("L", 22.5, 9), ("C", 22.5, 12.5, 17.2, 12.5, 17.2, 9),
    ("C", 17.2, 12.5, 12, 12.5, 12, 9), ("C", 12, 12.5, 6.8, 12.5, 6.8, 9), ("C", 6.8, 12.5, 1.5, 12.5, 1.5, 9),
    ("Z",),
)  # fmt: skip


def _store(x: float, y: float, u: float, line: Stroke) -> tuple[Mark, ...]:
    walls: Steps = (("M", 4, 12), ("L", 4, 21), ("L", 20, 21), ("L", 20, 12))
    door: Steps = (("M", 10, 21), ("L", 10, 15.5), ("L", 14, 15.5), ("L", 14, 21))
    return tuple(Path(_steps(x, y, u, part), None, line) for part in (walls, _AWNING, door))


def _phone(x: float, y: float, u: float, line: Stroke) -> tuple[Mark, ...]:
    return (
        Rect(Box(x + 6.5 * u, y + 2 * u, 11 * u, 20 * u), None, line, 2.2 * u),
        chain([(x + 10.5 * u, y + 18.8 * u), (x + 13.5 * u, y + 18.8 * u)], line),
    )


_HANDSET: Steps = (
    ("M", 5.5, 3), ("L", 9, 3), ("L", 10.8, 8), ("L", 8.3, 9.8), ("C", 9.4, 12.3, 11.7, 14.6, 14.2, 15.7),
    ("L", 16, 13.2), ("L", 21, 15), ("L", 21, 18.5), ("C", 21, 20, 20, 21, 18.5, 21),
    ("C", 10.5, 20.6, 3.4, 13.5, 3, 5.5), ("C", 3, 4, 4, 3, 5.5, 3), ("Z",),
)  # fmt: skip


def _call(x: float, y: float, u: float, line: Stroke) -> tuple[Mark, ...]:
    return (Path(_steps(x, y, u, _HANDSET), None, line),)


def _post(x: float, y: float, u: float, line: Stroke) -> tuple[Mark, ...]:
    box: Steps = (
        ("M", 12, 2.5), ("L", 20.5, 7), ("L", 20.5, 17), ("L", 12, 21.5), ("L", 3.5, 17), ("L", 3.5, 7), ("Z",)
    )  # fmt: skip
    folds: Steps = (("M", 3.5, 7), ("L", 12, 11.5), ("L", 20.5, 7), ("M", 12, 11.5), ("L", 12, 21.5))
    return tuple(Path(_steps(x, y, u, part), None, line) for part in (box, folds))


def _person(x: float, y: float, u: float, line: Stroke) -> tuple[Mark, ...]:
    shoulders: Steps = (("M", 4, 21), ("C", 4, 16.5, 7.5, 14, 12, 14), ("C", 16.5, 14, 20, 16.5, 20, 21))
    return (Disc(x + 12 * u, y + 7.5 * u, 4 * u, None, line), Path(_steps(x, y, u, shoulders), None, line))


ICONS: dict[str, Draw] = {
    "web": _web,
    "chat": _chat,
    "msg": _msg,
    "store": _store,
    "phone": _phone,
    "call": _call,
    "post": _post,
    "person": _person,
}
OF_MODE = {"digital": "web", "physical": "store", "voice": "call", "post": "post"}


def channel_icon(
    icon: str, mode: str, x: float, y: float, size: float, colour: str = "ink"
) -> tuple[Mark, ...]:
    """The icon of a channel in a square of this size; one without a known icon takes that of its mode."""
    draw = ICONS.get(icon) or ICONS[OF_MODE.get(mode, "web")]
    return draw(x, y, size / 24, Stroke(colour, 0.8, round=True))
