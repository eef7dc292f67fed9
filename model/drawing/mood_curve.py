"""The mood curve: a Fritsch–Carlson monotone cubic, which never overshoots a score."""

from collections.abc import Sequence

Step = tuple[str | float, ...]


def slopes(xs: Sequence[float], ys: Sequence[float]) -> list[float]:
    """The slope of the curve at each point; flat at every peak and trough.

    Source: F. N. Fritsch, R. E. Carlson, Monotone Piecewise Cubic Interpolation, 1980 (harmonic form of 1984).
    """
    count = len(xs)
    if count < 2:
        return [0.0] * count
    rises = [(ys[i + 1] - ys[i]) / max(xs[i + 1] - xs[i], 1e-9) for i in range(count - 1)]
    found = [rises[0], *([0.0] * (count - 2)), rises[-1]]
    for i in range(1, count - 1):
        if rises[i - 1] * rises[i] > 0:
            before, after = xs[i] - xs[i - 1], xs[i + 1] - xs[i]
            one, two = 2 * after + before, after + 2 * before
            found[i] = (one + two) / (one / rises[i - 1] + two / rises[i])
    return found


def curve(
    xs: Sequence[float], ys: Sequence[float], first: int = 0, last: int | None = None
) -> tuple[Step, ...]:
    """The curve through the points from the first to the last of them, as one move and cubic Béziers."""
    last = len(xs) - 1 if last is None else last
    if not xs:
        return ()
    low, high = max(0, first - 2), min(len(xs), last + 3)
    near = dict(zip(range(low, high), slopes(xs[low:high], ys[low:high]), strict=True))
    steps: list[Step] = [("M", xs[first], ys[first])]
    for i in range(first, last):
        third = (xs[i + 1] - xs[i]) / 3
        steps.append(
            (
                "C",
                xs[i] + third,
                ys[i] + near[i] * third,
                xs[i + 1] - third,
                ys[i + 1] - near[i + 1] * third,
                xs[i + 1],
                ys[i + 1],
            )
        )
    return tuple(steps)
