"""Rules of the second pass: whether gaps are measured, and mended by more than technology."""

from collections.abc import Iterator, Sequence

from model.chains import paying
from model.findings import Initiative, Kpi, MomentThatMatters
from model.gaps.gap import Gap
from model.gaps.sign import Clue
from model.gaps.words import listed
from model.journey import Journey
from model.spoken import name_of


def _is_measured(gap: Gap, measured: set[str]) -> bool:
    return any(one in measured for part in (gap, *gap.covers) for one in (part.record, part.anchor))


def no_kpi(journey: Journey, gaps: Sequence[Gap]) -> Iterator[Clue]:
    """A moment that matters, a named gap or a Critical gap that no KPI measures or is moved by."""
    measured = {one for kpi in journey.store.of(Kpi).values() for one in kpi.measures}
    moments = journey.store.of(MomentThatMatters)
    measured |= {moments[one].on for one in measured if one in moments}
    for moment in journey.moments:
        if moment.id not in measured and moment.on not in measured:
            yield Clue(moment.id, "No KPI measures this moment that matters.", (moment.on,))
    for gap in gaps:
        if (gap.is_named or gap.level == "Critical") and not gap.moves and not _is_measured(gap, measured):
            what = "this gap that the room has named" if gap.is_named else "this Critical gap"
            yield Clue(gap.record, f"No KPI measures {what}, or is moved by it.", gap.about)


def nice_to_have(journey: Journey, gaps: Sequence[Gap]) -> Iterator[Clue]:
    """A KPI from which no chain of KPIs leads to a financial one."""
    pays = paying(journey)
    for kpi in journey.ordered(Kpi):
        if kpi.id not in pays:
            yield Clue(kpi.id, "No chain of KPIs leads from here to a financial one.")


def _closers(journey: Journey) -> dict[str, list[Initiative]]:
    """The initiatives by the gaps they close, in their order."""
    found: dict[str, list[Initiative]] = {}
    for one in journey.ordered(Initiative):
        for key in one.closes:
            found.setdefault(key, []).append(one)
    return found


def _closing(journey: Journey, gap: Gap, closers: dict[str, list[Initiative]]) -> list[Initiative]:
    there = {one.id for key in (gap.key, *(one.key for one in gap.covers)) for one in closers.get(key, ())}
    return [one for one in journey.ordered(Initiative) if one.id in there] if there else []


def no_fix(journey: Journey, gaps: Sequence[Gap]) -> Iterator[Clue]:
    """A Critical gap that no initiative closes."""
    closers = _closers(journey)
    for gap in gaps:
        if gap.level == "Critical" and not _closing(journey, gap, closers):
            yield Clue(gap.record, "No initiative closes this Critical gap.", gap.about)


def technology_only(journey: Journey, gaps: Sequence[Gap]) -> Iterator[Clue]:
    """A gap that only technology is meant to close."""
    closers = _closers(journey)
    for gap in gaps:
        closing = _closing(journey, gap, closers)
        if closing and all(one.lever == "technology" for one in closing):
            names = listed(f"“{name_of(one) or 'untitled'}”" for one in closing)
            yield Clue(gap.record, f"Only technology is meant to close it: {names}.", gap.about)
