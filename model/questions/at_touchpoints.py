"""What a touchpoint should tell."""

from collections.abc import Iterator

from model.findings import Promise
from model.gaps.handovers import HOUR
from model.journey import Journey
from model.questions.question import Matter, Rules
from model.records import Touchpoint
from model.spoken import name_of

Matters = Iterator[Matter]
CALL_FOR_MORE = frozenset(
    {"pain-point", "unmet-need", "missing-system", "perception", "silent-wait", "surge"}
)
"""The rules whose gaps ask for a better way."""
SHORT = 60
"""A longer text is not said inside a question, characters."""


def title(journey: Journey, one: Touchpoint, rules: Rules) -> Matters:
    """It should have a title."""
    yield Matter("What happens here?", one.id, "title", bool(one.title.strip()))


def feeling(journey: Journey, one: Touchpoint, rules: Rules) -> Matters:
    """It should tell how it feels to everyone who meets it."""
    if not journey.personas:
        yield Matter("How does the customer feel here?", one.id, "mood", False)
    for persona in journey.personas_at(one):
        name = persona.name.strip() or "the customer"
        sentence = f"How does {name.split()[0] if name != 'the customer' else name} feel here?"
        yield Matter(sentence, one.id, f"mood/{persona.id}", persona.id in one.mood)


def quote(journey: Journey, one: Touchpoint, rules: Rules) -> Matters:
    """It should have the customer's words."""
    yield Matter("What did a customer say here?", one.id, "quote", bool(one.quote.strip()))


def believed(journey: Journey, one: Touchpoint, rules: Rules) -> Matters:
    """It should tell what the company believes, where it is known what customers feel."""
    if journey.felt(one) is not None:
        yield Matter("What do we believe they feel here?", one.id, "believed", one.believed is not None)


def department(journey: Journey, one: Touchpoint, rules: Rules) -> Matters:
    """It should belong to a department."""
    yield Matter("Which department does this?", one.id, "department", one.department in journey.store)


def owner(journey: Journey, one: Touchpoint, rules: Rules) -> Matters:
    """It should have an owner."""
    yield Matter("Who owns this?", one.id, "owner", bool(one.owner.strip()))


def wait(journey: Journey, one: Touchpoint, rules: Rules) -> Matters:
    """It should tell how long the customer waits."""
    yield Matter("How long do they wait here?", one.id, "wait_min", one.wait_min is not None)


def told_first(journey: Journey, one: Touchpoint, rules: Rules) -> Matters:
    """A wait of an hour or more should tell whether the customer hears of it first."""
    if one.wait_min is not None and one.wait_min >= HOUR:
        sentence = "Are they told before they have to ask?"
        yield Matter(sentence, one.id, "told_first", one.told_first is not None)


def need(journey: Journey, one: Touchpoint, rules: Rules) -> Matters:
    """It should tell what the customer needs."""
    yield Matter("What does the customer need here?", one.id, "need", bool(one.need.strip()))


def need_met(journey: Journey, one: Touchpoint, rules: Rules) -> Matters:
    """A need should be judged."""
    text = " ".join(one.need.split()).rstrip(".")
    if text:
        said = f": {text}" if len(text) <= SHORT else ""
        yield Matter(f"Is the need met{said}?", one.id, "need_met", one.need_met is not None)


def effort(journey: Journey, one: Touchpoint, rules: Rules) -> Matters:
    """It should tell how hard it is."""
    yield Matter("How hard is it for the customer?", one.id, "effort", one.effort is not None)


def duration(journey: Journey, one: Touchpoint, rules: Rules) -> Matters:
    """It should tell how long it takes."""
    yield Matter("How long does it take?", one.id, "duration_min", one.duration_min is not None)


def systems(journey: Journey, one: Touchpoint, rules: Rules) -> Matters:
    """It should tell which systems it uses, or would need."""
    is_known = bool(one.systems or one.missing_systems)
    yield Matter("Which systems do we use here?", one.id, "systems", is_known)


def ends(journey: Journey, one: Touchpoint, rules: Rules) -> Matters:
    """Where nothing leads on, it should tell whether the journey ends."""
    if "dead-end" in rules or one.ends is not None:
        yield Matter("Does the journey end here?", one.id, "ends", one.ends is not None)


def replaced_by(journey: Journey, one: Touchpoint, rules: Rules) -> Matters:
    """What was taken away should tell what takes its place."""
    if one.state == "retired":
        is_known = journey.store.find(Touchpoint, one.replaced_by) is not None
        yield Matter("What takes its place?", one.id, "replaced_by", is_known)


def capacity(journey: Journey, one: Touchpoint, rules: Rules) -> Matters:
    """Where demand is known, it should tell what can be served."""
    if one.demand_per_day is not None:
        sentence = "How many customers a day can be served here?"
        yield Matter(sentence, one.id, "capacity_per_day", one.capacity_per_day is not None)


def opportunity(journey: Journey, one: Touchpoint, rules: Rules) -> Matters:
    """Where it hurts, it should tell what would make it better."""
    if rules & CALL_FOR_MORE:
        sentence = "What would make this better?"
        yield Matter(sentence, one.id, "opportunity", bool(one.opportunity.strip()))


def pains(journey: Journey, one: Touchpoint, rules: Rules) -> Matters:
    """Each pain point should tell what hurts."""
    for pain in journey.pains_on(one.id):
        yield Matter("What hurts here?", pain.id, "text", bool(pain.text.strip()))


def moments(journey: Journey, one: Touchpoint, rules: Rules) -> Matters:
    """Each moment that matters should tell why it does."""
    for moment in journey.moments_on(one.id):
        yield Matter("Why does this moment matter?", moment.id, "why", bool(moment.why.strip()))


def promises(journey: Journey, one: Touchpoint, rules: Rules) -> Matters:
    """Each promise that is kept or broken here should be judged."""
    known = journey.store.of(Promise)
    for record in sorted(journey.store.referring_to(one.id)):
        promise = known.get(record)
        if promise is not None and one.id in promise.kept_at:
            text = name_of(promise)
            said = f": {text.rstrip('.?')}" if text and len(text) <= SHORT else ""
            is_known = promise.verdict != "unknown" or None not in (promise.promised, promise.delivered)
            yield Matter(f"Is the promise kept{said}?", promise.id, "verdict", is_known)


def evidence(journey: Journey, one: Touchpoint, rules: Rules) -> Matters:
    """It should be supported by evidence."""
    yield Matter("How do we know?", one.id, "evidence", "no-evidence" not in rules)
