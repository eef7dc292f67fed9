"""Python's search for rubbish, kept out of the way while a map is opened and while hands are at work."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_quiet: list[None] = []
"""One for each that wants no rubbish looked for now, on whatever thread."""


@contextmanager
def no_garbage_collection() -> Iterator[None]:
    """Reading makes very many objects and no rubbish; looking for some doubles the time."""
    was_on = gc.isenabled()
    gc.disable()
    _quiet.append(None)
    try:
        yield
    finally:
        _quiet.pop()
        if was_on:
            gc.enable()


@contextmanager
def seldom_garbage_collection() -> Iterator[None]:
    """An errand that ends soon makes much that lasts until then: looking for rubbish often is a tenth of its time."""
    before = gc.get_threshold()
    gc.set_threshold(SELDOM, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


SELDOM = 200_000
"""So many more objects may be made than go before rubbish is looked for, where that is seldom."""


def is_quiet() -> bool:
    """Whether somebody wants no rubbish looked for now."""
    return bool(_quiet)


@contextmanager
def opening() -> Iterator[None]:
    """Build what stays for long: no rubbish is looked for meanwhile, nor later among what stands then."""
    with no_garbage_collection():
        yield
        if not _apart:
            set_aside()


_aside = {"times": 0, "came to stand": 0}


def set_aside(came_to_stand: int = 0) -> None:
    """What stands now is not looked through again before `clear_away`; so many of it were not built at once."""
    gc.freeze()
    _aside["times"] += 1
    _aside["came to stand"] += came_to_stand


def times_set_aside() -> int:
    """How often something was set aside; after each time nothing stands that would be looked through."""
    return _aside["times"]


def came_to_stand() -> int:
    """How many objects were set aside since all was looked through last that were not built at once."""
    return _aside["came to stand"]


_apart: list[object] = []
"""What is built for a while only, and stands beside what stays."""
_BEFORE = gc.get_threshold()
NEVER = 1_000_000
"""So often must something be looked through before all that stands apart is."""


def set_apart(what: object) -> None:
    """What is built from now on will go again soon: it is not frozen, so that its rubbish is found fast."""
    if not _apart:
        set_aside()
        gc.set_threshold(*_BEFORE[:2], NEVER)
    _apart.append(what)


def is_apart() -> bool:
    """Whether something stands apart for a while: then only that and what is new may be looked through."""
    return bool(_apart)


def clear_apart(what: object) -> None:
    """Find the rubbish that something set apart has left; what stands longer is not looked through."""
    if what in _apart and len(_apart) == 1:
        gc.collect()
        set_aside()
    forget_apart(what)


def forget_apart(what: object) -> None:
    """Something set apart is gone: when nothing is apart any more, rubbish is looked for as ever."""
    if what in _apart:
        _apart.remove(what)
    if not _apart:
        gc.set_threshold(*_BEFORE)


def clear_away() -> None:
    """Find the rubbish that closed maps left behind: what was built for long is looked through once more."""
    gc.unfreeze()
    gc.collect()
    _aside["came to stand"] = 0
    if not _apart:
        set_aside()
