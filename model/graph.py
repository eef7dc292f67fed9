"""The journey as a graph: touchpoints are nodes, handovers are edges keyed by their id."""

from typing import TYPE_CHECKING

from model.parts import Parts, at_once
from model.records import Handover, Touchpoint
from model.store import Change, Commit, Store

if TYPE_CHECKING:
    from networkx import MultiDiGraph

OFTEN = 400
"""After so many records there is a pause."""


class JourneyGraph:
    """A `networkx.MultiDiGraph` of a store's journey that follows every commit.

    Each node and each edge carries its record as the attribute `record`. A handover with a missing end is no
    edge, since networkx would invent a touchpoint; it becomes one when its end appears.
    """

    def __init__(self, store: Store) -> None:
        at_once(self._begin(store))

    @classmethod
    def in_parts(cls, store: Store) -> Parts["JourneyGraph"]:
        """The same in parts, between which the store must not change."""
        made = cls.__new__(cls)
        yield from made._begin(store)
        return made

    def _begin(self, store: Store) -> Parts[None]:
        import networkx  # Takes 0.2 s, and a window without analyses does not need it.

        self.graph: MultiDiGraph[str] = networkx.MultiDiGraph()
        self._store = store
        self._ends: dict[str, tuple[str, str]] = {}
        self._dangling: dict[str, tuple[str, str]] = {}
        self._waiting: dict[str, set[str]] = {}
        for count, touchpoint in enumerate(store.of(Touchpoint).values()):
            if count % OFTEN == 0:
                yield
            self.graph.add_node(touchpoint.id, record=touchpoint)
        for count, handover in enumerate(store.of(Handover).values()):
            if count % OFTEN == 0:
                yield
            self._draw(handover)
        store.committed.connect(self.follow)

    @property
    def dangling(self) -> frozenset[str]:
        """The handovers of which one end, or both, is missing."""
        return frozenset(self._dangling)

    def follow(self, commit: Commit) -> None:
        """Take in what a commit changed."""
        for change in commit.patch:
            if change.kind == "touchpoint":
                self._follow_touchpoint(change)
            elif change.kind == "handover":
                self._redraw(change.id)

    def _follow_touchpoint(self, change: Change) -> None:
        touchpoint = self._store.find(Touchpoint, change.id)
        if touchpoint is not None:
            self.graph.add_node(touchpoint.id, record=touchpoint)
            for handover_id in tuple(self._waiting.get(touchpoint.id, ())):
                self._redraw(handover_id)
        elif change.id in self.graph:
            touching = [
                *self.graph.in_edges(change.id, keys=True),
                *self.graph.out_edges(change.id, keys=True),
            ]
            self.graph.remove_node(change.id)
            for _, _, handover_id in touching:
                self._redraw(handover_id)

    def _redraw(self, handover_id: str) -> None:
        self._erase(handover_id)
        handover = self._store.find(Handover, handover_id)
        if handover is not None:
            self._draw(handover)

    def _draw(self, handover: Handover) -> None:
        ends = handover.source, handover.target
        missing = [end for end in ends if end not in self.graph]
        if missing:
            self._dangling[handover.id] = ends
            for end in missing:
                self._waiting.setdefault(end, set()).add(handover.id)
        else:
            self._ends[handover.id] = ends
            self.graph.add_edge(*ends, key=handover.id, record=handover)

    def _erase(self, handover_id: str) -> None:
        if handover_id in self._dangling:
            for end in self._dangling.pop(handover_id):
                self._waiting.get(end, set()).discard(handover_id)
        elif handover_id in self._ends:
            ends = self._ends.pop(handover_id)
            if self.graph.has_edge(*ends, key=handover_id):
                self.graph.remove_edge(*ends, key=handover_id)
