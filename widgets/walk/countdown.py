"""The time a walk may take: counts down, and past its end counts up; it makes no sound."""

from dataclasses import dataclass

SHORTEST, LONGEST, STEP = 5, 240, 5
"""Minutes."""
LATE = 120.0
"""The last stretch that is shown in the colour of pain, s."""


@dataclass(slots=True)
class Countdown:
    """A stretch of minutes that runs, rests or has not begun; it never looks at a clock itself."""

    minutes: int = 20
    spent: float = 0.0
    """How much had run when it was last started or stopped, s."""
    since: float | None = None
    """When it was started, s of the clock; None while it rests."""

    @property
    def is_running(self) -> bool:
        """Whether it runs."""
        return self.since is not None

    @property
    def has_begun(self) -> bool:
        """Whether it ever ran."""
        return self.is_running or self.spent > 0

    def turn(self, now: float) -> None:
        """Start it, or let it rest."""
        if self.since is None:
            self.since = now
        else:
            self.spent, self.since = self._spent(now), None

    def change(self, by: int) -> None:
        """Make it so many steps of five minutes longer or shorter."""
        whole = (self.minutes // STEP + by) * STEP
        self.minutes = max(SHORTEST, min(LONGEST, whole))

    def _spent(self, now: float) -> float:
        return self.spent + (now - self.since if self.since is not None else 0.0)

    def left(self, now: float) -> float:
        """What is left, s; below zero when it is over."""
        return self.minutes * 60 - self._spent(now)

    def share(self, now: float) -> float:
        """How much of it is left, from 0 to 1."""
        return max(0.0, min(1.0, self.left(now) / (self.minutes * 60)))

    def is_late(self, now: float) -> bool:
        """Whether the last two minutes have come, or it is over."""
        return self.has_begun and self.left(now) <= LATE

    def figure(self, now: float) -> str:
        """What is left, or by how much it is over: 12:40, +0:35."""
        left = self.left(now)
        whole = round(left) if left > 0 else round(-left)
        minutes, seconds = divmod(whole, 60)
        return f"{'' if left > 0 or not whole else '+'}{minutes}:{seconds:02d}"

    def says(self, now: float) -> str:
        """What the figure means."""
        if not self.has_begun:
            return f"T starts {self.minutes} minutes"
        if self.left(now) < 0:
            return f"over {self.minutes} minutes"
        return f"left of {self.minutes} minutes" if self.is_running else f"resting, of {self.minutes} minutes"
