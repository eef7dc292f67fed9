"""python -m benchmarks [canvas|export|start|model …] [--json]: measure, and print a table or JSON."""

import argparse
import json
import os
import platform
from importlib import import_module

PARTS = ("canvas", "stalls", "long", "model", "gaps", "files", "journal", "start", "export", "cards")


def main() -> None:
    """Measure what is asked for, all of it if nothing is."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"any of {', '.join(PARTS)}; all if none")
    parser.add_argument("--json", action="store_true", help="print JSON instead of tables")
    options = parser.parse_args()
    unknown = sorted(set(options.parts) - set(PARTS))
    if unknown:
        parser.error(f"there is no part {', '.join(unknown)}; choose from {', '.join(PARTS)}")
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    machine = f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    found: dict[str, object] = {"machine": machine}
    if not options.json:
        print(machine)
    for part in options.parts or PARTS:
        module = import_module(f"benchmarks.{part}")
        found[part] = module.run()
        if not options.json:
            print(f"\n{part}\n{module.show(found[part])}", flush=True)
    if options.json:
        print(json.dumps(found, indent=1))


if __name__ == "__main__":
    main()
