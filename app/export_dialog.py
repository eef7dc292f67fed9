"""What is asked before an export: paper, theme and where to."""

from pathlib import Path
from typing import Any, get_args

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.prompts import Sheet, ask_for_place
from exporters.pdf.report import ReportOptions
from model.lenses import LENSES
from widgets.buttons import Button, Segments
from widgets.look import Look
from widgets.picker import Choice
from widgets.tick import Tick
from widgets.words import Words

PDF_FILTER = "PDF documents (*.pdf)"
THEMES: list[tuple[object, str, str]] = [("light", "Light", ""), ("dark", "Dark, screen only", "")]


def papers() -> list[str]:
    """The papers an export can be made for, as the exporter names them."""
    return [str(paper) for paper in get_args(ReportOptions.model_fields["paper"].annotation)]


class ExportDialog(Sheet):
    """Asks how to export a map; what was chosen last is chosen again."""

    def __init__(self, window: QWidget, look: Look, out: Path, chosen: dict[str, Any]) -> None:
        super().__init__(window, look)
        self.setWindowTitle("Export map")
        self.out = out
        self.paper = Choice(look, "Paper", lambda: [(paper, paper) for paper in papers()], parent=self)
        self.paper.show_value(chosen.get("paper", ReportOptions().paper))
        self.theme = Segments(look, THEMES, self)
        self.theme.show_value(chosen.get("theme", ReportOptions().theme))
        self.lens = Segments(look, [(one.name, one.title, "") for one in LENSES.values()], self)
        self.lens.show_value(chosen.get("lens", ReportOptions().lens))
        self.notes = Tick(look, "Print the sticky notes too", parent=self)
        self.notes.show_value(chosen.get("notes", ReportOptions().notes))
        self.place = Words(look, "", "secondary", "ink2", lines=2)
        self.change = Button(look, "Change…", "quiet", parent=self)
        self.change.clicked.connect(self._ask_where)
        self.export = Button(look, "Export map", "primary", parent=self)
        self.export.clicked.connect(self.accept)
        self.cancel = Button(look, "Cancel", parent=self)
        self.cancel.clicked.connect(self.reject)
        self._lay_out()
        self._name_place()
        self.setFixedWidth(460)
        self.export.setFocus()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(4)
        column.addWidget(Words(self.look, "Export the map", "dialog_title"))
        column.addSpacing(12)
        column.addWidget(self.paper)
        column.addSpacing(12)
        column.addWidget(Words(self.look, "Theme", "label", "ink3"))
        column.addWidget(self.theme)
        column.addSpacing(12)
        column.addWidget(Words(self.look, "Lens", "label", "ink3"))
        column.addWidget(self.lens)
        column.addSpacing(12)
        column.addWidget(self.notes)
        column.addSpacing(12)
        column.addWidget(Words(self.look, "To", "label", "ink3"))
        where = QHBoxLayout()
        where.addWidget(self.place, 1)
        where.addWidget(self.change)
        column.addLayout(where)
        column.addSpacing(16)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch()
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.export)
        column.addLayout(buttons)

    def _name_place(self) -> None:
        replaces = " It replaces the file that is there." if self.out.exists() else ""
        self.place.say(f"{self.out.name} in {self.out.parent.name or self.out.parent}.{replaces}")
        self.place.set_tip(str(self.out))

    def _ask_where(self) -> None:
        chosen = ask_for_place(self, "Export the map to", self.out, PDF_FILTER)
        if chosen is not None:
            self.out = chosen
            self._name_place()

    @property
    def options(self) -> dict[str, Any]:
        """What was chosen, by the exporter's own names."""
        return {
            "paper": self.paper.value,
            "theme": self.theme.value(),
            "lens": self.lens.value(),
            "notes": self.notes.value,
        }
