"""What `mind-the-gap gaps` says: the gaps of a map with why, and what is to be done about the map itself."""

import json
from collections.abc import Iterator
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any

from app.files import open_map
from model.findings import Waiver
from model.gaps import Found, Gap, Sign, find_gaps
from model.gaps.rules import BY_ID
from model.gaps.words import title_of, where
from model.journey import Journey
from model.records import JourneyMap
from model.spoken import counted
from model.store import Store


def tell_gaps(source: Path, as_json: bool) -> None:
    """Print the gaps of a map; raises CannotOpen."""
    journey = Journey(Store.holding(open_map(source).records))
    found = find_gaps(journey, date.today())
    if as_json:
        print(json.dumps(told(source, journey, found), ensure_ascii=False, indent=1))
        return
    for line in _lines(source, journey, found):
        print(line)


def told(source: Path, journey: Journey, found: Found) -> dict[str, Any]:
    """What `gaps --json` says of a map."""
    return {
        "map": str(source),
        "title": _title(journey),
        "gaps": [_gap(journey, gap) for gap in found.gaps],
        "minor": [_gap(journey, gap) for gap in found.minor],
        "waived": [_gap(journey, gap) for gap in found.waived],
        "todos": [_todo(journey, sign) for sign in found.todos],
    }


def _title(journey: Journey) -> str:
    return next((one.title for one in journey.store.of(JourneyMap).values()), "")


def _gap(journey: Journey, gap: Gap) -> dict[str, Any]:
    money = {"a_month": gap.money[0], "why": gap.money[1]} if gap.money is not None else None
    return {
        "key": gap.key,
        "title": gap.title,
        "anchor": gap.anchor,
        "about": list(gap.about),
        "where": gap.where(journey),
        "severity": round(gap.severity, 2),
        "level": gap.level,
        "computed": None if gap.computed is None else round(gap.computed, 2),
        "given": gap.given,
        "given_reason": gap.given_reason,
        "named": gap.is_named,
        "covers": [one.key for one in gap.covers],
        "signs": [_sign(sign) for sign in gap.signs],
        "arithmetic": gap.arithmetic.lines if gap.arithmetic is not None else [],
        "money": money,
        "waiver": _waiver(gap.waiver),
    }


def _sign(sign: Sign) -> dict[str, Any]:
    return {"rule": sign.rule, "anchor": sign.anchor, "why": sign.why, "suggestion": sign.suggestion}


def _waiver(waiver: Waiver | None) -> dict[str, Any] | None:
    if waiver is None:
        return None
    return {"reason": waiver.reason, "by": waiver.by, "on": str(waiver.on) if waiver.on else None}


def _todo(journey: Journey, sign: Sign) -> dict[str, Any]:
    return {
        "rule": sign.rule,
        "anchor": sign.anchor,
        "title": title_of(journey, sign.anchor),
        "where": where(journey, sign.anchor),
        "why": sign.why,
        "suggestion": sign.suggestion,
    }


def _lines(source: Path, journey: Journey, found: Found) -> Iterator[str]:
    counts = [
        counted(len(found.gaps), "gap"),
        f"{len(found.minor)} minor",
        f"{len(found.waived)} waived",
        counted(len(found.todos), "to-do"),
    ]
    yield f"{_title(journey) or source.name}: {', '.join(counts)}."
    for rank, gap in enumerate(found.gaps, 1):
        yield ""
        yield from _told(journey, gap, f"{rank}.")
    for heading, gaps in (("Minor", found.minor), ("Waived", found.waived)):
        if gaps:
            yield f"\n{heading}"
        for gap in gaps:
            yield ""
            yield from _told(journey, gap, "–" if heading == "Minor" else "✗")
    if found.todos:
        yield "\nTo do"
    for rule, signs in groupby(found.todos, key=lambda one: one.rule):
        yield f"\n  {BY_ID[rule].sentence}"
        for sign in signs:
            place = where(journey, sign.anchor)
            yield f"    {f'{place}: ' if place else ''}{title_of(journey, sign.anchor)}. {sign.why}"


def _told(journey: Journey, gap: Gap, mark: str) -> Iterator[str]:
    place = gap.where(journey)
    yield f"{mark:>3} {gap.severity:5.1f} {gap.level:8}  {gap.title}{f'  [{place}]' if place else ''}"
    indent = " " * 20
    if gap.waiver is not None:
        who = f" ({gap.waiver.by})" if gap.waiver.by else ""
        yield f"{indent}Waived{who}: {gap.waiver.reason or 'no reason given'}"
    if gap.given is not None:
        rules = (
            "the rules find nothing here now"
            if gap.computed is None
            else f"the rules give {gap.computed:.1f}"
        )
        yield f"{indent}Given by the room; {rules}."
    if gap.money is not None:
        yield f"{indent}{gap.money[1]}"
    for sign in gap.signs:
        yield f"{indent}{f'{where(journey, sign.anchor)}: ' if gap.is_named else ''}{sign.why}"
