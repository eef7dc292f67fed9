"""Python's search for rubbish, kept out of the way while a map is opened and while hands are at work."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def no_garbage_collection() -> Iterator[None]:
    """Reading makes very many objects and no rubbish; looking for some doubles the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@contextmanager
def opening() -> Iterator[None]:
    """Build what stays for long: no rubbish is looked for meanwhile, nor later among what stands then."""
    with no_garbage_collection():
        yield
        gc.freeze()


def clear_away() -> None:
    """Find the rubbish that closed maps left behind: what was built for long is looked through once more."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()
