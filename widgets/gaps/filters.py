"""Which gaps a list shows: from which level on, and of which kind; chosen from one small menu."""

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QMenu, QWidget

from model.findings import Promise
from model.gaps import Gap
from model.journey import Journey
from model.records import Handover, Phase, Record, Touchpoint
from widgets.look import Look, tip_of
from widgets.status_bar import Small

LEVELS: dict[str, float] = {
    "All levels": 0.0,
    "Medium and worse": 45.0,
    "High and worse": 60.0,
    "Critical": 80.0,
}
NAMED = "Named by the room"
KINDS: dict[str, type[Record] | None] = {
    "All kinds": None,
    NAMED: None,
    "At touchpoints": Touchpoint,
    "At handovers": Handover,
    "Promises": Promise,
    "In a phase": Phase,
}


class Filters(Small):
    """Says what is shown; a click opens the menu."""

    changed = Signal()

    def __init__(self, look: Look, journey: Journey, parent: QWidget) -> None:
        super().__init__(look, parent)
        self.journey = journey
        self.level, self.kind = next(iter(LEVELS)), next(iter(KINDS))
        self.chevron = "chevron-down"
        self.setFont(look.font("secondary"))
        self.setToolTip(tip_of("Show some gaps only"))
        self.clicked.connect(self._open)
        self._say()

    @property
    def is_open(self) -> bool:
        """Whether every gap is shown."""
        return (self.level, self.kind) == (next(iter(LEVELS)), next(iter(KINDS)))

    def keeps(self, gap: Gap) -> bool:
        """Whether a gap is shown."""
        if gap.severity < LEVELS[self.level]:
            return False
        wanted = KINDS[self.kind]
        if self.kind == NAMED:
            return gap.is_named
        return wanted is None or isinstance(self.journey.store.get(gap.anchor), wanted)

    def clear(self) -> None:
        """Show every gap."""
        self.choose(next(iter(LEVELS)), next(iter(KINDS)))

    def choose(self, level: str, kind: str) -> None:
        """Show gaps from this level on, of this kind."""
        if (level, kind) != (self.level, self.kind):
            self.level, self.kind = level, kind
            self._say()
            self.changed.emit()

    def _say(self) -> None:
        shown = [one for one in (self.level, self.kind) if not one.startswith("All")]
        self.say(", ".join(shown) or "All")
        self.setAccessibleName(f"Shown: {', '.join((self.level, self.kind))}")

    def _open(self) -> None:
        self.menu = self.menu_of_filters()
        self.menu.popup(self.mapToGlobal(QPoint(0, self.height())))

    def menu_of_filters(self) -> QMenu:
        """Levels and kinds, the chosen ones ticked."""
        menu = QMenu(self)
        for level in LEVELS:
            action = menu.addAction(level)
            action.setCheckable(True)
            action.setChecked(level == self.level)
            action.triggered.connect(lambda _=False, level=level: self.choose(level, self.kind))
        menu.addSeparator()
        for kind in KINDS:
            action = menu.addAction(kind)
            action.setCheckable(True)
            action.setChecked(kind == self.kind)
            action.triggered.connect(lambda _=False, kind=kind: self.choose(self.level, kind))
        return menu
