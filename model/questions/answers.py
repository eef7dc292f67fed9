"""How questions can be answered, and what each answer changes: one step that undo can name."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any

from model.findings import Evidence
from model.gaps.words import minutes
from model.journey import Journey
from model.operations import set_mood
from model.orders import rank_for
from model.questions.question import Answer, Matter, Option, Put
from model.records import Department, Handover, Ranked, System, Touchpoint
from model.rules import GONE, Refused
from model.spoken import name_of
from model.store import Store

FEW = 8
"""So many names are offered at most; any other can be typed."""
MOODS = (
    Option(-2.0, "Angry"),
    Option(-1.0, "Upset"),
    Option(0.0, "Neutral"),
    Option(1.0, "Pleased"),
    Option(2.0, "Delighted"),
)
WAITS = tuple(
    Option(float(one), minutes(one) if one else "No wait") for one in (0, 5, 15, 60, 240, 1440, 4320, 10080)
)
TIMES = tuple(Option(float(one), minutes(one)) for one in (1, 5, 15, 30, 60, 240, 1440))
SHARES = tuple(Option(one / 100, f"{one} %") for one in (5, 10, 25, 50, 75, 90))
EFFORTS = tuple(
    Option(effort, words)
    for effort, words in enumerate(
        ("Very easy", "Easy", "Rather easy", "So-so", "Rather hard", "Hard", "Very hard"), 1
    )
)
QUALITIES = (
    Option("holds", "Holds", "holds"),
    Option("weak", "Weak", "weak"),
    Option("fails", "Fails", "fails"),
)
EVIDENCE = (
    Option("observation", "We watched"),
    Option("call_listening", "We listened to calls"),
    Option("interview", "We asked customers"),
    Option("survey", "A survey"),
    Option("analytics", "The figures"),
    Option("social", "What people post"),
    Option("in_house", "Our own people"),
    Option("workshop", "Only this room"),
)


def choice(*options: Option, typed: Any = "", hint: str = "") -> Answer:
    """An answer that is one of these, or typed."""
    return Answer(lambda journey, matter: options, typed, hint)


def put_mood(store: Store, matter: Matter, mood: Any) -> None:
    """Say how it feels to the persona that was asked about; to everyone in a map without personas."""
    set_mood(store, matter.record, matter.path.partition("/")[2] or None, mood)


def put_named(kind: type[Ranked], is_set: bool) -> Put:
    """Name a record of a kind, by its id, or by a name that makes a new one where nobody bears it."""

    def put(store: Store, matter: Matter, value: Any) -> None:
        path = f"{matter.path}/{{}}" if is_set else matter.path
        if matter.record not in store:
            raise Refused(GONE)
        with store.transaction(f"Change {matter.path}", merge=f"{matter.record}/{matter.path}") as change:
            known = store.of(kind)
            wanted = str(value).casefold()
            found = next((one for one in known if name_of(known[one]).casefold() == wanted), None)
            one = value if value in known else found
            if one is None:
                one = change.create(kind, title=str(value), rank=rank_for(change, kind))
            is_there = is_set and one in getattr(store[matter.record], matter.path)
            change.update(matter.record, {path.format(one): (None if is_there else True) if is_set else one})

    return put


def put_evidence(store: Store, matter: Matter, kind: Any) -> None:
    """Note how the room knows, as evidence of this kind that supports the step."""
    if matter.record not in store:
        raise Refused(GONE)
    with store.transaction("Add a piece of evidence") as change:
        is_kind = any(kind == option.value for option in EVIDENCE)
        told = {"evidence_kind": kind} if is_kind else {"evidence_kind": "workshop", "text": kind}
        rank, supports = rank_for(change, Evidence), frozenset({matter.record})
        change.create(Evidence, **told, date=date.today(), supports=supports, rank=rank)


def _named(kind: type[Ranked], journey: Journey) -> Sequence[Option]:
    """Records of a kind, those that most touchpoints name first."""
    used = Counter(
        one for t in journey.store.of(Touchpoint).values() for one in (t.department, *t.systems) if one
    )
    order = {one.id: place for place, one in enumerate(journey.ordered(kind))}
    best = sorted(order, key=lambda one: (-used[one], order[one]))[:FEW]
    known = journey.store.of(kind)
    return [Option(one, name_of(known[one]) or "Untitled") for one in sorted(best, key=order.__getitem__)]


def owners(journey: Journey, matter: Matter) -> Sequence[Option]:
    """Who may own it: who leads its department, or those of both ends, then who owns most already."""
    store, record = journey.store, journey.store.get(matter.record)
    ends = (record.source, record.target) if isinstance(record, Handover) else (matter.record,)
    near = []
    for end in ends:
        step = store.find(Touchpoint, end)
        team = store.find(Department, step.department) if step is not None else None
        near.append(" ".join(team.lead.split()) if team is not None else "")
    owned = (one.owner for one in store.of(Touchpoint).values())
    held = (one.owner for one in store.of(Handover).values())
    most = Counter(" ".join(name.split()) for name in (*owned, *held))
    names = dict.fromkeys((*near, *sorted(most, key=lambda name: (-most[name], name))))
    return [Option(name, name) for name in names if name][:FEW]


def instead(journey: Journey, matter: Matter) -> Sequence[Option]:
    """The current touchpoints of the same phase, which may take the place of one that was taken away."""
    known = journey.store.of(Touchpoint)
    if matter.record not in known:
        return ()
    near = journey.in_phase(journey.phase_of(known[matter.record]))
    fit = [one for one in near if one != matter.record and known[one].state == "current"]
    return [Option(one, f"{journey.number_of(one)} {name_of(known[one]) or 'Untitled'}") for one in fit[:FEW]]


def several(kind: type[Ranked], hint: str, is_set: bool = False) -> Answer:
    """An answer that names records of a kind."""
    return Answer(
        lambda journey, matter: _named(kind, journey), "name", hint, put_named(kind, is_set), is_set
    )


YES_NO = choice(Option(True, "Yes"), Option(False, "No"))
NO_YES = choice(Option(False, "Yes"), Option(True, "No, it was forced"))
"""For a field that says the opposite of what is asked."""
FEELS = Answer(lambda journey, matter: MOODS, put=put_mood)
BELIEVES = choice(*MOODS)
WAITED = choice(*WAITS, typed="minutes", hint="1 h 30")
TAKEN = choice(*TIMES, typed="minutes", hint="1 h 30")
SHARED = choice(*SHARES, typed="percent", hint="%")
HARD = choice(*EFFORTS)
JUDGED = choice(*QUALITIES)
NOTICED = choice(Option("company", "We did"), Option("customer", "The customer"), Option("nobody", "Nobody"))
KEPT = choice(Option("kept", "Kept"), Option("partly", "Partly"), Option("broken", "Broken"))
ENDED = choice(Option("done", "Yes, it is done"), Option("gave_up", "Yes, they give up"))
OWNED = Answer(owners, "text", "Somebody else")
IN_DEPARTMENT = several(Department, "Another department")
WITH_SYSTEMS = several(System, "Another system", is_set=True)
REPLACED = Answer(instead, "step", "Its number")
KNOWN_BY = Answer(lambda journey, matter: EVIDENCE, "text", "What shows it", put_evidence)
IN_WORDS = Answer(typed="text", hint="Type the answer")
LISTED = Answer(typed="texts", hint="One, another, a third")
COUNTED = Answer(typed="number", hint="A number")
