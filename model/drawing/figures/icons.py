"""Line icons of channels and departments on a grid of 24: paths, so that screen and paper show the same."""

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


_EARS: Steps = (
    ("M", 4, 14.5), ("L", 4, 12), ("C", 4, 7.5, 7.5, 4, 12, 4), ("C", 16.5, 4, 20, 7.5, 20, 12), ("L", 20, 14.5),
)  # fmt: skip


def _headset(x: float, y: float, u: float, line: Stroke) -> tuple[Mark, ...]:
    boom: Steps = (("M", 19, 19.5), ("C", 19, 21, 17, 21.5, 13.5, 21.5))
    pads = (Rect(Box(x + at * u, y + 13.5 * u, 4 * u, 6 * u), None, line, 1.5 * u) for at in (3, 17))
    return (*(Path(_steps(x, y, u, part), None, line) for part in (_EARS, boom)), *pads)


def _megaphone(x: float, y: float, u: float, line: Stroke) -> tuple[Mark, ...]:
    horn: Steps = (
        ("M", 3.5, 10), ("L", 3.5, 14), ("L", 8, 14), ("L", 17.5, 19), ("L", 17.5, 5), ("L", 8, 10), ("Z",)
    )  # fmt: skip
    handle: Steps = (("M", 7.5, 14), ("L", 9, 20), ("L", 12, 20), ("L", 11, 15.8))
    sound: Steps = (("M", 21, 10), ("L", 21, 14))
    return tuple(Path(_steps(x, y, u, part), None, line) for part in (horn, handle, sound))


def _chart(x: float, y: float, u: float, line: Stroke) -> tuple[Mark, ...]:
    corner = [(x + 4 * u, y + 3.5 * u), (x + 4 * u, y + 20 * u), (x + 20.5 * u, y + 20 * u)]
    bars = ((8.5, 12), (13, 7), (17.5, 10))
    return (
        chain(corner, line),
        *(chain([(x + at * u, y + 16.5 * u), (x + at * u, y + top * u)], line) for at, top in bars),
    )


def _ledger(x: float, y: float, u: float, line: Stroke) -> tuple[Mark, ...]:
    rows = ((8, 15), (12, 15), (16, 12.5))
    return (
        Rect(Box(x + 5 * u, y + 3 * u, 14 * u, 18 * u), None, line, 2 * u),
        *(chain([(x + 9 * u, y + at * u), (x + end * u, y + at * u)], line) for at, end in rows),
    )


_TOOL: Steps = (
    ("M", 15.5, 4.2), ("C", 12.6, 3.2, 9.6, 5.7, 10.2, 9), ("L", 4, 15.2), ("C", 2.9, 16.3, 2.9, 18.2, 4, 19.3),
    ("C", 5.1, 20.4, 7, 20.4, 8.1, 19.3), ("L", 14.3, 13), ("C", 17.6, 13.6, 20.1, 10.6, 19.1, 7.7),
    ("L", 16.2, 10.6), ("L", 12.7, 7.1), ("Z",),
)  # fmt: skip


def _wrench(x: float, y: float, u: float, line: Stroke) -> tuple[Mark, ...]:
    return (Path(_steps(x, y, u, _TOOL), None, line),)


ICONS: dict[str, Draw] = {
    "web": _web,
    "chat": _chat,
    "msg": _msg,
    "store": _store,
    "phone": _phone,
    "call": _call,
    "post": _post,
    "person": _person,
    "headset": _headset,
    "megaphone": _megaphone,
    "chart": _chart,
    "ledger": _ledger,
    "wrench": _wrench,
}
OF_MODE = {"digital": "web", "physical": "store", "voice": "call", "post": "post"}


def channel_icon(
    icon: str, mode: str, x: float, y: float, size: float, colour: str = "ink"
) -> tuple[Mark, ...]:
    """The icon of a channel in a square of this size; one without a known icon takes that of its mode."""
    draw = ICONS.get(icon) or ICONS[OF_MODE.get(mode, "web")]
    return draw(x, y, size / 24, Stroke(colour, 0.8, round=True))
