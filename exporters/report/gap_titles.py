"""What a gap that nobody has named is called in the report: what is wrong there, not only where."""

from model.gaps import Gap
from model.journey import Journey
from model.records import Handover, Touchpoint

AT_TOUCHPOINTS = {
    "perception": "We overrate {}",
    "pain-point": "{} hurts",
    "unmet-need": "A need is not met at {}",
    "silent-wait": "A silent wait at {}",
    "missing-system": "A system is missing at {}",
    "barrier": "A barrier at {}",
    "single-way": "Everything has to pass {}",
    "surge": "More come than we can serve at {}",
    "dead-end": "{} is a dead end",
    "repeat-contact": "Customers come back to {}",
}
"""By the rule that speaks first."""
LONG = 40
"""A label of so many characters says enough by itself."""
QUALITIES = {"fails": "failing handover", "weak": "weak handover"}


def gap_title(journey: Journey, gap: Gap) -> str:
    """The title of a gap as a message: the room’s own, else composed from where it is and what a rule says."""
    record = journey.store.get(gap.anchor)
    if gap.is_named or not gap.signs:
        return gap.title
    if isinstance(record, Touchpoint) and record.title.strip():
        said = AT_TOUCHPOINTS.get(gap.signs[0].rule, "{}").format(f"“{record.title.strip('“”')}”")
        return said if said != f"“{record.title}”" else gap.title
    if isinstance(record, Handover):
        what = QUALITIES.get(record.quality, "handover")
        way = f"{what} {journey.number_of(record.source)} → {journey.number_of(record.target)}"
        label = record.label.strip().rstrip(".")
        if len(label) > LONG:
            return label
        return f"{label}: {way}" if label else f"{way[:1].upper()}{way[1:]}"
    return gap.title
