"""What every page of the report draws from: the journey, its gaps and numbers on one day, and what was asked for."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from model.findings import Evidence, NamedGap
from model.gap_cards import GapCard, card_of
from model.gaps import Found, Gap, find_gaps
from model.journey import Journey
from model.lenses import CUSTOMER, Lens
from model.numbers import Numbers, numbers
from model.records import Persona, Touchpoint
from model.references import GAP

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
LONG_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)


def day_says(day: date, with_year: bool = True) -> str:
    """A day in a line: 21 Nov 2026, or 21 Nov."""
    return f"{day.day} {MONTHS[day.month - 1]}" + (f" {day.year}" if with_year else "")


def long_day(day: date, with_year: bool = True) -> str:
    """A day in words: 21 November 2026."""
    return f"{day.day} {LONG_MONTHS[day.month - 1]}" + (f" {day.year}" if with_year else "")


@dataclass
class Lost:
    """What pages could not show as written, gathered while they are laid out."""

    cut: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    """What was done otherwise than asked, a sentence each."""

    def copied(self) -> "Lost":
        """What is gathered by now."""
        return Lost([*self.cut], [*self.left_out], [*self.remarks])

    def become(self, other: "Lost") -> None:
        """Hold what was gathered then, and forget what came after."""
        self.cut[:], self.left_out[:], self.remarks[:] = other.cut, other.left_out, other.remarks


@dataclass(frozen=True)
class Briefing:
    """One map on one day, told on a grid of these measures (mm) that prints at a scale."""

    journey: Journey
    day: date
    size: tuple[float, float] = (420.0, 297.0)
    scale: float = 1.0
    persona: str | None = None
    """Whose journey is told, by id; None for everyone's."""
    lens: Lens = CUSTOMER
    notes: bool = False
    """Whether sticky notes are printed."""
    carries_map: bool = True
    """Whether the document carries the map itself."""
    bond: bool = False
    """Whether the bond is drawn below the mood of the map."""
    has_map: bool = True
    """Whether the map is one of the pages."""
    has_phases: bool = False
    """Whether the phases have pages of their own in any case."""
    on_wall: bool = False
    """Whether pages are cut into sheets, so that each must be legible as a whole."""
    lost: Lost = field(default_factory=Lost)

    # -- gaps

    @cached_property
    def found(self) -> Found:
        """What the rules find on that day."""
        return find_gaps(self.journey, self.day)

    @cached_property
    def codes(self) -> dict[str, str]:
        """A short name for each listed gap by its key, the worst first: G1 where the room named it, else C1."""
        named = [gap for gap in self.found.gaps if gap.is_named]
        computed = [gap for gap in self.found.gaps if not gap.is_named]
        codes = {gap.key: f"G{place}" for place, gap in enumerate(named, 1)}
        return codes | {gap.key: f"C{place}" for place, gap in enumerate(computed, 1)}

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """The listed gaps, the worst first."""
        return self.found.gaps

    @cached_property
    def _by_key(self) -> dict[str, int]:
        """Where a listed gap stands among them by its key, and by the keys that it covers."""
        known: dict[str, int] = {}
        for place, gap in enumerate(self.gaps):
            for key in (gap.key, *(one.key for one in gap.covers)):
                known.setdefault(key, place)
        return known

    @cached_property
    def _by_record(self) -> dict[str, list[int]]:
        """Where the listed gaps stand among them that concern a record."""
        known: dict[str, list[int]] = {}
        for place, gap in enumerate(self.gaps):
            for one in {gap.anchor, *self.cards[gap.key].numbered, *(one.anchor for one in gap.covers)}:
                known.setdefault(one, []).append(place)
        return known

    @cached_property
    def _numbers(self) -> dict[str, tuple[int, ...]]:
        """The touchpoints of each listed gap by its key."""
        return {key: card.numbers for key, card in self.cards.items()}

    @cached_property
    def _by_number(self) -> dict[int, list[int]]:
        """Where the listed gaps stand among them that concern a touchpoint, by its number."""
        known: dict[int, list[int]] = {}
        for place, gap in enumerate(self.gaps):
            for number in self._numbers[gap.key]:
                known.setdefault(number, []).append(place)
        return known

    def gap_of(self, key: str) -> Gap | None:
        """The listed gap with this key, or the named one that covers it."""
        place = self._by_key.get(key)
        return None if place is None else self.gaps[place]

    @cached_property
    def cards(self) -> dict[str, GapCard]:
        """What the map says of each listed gap, by its key."""
        return {gap.key: card_of(self.journey, gap) for gap in self.gaps}

    def title(self, gap: Gap) -> str:
        """What a listed gap is called."""
        return self.cards[gap.key].title or "Untitled gap"

    def gaps_about(self, records: Iterable[str]) -> list[Gap]:
        """The listed gaps at any of these records, the worst first."""
        places = {place for one in {*records} for place in self._by_record.get(one, ())}
        return [self.gaps[place] for place in sorted(places)]

    def gaps_among(self, numbers: Iterable[int]) -> list[Gap]:
        """The listed gaps that concern any of the touchpoints with these numbers, the worst first."""
        places = {place for one in numbers for place in self._by_number.get(one, ())}
        return [self.gaps[place] for place in sorted(places)]

    def named(self, gap: Gap) -> NamedGap | None:
        """What the room said of a gap, where it named it."""
        return self.journey.store.find(NamedGap, gap.key) if gap.is_named else None

    def touchpoints_of(self, gap: Gap) -> list[int]:
        """The numbers of the touchpoints a gap concerns, in journey order, as on the map."""
        return list(self._numbers[gap.key])

    def closing(self, keys: Iterable[str]) -> list[Gap]:
        """The listed gaps that these keys of gaps close, the worst first."""
        places = {place for key in keys if (place := self._by_key.get(key)) is not None}
        return [self.gaps[place] for place in sorted(places)]

    # -- numbers

    @cached_property
    def numbers(self) -> Numbers:
        """The numbers along the journey, of the persona told of or of all customers."""
        return numbers(self.journey, self.persona)

    def figure(self, key: str) -> float | None:
        """One of the numbers, where it can be told."""
        found = self.numbers.figures.get(key)
        return found.value if found is not None else None

    # -- the story

    @cached_property
    def lead(self) -> Persona | None:
        """Whose story the curves tell: the persona asked for, else the first."""
        personas = self.journey.personas
        return next((one for one in personas if one.id == self.persona), personas[0] if personas else None)

    def felt(self, touchpoint: str) -> float | None:
        """The mood at a touchpoint, of the persona whose story is told where it is known, else of everyone."""
        record = self.journey.store.of(Touchpoint)[touchpoint]
        own = record.mood.get(self.lead.id) if self.lead is not None else None
        return own if own is not None or self.persona is not None else self.journey.felt(record)

    def felt_by_all(self, touchpoint: str) -> float | None:
        """What customers feel there, all of them unless one persona was asked for."""
        if self.persona is not None:
            return self.felt(touchpoint)
        return self.journey.felt(self.journey.store.of(Touchpoint)[touchpoint])

    @cached_property
    def story(self) -> tuple[str, ...]:
        """The touchpoints of the lead’s journey in their order; all where there are no personas."""
        there, lead = self.journey.store.of(Touchpoint), self.lead
        everyone = self.journey.touchpoints
        if lead is None:
            return tuple(everyone)
        return tuple(one for one in everyone if not there[one].personas or lead.id in there[one].personas)

    @cached_property
    def sources(self) -> list[Evidence]:
        """The evidence in its order."""
        return self.journey.ordered(Evidence)

    def money(self, value: float) -> str:
        """An amount in the currency of the map: €12, CHF 12."""
        return amount(value, self.journey.map.currency or "")


SIGNS = {"EUR": "€", "USD": "$", "GBP": "£", "JPY": "¥", "INR": "₹", "KRW": "₩"}


def amount(value: float, currency: str) -> str:
    """An amount of money: €1,200, €6.30 or CHF 1,200; without a currency the bare number."""
    said = figure_says(value)
    if abs(value) < 100 and "." in said:
        said = f"{value:,.2f}".replace("-", "−")
    sign = SIGNS.get(currency.upper())
    if sign is not None:
        return f"−{sign}{said[1:]}" if said.startswith("−") else f"{sign}{said}"
    return f"{currency} {said}".strip()


def figure_says(value: float) -> str:
    """A number as a report writes it: 61, 9.4, 1,900, −12."""
    rounded = round(value) if abs(value) >= 100 or abs(value - round(value)) < 0.005 else round(value, 1)
    return f"{rounded:,}".replace("-", "−")


def with_unit(value: float, unit: str) -> str:
    """A number with its unit: 61 %, 4.9 of 7, €41 a port."""
    first, _, rest = unit.partition(" ")
    if first.upper() in SIGNS or (first.isupper() and len(first) == 3):
        return f"{amount(value, first)} {rest}".strip()
    if value == 1 and rest == "" and unit.endswith("s") and not unit.endswith("ss"):
        unit = unit[:-1]
    between = "" if unit.startswith("%") else " "
    return f"{figure_says(value)}{between}{unit}".strip()


def keys_of(gap: Gap) -> Sequence[str]:
    """All keys by which records point at a gap."""
    return (gap.key, *(one.key for one in gap.covers), f"{GAP}{gap.anchor}")
