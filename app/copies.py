"""What somebody else saved to a file, read and joined with a map as it stood: work for another thread."""

from dataclasses import dataclass
from operator import is_

from model.by_hand import Before, stamped
from model.compare import patch_between
from model.format import Opened, read
from model.join import join
from model.stamps import Stamps
from model.store import Patch, Store


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
