"""The report of maps of several sizes through the command line, and that of the reference map cold and warm.

Seconds are wall time, CPU s what it took of a core (on a busy machine only these say something), kB the PDF.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks.maps import map_of
from benchmarks.start import REFERENCE, seconds
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
        found["reference"] = reference(Path(folder))
    return found


def reference(folder: Path) -> dict[str, Any]:
    """The whole reference report: cold through the command line, warm in one process, and whether bytes repeat."""
    from exporters.exporter import Leaving, unwatched
    from exporters.pdf.report import ReportOptions, write_report
    from model.format import read
    from model.journey import Journey
    from model.store import Store

    out = [folder / name for name in ("one.pdf", "two.pdf")]
    commands = [
        [sys.executable, "-m", "app", "export", str(REFERENCE), str(one), "--reproducible"] for one in out
    ]
    before = os.times()
    cold = seconds(commands[0], 3)
    after = os.times()
    seconds(commands[1], 1)
    opened, warm, warm_cpu = read(REFERENCE.read_bytes()), [], []
    for _ in range(4):
        leaving = Leaving(Journey(Store.holding(opened.records)), opened.envelope)
        start, spent = time.perf_counter(), time.process_time()
        write_report(leaving, ReportOptions(reproducible=True), unwatched)
        warm.append(time.perf_counter() - start)
        warm_cpu.append(time.process_time() - spent)
    return {
        "s": cold,
        "cpu": (after.children_user + after.children_system - before.children_user - before.children_system)
        / 3,
        "warm": min(warm[1:]),
        "warm cpu": min(warm_cpu[1:]),
        "kB": out[0].stat().st_size / 1000,
        "identical": out[0].read_bytes() == out[1].read_bytes(),
    }


def show(found: dict[str, Any]) -> str:
    """The figures as a table."""
    rows = [("touchpoints", "", "s", "kB")]
    for count, figures in found.items():
        if count == "reference":
            continue
        kb = f"{figures['kB']:.0f}" if "kB" in figures else ""
        rows.append((count, figures.get("failed", "")[:60], f"{figures.get('s', 0):.2f}", kb))
    one = found["reference"]
    same = "the same bytes twice" if one["identical"] else "not the same bytes twice"
    told = f"reference report: cold {one['s']:.2f} s ({one['cpu']:.2f} CPU s), warm {one['warm']:.2f} s"
    return f"{table(rows)}\n{told} ({one['warm cpu']:.2f} CPU s), {one['kB']:.0f} kB, {same}"
