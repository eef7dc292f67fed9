"""Two of the sample maps tell of a way that was taken away, and of more orders than anybody can carry."""

import pytest

from model.findings import Kpi, Promise
from model.gaps.promises import is_worse
from model.numbers import all_numbers
from model.records import Handover, Touchpoint
from tests.model.test_sample_maps import at, between, found, journey, rules_at

TRADE_IN, GROCERY = "phone-trade-in", "grocery-delivery"
DAY = 24 * 60


def signs(name: str, anchor: str) -> dict[str, str]:
    """What each rule says at a record."""
    return {sign.rule: sign.why for sign in found(name).computed[anchor].signs}


def touchpoint(name: str, title: str) -> Touchpoint:
    return journey(name).store.of(Touchpoint)[at(name, title)]


def anchor_of_promise(name: str, text: str) -> str:
    (promise,) = (one.id for one in journey(name).store.of(Promise).values() if one.text == text)
    return promise


def kpi(name: str, title: str) -> float | None:
    (found_kpi,) = (one for one in journey(name).ordered(Kpi) if one.title == title)
    return found_kpi.now


def test_the_shop_is_gone_and_nothing_takes_its_place() -> None:
    shop = touchpoint(TRADE_IN, "Swap in the shop: gone, the door is shut")
    assert (shop.state, shop.replaced_by) == ("retired", None)
    assert rules_at(TRADE_IN, shop.id) >= {"barrier", "pain-point", "unmet-need", "gave-up", "no-recovery"}
    sent = between(TRADE_IN, "Looks for a shop; the finder lists one", shop.title)
    assert rules_at(TRADE_IN, sent) >= {"handover-fails", "sync-gap"}
    home = between(TRADE_IN, shop.title, "Orders the new phone")
    assert rules_at(TRADE_IN, home) >= {"forced-switch", "context-lost", "silo-crossing"}
    next_door = touchpoint(TRADE_IN, "Signs at the open shop next door")
    assert next_door.ends == "gave_up"
    assert found(TRADE_IN).gaps[1].title == "The shop went and nothing took its place"


@pytest.mark.parametrize(
    ("title", "days"),
    [
        ("Return box comes three days later", 3),
        ("Link says “on its way” for a week", 7),
        ("“In progress” for two weeks", 14),
    ],
)
def test_the_phone_and_its_credit_are_waited_for_in_silence(title: str, days: int) -> None:
    there = touchpoint(TRADE_IN, title)
    assert there.wait_min == days * DAY
    assert "silent-wait" in rules_at(TRADE_IN, there.id)


def test_a_wait_that_was_announced_is_no_silent_one() -> None:
    courier = touchpoint(TRADE_IN, "Five days for the courier")
    assert courier.wait_min == 5 * DAY
    assert [gap.anchor for gap in found(TRADE_IN).waived] == [courier.id]
    assert "silent-wait" not in rules_at(TRADE_IN, courier.id)


def test_the_figures_of_the_trade_in_are_those_of_its_ways() -> None:
    everybody = all_numbers(journey(TRADE_IN))[0]
    lost = everybody.figures["defection"].value
    assert lost is not None
    assert 100 * lost == pytest.approx(kpi(TRADE_IN, "Customers lost on the way"), abs=0.1)
    assert 1 / lost == pytest.approx(12, abs=0.5)
    calls = ("Calls care; care cannot see the parcel", "Disputes the price by phone")
    visits = sum(everybody.visits[at(TRADE_IN, title)] for title in calls)
    assert 100 * visits == pytest.approx(kpi(TRADE_IN, "Calls per 100 trade-ins"), abs=0.5)
    wait = everybody.figures["wait"].value
    assert wait is not None
    assert wait / DAY == pytest.approx(kpi(TRADE_IN, "Days from order to credit"), abs=2)


def test_demand_is_thirty_one_times_what_it_was() -> None:
    assert journey(GROCERY).map.surge_factor == 31
    full = touchpoint(GROCERY, "Every slot is full for ten days")
    assert signs(GROCERY, full.id)["surge"].startswith("5,580 customers a day come (180 × a surge of 31)")
    assert rules_at(GROCERY, full.id) >= {"surge", "single-way", "pain-point", "unmet-need"}
    over = [one for one, gap in found(GROCERY).computed.items() if any(s.rule == "surge" for s in gap.signs)]
    assert set(over) == {
        full.id,
        at(GROCERY, "Rings: 50 minutes on hold"),
        at(GROCERY, "Thursday, 9 to 11: nobody comes"),
        at(GROCERY, "Pickers find a third of the list gone"),
    }
    assert touchpoint(GROCERY, "Waits its turn online, 40 minutes").capacity_per_day == 60000


def test_days_become_weeks_and_nobody_is_told() -> None:
    silence = touchpoint(GROCERY, "Eight days without a word")
    assert rules_at(GROCERY, silence.id) >= {"silent-wait", "unmet-need", "missing-system"}
    nobody = at(GROCERY, "Thursday, 9 to 11: nobody comes")
    assert rules_at(GROCERY, nobody) >= {"surge", "silent-wait", "perception", "pain-point"}
    moved = between(GROCERY, silence.title, "App shows the old Thursday")
    assert rules_at(GROCERY, moved) >= {"handover-fails", "context-lost"}
    assert journey(GROCERY).store.of(Handover)[moved].detected_by == "nobody"
    days = anchor_of_promise(GROCERY, "Days until the food is there")
    assert signs(GROCERY, days)["promise-broken"] == (
        "“Days until the food is there”: promised 1, delivered 12 days."
    )
    broken = [one for one in journey(GROCERY).ordered(Promise) if is_worse(one)]
    assert len(broken) == 5
    assert all(rules_at(GROCERY, one.id) == {"promise-broken"} for one in broken)
    assert found(GROCERY).gaps[0].title == "The day moves and nobody is told"


def test_one_order_in_fifteen_is_carried() -> None:
    own = journey(GROCERY).map
    van, slot = (
        touchpoint(GROCERY, title)
        for title in ("Thursday, 9 to 11: nobody comes", "Every slot is full for ten days")
    )
    assert van.capacity_per_day is not None
    assert slot.demand_per_day is not None
    assert own.surge_factor is not None
    assert slot.demand_per_day * own.surge_factor / van.capacity_per_day == pytest.approx(15, abs=0.5)
    assert "one order in fifteen" in own.headline
    calls = touchpoint(GROCERY, "Rings: 50 minutes on hold").demand_per_day
    assert calls is not None
    assert calls * own.surge_factor == pytest.approx(kpi(GROCERY, "Calls a day"), rel=0.05)
