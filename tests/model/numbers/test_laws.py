"""What holds for the numbers of any journey."""

from collections import Counter
from fractions import Fraction
from math import fsum, inf
from random import Random

import numpy
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.journey import Journey
from model.numbers import all_numbers, numbers, reach
from model.numbers.chain import Chain, chains, weights
from model.numbers.flows import Flows
from model.numbers.returning import Returning, fundamental
from model.numbers.visits import components
from model.numbers.walks import Walks
from model.records import Handover
from tests.model.numbers.maps import Lead, by_number, journey, random_journey, value

SEEDS = st.integers(0, 10**6)
SOME = settings(max_examples=40, deadline=None)


def chain_of(seed: int) -> Chain:
    (chain,) = chains(random_journey(seed), ["pe_0"])
    return chain


def ahead_only(seed: int, count: int = 8) -> list[Lead]:
    """Handovers of which each leads further on, some with a share."""
    chance, leads = Random(seed), []
    for source in range(count - 1):
        room = 1.0
        for _ in range(chance.randint(0, 3)):
            share = round(chance.uniform(0, room), 3) if chance.random() < 0.5 else None
            room -= share or 0
            leads.append((source, chance.randrange(source + 1, count), share))
    return leads


@SOME
@given(SEEDS)
def test_the_chances_to_leave_or_end_sum_to_one(seed: int) -> None:
    chain = chain_of(seed)
    assert fsum(chain.start) == pytest.approx(1)
    for ways, left in zip(chain.ways, chain.left, strict=True):
        assert fsum(way.chance for way in ways) + left == pytest.approx(1)
        assert min((way.chance for way in ways), default=0.0) >= 0 <= left


@SOME
@given(SEEDS)
def test_everybody_ends_once(seed: int) -> None:
    flows = Flows(chain_of(seed))
    if not flows.endless:
        assert fsum(flows.endings) + fsum(flows.exits.values()) == pytest.approx(1)
        assert fsum(flows.at_once) <= fsum(flows.endings) + 1e-9


@SOME
@given(SEEDS)
def test_reach_is_a_share_and_never_more_than_the_visits(seed: int) -> None:
    made = random_journey(seed)
    found = numbers(made, "pe_0")
    for touchpoint, share in found.reach.items():
        assert 0 <= share <= min(1.0, found.visits[touchpoint] + 1e-12)
        assert (share == 0) == (touchpoint in found.unreachable)


@SOME
@given(SEEDS)
def test_what_came_before_the_first_rework_and_what_came_after_are_all_visits(seed: int) -> None:
    flows = Flows(chain_of(seed))
    if flows.endless:
        return
    before = Flows(flows.chain.without(["rework"])).visits
    assert [a + b for a, b in zip(before, flows.again, strict=True)] == pytest.approx(flows.visits)


@SOME
@given(SEEDS)
def test_all_customers_are_the_personas_mixed(seed: int) -> None:
    made = random_journey(seed)
    everybody, *personas = all_numbers(made)
    each = list(zip(personas, weights(made).values(), strict=True))
    for key in ("contacts", "cost", "first_contact_resolution", "defection"):
        mixed = everybody.figures[key].value
        if mixed is not None:
            assert mixed == pytest.approx(fsum(value(one, key) * part for one, part in each))
    assert reach(made) == pytest.approx(dict(everybody.reach))
    for one in (everybody, *personas):
        alone = numbers(made, one.persona)
        assert (one.visits, one.walks(3)) == (alone.visits, alone.walks(3))
        assert {key: figure.value for key, figure in one.figures.items()} == {
            key: figure.value for key, figure in alone.figures.items()
        }


@SOME
@given(SEEDS)
def test_without_cycles_the_contacts_equal_the_sum_over_all_ways(seed: int) -> None:
    made = journey(8, ahead_only(seed))
    (chain,) = chains(made, [None])
    walks = list(Walks(chain))
    assert fsum(walk.chance for walk in walks) == pytest.approx(1)
    contacts = fsum(walk.chance * len(walk.touchpoints) for walk in walks)
    assert value(numbers(made), "contacts") == pytest.approx(contacts)


@SOME
@given(SEEDS, st.booleans())
def test_taking_a_rework_away_never_raises_contacts_where_its_target_leads_back(
    seed: int, shared: bool
) -> None:
    """Shares are stated for all ways from the source or for none, so that the others keep their proportions."""
    chance, source, count = Random(seed), 4, 9
    detour: list[Lead] = [
        (one, chance.randrange(one + 1, source + 1)) for one in range(source) for _ in (1, 2)
    ]
    further: list[Lead] = [(one, chance.randrange(one + 1, count)) for one in range(source + 1, count - 1)]
    shares = [chance.uniform(0.05, 0.3) if shared else None for _ in range(3)]
    ahead: list[Lead] = [(source, chance.randrange(source + 1, count), share) for share in shares[1:]]
    without = [*detour, *further, *ahead]
    back: Lead = (source, chance.randrange(source), shares[0], "rework")
    assert value(numbers(journey(count, without)), "contacts") <= (
        value(numbers(journey(count, [*without, back])), "contacts") + 1e-9
    )


@SOME
@given(SEEDS)
def test_components_stand_before_those_they_lead_to(seed: int) -> None:
    chain = chain_of(seed)
    found = components(chain, [list(range(len(chain.touchpoints)))])
    place = {touchpoint: number for number, part in enumerate(found) for touchpoint in part}
    assert sorted(place) == list(range(len(chain.touchpoints)))
    for source, ways in enumerate(chain.ways):
        assert all(place[source] <= place[way.target] for way in ways if way.chance)


def cycle_of(seed: int, count: int, leak: float) -> tuple[dict[int, dict[int, float]], dict[int, float]]:
    """Touchpoints that all lead back to each other; only the first leaks."""
    chance, ways = Random(seed), {}
    for one in range(count):
        to = {(one + 1) % count, *(chance.randrange(count) for _ in range(chance.randint(0, 4)))} - {one}
        drawn = {target: chance.uniform(0.1, 1) for target in sorted(to)}
        total = fsum(drawn.values()) / (1 - (leak if one == 0 else 0))
        ways[one] = {target: part / total for target, part in drawn.items()}
    return ways, {one: leak if one == 0 else 0.0 for one in range(count)}


@settings(max_examples=25, deadline=None)
@given(SEEDS, st.integers(2, 40), st.floats(1e-6, 0.9), st.booleans())
def test_visits_in_a_cycle_equal_the_fundamental_matrix(
    seed: int, count: int, leak: float, whole: bool
) -> None:
    ways, leaks = cycle_of(seed, count, leak)
    chances = numpy.zeros((count, count))
    for one, row in ways.items():
        for target, chance in row.items():
            chances[one, target] = chance
    found = fundamental(chances, numpy.array([leaks[one] for one in range(count)]))
    plain = numpy.linalg.inv(numpy.eye(count) - chances)
    assert found == pytest.approx(plain, rel=1e-6)
    returning = Returning(ways, leaks)
    again, visits = returning.again(), returning.visits({one: float(one == count - 1) for one in ways})
    assert [again[one] for one in range(count)] == pytest.approx(found.diagonal(), rel=1e-11)
    assert [visits[one] for one in range(count)] == pytest.approx(found[-1], rel=1e-11)


@pytest.mark.parametrize("leak", [0.5, 1e-6, 1e-15, 1e-60])
def test_every_digit_holds_however_seldom_a_cycle_ends(leak: float) -> None:
    ways, leaks = cycle_of(5, 12, 0.0)
    leaks[0] = leak
    exact = [[Fraction(0)] * 12 for _ in range(12)]
    for one, row in ways.items():
        for target, chance in row.items():
            exact[one][target] = -Fraction(chance)
        exact[one][one] = Fraction(leaks[one]) + sum(map(Fraction, row.values()))
    expected = solved(exact, 3)
    found = Returning(ways, leaks)
    visits = found.visits({one: float(one == 3) for one in ways})
    assert [visits[one] for one in range(12)] == pytest.approx(expected, rel=1e-12)
    assert found.again()[3] == pytest.approx(expected[3], rel=1e-12)


def solved(matrix: list[list[Fraction]], start: int) -> list[float]:
    """x of x·M = the unit at `start`, exactly."""
    count = len(matrix)
    rows = [[*(matrix[j][i] for j in range(count)), Fraction(i == start)] for i in range(count)]
    for pivot in range(count):
        best = next(row for row in range(pivot, count) if rows[row][pivot])
        rows[pivot], rows[best] = rows[best], rows[pivot]
        rows[pivot] = [one / rows[pivot][pivot] for one in rows[pivot]]
        for row in range(count):
            if row != pivot and rows[row][pivot]:
                by = rows[row][pivot]
                rows[row] = [a - by * b for a, b in zip(rows[row], rows[pivot], strict=True)]
    return [float(row[-1]) for row in rows]


def step_on(made: Journey, persona: str, touchpoint: str, chance: Random) -> Handover | None:
    """The handover that one customer takes, read off the records alone; None ends there."""
    ways = made.leaving(touchpoint)
    stated = [one.share for one in ways if one.share is not None]
    equal = (1 - sum(stated)) / max(1, len(ways) - len(stated))
    shares = [equal if one.share is None else one.share for one in ways]
    taken: Handover | None = chance.choices([*ways, None], [*shares, max(0.0, 1 - sum(shares))])[0]
    while taken is not None and persona not in (made.store[taken.target].personas or {persona}):
        own = [made.store[one.target].personas in ({persona}, frozenset()) for one in ways]
        possible = [share * ours for share, ours in zip(shares, own, strict=True)]
        taken = chance.choices(ways, possible)[0] if sum(possible) else None
    return taken


def simulated(made: Journey, persona: str, chance: Random) -> tuple[list[str], list[str]]:
    """The touchpoints one customer comes by, and the kinds of the handovers between."""
    own = [
        made.store[one] for one in made.touchpoints if made.store[one].personas in ({persona}, frozenset())
    ]
    entries = [one.entry or 0 for one in own]
    place = chance.choices(own, entries)[0].id if sum(entries) else own[0].id
    touchpoints, kinds = [place], []
    while (taken := step_on(made, persona, touchpoints[-1], chance)) is not None:
        touchpoints.append(taken.target)
        kinds.append(taken.handover_kind)
    return touchpoints, kinds


@pytest.mark.parametrize(
    ("seed", "persona"), [(3, "pe_0"), (7, "pe_1"), (11, "pe_0"), (19, "pe_1"), (23, "pe_0")]
)
def test_a_plain_simulation_agrees(seed: int, persona: str) -> None:
    made, chance, runs = random_journey(seed), Random(seed), 20_000
    found = numbers(made, persona)
    assert found.errors == {}
    counted: Counter[str] = Counter()
    for _ in range(runs):
        touchpoints, kinds = simulated(made, persona, chance)
        ends = made.store[touchpoints[-1]].ends
        first = kinds.index("rework") + 1 if "rework" in kinds else len(touchpoints)
        counted.update(set(touchpoints))
        counted["contacts"] += len(touchpoints)
        counted["again"] += len(touchpoints) - first
        counted["at once"] += ends == "done" and not {"rework", "exit"} & set(kinds)
        counted["lost"] += "exit" in kinds or ends == "gave_up"
    assert counted["contacts"] / runs == pytest.approx(value(found, "contacts"), rel=0.05)
    assert counted["again"] / counted["contacts"] == pytest.approx(value(found, "failure_demand"), abs=0.02)
    assert counted["at once"] / runs == pytest.approx(value(found, "first_contact_resolution"), abs=0.02)
    assert counted["lost"] / runs == pytest.approx(value(found, "defection"), abs=0.02)
    assert {one: counted[one] / runs for one in found.reach} == pytest.approx(dict(found.reach), abs=0.02)


def test_a_clique_that_nobody_leaves_is_an_error() -> None:
    leads: list[Lead] = [(a, b, None, "rework") for a in range(30) for b in range(30) if a != b]
    found = numbers(journey(30, leads))
    assert found.errors == {"tp_0": "Nobody ever leaves the cycle of 1, 2, 3, 4, 5, 6, 7, 8, 9 and 21 more."}
    assert found.walks() == []


def test_one_cycle_through_thousands_of_touchpoints_is_no_work() -> None:
    count = 4000
    leads: list[Lead] = [(one, one + 1) for one in range(count - 1)]
    found = numbers(journey(count, [*leads, (count - 1, 0, 0.5, "rework")]))
    assert value(found, "contacts") == pytest.approx(2 * count)
    assert set(found.reach.values()) == {1.0}


def test_a_way_back_at_every_step_keeps_its_digits_or_is_said_to_be_endless() -> None:
    def back_each_time(count: int) -> list[Lead]:
        back: list[Lead] = [(one, 0, 0.5, "rework") for one in range(1, count)]
        return [(0, 1), *((one, one + 1, 0.5) for one in range(1, count)), *back]

    # Visits to 1 are 2 ** (steps): each try gets on with one half.
    found = by_number(numbers(journey(61, back_each_time(60))).visits)
    assert found[60] == pytest.approx(1, rel=1e-12)
    assert found[1] == pytest.approx(2.0**59, rel=1e-12)
    endless = numbers(journey(1501, back_each_time(1500)))
    assert list(endless.errors) == ["tp_0"]
    assert endless.figures["contacts"].value is None
    assert inf not in endless.reach.values()
