"""The story as drawn: how it is remembered (peak and end), and the bond it leaves behind."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from model.journey import Journey
from model.numbers.figures import Figure, Input
from model.records import Touchpoint

FIRST, MOMENT = 1.5, 2.0
"""How much the first touchpoint and a moment that matters count for the bond."""


@dataclass(frozen=True)
class Story:
    """The moods along some touchpoints, −2…2, unset ones None; a touchpoint may come more than once on a walk."""

    touchpoints: tuple[str, ...]
    moods: tuple[float | None, ...]
    weights: tuple[float, ...]

    @property
    def known(self) -> int:
        """How many of the moods are set."""
        return len(self.moods) - self.moods.count(None)

    @cached_property
    def peak(self) -> int | None:
        """Where the mood is most intense; of equals the negative one, then the first."""
        felt = {mood for mood in self.moods if mood is not None}
        return self.moods.index(min(felt, key=lambda mood: (-abs(mood), mood))) if felt else None

    @cached_property
    def end(self) -> int | None:
        """Where the last mood that is known stands."""
        backwards = range(len(self.moods) - 1, -1, -1)
        return next((place for place in backwards if self.moods[place] is not None), None)

    @property
    def peak_end(self) -> float | None:
        """The mean of the most intense mood and the last (Kahneman and others 1993)."""
        if self.peak is None or self.end is None:
            return None
        return ((self.moods[self.peak] or 0.0) + (self.moods[self.end] or 0.0)) / 2

    @property
    def bond(self) -> list[float]:
        """The running sum of the weighed moods, one for each touchpoint; an unset mood leaves it as it is."""
        sums, sum_so_far = [], 0.0
        for mood, weight in zip(self.moods, self.weights, strict=True):
            sum_so_far += (mood or 0.0) * weight
            sums.append(sum_so_far)
        return sums


def story(journey: Journey, persona: str | None, touchpoints: Sequence[str]) -> Story:
    """The story of a persona, or of all customers with the moods weighed by shares, along these touchpoints."""
    there = [journey.store.of(Touchpoint)[one] for one in touchpoints]
    matter = {moment.on for moment in journey.moments}
    return Story(
        touchpoints=tuple(touchpoints),
        moods=tuple(journey.felt(one) if persona is None else one.mood.get(persona) for one in there),
        weights=tuple(
            (FIRST if place == 0 else 1.0) * (MOMENT if one.id in matter else 1.0)
            for place, one in enumerate(there)
        ),
    )


def story_figures(journey: Journey, told: Story) -> list[Figure]:
    """Peak–end and the bond at the end of the story."""

    def name(place: int) -> str:
        touchpoint = journey.store.of(Touchpoint)[told.touchpoints[place]]
        return f"{journey.number_of(touchpoint.id)} {touchpoint.title}".strip()

    def peak_and_end() -> list[Input]:
        places = [("most intense mood", told.peak), ("last mood", told.end)]
        return [
            Input(told.touchpoints[place], f"{words}: {name(place)}", told.moods[place], "mood")
            for words, place in places
            if place is not None
        ]

    def weighed() -> list[Input]:
        return [
            one
            for place, (mood, weight) in enumerate(zip(told.moods, told.weights, strict=True))
            for one in (
                Input(told.touchpoints[place], f"mood at {name(place)}", mood, "mood"),
                Input(told.touchpoints[place], f"weight of {name(place)}", weight, ""),
            )
        ]

    known, of, note = told.known, len(told.moods), "" if told.known else "No mood is known."
    peak_end = (
        "(the most intense mood + the last) ÷ 2 in journey order; of equally intense moods the negative"
    )
    bond = "the sum of the moods; moments that matter count twice, the first touchpoint one and a half times"
    last = told.bond[-1] if told.known else None
    return [
        Figure(
            "peak_end", "Peak–end", told.peak_end, "mood", peak_end, peak_and_end, known, of, "moods", note
        ),
        Figure("bond", "Bond", last, "mood", bond, weighed, known, of, "moods", note),
    ]
