"""The head of a page about a moment that matters: what and where it is, why it matters, what customers say of it."""

from collections.abc import Sequence

from exporters.report import furniture
from exporters.report.briefing import Briefing
from exporters.report.furniture import MARGIN
from exporters.report.sheet import Sheet
from model.drawing.figures import shapes
from model.drawing.marks import Box
from model.drawing.text import Style, width
from model.findings import MomentThatMatters
from model.records import Channel, Handover, Phase, Touchpoint
from model.spoken import within

LEAD = Style("regular", 11, "ink2", 15)
QUOTE = Style("quote", 19, "ink", 25)
TITLE = Style("title", 30, "ink", 34, spacing=-0.008)
RULE = 50.0
"""How far down the head ends, mm."""


def put_head(
    sheet: Sheet, briefing: Briefing, moment: MomentThatMatters, code: str, title: str, is_first: bool
) -> None:
    """What the moment is called and where it is; on its first page also why it matters, in the customer's words."""
    w = 1 + width(code, furniture.KICKER) + 8
    sheet.rect(Box(MARGIN, 11.6, w, 5.0), "mtm", radius=2.5)
    sheet.put(shapes.star(MARGIN + 3.2, 14.1, 1.4, "white"))
    with sheet.tag("P"):
        sheet.label(MARGIN + 5.4, 15.1, code, Style("semibold", 7.4, "white"))
    kicker = "Moment that matters" if is_first else "Moment that matters, continued"
    furniture.kicker(sheet, MARGIN + w + 2.4, 15.1, (kicker, *_where(briefing, moment)), 200)
    with sheet.tag("H1"):
        y = furniture.put_snug(sheet, Box(MARGIN, 18.0, 200, 13.8), title, TITLE)
    if not is_first:
        return
    with sheet.tag("P"):
        box = Box(MARGIN, y + 1.6, 165, RULE - 2.4 - y)
        furniture.put_snug(sheet, box, moment.lead or moment.why, LEAD)
    words, whose = _said(briefing, moment)
    if words:
        left = 232.0 * sheet.width / 420
        with sheet.tag("BlockQuote"):
            room = Box(left, 16.0, sheet.width - MARGIN - left, 23.4)
            end = furniture.put_snug(sheet, room, f"“{words.strip('“”')}”", QUOTE)
        with sheet.tag("P"):
            box = Box(left, end + 1.4, sheet.width - MARGIN - left, RULE - 2.0 - end)
            furniture.put_snug(sheet, box, whose, Style("regular", 8.2, "ink3"))


def _where(briefing: Briefing, moment: MomentThatMatters) -> list[str]:
    touchpoint = own_touchpoint(briefing, moment)
    if touchpoint is None:
        return []
    store = briefing.journey.store
    phase, channel = store.find(Phase, touchpoint.place.phase), store.find(Channel, touchpoint.place.channel)
    return [one.title for one in (phase, channel) if one is not None and one.title]


def own_touchpoint(briefing: Briefing, moment: MomentThatMatters) -> Touchpoint | None:
    """The touchpoint a moment is on; of a handover its target."""
    record = briefing.journey.store.get(moment.on)
    if isinstance(record, Handover):
        record = briefing.journey.store.get(record.target)
    return record if isinstance(record, Touchpoint) else None


def _said(briefing: Briefing, moment: MomentThatMatters) -> tuple[str, str]:
    """The customer's words at the moment, and who says so."""
    touchpoint = own_touchpoint(briefing, moment)
    if touchpoint is None or not touchpoint.quote.strip():
        return _said_of_gap(briefing, [moment.on, *([touchpoint.id] if touchpoint else [])])
    told = [
        one for one in briefing.sources if touchpoint.id in one.supports and one.evidence_kind != "workshop"
    ]
    source = next((one.source or one.text for one in told), "")
    who = briefing.lead.name.split()[0] if briefing.lead is not None and briefing.lead.name else "A customer"
    return touchpoint.quote, ", ".join(part for part in (who, within(source)) if part)


def _said_of_gap(briefing: Briefing, records: Sequence[str]) -> tuple[str, str]:
    """What customers say of the worst gap at these records of which the room wrote it down, and of which that is."""
    for gap in briefing.gaps_about(records):
        named = briefing.named(gap)
        if named is not None and named.customers_say.strip():
            return named.customers_say, f"Customers, of gap {briefing.codes[gap.key]}"
    return "", ""
