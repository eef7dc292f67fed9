"""The likeliest walks through the journey, of which one may stand out on the map."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from model.journey import Journey
from model.numbers import LikelyWalk
from widgets.inspector.sections import Section
from widgets.look import Look
from widgets.numbers.rows import WalkRow


class Paths(Section):
    """The walks below each other, the likeliest first."""

    lit = Signal(object)
    """The records along the walk that shall stand out; None gives the map back."""
    reached = Signal(QWidget)
    """The row that the arrows have come to."""

    def __init__(self, look: Look, journey: Journey, parent: QWidget) -> None:
        super().__init__(look, "Most likely paths", parent)
        self.journey = journey
        self.rows: list[WalkRow] = []
        self.column.setSpacing(0)

    def show_walks(self, walks: Sequence[LikelyWalk]) -> None:
        """Show these walks."""
        if [row.walk for row in self.rows] == list(walks):
            return
        self.unlight()
        for row in self.rows:
            self.column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = [self._row(walk) for walk in walks]
        self.setVisible(bool(walks))

    def _row(self, walk: LikelyWalk) -> WalkRow:
        row = WalkRow(self.look, self.journey, walk, self)
        row.clicked.connect(lambda: self.light(row if row.isChecked() else None))
        row.left.connect(self.unlight)
        row.stepped.connect(lambda by: self._step(row, by))
        self.column.addWidget(row)
        row.show()
        return row

    def light(self, row: WalkRow | None) -> None:
        """Let a walk stand out on the map, or none."""
        for one in self.rows:
            one.setChecked(one is row)
        self.lit.emit(None if row is None else self._along(row.walk))

    def unlight(self) -> None:
        """Give the map back, if a walk stands out."""
        if any(row.isChecked() for row in self.rows):
            self.light(None)

    def forget(self) -> None:
        """The map shows no walk any more."""
        for row in self.rows:
            row.setChecked(False)

    def _along(self, walk: LikelyWalk) -> list[str]:
        steps = (*walk.touchpoints, *walk.handovers)
        return [*steps, *(moment.id for one in steps for moment in self.journey.moments_on(one))]

    def _step(self, row: WalkRow, by: int) -> None:
        place = self.rows.index(row) + by
        if 0 <= place < len(self.rows):
            self.rows[place].setFocus(Qt.FocusReason.TabFocusReason)
            self.light(self.rows[place])
            self.reached.emit(self.rows[place])
