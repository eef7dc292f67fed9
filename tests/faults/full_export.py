"""A full disk: `python -m tests.faults.full_export MAP FOLDER ENDING` mounts a small one and exports a map to it.

Tells, one JSON line an export, what the command line said, how it ended, and what lies there then; first to a name
that is not there, then to one that is. Needs a place of its own to mount in, as `full_disk` does.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

SIZE = 1 << 14
OLD = b"what was there"


def main() -> None:
    """Mount the disk and export to it."""
    source, folder, ending = sys.argv[1:]
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "none", folder], check=True)
    out = Path(folder) / f"out{ending}"
    try:
        for old in (b"", OLD):
            if old:
                out.write_bytes(old)
            command = [sys.executable, "-m", "app", "export", source, str(out)]
            done = subprocess.run(command, capture_output=True, text=True)
            is_as_before = out.exists() == bool(old) and (not old or out.read_bytes() == old)
            told = {"said": done.stderr, "code": done.returncode, "as_before": is_as_before}
            print(json.dumps(told | {"left": os.listdir(folder)}))
    finally:
        subprocess.run(["umount", folder], check=False)


if __name__ == "__main__":
    main()
