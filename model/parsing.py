"""JSON from people and machines we do not know: parsed strictly, or refused with a sentence."""

import json
import re
from typing import Any, NoReturn

DEEPEST = 32
LARGEST = 64 * 1024 * 1024
LARGEST_NUMBER = 2**63
MOST_PARTS = 2_000_000
"""Objects and lists in a file: ten for each of 200,000 records; each costs 60 bytes and more to open."""
MOST_NAMES = 250_000
"""Names in one object: the records of the largest map, and then some."""
SAFE = "Nothing was opened and the file is untouched."
RESTORE = "Bring back an earlier copy of the file."


class Unreadable(Exception):
    """A file that is no journey map, or one too damaged to open; its text is for the person at the screen."""


class Twice(list[tuple[str, Any]]):
    """A JSON object in which a name stands more than once: its pairs as they came."""


def parsed(content: bytes) -> tuple[Any, list[Twice]]:
    """A file's JSON and its objects that name something twice; raises Unreadable where it is unfit."""
    if len(content) > LARGEST:
        raise Unreadable(f"This file is larger than 64 MiB, more than a map may be. {SAFE}")
    if not content.strip():
        raise Unreadable(f"This file is empty. {SAFE} {RESTORE}")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        what = f"it is not text from byte {error.start} on"
        raise Unreadable(f"This file is damaged or no journey map: {what}. {SAFE} {RESTORE}") from None
    if text.count("[") + text.count("{") > MOST_PARTS or text.count(",") > 2 * MOST_PARTS:
        raise Unreadable(f"This file holds more parts than a map may. {SAFE}")
    twice: list[Twice] = []

    def pairs(found: list[tuple[str, Any]]) -> Any:
        if len(found) > MOST_NAMES:
            raise Unreadable(f"This file holds more parts than a map may. {SAFE}")
        fields = dict(found)
        if len(fields) != len(found):
            twice.append(Twice(found))
            return twice[-1]
        return fields

    try:
        value = json.loads(
            text, object_pairs_hook=pairs, parse_constant=_no_number, parse_int=_whole, parse_float=_float
        )
    except json.JSONDecodeError as error:
        raise Unreadable(_broken(text, error)) from None
    except RecursionError:
        raise Unreadable(_too_deep()) from None
    _check(text, value)
    return value, twice


def _broken(text: str, error: json.JSONDecodeError) -> str:
    if not text.lstrip().startswith("{"):
        return f"This file is no journey map. {SAFE}"
    if not text[error.pos :].strip() or error.msg.startswith("Unterminated"):
        return f"This file is cut off: it ends in line {error.lineno}, before its end. {SAFE} {RESTORE}"
    return f"This file is damaged or no journey map: line {error.lineno} cannot be read. {SAFE} {RESTORE}"


def _no_number(word: str) -> NoReturn:
    raise Unreadable(f"This file holds “{word}” where a number should be. {SAFE}")


def _whole(digits: str) -> int:
    if len(digits) > 20 or abs(int(digits)) > LARGEST_NUMBER:
        raise Unreadable(f"This file holds a number that is too large: {digits[:20]}…. {SAFE}")
    return int(digits)


def _float(digits: str) -> float:
    number = float(digits)
    if number - number != 0:
        raise Unreadable(f"This file holds a number that is too large: {digits[:20]}. {SAFE}")
    return number


def _too_deep() -> str:
    return f"This file is nested deeper than {DEEPEST} levels, which no map needs. {SAFE}"


_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")


def _check(text: str, value: Any) -> None:
    """Refuse deep nesting, level by level (10,000 records: 15 ms), and lone surrogates."""
    level = [value]
    for _ in range(DEEPEST):
        level = [one for holder in level for one in _inner(holder) if isinstance(one, dict | list)]
        if not level:
            break
    else:
        raise Unreadable(_too_deep())
    if _SURROGATE.search(text):
        _refuse_halves(value)


def _inner(holder: Any) -> Any:
    if isinstance(holder, dict):
        return holder.values()
    return [one for _, one in holder] if isinstance(holder, Twice) else holder


def _refuse_halves(value: Any) -> None:
    try:
        json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        raise Unreadable(f"This file holds half a character (a lone surrogate). {SAFE}") from None
