"""What a handover should tell."""

from collections.abc import Iterator

from model.gaps.handovers import HOUR, channels_of, departments_differ
from model.journey import Journey
from model.questions.question import Matter, Rules
from model.records import Handover

Matters = Iterator[Matter]
BAD = ("weak", "fails")


def quality(journey: Journey, one: Handover, rules: Rules) -> Matters:
    """It should be judged."""
    yield Matter("Does this handover hold?", one.id, "quality", one.quality != "unknown")


def lost(journey: Journey, one: Handover, rules: Rules) -> Matters:
    """One that is weak or fails should tell what is lost on the way."""
    if one.quality in BAD or any(text.strip() for text in one.lost):
        is_known = any(text.strip() for text in one.lost)
        yield Matter("What does the customer have to repeat?", one.id, "lost", is_known)


def failure(journey: Journey, one: Handover, rules: Rules) -> Matters:
    """One that fails should tell why."""
    if one.quality == "fails":
        yield Matter("Why does it fail?", one.id, "failure", bool(one.failure.strip()))


def detected_by(journey: Journey, one: Handover, rules: Rules) -> Matters:
    """One that is weak or fails should tell who notices."""
    if one.quality in BAD:
        yield Matter("Who noticed?", one.id, "detected_by", one.detected_by is not None)


def owner(journey: Journey, one: Handover, rules: Rules) -> Matters:
    """One that fails, or leads from one department to another, should have an owner."""
    if one.quality == "fails" or departments_differ(journey, one):
        yield Matter("Who owns this handover?", one.id, "owner", bool(one.owner.strip()))


def wait(journey: Journey, one: Handover, rules: Rules) -> Matters:
    """It should tell how long the customer waits between the two."""
    yield Matter("How long do they wait in between?", one.id, "wait_min", one.wait_min is not None)


def told_first(journey: Journey, one: Handover, rules: Rules) -> Matters:
    """A wait of an hour or more should tell whether the customer hears of it first."""
    if one.wait_min is not None and one.wait_min >= HOUR:
        sentence = "Are they told before they have to ask?"
        yield Matter(sentence, one.id, "told_first", one.told_first is not None)


def forced(journey: Journey, one: Handover, rules: Rules) -> Matters:
    """Where the channel changes, it should tell whether the customer had a choice."""
    if channels_of(journey, one) is not None:
        sentence = "Could the customer have stayed in the channel?"
        yield Matter(sentence, one.id, "forced", one.forced is not None)


def carries(journey: Journey, one: Handover, rules: Rules) -> Matters:
    """Where the channel or the department changes, it should tell what goes along."""
    if channels_of(journey, one) is not None or departments_differ(journey, one):
        is_known = any(text.strip() for text in one.carries)
        yield Matter("What is passed on with the customer?", one.id, "carries", is_known)


def share(journey: Journey, one: Handover, rules: Rules) -> Matters:
    """Where several ways lead on, it should tell how many go this one."""
    if len(journey.leaving(one.source)) > 1:
        yield Matter("How many of the customers go this way?", one.id, "share", one.share is not None)


def pains(journey: Journey, one: Handover, rules: Rules) -> Matters:
    """Each pain point should tell what hurts."""
    for pain in journey.pains_on(one.id):
        yield Matter("What hurts here?", pain.id, "text", bool(pain.text.strip()))


def moments(journey: Journey, one: Handover, rules: Rules) -> Matters:
    """Each moment that matters should tell why it does."""
    for moment in journey.moments_on(one.id):
        yield Matter("Why does this moment matter?", moment.id, "why", bool(moment.why.strip()))


def evidence(journey: Journey, one: Handover, rules: Rules) -> Matters:
    """One that fails should be supported by evidence."""
    if one.quality == "fails":
        yield Matter("How do we know?", one.id, "evidence", "no-evidence" not in rules)
