"""The sheet of numbers: of everyone or one persona, with formulas, likely walks and what is wrong with the shares."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from model.journey import Journey
from model.numbers import Figure, scores
from model.records import Persona, Touchpoint
from model.store import Commit
from widgets.buttons import Segments
from widgets.flow import clear
from widgets.inspector.sections import Section
from widgets.look import Look
from widgets.notice import NoticeLink
from widgets.numbers.formula import Formula
from widgets.numbers.paths import Paths
from widgets.numbers.reckoner import Reckoner
from widgets.numbers.rows import FigureRow
from widgets.numbers.slips import Slip, Troubles
from widgets.personas import short_name
from widgets.picker import Choice
from widgets.scroll import Scroll
from widgets.words import Words

FEW = 3
"""So many personas stand side by side; more are chosen from a list."""
EMPTY = "Add handovers to see where customers go."
ABOUT = "Reckoned from the shares, waits and costs that the room has given; what nobody has set counts 0."


class NumbersPanel(QWidget):
    """The numbers of an open map; with `today`, what they are on that map stands beside them."""

    wanted = Signal(str)
    """The record somebody wants to see."""
    left = Signal()
    """Esc was pressed where nothing here is left to leave."""
    lit = Signal(object)
    """The records along a walk that shall stand out; None gives the map back."""

    def __init__(
        self,
        journey: Journey,
        look: Look,
        today: Journey | None = None,
        names: tuple[str, str] = ("Today", "If done"),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.journey, self.look, self.today, self.names = journey, look, today, names
        self.persona: str | None = None
        self.reckoner = Reckoner(journey, self)
        self.reckoner.changed.connect(self._show)
        self.before = Reckoner(today, self) if today is not None else None
        if self.before is not None:
            self.before.changed.connect(self._show)
        self.rows: dict[str, FigureRow] = {}
        self.formulas: dict[str, Formula] = {}
        self._holders: dict[str, QVBoxLayout] = {}
        self.also = ""
        """What is said below the figures beside how they are reckoned."""
        self._lay_out()
        self._make_chooser()
        journey.store.committed.connect(self._follow)

    def close_down(self) -> None:
        """Follow the map no more."""
        self.journey.store.committed.disconnect(self._follow)
        self.reckoner.close_down()
        if self.before is not None:
            self.before.close_down()

    # -- building

    def _lay_out(self) -> None:
        look = self.look
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        self.sheet = Scroll(look, self)
        inside = QWidget()
        self.column = QVBoxLayout(inside)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        self.sheet.setWidget(inside)
        whole.addWidget(self.sheet)
        self.figures = Section(look, "", inside, line=False)
        self.figures.column.setSpacing(0)
        self.chooser = QVBoxLayout()
        self.chooser.setContentsMargins(6, 0, 6, 12)
        self.figures.column.addLayout(self.chooser)
        self._add_heading()
        self.troubles = Troubles(look, self.journey, self.figures)
        self.troubles.wanted.connect(self.wanted)
        self.figures.column.addWidget(self.troubles)
        self.empty = Words(look, EMPTY, "secondary", "ink3", lines=0, parent=self.figures)
        self.empty.setContentsMargins(6, 8, 6, 0)
        self.figures.column.addWidget(self.empty)
        self.list = QVBoxLayout()
        self.list.setSpacing(0)
        self.figures.column.addLayout(self.list)
        self.slip = Slip(look, self.figures)
        self.all_formulas = NoticeLink(look, self.figures)
        self.all_formulas.say("Show the formulas")
        self.all_formulas.clicked.connect(self._turn_formulas)
        self.figures.column.addSpacing(12)
        self.figures.add(self.slip)
        self.figures.column.addSpacing(6)
        self.figures.column.addWidget(self.all_formulas, 0, Qt.AlignmentFlag.AlignLeft)
        self.scores = Section(look, "Scores", inside)
        self.scores.column.setSpacing(0)
        self.paths = Paths(look, self.journey, inside)
        self.paths.lit.connect(self.lit)
        self.paths.reached.connect(lambda row: self.sheet.ensureWidgetVisible(row, 0, 8))
        for section in (self.figures, self.scores, self.paths):
            self.column.addWidget(section)
        self.column.addStretch(1)
        for section in (self.scores, self.paths):
            section.hide()

    def _add_heading(self) -> None:
        row, look = QHBoxLayout(), self.look
        row.setContentsMargins(6, 0, 6, 4)
        row.addWidget(Words(look, "Along the journey", "strong", parent=self.figures))
        self.updating = Words(look, "updating", "secondary", "ink3", parent=self.figures)
        self.updating.hide()
        row.addSpacing(8)
        row.addWidget(self.updating)
        row.addStretch(1)
        if self.today is not None:
            row.addWidget(Words(look, self.names[0], "secondary", "ink3", parent=self.figures))
            row.addSpacing(70)
            row.addWidget(Words(look, self.names[1], "secondary", "ink3", parent=self.figures))
        self.figures.column.addLayout(row)

    def put_first(self, section: QWidget) -> None:
        """Let something stand above the numbers."""
        self.column.insertWidget(0, section)
        self.figures.has_line = True
        self.figures.update()

    def put_below(self, *sections: QWidget) -> None:
        """Let these stand between the numbers and the walks."""
        for section in sections:
            self.column.insertWidget(self.column.indexOf(self.scores), section)

    def _make_chooser(self) -> None:
        clear(self.chooser)
        everyone = self.journey.personas
        names = [short_name(one, everyone) for one in everyone]
        options: list[tuple[object, str]] = [(None, "Everyone")]
        options += [(one.id, name) for one, name in zip(everyone, names, strict=True)]
        self.who: Segments | Choice | None = None
        if len(everyone) > FEW or sum(map(len, names)) > 24:
            self.who = Choice(self.look, "", lambda: options, parent=self.figures)
            self.who.button.setAccessibleName("Whose numbers")
            self.who.edited.connect(self.choose)
        elif len(everyone) > 1:
            self.who = Segments(self.look, [(one, name, "") for one, name in options], self.figures)
            self.who.setAccessibleName("Whose numbers")
            self.who.chosen.connect(self.choose)
        if self.who is not None:
            self.chooser.addWidget(self.who)
            self.who.show()
            self.who.show_value(self.persona)
        self._names = names

    # -- what is shown

    def choose(self, persona: object) -> None:
        """Show the numbers of a persona, or of everyone."""
        there = persona if isinstance(persona, str) and persona in self.journey.store.of(Persona) else None
        if self.who is not None:
            self.who.show_value(there)
        if there != self.persona:
            self.persona = there
            self._show()

    def showEvent(self, event: QShowEvent) -> None:
        """Reckon from now on."""
        super().showEvent(event)
        self._want(True)

    def hideEvent(self, event: QHideEvent) -> None:
        """Reckon no more, and give the map back."""
        super().hideEvent(event)
        self._want(False)
        self.paths.unlight()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _want(self, is_wanted: bool) -> None:
        for one in (self.before, self.reckoner):
            if one is not None:
                one.want(is_wanted)
        self._show()

    def _follow(self, commit: Commit) -> None:
        if any(change.kind == Persona.kind for change in commit.patch):
            self.persona = self.persona if self.persona in self.journey.store.of(Persona) else None
            self._make_chooser()

    def _show(self) -> None:
        there = bool(self.journey.store.of(Touchpoint))
        self.updating.setVisible(there and not self.reckoner.is_true)
        self.empty.setVisible(not there)
        found = self.reckoner.reckoned
        if found is None or not there:
            for part in (self.slip, self.all_formulas, self.scores, self.paths):
                part.setVisible(False)
            self._show_rows({}, {})
            return
        told = found.numbers.get(self.persona) or found.numbers[None]
        before = self.before.reckoned if self.before is not None else None
        old = before.numbers.get(self.persona) if before is not None else None
        if self.before is not None and old is None:
            return
        self._show_rows(told.figures, old.figures if old is not None else {})
        if self.reckoner.is_true:
            self.troubles.show_of(told)
            self._show_scores()
            self.paths.show_walks(found.walks.get(told.persona, []))
        self.slip.words.say(f"{ABOUT} {self.also}".strip())
        self.slip.show()
        self.all_formulas.show()

    def say_also(self, words: str) -> None:
        """Say this too below the figures."""
        self.also = words
        self._show()

    # -- figures

    def _show_rows(self, figures: Mapping[str, Figure], before: Mapping[str, Figure]) -> None:
        for key in [key for key in self.rows if key not in figures and not key.startswith("score:")]:
            self._take_row(key)
        for key, figure in figures.items():
            row = self.rows.get(key) or self._add_row(key, self.list)
            row.names = self.names
            if key in before:
                row.show_supposed(before[key], figure)
            else:
                row.show_figure(figure)
            if self.reckoner.is_true and key in self.formulas:
                self._open(key)

    def _add_row(self, key: str, column: QVBoxLayout) -> FigureRow:
        row, holder = FigureRow(self.look, self.figures), QVBoxLayout()
        holder.setContentsMargins(0, 0, 0, 0)
        holder.setSpacing(0)
        holder.addWidget(row)
        column.addLayout(holder)
        row.clicked.connect(lambda: self._turn(key))
        self.rows[key], self._holders[key] = row, holder
        row.show()
        return row

    def _take_row(self, key: str) -> None:
        self._close(key)
        self._holders.pop(key).deleteLater()
        row = self.rows.pop(key)
        row.hide()
        row.deleteLater()

    def _turn(self, key: str) -> None:
        if key in self.formulas:
            self._close(key)
        else:
            self._open(key)
        self._name_formulas()

    def _open(self, key: str) -> None:
        figure = self.rows[key].figure
        assert figure is not None
        self._close(key)
        formula = Formula(self.look, figure, self.figures)
        formula.wanted.connect(self.wanted)
        self.formulas[key] = formula
        self.rows[key].setChecked(True)
        self._holders[key].addWidget(formula)
        formula.show()

    def _close(self, key: str) -> None:
        formula = self.formulas.pop(key, None)
        self.rows[key].setChecked(False)
        if formula is not None:
            self._holders[key].removeWidget(formula)
            formula.hide()
            formula.deleteLater()

    def _turn_formulas(self) -> None:
        is_any_open = bool(self.formulas)
        for key in list(self.rows):
            if is_any_open:
                self._close(key)
            else:
                self._open(key)
        self._name_formulas()

    def _name_formulas(self) -> None:
        self.all_formulas.say("Close the formulas" if self.formulas else "Show the formulas")

    # -- scores

    def _show_scores(self) -> None:
        found = {figure.key: figure for figure in scores(self.journey).values()}
        for key in [key for key in self.rows if key.startswith("score:") and key not in found]:
            self._take_row(key)
        for key, figure in found.items():
            row = self.rows.get(key) or self._add_row(key, self.scores.column)
            row.show_figure(figure)
        self.scores.setVisible(bool(found))
