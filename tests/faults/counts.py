"""How often something is tried: a little in `make test`, in full in `make faults` (FAULTS=full)."""

import os

IS_FULL = os.environ.get("FAULTS") == "full"
"""Whether everything is tried as often as it has to be to be believed."""


def count(fast: int, full: int) -> int:
    """How often to try something in this run."""
    return full if IS_FULL else fast
