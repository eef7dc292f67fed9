"""Whatever a room does to a map can be taken back, done again, saved and opened, and all stays in step."""

import secrets
from itertools import pairwise
from random import Random
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from model import operations as do
from model.behaviours import BEHAVIOURS
from model.findings import Comment, MomentThatMatters, NamedGap, PainPoint
from model.format import new_envelope, read, write
from model.graph import JourneyGraph
from model.history import History
from model.kinds import InvalidRecord, references
from model.orders import journey_order, numbers_of
from model.records import Channel, Handover, Phase, Record, Touchpoint
from model.references import References
from model.rules import Refused
from model.store import Store

texts = st.text(st.characters(codec="utf-8"), max_size=12)
moods = st.none() | st.floats(-2, 2)
picks = st.integers(0, 10**6)


def _say(store: Store, where: str, is_comment: bool) -> None:
    with store.transaction("Say") as change:
        if is_comment:
            change.create(Comment, on=where, text="?")
        else:
            change.create(NamedGap, about={where}, covers={f"gap:{where}"})


class AMapInAWorkshop(RuleBasedStateMachine):
    """Random hands on one map, with a colleague now and then."""

    @initialize(length=st.integers(0, 6))
    def open_a_map(self, length: int) -> None:
        self.patch = pytest.MonkeyPatch()
        self.patch.setattr(secrets, "choice", Random(1).choice)  # The same ids in every run.
        begun = Store.holding(do.new_map("Ours"))
        steps = [
            do.add_touchpoint(begun, self._any(begun, Phase), self._any(begun, Channel))
            for _ in range(length)
        ]
        for source, target in pairwise(steps):
            do.hand_over(begun, source, target)
        self.store = Store.holding(begun, BEHAVIOURS)
        self.history = History(self.store)
        self.graph = JourneyGraph(self.store)
        self.envelope = new_envelope()
        self.states = [self.store.everything()]
        self.is_alone = True
        self.store.referring_to("tp_1")

    @staticmethod
    def _any(store: Store, kind: type[Record]) -> str:
        return min(store.of(kind))

    def pick(self, kind: type[Record], number: int) -> str:
        known = sorted(self.store.of(kind))
        return known[number % len(known)] if known else "tp_none"

    def tried(self, verb: Any, *given: Any) -> None:
        """Do something as the user, and remember the state after each step that the history holds."""
        before = self.store.everything()
        try:
            verb(self.store, *given)
        except (Refused, InvalidRecord):
            assert self.store.everything() == before
        now = self.store.everything()
        if now != before:
            assert not self.history.can_redo
            self.states = [*self.states[: len(self.history._done)], now]

    @rule(phase=picks, channel=picks, title=texts, at=picks)
    def add_a_touchpoint(self, phase: int, channel: int, title: str, at: int) -> None:
        where = self.pick(Phase, phase), self.pick(Channel, channel)
        self.tried(do.add_touchpoint, *where, title, self.pick(Touchpoint, at))

    @rule(ids=st.lists(picks, max_size=3), phase=picks, channel=picks, at=picks)
    def move_touchpoints(self, ids: list[int], phase: int, channel: int, at: int) -> None:
        where = self.pick(Phase, phase), self.pick(Channel, channel)
        chosen = [self.pick(Touchpoint, one) for one in ids]
        self.tried(do.move_touchpoints, chosen, *where, self.pick(Touchpoint, at))

    @rule(start=picks, end=picks)
    def hand_over(self, start: int, end: int) -> None:
        self.tried(do.hand_over, self.pick(Touchpoint, start), self.pick(Touchpoint, end))

    @rule(handover=picks)
    def cycle_quality(self, handover: int) -> None:
        self.tried(do.cycle_quality, self.pick(Handover, handover))

    @rule(touchpoint=picks, mood=moods)
    def set_a_mood(self, touchpoint: int, mood: float | None) -> None:
        self.tried(do.set_mood, self.pick(Touchpoint, touchpoint), None, mood)

    @rule(on=picks, kind=st.sampled_from([Touchpoint, Handover]), verb=st.sampled_from([0, 1, 2, 3]))
    def find_something(self, on: int, kind: type[Record], verb: int) -> None:
        where = self.pick(kind, on)
        if verb == 0:
            self.tried(do.mark_moment, where)
        elif verb == 1:
            self.tried(do.mark_pain, where)
        elif where in self.store:
            self.tried(_say, where, verb == 2)

    @rule(kind=st.sampled_from([Touchpoint, Phase, Channel]), which=picks, title=texts)
    def rename(self, kind: type[Record], which: int, title: str) -> None:
        self.tried(do.rename, self.pick(kind, which), title)

    @rule(
        kind=st.sampled_from([Touchpoint, Handover, Phase, Channel, MomentThatMatters, PainPoint, NamedGap]),
        ids=st.lists(picks, min_size=1, max_size=2),
    )
    def delete(self, kind: type[Record], ids: list[int]) -> None:
        self.tried(do.delete, {self.pick(kind, one) for one in ids})

    @rule(title=texts)
    def fail_in_the_middle(self, title: str) -> None:
        before = self.store.everything()
        try:
            with self.store.transaction("Fail") as change:
                change.create(Phase, title=title)
                for touchpoint in list(self.store.of(Touchpoint)):
                    change.delete(touchpoint)
                change.update(self.pick(Phase, 0), title=7)
        except InvalidRecord:
            pass
        assert self.store.everything() == before

    @precondition(lambda self: self.history.can_undo)
    @rule()
    def undo(self) -> None:
        self.history.undo()
        self.stands_as_remembered()

    @precondition(lambda self: self.history.can_redo)
    @rule()
    def redo(self) -> None:
        self.history.redo()
        self.stands_as_remembered()

    def stands_as_remembered(self) -> None:
        if self.is_alone:
            assert self.store.everything() == self.states[len(self.history._done)]

    @rule(which=picks, title=texts)
    def a_colleague_changes_and_deletes(self, which: int, title: str) -> None:
        touchpoint = self.pick(Touchpoint, which)
        if touchpoint in self.store and which % 7 == 0:
            with self.store.transaction("Theirs", source="remote") as change:
                change.update(self.pick(Touchpoint, which + 1), title=title)
                change.delete(touchpoint)
            self.is_alone = False

    @invariant()
    def the_graph_equals_one_made_anew(self) -> None:
        anew = JourneyGraph(self.store)
        assert dict(self.graph.graph.nodes) == dict(anew.graph.nodes)
        edges = [
            {(a, b, key): record for a, b, key, record in one.graph.edges(keys=True, data="record")}
            for one in (self.graph, anew)
        ]
        assert edges[0] == edges[1]
        assert self.graph.dangling == anew.dangling

    @invariant()
    def the_references_equal_those_found_anew(self) -> None:
        assert self.store._references is not None
        assert self.store._references._to == References(self.store)._to

    @invariant()
    def saving_and_opening_gives_the_same_map(self) -> None:
        content = write(self.store, self.envelope)
        opened = read(content)
        assert {one.id: one for one in opened.records} == self.store.everything()
        assert write(reversed(opened.records), opened.envelope) == content

    @invariant()
    def nothing_dangles_while_nobody_else_takes_part(self) -> None:
        if self.is_alone:
            for record in self.store:
                assert all(named in self.store for _, named in references(record))
            assert len(journey_order(self.store)) == len(self.store.of(Touchpoint))

    @invariant()
    def everything_stands_in_line(self) -> None:
        anew = Store.holding(self.store).lines
        for kind in (Phase, Channel, Handover, MomentThatMatters):
            assert self.store.lines.of_kind(kind.kind) == anew.of_kind(kind.kind)
        touchpoints = self.store.of(Touchpoint)
        for phase in {one.place.phase for one in touchpoints.values()} | {*self.store.of(Phase)}:
            assert self.store.lines.of_phase(phase) == anew.of_phase(phase)
        steps = journey_order(self.store)
        assert numbers_of(self.store, *(one.id for one in steps)) == list(range(1, len(steps) + 1))

    def teardown(self) -> None:
        """Take everything back to the start, state by state, and do it all again."""
        if hasattr(self, "patch"):
            self.patch.undo()
        if not hasattr(self, "store") or not self.is_alone:
            return
        while self.history.can_undo:
            self.history.undo()
            self.stands_as_remembered()
        assert self.store.everything() == self.states[0]
        while self.history.can_redo:
            self.history.redo()
            self.stands_as_remembered()
        assert self.store.everything() == self.states[-1]


AMapInAWorkshop.TestCase.settings = settings(max_examples=40, stateful_step_count=40, deadline=None)
TestAMapInAWorkshop = AMapInAWorkshop.TestCase
