"""A real disk that is full: `python -m tests.faults.full_disk FOLDER STEP` mounts a small one and saves to it.

Between two saves STEP more bytes of the disk are left free. Tells, one JSON line a save, what was said and what the
file holds then. Needs a place of its own to mount in: run it with `unshare -m`, or `unshare -rm` as nobody special.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

from app.files import CannotSave, save_bytes

SIZE = 1 << 20
OLD, NEW = b"o" * 100_000, b"n" * 600_000


def main() -> None:
    """Mount the disk, and save with ever more room on it."""
    folder, step = Path(sys.argv[1]), int(sys.argv[2])
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "none", str(folder)], check=True)
    file, filler = folder / "ours.journey", folder / "filler"
    try:
        for free in range(0, len(NEW) + 3 * step, step):
            filler.unlink(missing_ok=True)
            file.write_bytes(OLD)
            filled = os.statvfs(folder)
            filler.write_bytes(bytes(max(0, filled.f_bavail * filled.f_frsize - free)))
            said = ""
            try:
                save_bytes(file, NEW)
            except CannotSave as error:
                said = str(error)
            now = {OLD: "old", NEW: "new"}.get(file.read_bytes(), "torn")
            print(json.dumps({"free": free, "said": said, "is": now, "left": sorted(os.listdir(folder))}))
    finally:
        subprocess.run(["umount", str(folder)], check=False)


if __name__ == "__main__":
    main()
