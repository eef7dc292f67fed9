"""What a journey asks of its customers and what it loses: the figures, in one table."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from math import fsum, isfinite

from model.journey import Journey
from model.numbers.figures import Figure, Input
from model.numbers.flows import Part, mixed, mixed_ways
from model.records import Handover, Touchpoint

FORKS = "shares at forks"
ENDS = "endings"


@dataclass
class Told:
    """A journey and the flows that are told of: one persona's, or all of them."""

    journey: Journey
    parts: Sequence[Part]
    part: float
    """The part of all customers that is told of, 0–1."""
    note: str
    """Why figures behind an error cannot be told."""

    @cached_property
    def visits(self) -> dict[str, float]:
        """The expected visits to each touchpoint."""
        return mixed(self.parts, "visits")

    @cached_property
    def endings(self) -> dict[str, float]:
        """The share who end at each touchpoint without having crossed an exit."""
        return mixed(self.parts, "endings")

    @cached_property
    def touchpoints(self) -> list[Touchpoint]:
        """The touchpoints told of, in journey order."""
        there = self.journey.store.of(Touchpoint)
        return [there[one] for one in self.journey.touchpoints if one in self.visits]

    @cached_property
    def forks(self) -> tuple[int, int]:
        """How many handovers at forks have a share, and how many there are: the others split equally."""
        at_forks = {
            way.handover.id: way.handover.share is not None
            for one in self.parts
            for ways in one.chain.ways
            if len(ways) > 1
            for way in ways
        }
        return sum(at_forks.values()), len(at_forks)

    @cached_property
    def ends(self) -> tuple[int, int]:
        """Of how many touchpoints where customers end it is known how, and how many there are."""
        there = [one for one in self.touchpoints if self.endings[one.id] > 0]
        return sum(one.ends is not None for one in there), len(there)

    def name(self, touchpoint: str) -> str:
        """A touchpoint as people find it on the map: its number and title."""
        record = self.journey.store.find(Touchpoint, touchpoint)
        return f"{self.journey.number_of(touchpoint)} {record.title if record else ''}".strip()

    def figure(
        self,
        key: str,
        name: str,
        value: float,
        unit: str,
        formula: str,
        inputs: Callable[[], list[Input]],
        counted: tuple[int, int],
        counts: str,
    ) -> Figure:
        """A figure of this journey, without a value where it cannot be told; `counted` is known and of."""
        sound = isfinite(value)
        note = "" if sound else self.note or "There is nothing to count."
        return Figure(key, name, value if sound else None, unit, formula, inputs, *counted, counts, note)


def _share_inputs(told: Told, shares: dict[str, float], name: str) -> Iterator[Input]:
    for touchpoint in told.touchpoints:
        if shares.get(touchpoint.id, 0.0) != 0:
            yield Input(touchpoint.id, f"{name} {told.name(touchpoint.id)}", shares[touchpoint.id], "")


def contacts(told: Told) -> Figure:
    """The expected number of touchpoints on the way of one customer."""
    return told.figure(
        "contacts",
        "Contacts",
        fsum(told.visits.values()),
        "contacts",
        "the expected visits to every touchpoint, added up; a handover without a share takes an equal part of "
        "what the others leave",
        inputs=lambda: list(_share_inputs(told, told.visits, "visits to")),
        counted=told.forks,
        counts=FORKS,
    )


def _sum_of(key: str, name: str, field: str, unit: str, counts: str) -> Callable[[Told], Figure]:
    def figure(told: Told) -> Figure:
        values = {one.id: getattr(one, field) for one in told.touchpoints}
        sums = [told.visits[one] * (value or 0.0) for one, value in values.items()]

        def inputs() -> list[Input]:
            found = []
            for one, value in values.items():
                found.append(Input(one, f"visits to {told.name(one)}", told.visits[one], ""))
                found.append(Input(one, f"{name.lower()} at {told.name(one)}", value, said))
            return found

        said = unit or told.journey.map.currency or ""
        return told.figure(
            key,
            name,
            fsum(sums) if all(map(isfinite, told.visits.values())) else float("nan"),
            said,
            f"the expected visits to each touchpoint × its {name.lower()}, added up; unset counts 0",
            inputs=inputs,
            counted=(sum(value is not None for value in values.values()), len(values)),
            counts=counts,
        )

    return figure


def handover_wait(told: Told) -> Figure:
    """The expected wait in handovers; never added to the wait at touchpoints, which may tell of the same time."""
    there = told.journey.store.of(Handover)
    crossed = mixed_ways(told.parts, "crossings")
    waits = {one: there[one].wait_min for one in crossed}

    def inputs() -> list[Input]:
        found = []
        for one, wait in waits.items():
            words = f"{told.name(there[one].source)} → {told.name(there[one].target)}"
            found.append(Input(one, f"times {words}", crossed[one], ""))
            found.append(Input(one, f"wait on {words}", wait, "min"))
        return found

    value = fsum(crossed[one] * (wait or 0.0) for one, wait in waits.items())
    return told.figure(
        "handover_wait",
        "Wait between touchpoints",
        value if all(map(isfinite, crossed.values())) else float("nan"),
        "min",
        "the times each handover is taken × its wait, added up; unset counts 0, and it stands beside the wait "
        "at touchpoints, since both may tell of the same time",
        inputs=inputs,
        counted=(sum(wait is not None for wait in waits.values()), len(waits)),
        counts="waits",
    )


def first_contact_resolution(told: Told) -> Figure:
    """The share of customers who are done without having come back or left."""
    at_once = mixed(told.parts, "at_once")
    done = {one.id: at_once[one.id] for one in told.touchpoints if one.ends == "done"}
    return told.figure(
        "first_contact_resolution",
        "First-contact resolution",
        fsum(done.values()) if told.touchpoints else float("nan"),
        "share",
        "the share of customers who end at a touchpoint that ends “done” without crossing a rework or an exit",
        inputs=lambda: list(_share_inputs(told, done, "done at once at")),
        counted=told.ends,
        counts=ENDS,
    )


def failure_demand(told: Told) -> Figure:
    """The share of all contacts that come after the customer had to come back for the same thing."""
    again = mixed(told.parts, "again")
    every = fsum(told.visits.values())

    def inputs() -> list[Input]:
        every_visit = Input(None, "visits in all", every, "")
        return [*_share_inputs(told, again, "visits after a rework to"), every_visit]

    return told.figure(
        "failure_demand",
        "Failure demand",
        fsum(again.values()) / every if every else float("nan"),
        "share",
        "the visits after the first rework ÷ all visits",
        inputs=inputs,
        counted=told.forks,
        counts=FORKS,
    )


def _lost(told: Told) -> tuple[dict[str, float], dict[str, float]]:
    """The share who give up at each touchpoint, and who leave by each exit."""
    gave_up = {one.id: told.endings[one.id] for one in told.touchpoints if one.ends == "gave_up"}
    return gave_up, mixed_ways(told.parts, "exits")


def defection(told: Told) -> Figure:
    """The share of customers who leave for a competitor or give up."""
    gave_up, exits = _lost(told)

    def inputs() -> list[Input]:
        there = told.journey.store.of(Handover)
        found = list(_share_inputs(told, gave_up, "gave up at"))
        for one, share in exits.items():
            found.append(Input(one, f"exit from {told.name(there[one].source)}", share, ""))
        return found

    return told.figure(
        "defection",
        "Defection",
        fsum([*gave_up.values(), *exits.values()]) if told.touchpoints else float("nan"),
        "share",
        "the share of customers who cross an exit, plus those who end at a touchpoint that ends “gave up”",
        inputs=inputs,
        counted=told.ends,
        counts=ENDS,
    )


def defection_money(told: Told) -> Figure:
    """What defection costs a month; only where customers a month and the value of one are known."""
    own, lost = told.journey.map, defection(told).value
    needed = (own.customers_per_month, own.value_per_customer)
    known = sum(one is not None for one in needed)
    value = float("nan")
    if lost is not None and own.customers_per_month is not None and own.value_per_customer is not None:
        value = lost * told.part * own.customers_per_month * own.value_per_customer
    figure = told.figure(
        "defection_money",
        "Defection, in money",
        value,
        f"{own.currency or ''} a month".strip(),
        "defection × these customers’ part of all × customers a month × value of a customer",
        inputs=lambda: [
            Input(None, "defection", lost, "share"),
            Input(None, "part of all customers", told.part, "share"),
            Input(own.id, "customers a month", own.customers_per_month, "customers"),
            Input(own.id, "value of a customer", own.value_per_customer, own.currency or ""),
        ],
        counted=(known, 2),
        counts="amounts",
    )
    if known == 2:
        return figure
    return replace(figure, note="Customers a month or the value of a customer is not known.")


MEASURES: tuple[Callable[[Told], Figure], ...] = (
    contacts,
    _sum_of("wait", "Wait", "wait_min", "min", "waits"),
    handover_wait,
    _sum_of("time", "Time", "duration_min", "min", "durations"),
    _sum_of("effort", "Effort", "effort", "points", "efforts"),
    _sum_of("cost", "Cost", "cost", "", "costs"),
    first_contact_resolution,
    failure_demand,
    defection,
    defection_money,
)
"""Every figure along the chain, in the order in which it is told."""
