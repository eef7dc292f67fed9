"""The journey graph holds every touchpoint and every handover that has both ends, at any time."""

from model.graph import JourneyGraph
from model.operations import delete, hand_over
from model.records import Handover, Place, Touchpoint
from model.store import Store


def _edges(graph: JourneyGraph) -> set[tuple[str, str, str]]:
    return set(graph.graph.edges(keys=True))


def test_it_holds_the_journey_with_its_records(store: Store) -> None:
    graph = JourneyGraph(store)
    assert set(graph.graph) == {"tp_1", "tp_2", "tp_3"}
    assert _edges(graph) == {("tp_1", "tp_2", "ho_1"), ("tp_2", "tp_3", "ho_2")}
    assert graph.graph.nodes["tp_2"]["record"] is store["tp_2"]
    assert graph.graph.edges["tp_1", "tp_2", "ho_1"]["record"] is store["ho_1"]


def test_it_follows_every_change(store: Store) -> None:
    graph = JourneyGraph(store)
    made = hand_over(store, "tp_3", "tp_1")
    assert ("tp_3", "tp_1", made) in _edges(graph)
    with store.transaction("Turn") as change:
        change.update(made, source="tp_2")
        change.update("tp_2", title="Asks twice")
    assert ("tp_2", "tp_1", made) in _edges(graph)
    assert graph.graph.nodes["tp_2"]["record"].title == "Asks twice"
    delete(store, ["tp_2"])
    assert _edges(graph) == set()
    assert set(graph.graph) == {"tp_1", "tp_3"}


def test_a_handover_without_an_end_is_no_edge_until_its_end_appears(store: Store) -> None:
    graph = JourneyGraph(store)
    with store.transaction("Theirs", source="remote") as change:
        change.delete("tp_2")
        change.create(Handover, id="ho_9", source="tp_8", target="tp_9")
    assert graph.dangling == {"ho_1", "ho_2", "ho_9"}
    assert set(graph.graph) == {"tp_1", "tp_3"}
    with store.transaction("Back", source="remote") as change:
        change.create(Touchpoint, id="tp_2", place=Place("ph_1", "ch_1", "B"))
        change.create(Touchpoint, id="tp_8", place=Place("ph_1", "ch_1", "C"))
    assert graph.dangling == {"ho_9"}
    assert _edges(graph) == {("tp_1", "tp_2", "ho_1"), ("tp_2", "tp_3", "ho_2")}


def test_two_handovers_between_the_same_two_and_one_to_itself_are_edges_of_their_own(store: Store) -> None:
    with store.transaction("Theirs", source="remote") as change:
        change.create(Handover, id="ho_8", source="tp_1", target="tp_2")
        change.create(Handover, id="ho_9", source="tp_1", target="tp_1")
    graph = JourneyGraph(store)
    assert graph.graph.number_of_edges() == 4
    with store.transaction("Theirs", source="remote") as change:
        change.delete("tp_1")
    assert graph.graph.number_of_edges() == 1
    assert graph.dangling == {"ho_1", "ho_8", "ho_9"}
