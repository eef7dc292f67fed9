"""The most memory that a process has ever held."""

import resource
import sys
from pathlib import Path


def megabytes() -> float:
    """What this process held at most, MiB.

    `ru_maxrss` would begin with what the process held that started this one; Linux tells our own peak elsewhere.
    """
    own = Path("/proc/self/status")
    if own.exists():
        line = next(line for line in own.read_text().splitlines() if line.startswith("VmHWM:"))
        return int(line.split()[1]) / (1 << 10)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1 << 20 if sys.platform == "darwin" else 1 << 10)
