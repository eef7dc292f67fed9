"""What `mind-the-gap numbers` says: a table for people, or JSON with stable keys."""

import json
from pathlib import Path
from typing import Any

from app.cannot import Misused
from app.files import open_map
from model.journey import Journey
from model.numbers import Figure, LikelyWalk, Numbers, all_numbers, numbers, scores
from model.numbers.walks import in_runs
from model.store import Store

WALKS = 5


def tell_numbers(source: Path, persona: str | None, as_json: bool) -> None:
    """Say the numbers along a map's journey; raises CannotOpen, Misused."""
    journey = Journey(Store.holding(open_map(source).records))
    told = all_numbers(journey) if persona is None else [numbers(journey, _persona(journey, persona))]
    if as_json:
        print(json.dumps(report_on(source, journey, told), ensure_ascii=False, indent=1))
        return
    print(printable(journey.map.title) or source.name)
    for one in told:
        print(f"\n{printable(one.name)}")
        for line in lines(journey, one):
            print(f"  {line}")


def _persona(journey: Journey, name: str) -> str:
    there = journey.personas
    found = [one for one in there if one.name.casefold() == name.casefold()] or [
        one for one in there if name and one.name.casefold().startswith(name.casefold())
    ]
    if len(found) == 1:
        return found[0].id
    names = f"there are {', '.join(printable(one.name) for one in there)}" if there else "the map has none"
    problem = f"More than one persona is called {name!r}" if found else f"There is no persona {name!r}"
    raise Misused(f"{problem}; {names}.")


def lines(journey: Journey, told: Numbers) -> list[str]:
    """The numbers of a persona as lines of a table, then its likeliest ways and what is wrong."""
    figures = list(told.figures.values())
    values = [said(one) for one in figures]
    wide, right = max(len(one.name) for one in figures), max(len(value) for value, _ in values)
    units = max(len(unit) for _, unit in values)
    table = [
        f"{one.name:<{wide}}  {value:>{right}} {unit:<{units}}  {one.note or one.coverage}".rstrip()
        for one, (value, unit) in zip(figures, values, strict=True)
    ]
    table += [f"Likely way, {walk.chance:.1%}: {_way(journey, walk)}" for walk in told.walks(WALKS)]
    table += [f"{journey.number_of(one)} {_title(journey, one)}: {why}" for one, why in told.errors.items()]
    if told.unreachable:
        table.append(f"Nobody gets to: {', '.join(str(journey.number_of(one)) for one in told.unreachable)}")
    return table


def said(figure: Figure) -> tuple[str, str]:
    """A figure's value as people read it, and its unit; a dash where it cannot be told."""
    if figure.value is None:
        return "–", ""
    if figure.unit == "share":
        return f"{figure.value:.1%}".replace("-", "−"), ""
    value = figure.value if abs(figure.value) >= 0.005 else 0.0
    return f"{value:,.2f}".replace("-", "−"), figure.unit


def _title(journey: Journey, touchpoint: str) -> str:
    return printable(getattr(journey.store.get(touchpoint), "title", ""))


def printable(text: str) -> str:
    """A text from a map in one line, without what would steer a terminal."""
    return " ".join("".join(one if one.isprintable() else " " for one in text).split())


def _way(journey: Journey, walk: LikelyWalk) -> str:
    """The numbers along a walk, and how it ends."""
    ends = {"done": ", done", "gave_up": ", gave up", None: ""}[walk.ends]
    return f"{in_runs(map(journey.number_of, walk.touchpoints))}{ends}"


def report_on(source: Path, journey: Journey, told: list[Numbers]) -> dict[str, Any]:
    """What `numbers --json` says of a map."""
    return {
        "map": str(source),
        "title": journey.map.title,
        "numbers": [_numbers_report(journey, one) for one in told],
        "scores": [{"kpi": kpi, **_figure_report(one)} for kpi, one in scores(journey).items()],
    }


def _numbers_report(journey: Journey, told: Numbers) -> dict[str, Any]:
    return {
        "persona": told.persona,
        "name": told.name,
        "figures": {key: _figure_report(figure) for key, figure in told.figures.items()},
        "touchpoints": [
            {
                "id": one,
                "number": journey.number_of(one),
                "title": _title(journey, one),
                "reach": told.reach.get(one),
                "visits": _finite(told.visits.get(one)),
            }
            for one in told.story.touchpoints
        ],
        "walks": [_walk_report(walk) for walk in told.walks(WALKS)],
        "unreachable": list(told.unreachable),
        "errors": [{"touchpoint": one, "message": message} for one, message in told.errors.items()],
    }


def _figure_report(figure: Figure) -> dict[str, Any]:
    return {
        "name": figure.name,
        "value": figure.value,
        "unit": figure.unit,
        "formula": figure.formula,
        "known": figure.known,
        "of": figure.of,
        "counts": figure.counts,
        "note": figure.note,
    }


def _walk_report(walk: LikelyWalk) -> dict[str, Any]:
    return {
        "touchpoints": list(walk.touchpoints),
        "handovers": list(walk.handovers),
        "chance": walk.chance,
        "ends": walk.ends,
        "peak_end": walk.story.peak_end,
        "bond": walk.story.bond[-1] if walk.story.known else None,
    }


def _finite(value: float | None) -> float | None:
    """JSON knows no infinity: visits that never end are none that can be told."""
    return None if value is None or value == float("inf") else value
