"""Steps that lift a map's file from one version of the format to the next."""

from collections.abc import Callable, Mapping
from typing import Any

Document = dict[str, Any]
Step = Callable[[Document], Document]

STEPS: dict[int, Step] = {}
"""THE table: the step under n lifts a whole file, as plain dicts and lists, from version n to n + 1."""


def current_version(steps: Mapping[int, Step] = STEPS) -> int:
    """The version that this program writes: one above the last step."""
    return max(steps, default=0) + 1


def migrated(document: Document, steps: Mapping[int, Step] = STEPS) -> Document:
    """A file lifted to the current version, its input untouched; newer ones stay as they are."""
    version = document["version"]
    while version in steps:
        document = {**steps[version](document), "version": version + 1}
        version += 1
    return document
