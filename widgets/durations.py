"""Minutes as people say them: 40, 1 h 30, 2 d."""

import re

MINUTES = {"": 1, "m": 1, "min": 1, "mins": 1, "minutes": 1, "minute": 1}
HOURS = {"h": 60, "hr": 60, "hrs": 60, "hour": 60, "hours": 60}
DAYS = {"d": 1440, "day": 1440, "days": 1440, "w": 10080, "week": 10080, "weeks": 10080}
UNITS = MINUTES | HOURS | DAYS
PIECE = re.compile(r"\s*(\d+(?:[.,]\d+)?)\s*([a-z]*)\s*")
SENTENCE = "Write minutes, or a time such as 1 h 30 or 2 d."
MOST = 1e9


def minutes_of(text: str) -> float:
    """The minutes somebody typed; a number after hours without a unit is minutes. Raises ValueError."""
    rest, total = text.strip().lower(), 0.0
    if not rest:
        raise ValueError(SENTENCE)
    while rest:
        found = PIECE.match(rest)
        if found is None or found[2] not in UNITS:
            raise ValueError(SENTENCE)
        total += float(found[1].replace(",", ".")) * UNITS[found[2]]
        rest = rest[found.end() :]
    if total > MOST:
        raise ValueError("Write less than 1,900 years.")
    return total


def minutes_say(minutes: float) -> str:
    """Minutes as a person would type them again: 90 is 1 h 30, 2880 is 2 d."""
    if (minutes <= 90 and minutes != 60) or minutes != int(minutes):
        return f"{minutes:.10g}"
    days, rest = divmod(int(minutes), 1440)
    hours, left = divmod(rest, 60)
    pieces = [f"{days} d"] if days else []
    if hours:
        pieces.append(f"{hours} h")
    if left:
        pieces.append(f"{left}" if hours else f"{left} min")
    return " ".join(pieces)
