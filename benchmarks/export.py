"""The poster of maps of several sizes through the command line: seconds, and kB of PDF."""

import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from benchmarks.maps import map_of
from benchmarks.start import seconds
from benchmarks.tables import table

SIZES = (25, 200, 1000, 5000)


def run(sizes: tuple[int, ...] = SIZES) -> dict[str, Any]:
    """The export of maps of several sizes through the command line."""
    found: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as folder:
        for count in sizes:
            source, target = Path(folder, f"{count}.journey"), Path(folder, f"{count}.pdf")
            source.write_bytes(map_of(count))
            command = [sys.executable, "-m", "app", "export", str(source), str(target)]
            try:
                found[str(count)] = {"s": seconds(command, 3), "kB": target.stat().st_size / 1000}
            except subprocess.CalledProcessError as error:
                lines = error.stderr.decode("utf-8", "replace").strip().splitlines()
                found[str(count)] = {"failed": lines[-1] if lines else str(error.returncode)}
            except subprocess.TimeoutExpired:
                found[str(count)] = {"failed": "took too long"}
    return found


def show(found: dict[str, Any]) -> str:
    """The figures as a table."""
    rows = [("touchpoints", "", "s", "kB")]
    for count, figures in found.items():
        kb = f"{figures['kB']:.0f}" if "kB" in figures else ""
        rows.append((count, figures.get("failed", "")[:60], f"{figures.get('s', 0):.2f}", kb))
    return table(rows)
