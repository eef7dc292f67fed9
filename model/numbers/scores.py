"""Scores that customers are asked for: NPS, CSAT, and three forms of CES that no formula turns into each other."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from model.findings import Kpi
from model.journey import Journey
from model.numbers.figures import Figure, Input


class Score(NamedTuple):
    """A way to score answers: from one scale to one range, by one formula."""

    name: str
    formula: str
    answers: tuple[int, int]
    least: float
    most: float
    higher_is_better: bool
    of: Callable[[Sequence[float]], float]


def _percent(answers: Sequence[float], least: float, most: float) -> float:
    return 100 * sum(least <= one <= most for one in answers) / len(answers)


def nps(answers: Sequence[float]) -> float:
    """Net promoter score, −100…100, of answers 0–10: % 9–10 − % 0–6 (Reichheld 2003)."""
    return _percent(answers, 9, 10) - _percent(answers, 0, 6)


def csat(answers: Sequence[float]) -> float:
    """Customer satisfaction, %, of answers 1–5: the satisfied (4–5) ÷ all."""
    return _percent(answers, 4, 5)


def ces_1(answers: Sequence[float]) -> float:
    """Customer effort score 1.0, 1–5: the mean effort stated, low is good (Dixon and others 2010)."""
    return sum(answers) / len(answers)


def ces_2(answers: Sequence[float]) -> float:
    """Customer effort score 2.0, 1–7: the mean agreement that it was made easy, high is good (CEB 2013)."""
    return sum(answers) / len(answers)


def ces_2_agree(answers: Sequence[float]) -> float:
    """Customer effort score 2.0 as %, of answers 1–7: those who agree at least somewhat (5–7) ÷ all (CEB 2013)."""
    return _percent(answers, 5, 7)


METHODS: dict[str, Score] = {
    one.name.casefold(): one
    for one in (
        Score("NPS", "% of answers 9–10 − % of answers 0–6", (0, 10), -100, 100, True, nps),
        Score("CSAT", "the satisfied (4–5 of 5) ÷ all, in %", (1, 5), 0, 100, True, csat),
        Score("CES 1.0", "the mean of the effort stated, 1–5, low is good", (1, 5), 1, 5, False, ces_1),
        Score("CES 2.0", "the mean agreement that it was easy, 1–7, high is good", (1, 7), 1, 7, True, ces_2),
        Score(
            "CES 2.0 %",
            "those who agree that it was easy (5–7 of 7) ÷ all",
            (1, 7),
            0,
            100,
            True,
            ces_2_agree,
        ),
    )
}
"""The methods that a KPI can name; one that names none of them is no score, whatever its title."""


def score(method: str, answers: Sequence[float]) -> float:
    """The score of answers by a method; raises ValueError for no answers, or one that is not on its scale."""
    how = METHODS[method.casefold()]
    least, most = how.answers
    if not answers:
        raise ValueError(f"{how.name} needs at least one answer.")
    for one in answers:
        if not least <= one <= most:
            raise ValueError(f"{how.name} takes answers from {least} to {most}, not {one:g}.")
    return how.of(answers)


def scores(journey: Journey) -> dict[str, Figure]:
    """The figure of each KPI, by its id, whose method is one of these; its value is the one the room states."""
    return {
        kpi.id: _figure(kpi, METHODS[kpi.method.strip().casefold()])
        for kpi in journey.ordered(Kpi)
        if kpi.method.strip().casefold() in METHODS
    }


def _figure(kpi: Kpi, how: Score) -> Figure:
    notes = []
    if kpi.now is not None and not how.least <= kpi.now <= how.most:
        notes.append(f"{how.name} lies between {how.least:g} and {how.most:g}.")
    if kpi.higher_is_better is not how.higher_is_better:
        notes.append(
            f"For {how.name}, {'high' if how.higher_is_better else 'low'} is good; the KPI says otherwise."
        )

    def inputs() -> list[Input]:
        return [
            Input(kpi.id, f"on {reading.date.isoformat()}", reading.value, kpi.unit)
            for reading in kpi.readings
        ]

    known = int(kpi.now is not None)
    key = f"score:{kpi.id}"
    return Figure(
        key, kpi.title, kpi.now, kpi.unit, how.formula, inputs, known, 1, "readings", " ".join(notes)
    )
