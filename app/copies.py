"""What somebody else saved to a file, read and joined with a map as it stood: work for another thread."""

from dataclasses import dataclass
from operator import is_

from app.files import ChangedMeanwhile
from model.by_hand import Before, stamped
from model.compare import patch_between
from model.format import Opened, Unreadable, read
from model.join import join
from model.stamps import Stamps
from model.store import Patch, Store

KEPT = "Your changes are safe here; save a copy to keep both."


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy of an open map from its file, and what comes of joining it with the map."""

    theirs: Opened
    holds: Before
    """What the file holds now."""
    in_file: Before
    """What it held when the map was last in it."""
    ours: Opened
    """The map as it stood when it was joined."""
    whole: Opened
    patch: Patch
    """What makes the whole out of ours."""

    def is_of(self, store: Store, stamps: Stamps) -> bool:
        """Whether a map is still as it stood then."""
        then = self.ours
        are_the_same = len(then.records) == len(store) and all(map(is_, then.records, store))
        return are_the_same and then.envelope.seen == stamps.seen and then.envelope.trash == stamps.trash


def read_copy(content: bytes, in_file: Before, ours: Opened) -> Copy:
    """Read a copy and join it; raises Unreadable, OtherMap, InvalidRecord and KeyError where that cannot be."""
    read_now = read(content)
    theirs = stamped(read_now, in_file)
    whole = join(ours, theirs)
    return Copy(theirs, Before.of(read_now), in_file, ours, whole, patch_between(ours.records, whole.records))


def read_theirs(content: bytes, in_file: Before, name: str) -> tuple[Opened, Before]:
    """A copy with the stamps that fit it, and what its file holds; raises ChangedMeanwhile where it is no map."""
    try:
        opened = read(content)
    except Unreadable as error:
        raise ChangedMeanwhile(f"“{name}” was replaced by something that is no map. {KEPT}") from error
    return stamped(opened, in_file), Before.of(opened)


def no_copy(name: str) -> ChangedMeanwhile:
    """That a file holds another map."""
    return ChangedMeanwhile(
        f"“{name}” and this map are not copies of one map, so they were not joined. {KEPT}"
    )


def saved_all_the_time(name: str) -> ChangedMeanwhile:
    """That somebody else saves to the file faster than their changes can be joined."""
    return ChangedMeanwhile(
        f"“{name}” is being saved by somebody else all the time. Your changes are safe here; try again in a moment."
    )
