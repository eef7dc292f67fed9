"""The course of a walk: at which step the room is, and which question it is asked there."""

from collections.abc import Callable, Collection

from model.journey import Journey
from model.questions.question import Asked, Rules
from model.questions.steps import steps_of
from model.questions.table import asked_at
from model.store import Commit

STRUCTURE = frozenset({"phase", "touchpoint", "handover", "persona"})
"""The kinds whose changes may change which steps there are."""
Key = tuple[str, str, str]


class Course:
    """Where a walk is: a step, or past the last one; and the question whose turn it is.

    Whoever changes the map tells it by `follow`; it remembers which questions were skipped.
    """

    def __init__(
        self, journey: Journey, rules_at: Callable[[str], Rules], personas: Collection[str] = ()
    ) -> None:
        self.journey, self.rules_at, self.personas = journey, rules_at, frozenset(personas)
        self.only_failing = False
        self.skipped: set[Key] = set()
        self.steps = steps_of(journey, self.personas)
        self.place = 0
        self.open: list[Asked] = []
        """The questions that are open at this step."""
        self.turn = 0
        """Which of them is asked; their number when all were asked or skipped."""
        self._held: Asked | None = None
        self._arrive()

    # -- steps

    @property
    def step(self) -> str | None:
        """The touchpoint or handover the room is at; None past the last one."""
        return self.steps[self.place] if self.place < len(self.steps) else None

    @property
    def following(self) -> str | None:
        """The step after this one; None where the audit follows, or nothing does."""
        return self.steps[self.place + 1] if self.place + 1 < len(self.steps) else None

    @property
    def is_over(self) -> bool:
        """Whether all steps are walked."""
        return self.step is None

    def go(self, by: int) -> bool:
        """Go so many steps on or back, to the place past the last one at most; says whether that is elsewhere."""
        return self._stand(max(0, min(len(self.steps), self.place + by)))

    def go_to(self, step: str) -> bool:
        """Go to a step, or stay where it is none; says whether that is elsewhere."""
        return step in self.steps and self._stand(self.steps.index(step))

    def go_to_end(self) -> bool:
        """Go past the last step; says whether that is elsewhere."""
        return self._stand(len(self.steps))

    def choose_failing(self, only_failing: bool) -> bool:
        """Walk only the handovers that fail, or all; says whether there is any. It goes on with the nearest step."""
        steps = steps_of(self.journey, self.personas, only_failing)
        if not steps:
            return False
        here = self._where(self.step)
        self.only_failing, self.steps = only_failing, steps
        later = (place for place, one in enumerate(steps) if self._where(one) >= here)
        self.place = next(later, len(steps) - 1)
        self._arrive()
        return True

    def _where(self, step: str | None) -> tuple[int, int]:
        return self.journey.step_order(step) if step is not None else (0, 0)

    def _stand(self, place: int) -> bool:
        if place == self.place:
            return False
        self.place = place
        self._arrive()
        return True

    # -- questions

    @property
    def asked(self) -> Asked | None:
        """The question whose turn it is."""
        if self._held is not None:
            return self._held
        return self.open[self.turn] if self.turn < len(self.open) else None

    @property
    def counted(self) -> tuple[int, int]:
        """The number of the question whose turn it is, and how many there are at this step."""
        return self.turn + 1, len(self.open) + (self._held is not None and self._held not in self.open)

    def skip(self) -> bool:
        """Leave this question for later; says whether there was one."""
        asked = self.asked
        if asked is None:
            return False
        is_answered = self._held is not None and asked.key not in {one.key for one in self.open}
        self._held = None
        if not is_answered:
            self.skipped.add(asked.key)
            self.turn += 1
        return True

    def ask_before(self) -> bool:
        """Come back to the question before this one; says whether there is one."""
        self._held = None
        if self.turn == 0:
            return False
        self.turn -= 1
        return True

    def hold(self) -> None:
        """Stay at this question though it gets an answer, since it takes several."""
        self._held = self.asked

    def _arrive(self) -> None:
        self._held = None
        self._look()
        waiting = (place for place, one in enumerate(self.open) if one.key not in self.skipped)
        self.turn = next(waiting, len(self.open))

    def _look(self) -> None:
        step = self.step
        self.open = (
            asked_at(self.journey, step, self.rules_at(step), self.personas) if step is not None else []
        )

    # -- following

    def follow(self, commit: Commit) -> None:
        """Take in what a commit changed: steps that came or went, and questions that are answered."""
        if any(change.kind in STRUCTURE for change in commit.patch):
            self._follow_steps()
        if commit.source == "history":
            self.skipped -= {one.key for one in self._new()}
            self._arrive()
            return
        asked = self.open[self.turn].key if self.turn < len(self.open) else None
        self._look()
        keys = [one.key for one in self.open]
        self.turn = keys.index(asked) if asked in keys else min(self.turn, len(keys))

    def _new(self) -> list[Asked]:
        known = {one.key for one in self.open}
        step = self.step
        if step is None:
            return []
        return [
            one
            for one in asked_at(self.journey, step, self.rules_at(step), self.personas)
            if one.key not in known
        ]

    def _follow_steps(self) -> None:
        step, before, place = self.step, self.steps, self.place
        known = {one.id for one in self.journey.personas}
        self.personas &= known
        self.steps = steps_of(self.journey, self.personas, self.only_failing)
        if not self.steps and self.only_failing:
            self.only_failing, self.steps = False, steps_of(self.journey, self.personas)
        there = {one: number for number, one in enumerate(self.steps)}
        near = [*before[place:], *reversed(before[:place])] if step is not None else []
        self.place = next((there[one] for one in near if one in there), len(self.steps))
        if self.step != step:
            self._arrive()
