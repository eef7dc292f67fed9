"""Which copies of a map this installation is: a replica id for each document, in use by one open map at a time.

What is remembered of a document is one file in the person's state folder. An open map takes it away and puts it back
when it is closed, so that two windows, or two processes, never stamp as one. Where the counter in a map's file is
not the one that was remembered, the file is an old one or the installation was copied, and the id is made anew.
"""

import hashlib
import json
import os
import secrets
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from app.settings import state_home
from model.records import ALPHABET

LENGTH = 8


def new_replica() -> str:
    """An id that no other copy has."""
    return "".join(secrets.choice(ALPHABET.lower()) for _ in range(LENGTH))


class Replicas:
    """The replica ids that are remembered, by document."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = (folder or state_home()) / "replicas"

    def take(self, doc: str, seen: Mapping[str, Any]) -> str:
        """The replica id for an open map whose file has seen this; nobody else gets it until it is given back."""
        place = self._place(doc)
        taken = place.with_name(f"{place.name}.{secrets.token_hex(4)}")
        try:
            os.replace(place, taken)
            remembered = json.loads(taken.read_bytes())
            replica, counter = str(remembered["replica"]), remembered["counter"]
        except (OSError, ValueError, KeyError, TypeError):
            replica, counter = "", 0
        with suppress(OSError):
            taken.unlink()
        is_sound = replica.isalnum() and replica.isascii() and len(replica) <= 4 * LENGTH
        return replica if is_sound and seen.get(replica, 0) == counter else new_replica()

    def give_back(self, doc: str, replica: str, counter: int) -> None:
        """Remember a replica with the highest counter that the map's file has of it; a full disk forgets it."""
        place = self._place(doc)
        beside = place.with_name(f"{place.name}.{secrets.token_hex(4)}")
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            beside.write_text(json.dumps({"replica": replica, "counter": counter}), "utf-8")
            os.replace(beside, place)
        except OSError:
            with suppress(OSError):
                beside.unlink()

    def _place(self, doc: str) -> Path:
        return self.folder / hashlib.sha256(doc.encode("utf-8", "replace")).hexdigest()[:32]
