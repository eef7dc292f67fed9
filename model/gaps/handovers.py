"""Rules about handovers: what gets lost between two touchpoints."""

from collections.abc import Iterator
from datetime import date

from model.gaps.sign import Clue, each
from model.gaps.words import department, ended, listed, minutes, quoted
from model.journey import Journey
from model.records import Channel, Handover, System, Touchpoint

HOUR = 60.0
SAID = {"weak": "is weak", "fails": "fails", "unknown": "has not been judged", "holds": "holds"}


def ends_of(journey: Journey, handover: Handover) -> tuple[Touchpoint, Touchpoint] | None:
    """The touchpoints at a handover's ends; None if one is missing, since then it is no edge of the graph."""
    source = journey.store.find(Touchpoint, handover.source)
    target = journey.store.find(Touchpoint, handover.target)
    return None if source is None or target is None else (source, target)


def channels_of(journey: Journey, handover: Handover) -> tuple[Channel, Channel] | None:
    """The channels at both ends where both are known and differ, else None."""
    ends = ends_of(journey, handover)
    if ends is None:
        return None
    source, target = (journey.store.find(Channel, end.place.channel) for end in ends)
    return None if source is None or target is None or source.id == target.id else (source, target)


def customer_systems(journey: Journey, touchpoint: Touchpoint) -> set[str]:
    """The systems that hold customer data and are used here, and not missing."""
    known = journey.store.of(System)
    used = touchpoint.systems - touchpoint.missing_systems
    return {one for one in used if one in known and known[one].holds_customer_data}


def shares_a_record(journey: Journey, handover: Handover) -> bool:
    """Whether a system that holds customer data is used at both ends."""
    ends = ends_of(journey, handover)
    return ends is not None and bool(customer_systems(journey, ends[0]) & customer_systems(journey, ends[1]))


def departments_differ(journey: Journey, handover: Handover) -> bool:
    """Whether both ends have a department and not the same."""
    ends = ends_of(journey, handover)
    if ends is None or ends[0].department is None or ends[1].department is None:
        return False
    return ends[0].department != ends[1].department


def crosses_the_screen(journey: Journey, handover: Handover) -> bool:
    """Whether it leads from a digital channel to one that is not, or back."""
    pair = channels_of(journey, handover)
    return pair is not None and (pair[0].mode == "digital") != (pair[1].mode == "digital")


def _change(pair: tuple[Channel, Channel]) -> str:
    return f"{quoted(pair[0])} to {quoted(pair[1])}"


def _teams(journey: Journey, handover: Handover) -> str:
    ends = ends_of(journey, handover)
    assert ends is not None
    return f"{department(journey, ends[0])} and {department(journey, ends[1])}"


def _no_record(between: str) -> str:
    return f"No system that holds customer data is shared between {between}"


@each(Handover)
def handover_fails(journey: Journey, handover: Handover, today: date) -> Iterator[Clue]:
    """Its quality is `fails`."""
    if handover.quality == "fails" and ends_of(journey, handover):
        yield Clue(handover.id, ended(f"The room says that this handover fails. {handover.failure}"))


@each(Handover)
def context_lost(journey: Journey, handover: Handover, today: date) -> Iterator[Clue]:
    """`lost` is not empty, or the channel changes and it is weak."""
    lost = [one.strip() for one in handover.lost if one.strip()]
    pair = channels_of(journey, handover)
    if lost and ends_of(journey, handover):
        yield Clue(handover.id, f"The customer has to repeat what is lost here: {listed(lost)}.")
    elif pair is not None and handover.quality == "weak":
        yield Clue(handover.id, f"The channel changes from {_change(pair)} and the handover is weak.")


@each(Handover)
def silo_crossing(journey: Journey, handover: Handover, today: date) -> Iterator[Clue]:
    """Departments differ, they share no record of the customer, and it does not hold."""
    if handover.quality == "holds" or not departments_differ(journey, handover):
        return
    if not shares_a_record(journey, handover):
        why = _no_record(_teams(journey, handover))
        yield Clue(handover.id, f"{why}, and the handover {SAID[handover.quality]}.")


@each(Handover)
def sync_gap(journey: Journey, handover: Handover, today: date) -> Iterator[Clue]:
    """Digital to not digital or back, no shared record of the customer, and it does not hold."""
    if handover.quality == "holds" or not crosses_the_screen(journey, handover):
        return
    pair = channels_of(journey, handover)
    if pair is not None and not shares_a_record(journey, handover):
        ends = f"from {pair[0].mode} ({quoted(pair[0])}) to {pair[1].mode} ({quoted(pair[1])})"
        why = f"It leads {ends} without a shared system that holds customer data"
        yield Clue(handover.id, f"{why}, and the handover {SAID[handover.quality]}.")


@each(Handover)
def held_together(journey: Journey, handover: Handover, today: date) -> Iterator[Clue]:
    """It holds although departments or digital and not digital meet without a shared record of the customer."""
    if handover.quality != "holds" or shares_a_record(journey, handover):
        return
    if departments_differ(journey, handover):
        yield Clue(
            handover.id,
            f"{_no_record(_teams(journey, handover))}: people make this handover hold.",
        )
    elif crosses_the_screen(journey, handover):
        pair = channels_of(journey, handover)
        assert pair is not None
        yield Clue(
            handover.id,
            f"{_no_record(f'{quoted(pair[0])} and {quoted(pair[1])}')}: people make this handover hold.",
        )


@each(Handover)
def forced_switch(journey: Journey, handover: Handover, today: date) -> Iterator[Clue]:
    """It is forced and the channel changes."""
    pair = channels_of(journey, handover)
    if handover.forced and pair is not None:
        yield Clue(handover.id, f"The customer has no choice but to change from {_change(pair)}.")


@each(Handover, Touchpoint)
def silent_wait(journey: Journey, record: Handover | Touchpoint, today: date) -> Iterator[Clue]:
    """A wait of an hour or more and nobody told the customer first."""
    if isinstance(record, Handover) and ends_of(journey, record) is None:
        return
    if record.wait_min is not None and record.wait_min >= HOUR and not record.told_first:
        known = (
            " and nobody tells them first"
            if record.told_first is False
            else ", and it is not known whether anybody tells them first"
        )
        yield Clue(record.id, f"The customer waits {minutes(record.wait_min)} here{known}.")


@each(Handover)
def rework(journey: Journey, handover: Handover, today: date) -> Iterator[Clue]:
    """A handover of the kind `rework`: the customer comes back for the same thing."""
    ends = ends_of(journey, handover)
    if handover.handover_kind == "rework" and ends:
        yield Clue(handover.id, f"The customer comes back for the same thing, to {quoted(ends[1])}.")


@each(Handover)
def unowned_handover(journey: Journey, handover: Handover, today: date) -> Iterator[Clue]:
    """Departments differ and nobody owns it."""
    if departments_differ(journey, handover) and not handover.owner.strip():
        yield Clue(handover.id, f"Nobody owns the handover between {_teams(journey, handover)}.")
