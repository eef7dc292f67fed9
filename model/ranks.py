"""Ranks: short strings that order records, with room between any two of them."""

DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
LONGEST = 48


class NoRoom(ValueError):
    """No rank fits between these two; the neighbours have to be ranked anew."""


def between(low: str, high: str | None) -> str:
    """A rank after low ("" is the very start) and before high (None is the very end); raises NoRoom."""
    if not _is_rank(low) or not _is_rank(high or ""):
        raise NoRoom(f"{low!r} or {high!r} is no rank")
    if high is not None and low >= high:
        raise NoRoom(f"no rank fits between {low!r} and {high!r}")
    rank = _next(low) if high is None else _middle(low, high)
    if rank is None or len(rank) > LONGEST:
        raise NoRoom(f"no short rank fits between {low!r} and {high!r}")
    return rank


def several_between(low: str, high: str | None, count: int) -> list[str]:
    """So many ranks in order after low and before high; raises NoRoom."""
    if high is None or count < 1:
        ranks = [low]
        for _ in range(count):
            ranks.append(between(ranks[-1], None))
        return ranks[1:]
    middle = between(low, high)
    before = several_between(low, middle, (count - 1) // 2)
    return [*before, middle, *several_between(middle, high, count - 1 - len(before))]


def _is_rank(text: str) -> bool:
    return not text.strip(DIGITS)


def _value(rank: str, length: int) -> int:
    value = 0
    for digit in rank.ljust(length, "0"):
        value = value * len(DIGITS) + DIGITS.index(digit)
    return value


def _written(value: int, length: int) -> str:
    rank = ""
    for _ in range(length):
        value, digit = divmod(value, len(DIGITS))
        rank = DIGITS[digit] + rank
    return rank.rstrip("0")


def _next(low: str) -> str | None:
    """A rank after low in steps of one sixty-second of a sixty-second: 119,000 appended ranks stay short."""
    if low == "":
        return DIGITS[len(DIGITS) // 2]
    for length in range(max(3, len(low)), LONGEST + 1):
        value = _value(low, length) + 1
        if value < len(DIGITS) ** length:
            return _written(value, length)
    return None


def _middle(low: str, high: str) -> str | None:
    """The shortest rank near the middle of two; no zero at the end of high makes room below it."""
    high = high.rstrip("0")
    for length in range(1, LONGEST + 1):
        least, most = _value(low[:length], length), _value(high[:length], length)
        for value in ((least + most) // 2, most):
            rank = _written(value, length)
            if low < rank < high:
                return rank
    return None


def spread(count: int) -> list[str]:
    """So many ranks in order, evenly apart and as short as that goes."""
    if count < 1:
        return []
    length = 1
    while len(DIGITS) ** length < 4 * (count + 1):
        length += 1
    room = len(DIGITS) ** length
    return [_written(room * place // (count + 1), length) for place in range(1, count + 1)]
