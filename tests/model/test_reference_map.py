"""The reference map that ships is sound and tells the whole story."""

from pathlib import Path

from model.findings import Evidence, Initiative, Kpi, NamedGap
from model.format import read, write
from model.kinds import references
from model.orders import journey_order, ordered
from model.records import Channel, Handover, JourneyMap, Persona, Phase, Touchpoint
from model.store import Store

CONTENT = (Path(__file__).parents[2] / "resources" / "maps" / "port-my-number.journey").read_bytes()


def test_it_opens_without_a_word_and_saves_to_the_same_bytes() -> None:
    opened = read(CONTENT)
    assert opened.problems == []
    assert write(opened.records, opened.envelope) == CONTENT


def test_it_tells_the_whole_story() -> None:
    store = Store.holding(read(CONTENT).records)
    (own,) = store.of(JourneyMap).values()
    assert (own.title, own.scenario) == ("Port my number to Halo", "Moving a mobile number to Halo")
    assert [one.name for one in ordered(store, Persona)] == ["Amira Rahman", "Daniel Tan"]
    assert [one.title for one in ordered(store, Phase)] == ["Decide", "Set up", "Prove", "Wait", "Put right"]
    assert [one.icon for one in ordered(store, Channel)] == ["web", "chat", "msg", "store", "phone"]
    steps = journey_order(store)
    assert len(steps) == 25
    assert (steps[0].title, steps[10].title) == ("Sees “Switch in one day” ad", "Tells the whole story again")
    assert len(store.of(Handover)) == 29
    assert len(store) == 138


def test_what_the_room_named_is_tied_to_the_journey() -> None:
    store = Store.holding(read(CONTENT).records)
    gaps = ordered(store, NamedGap)
    assert [one.severity_override for one in gaps] == [92, 88, 81, 74, 66, 52, 44, 37]
    assert all(one.about and one.covers and one.moves and one.severity_reason for one in gaps)
    closed = {key for one in ordered(store, Initiative) for key in one.closes}
    assert closed == {one.id for one in gaps}
    assert sum(len(one.drives) for one in ordered(store, Kpi)) == 7
    beliefs = {one.id for one in store.of(Touchpoint).values() if one.believed is not None}
    assert any(one.supports == beliefs for one in ordered(store, Evidence))
    assert all(named in store for record in store for _, named in references(record))
