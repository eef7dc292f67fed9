"""What a gap that nobody has named is called: what is wrong there and where, in one line that needs no number."""

from collections.abc import Sequence

from model.findings import Promise
from model.gaps.sign import Sign
from model.gaps.words import title_of
from model.journey import Journey
from model.records import Handover, Phase, Record, System, Touchpoint
from model.spoken import name_of

AT_TOUCHPOINTS = {
    "silent-wait": "A silent wait at {}",
    "repeat-contact": "Customers go in circles from {}",
    "pain-point": "A pain point at {}",
    "unmet-need": "A need is not met at {}",
    "perception": "We overrate {}",
    "missing-system": "A system is missing at {}",
    "barrier": "A barrier at {}",
    "single-way": "Every way leads through {}, and it is full",
    "surge": "More come than can be served at {}",
    "dead-end": "Nothing leads on from {}",
    "gave-up": "Customers give up at {}",
    "no-recovery": "Nothing puts right what goes wrong at {}",
}
"""By the rule that speaks first; each begins with a word of ours, so that names of any script stand inside."""
SEVERAL = {
    "pain-point": "{} pain points at {{}}",
    "missing-system": "{} systems are missing at {{}}",
}
"""The same where there are several of it."""
AT_HANDOVERS = {
    "handover-fails": ("A failing handover", "to"),
    "context-lost": ("Customers repeat themselves", "at"),
    "silo-crossing": ("Two departments share no record", "before"),
    "sync-gap": ("Online and offline share no record", "before"),
    "forced-switch": ("A forced switch", "to"),
    "silent-wait": ("A silent wait", "before"),
    "repeat-contact": ("Customers come back", "to"),
    "pain-point": ("A pain point", "on the way to"),
    "no-recovery": ("Nothing puts it right", "after"),
}
"""What stands before a handover’s label, and how it goes on to the touchpoint it leads to where it has none."""
WEAK = "A weak handover", "to"
LONG = 40
"""A label of more characters says enough by itself."""
LEAVING = "Customers leave for a competitor at {}"
"""Where they go and do not give up."""
NO_TITLE = "an untitled touchpoint"


def gap_title(journey: Journey, anchor: str, signs: Sequence[Sign]) -> str:
    """What the gap is called that signs about one record form: a message by the rule that speaks first."""
    record = journey.store.get(anchor)
    if record is None or not signs:
        return title_of(journey, anchor)
    rule = signs[0].rule
    several = sum(one.rule == rule for one in signs)
    if isinstance(record, Touchpoint):
        return _at_touchpoint(journey, record, rule, several)
    if isinstance(record, Handover):
        return _at_handover(journey, record, rule, several)
    if isinstance(record, Phase):
        return f"Customer data is scattered in {_called(record, 'an untitled phase')}"
    if isinstance(record, Promise):
        name = name_of(record)
        return _before("A broken promise", name) if name else "A broken promise"
    return title_of(journey, anchor)


def _at_touchpoint(journey: Journey, touchpoint: Touchpoint, rule: str, signs: int) -> str:
    count = signs
    if rule == "missing-system":
        count = sum(one in journey.store.of(System) for one in touchpoint.missing_systems)
    many = SEVERAL.get(rule) if count > 1 else None
    said = many.format(count) if many is not None else AT_TOUCHPOINTS[rule]
    if rule == "gave-up" and touchpoint.ends != "gave_up":
        said = LEAVING
    return said.format(_called(touchpoint, NO_TITLE))


def _at_handover(journey: Journey, handover: Handover, rule: str, signs: int) -> str:
    lead, on = AT_HANDOVERS[rule]
    if rule == "context-lost" and handover.quality == "weak" and not any(map(str.strip, handover.lost)):
        lead, on = WEAK
    if rule in SEVERAL and signs > 1:
        lead = f"{signs} pain points"
    label = name_of(handover).rstrip(".")
    if label:
        return _before(lead, label) if len(label) <= LONG else label
    target = journey.store.find(Touchpoint, handover.target)
    return f"{lead} {on} {NO_TITLE if target is None else _called(target, NO_TITLE)}"


def _before(lead: str, name: str) -> str:
    """A lead-in before what people have written; there it needs no article."""
    bare = lead.removeprefix("A ")
    return f"{bare[:1].upper()}{bare[1:]}: {name}"


def _called(record: Record, otherwise: str) -> str:
    """A record’s name in quotation marks, those inside it single ones; other words where it has none."""
    name = name_of(record).replace("“", "‘").replace("”", "’")
    return f"“{name}”" if name else otherwise
