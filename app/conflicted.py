"""Conflicted copies: what sync folders put beside a map when two people saved it at once."""

import os
import re
import secrets
import shutil
from pathlib import Path

from app.comparing import doc_of
from app.lock_hint import host_name
from app.settings import state_home

MOST_FILES = 2000
"""So many files of a folder are looked at."""
WORDS = ("conflicted copy", "sync-conflict-", "conflict copy")
HOST = re.compile(r"-(?=[A-Z0-9-]*[A-Z])[A-Z0-9][A-Z0-9-]{1,62}(?:-\d+)?")
"""What is added to a name with the name of a computer, as OneDrive does it."""


def is_conflicted_name(name: str, of: str) -> bool:
    """Whether a file's name, without its ending, says that it is a conflicted copy of another."""
    if name == of or not name.startswith(of):
        return False
    rest = name[len(of) :]
    if any(words in rest.lower() for words in WORDS):
        return True
    return rest.lower() == f"-{host_name().lower()}" or HOST.fullmatch(rest) is not None


def conflicted_copies(path: Path, doc: str) -> list[Path]:
    """The conflicted copies of a map beside its file, by name."""
    found = []
    try:
        with os.scandir(path.parent) as there:
            for _, entry in zip(range(MOST_FILES), there, strict=False):
                one = Path(entry.path)
                if one.suffix.lower() == path.suffix.lower() and is_conflicted_name(one.stem, path.stem):
                    found.append(one)
    except OSError:
        return []
    return sorted(one for one in found if doc_of(one) == doc)


def put_away(path: Path) -> Path:
    """Move a copy that was joined to the trash folder of the app, where it stays; returns where. Raises OSError."""
    folder = state_home() / "trash"
    folder.mkdir(parents=True, exist_ok=True)
    place = folder / path.name
    while place.exists():
        place = folder / f"{path.stem} {secrets.token_hex(3)}{path.suffix}"
    shutil.move(path, place)
    return place
