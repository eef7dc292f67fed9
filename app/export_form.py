"""The fields of an export, made from the options of its exporter: one for each question, in their order."""

from collections.abc import Sequence
from typing import Any

from pydantic import BaseModel, ValidationError
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from exporters.options import Question, questions
from widgets.buttons import Segments
from widgets.editors import Editor
from widgets.fields import Field, NumberField
from widgets.look import Look
from widgets.picker import Choice
from widgets.tick import Tick
from widgets.words import Words

Named = Sequence[tuple[Any, str]]
SHORTEST = 2
"""So many values stand side by side; more of them are a list."""
INDENT = 26


class Sided(Editor):
    """A few values side by side under a label."""

    def __init__(self, look: Look, label: str, choices: Named, tip: str, parent: QWidget) -> None:
        super().__init__(look, label, tip, parent)
        self.segments = Segments(look, [(value, words, "") for value, words in choices], self)
        self.segments.setAccessibleName(label)
        self.column.addWidget(self.segments)
        self.segments.chosen.connect(self.edited)

    def show_value(self, value: object) -> None:
        """Show this value as the chosen one."""
        self.segments.show_value(value)


class ExportForm(QWidget):
    """All questions of one exporter but which parts go along."""

    changed = Signal()

    def __init__(
        self,
        look: Look,
        options: type[BaseModel],
        given: dict[str, Any],
        named: dict[str, Named],
        parent: QWidget | None = None,
    ) -> None:
        """`named` are the values of the questions that depend on the map: personas, and parts of a picture."""
        super().__init__(parent)
        self.look, self.options, self.named = look, options, named
        self.values: dict[str, Any] = {}
        self.editors: dict[str, Editor] = {}
        self._needy: list[tuple[Question, QWidget]] = []
        """The rows that are asked only as other answers are."""
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(12)
        for question in questions(options):
            if question.asks != "parts":
                self._add(question, self._known(question, given))
        self._show_needed()

    def _known(self, question: Question, given: dict[str, Any]) -> Any:
        """What was chosen last, if it can still be chosen."""
        value = given.get(question.name, question.default)
        choices = self.named.get(question.asks, question.choices)
        if choices and value not in [one for one, _ in choices]:
            return question.default
        return value

    def _add(self, question: Question, value: Any) -> None:
        row = QWidget(self)
        editor = self._editor(question, row)
        self.editors[question.name] = editor
        self.values[question.name] = value
        editor.show_value(value)
        editor.edited.connect(lambda new, question=question: self._take(question, new))
        column = QVBoxLayout(row)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(editor)
        if question.description:
            words = Words(self.look, question.description, "secondary", "ink3", lines=0, parent=row)
            words.setContentsMargins(INDENT if question.asks == "tick" else 0, 0, 0, 0)
            words.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
            column.addWidget(words)
        self.column.addWidget(row)
        if question.needs or question.unless:
            self._needy.append((question, row))

    def _show_needed(self) -> None:
        """Ask only what the other answers make a question of."""
        for question, row in self._needy:
            is_missing = bool(question.needs) and not self.values.get(question.needs)
            row.setVisible(not is_missing and not self.values.get(question.unless))

    def _editor(self, question: Question, parent: QWidget) -> Editor:
        look, title, tip = self.look, question.title, question.description
        choices = self.named.get(question.asks, question.choices)
        if question.asks == "tick":
            return Tick(look, title, tip, parent=parent)
        if choices and (len(choices) > SHORTEST or question.asks in self.named):
            return Choice(look, title, lambda: list(choices), tip, parent=parent)
        if choices:
            return Sided(look, title, choices, tip, parent)
        if question.asks == "number":
            return NumberField(look, title, tip, parent=parent)
        return Field(look, title, tip, parent=parent)

    def _take(self, question: Question, value: Any) -> None:
        """Take what was chosen if the exporter does; else say what it says."""
        wanted = question.default if value is None else value
        try:
            self.options.model_validate({**self.values, question.name: wanted})
        except ValidationError as error:
            said = error.errors()[0]["msg"].removeprefix("Value error, ")
            if question.choices:
                self.editors[question.name].show_value(self.values[question.name])
            self.editors[question.name].complain(f"{said[:1].upper()}{said[1:]}.")
            return
        self.editors[question.name].complain("")
        if value is None:
            self.editors[question.name].show_value(wanted)
        self.values[question.name] = wanted
        self._show_needed()
        self.changed.emit()
