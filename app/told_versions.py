"""What the verb history says: the versions of a map that this computer keeps, and one of them written out."""

import json
from pathlib import Path

from app.cannot import CannotDo
from app.files import open_map, save_bytes
from app.vault import Vault, Version

NONE = "No version of this map is kept on this computer. Every save from here on is."


def tell_versions(source: Path, as_json: bool) -> None:
    """Say which versions of a map are kept here, the newest first; raises CannotOpen."""
    found = _versions(source)
    if as_json:
        lines = [
            {
                "number": number,
                "when": one.when.isoformat(),
                "who": one.person,
                "why": one.why,
                "name": one.name,
                "said": one.words,
            }
            for number, one in enumerate(found, 1)
        ]
        print(json.dumps({"map": str(source), "versions": lines}, ensure_ascii=False, indent=1))
        return
    if not found:
        print(NONE)
    for number, one in enumerate(found, 1):
        named = f"“{one.name}”: " if one.name else ""
        print(f"{number}  {one.when.astimezone():%Y-%m-%d %H:%M}  {one.person}: {named}{one.words}")


def restore_version(source: Path, number: int, out: Path) -> None:
    """Write one version of a map to a new file; raises CannotDo, CannotOpen, CannotRead, CannotSave."""
    found = _versions(source)
    if not 1 <= number <= len(found):
        most = f"there are 1 to {len(found)}" if found else NONE
        raise CannotDo(f"There is no version {number} of {source.name}; {most}.".replace("..", "."))
    if out.exists():
        raise CannotDo(f"{out} is there already: name a file that is not, and nothing is written over.")
    content = Vault(open_map(source).envelope.doc).content(found[number - 1])
    save_bytes(out, content)
    print(f"{out}: the map as of {found[number - 1].when.astimezone():%Y-%m-%d %H:%M}.")


def _versions(source: Path) -> list[Version]:
    return Vault(open_map(source).envelope.doc).versions()
