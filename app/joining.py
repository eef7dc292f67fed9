"""What the verbs do that join copies of a map, also as git asks for it; nothing here needs a screen."""

import sys
from collections.abc import Sequence
from pathlib import Path

from app.cannot import CannotDo
from app.files import CannotOpen, open_map, save_bytes
from model.by_hand import Before, stamped
from model.format import Opened, write
from model.join import Conflict, OtherMap, conflicts, join
from model.naming import Naming
from model.people import name_of
from model.spoken import counted
from model.stamps import Dot


def join_maps(sources: Sequence[Path], out: Path) -> None:
    """Join copies of a map into a file; raises CannotDo, CannotOpen, CannotSave."""
    if out.is_dir():
        raise CannotDo(f"{out} is a folder: name the file to write, such as {out / 'joined.journey'}.")
    copies = [open_map(one) for one in sources]
    whole = _joined(copies, sources)
    _save(whole, out)
    left = conflicts(whole)
    print(f"{out}: {counted(len(whole.records), 'record')}, joined from {len(sources)} copies.")
    _tell(whole, left)


def merge_maps(base: Path, mine: Path, theirs: Path) -> None:
    """Join theirs into mine, as git asks for it; what differs is told and kept. Raises CannotDo, CannotOpen."""
    copies = [open_map(mine), open_map(theirs)]
    before = _base(base)
    if before is not None and before.envelope.doc == copies[0].envelope.doc == copies[1].envelope.doc:
        copies = [stamped(one, Before.of(before)) for one in copies]
    whole = _joined(copies, [mine, theirs])
    _save(whole, mine)
    _tell(whole, conflicts(whole))


def _base(path: Path) -> Opened | None:
    """What both began with; None where git knows of nothing."""
    try:
        return open_map(path)
    except CannotOpen:
        return None


def _joined(copies: Sequence[Opened], sources: Sequence[Path]) -> Opened:
    for one, source in zip(copies, sources, strict=True):
        if one.read_only:
            raise CannotDo(f"{source} was saved by a newer version of Mind the Gap; nothing was joined.")
        if one.envelope.doc != copies[0].envelope.doc:
            raise CannotDo(f"{source} is no copy of the map in {sources[0]}; nothing was joined.")
    try:
        return join(*copies)
    except OtherMap as error:
        raise CannotDo(str(error)) from error


def _save(whole: Opened, out: Path) -> None:
    save_bytes(out, write(whole.records, whole.envelope))


def _tell(whole: Opened, left: Sequence[Conflict]) -> None:
    """Say on stderr what nobody has chosen between."""
    for line in told_conflicts(whole, left):
        print(line, file=sys.stderr)


def told_conflicts(whole: Opened, left: Sequence[Conflict]) -> list[str]:
    """What people say differently, a sentence each: where, which field, and who says what."""
    naming = Naming({record.id: record for record in whole.records})
    lines = []
    for one in left:
        said = "; ".join(
            f"{_who(whole, dot)} says “{naming.value(one.path, value)}”" for dot, value in one.values
        )
        lines.append(f"Both changed: {naming.line(one.record, one.path)}: {said}. Both are in the file.")
    return lines


def _who(whole: Opened, dot: Dot) -> str:
    return name_of(whole.envelope, dot.replica) or "a colleague"
