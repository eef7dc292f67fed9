"""The likeliest walks are the likeliest, in order, and cost no more than what is asked for."""

from itertools import islice, pairwise
from math import fsum, prod

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.numbers import numbers
from model.numbers.chain import Chain, chains
from model.numbers.walks import Walk, Walks, likeliest
from tests.model.numbers.maps import Lead, journey, random_journey, value

SEEDS = st.integers(0, 10**6)
SOME = settings(max_examples=40, deadline=None)


@SOME
@given(SEEDS)
def test_walks_come_in_order_and_none_twice(seed: int) -> None:
    (chain,) = chains(random_journey(seed, 6), ["pe_0"])
    found = [walk for _, walk in zip(range(60), Walks(chain), strict=False)]
    assert len({(walk.touchpoints, walk.handovers) for walk in found}) == len(found)
    assert all(a.chance >= b.chance * (1 - 1e-8) for a, b in pairwise(found))
    assert fsum(walk.chance for walk in found) <= 1 + 1e-9


@SOME
@given(SEEDS)
def test_the_likeliest_walks_are_those_of_all_walks(seed: int) -> None:
    """Against every walk of up to 7 touchpoints, tried one by one."""
    (chain,) = chains(random_journey(seed, 5), ["pe_1"])
    every: list[tuple[float, tuple[str, ...]]] = []
    ahead = [(share, (one,)) for one, share in enumerate(chain.start) if share]
    still = 0.0
    while ahead:
        chance, places = ahead.pop()
        if len(places) == 8:
            still = max(still, chance)
            continue
        if chain.left[places[-1]]:
            every.append((chance * chain.left[places[-1]], places))
        ahead += [
            (chance * way.chance, (*places, way.target)) for way in chain.ways[places[-1]] if way.chance
        ]
    best = sorted((chance for chance, _ in every if chance > still), reverse=True)[:12]
    found = [walk.chance for _, walk in zip(best, Walks(chain), strict=False)]
    assert found == pytest.approx(best)


def chance_in(chain: Chain, walk: Walk) -> float:
    """The chance that a persona goes exactly so."""
    if not set(walk.touchpoints) <= set(chain.touchpoints):
        return 0.0
    places = [chain.touchpoints.index(one) for one in walk.touchpoints]
    taken = {way.handover.id: way.chance for ways in chain.ways for way in ways}
    return (
        chain.start[places[0]] * prod(taken.get(one, 0.0) for one in walk.handovers) * chain.left[places[-1]]
    )


@SOME
@given(SEEDS)
def test_the_likeliest_walks_of_all_customers_are_weighed_over_the_personas(seed: int) -> None:
    made = random_journey(seed, 5)
    parts = list(zip(chains(made, ["pe_0", "pe_1"]), (0.7, 0.3), strict=True))
    walks = {walk.handovers or walk.touchpoints: walk for one, _ in parts for walk in islice(Walks(one), 300)}
    chances = [sum(part * chance_in(one, walk) for one, part in parts) for walk in walks.values()]
    found = [
        walk.chance for walk in likeliest([(Walks(one), part) for one, part in parts], 4, made.number_of)
    ]
    assert found == pytest.approx(sorted(chances, reverse=True)[:4])


def test_a_clique_of_rework_handovers_is_no_work() -> None:
    leads: list[Lead] = [(a, b, 0.03, "rework") for a in range(30) for b in range(30) if a != b]
    found = numbers(journey(30, leads))
    # Each is left for good with 0.13: 1 / 0.13 contacts.
    assert value(found, "contacts") == pytest.approx(1 / 0.13)
    walks = found.walks(40)
    assert len(walks) == 40
    assert (walks[0].touchpoints, walks[1].touchpoints) == (("tp_0",), ("tp_0", "tp_1"))


def test_a_ladder_of_forty_branches_is_no_work_and_ties_go_by_journey_order() -> None:
    leads: list[Lead] = []
    for rung in range(40):
        leads += [(3 * rung, 3 * rung + 1), (3 * rung, 3 * rung + 2)]
        leads += [(3 * rung + 1, 3 * rung + 3), (3 * rung + 2, 3 * rung + 3)]
    found = numbers(journey(121, leads))
    assert value(found, "contacts") == 81
    walks = found.walks(4)
    assert [walk.chance for walk in walks] == [0.5**40] * 4
    on_top = [[int(one[3:]) % 3 == 1 for one in walk.touchpoints[1::2]] for walk in walks]
    assert on_top[0] == [True] * 40
    assert on_top[1] == [True] * 39 + [False]
    assert on_top[2] == [True] * 38 + [False, True]
    assert on_top[3] == [True] * 38 + [False, False]


def test_branches_whose_chances_are_no_round_numbers_tie_all_the_same() -> None:
    leads: list[Lead] = []
    for rung in range(25):
        leads += [(4 * rung, 4 * rung + one) for one in (1, 2, 3)]
        leads += [(4 * rung + one, 4 * rung + 4) for one in (1, 2, 3)]
    walks = numbers(journey(101, leads)).walks(9)
    last_two = [tuple(int(one[3:]) % 4 for one in walk.touchpoints[-4:-1:2]) for walk in walks]
    assert last_two == [(a, b) for a in (1, 2, 3) for b in (1, 2, 3)]


def test_parallel_handovers_are_different_walks() -> None:
    walks = numbers(journey(2, [(0, 1), (0, 1)])).walks()
    assert [(walk.handovers, walk.chance) for walk in walks] == [(("ho_0",), 0.5), (("ho_1",), 0.5)]
