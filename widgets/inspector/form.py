"""A form of one kind of record, built from its own schema; the base of every page of the panel."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any, TypeVar

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QVBoxLayout, QWidget

from model.findings import Comment, MomentThatMatters, PainPoint
from model.kinds import KINDS, WORDS
from model.records import Channel, Persona, Record
from model.rules import why_not_delete
from model.store import Commit
from widgets.buttons import IconButton
from widgets.channels import icon_of
from widgets.chips import Chip
from widgets.editors import Editor
from widgets.flow import Flow, clear
from widgets.inspector.bench import NAMING, Bench, Binding
from widgets.inspector.fields import editor_for, shown_fields, spec_of
from widgets.inspector.more import More
from widgets.inspector.sections import BLEED, Folded, Head, Row, Section
from widgets.inspector.talk import Talk
from widgets.marks import level_of, persona_token
from widgets.text_area import TextArea
from widgets.words import Words

Found = TypeVar("Found")
Lead = tuple[str, partial[Row]]
"""A record, and what makes the line that leads to it."""
TITLES = {
    "persona": "Name",
    "pain_point": "What hurts",
    "promise": "What was promised",
    "comment": "What is said",
}


NO_GAPS = "None. Nothing here lets the customer down."


class Page(QWidget):
    """What the panel shows for one selection: sections, the bindings in them, and what follows the map."""

    def __init__(
        self, bench: Bench, ids: Sequence[str], opened: set[str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.bench, self.look, self.ids, self.opened = bench, bench.look, tuple(ids), opened
        self.bindings: list[Binding] = []
        self.followers: list[Callable[[], None]] = []
        """What shows anew what is not a field, after every change of the map."""
        self.talk: Talk | None = None
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    @property
    def record(self) -> Record:
        """The record shown, or the first of several."""
        return self.bench.store[self.ids[0]]

    # -- building

    def section(self, title: str = "", line: bool = True) -> Section:
        """One more section."""
        section = Section(self.look, title, self, line)
        self.column.addWidget(section)
        return section

    def fold(self, title: str, fill: Callable[[Folded], None]) -> Folded:
        """One more section that is closed until somebody opens it."""
        section = Folded(self.look, title, fill, self.opened, self)
        self.column.addWidget(section)
        return section

    def bind(
        self,
        field: str,
        editor: Editor | None = None,
        title: str = "",
        records: list[Record] | None = None,
    ) -> Editor:
        """An editor of a field, from the table unless one is given."""
        spec = spec_of(type(self.record), field)
        if editor is None:
            editor = editor_for(self.bench, spec)
        title = title or spec.title
        self.bindings.append(Binding(self.bench, self.ids, field, title, editor, records=records))
        return editor

    def follow_with(self, show: Callable[[], None]) -> None:
        """Show something now and after every change of the map."""
        self.followers.append(show)
        show()

    def show_when_new(self, found: Callable[[], Found], show: Callable[[Found], None]) -> None:
        """Show what is found now, and again after every change of the map that makes it something else."""
        shown: list[Found] = []

        def follow() -> None:
            now = found()
            if shown != [now]:
                shown[:] = [now]
                show(now)

        self.follow_with(follow)

    def finish(self) -> None:
        """End with what is said about the record, and leave the rest of the height empty."""
        if len(self.ids) == 1 and self.record.kind in KINDS and not isinstance(self.record, Comment):
            self.talk = Talk(self.bench, self.ids[0], self)
            self.column.addWidget(self.talk)
        self.column.addStretch(1)

    def put(self, section: Section, fields: Iterable[str]) -> None:
        """Put editors of these fields into a section: short ones in pairs, long ones alone."""
        pair: list[Editor] = []
        records = self.bench.store.these(self.ids)
        for field in fields:
            is_wide = spec_of(type(self.record), field).is_wide
            editor = self.bind(field, records=records)
            if is_wide:
                self._put_pair(section, pair)
                pair = []
                section.add(editor, bleeds=isinstance(editor, TextArea) and not editor.paper.framed)
            else:
                pair.append(editor)
                if len(pair) == 2:
                    self._put_pair(section, pair)
                    pair = []
        self._put_pair(section, pair)

    def _put_pair(self, section: Section, pair: list[Editor]) -> None:
        if pair:
            section.add_grid([pair])

    def head(self, section: Section) -> Head:
        """The first line, with the menu of the record at its right."""
        head, row = Head(self.look, self), QHBoxLayout()
        row.setContentsMargins(BLEED, 0, 0, 0)
        row.addWidget(head, 1)
        if self.record.kind != "map":
            more = IconButton(self.look, "more", "More", size=28, parent=self)
            more.clicked.connect(lambda: self._open_menu(more))
            row.addWidget(more)
        section.column.addLayout(row)
        return head

    def _open_menu(self, at: IconButton) -> None:
        self.menu = QMenu(at)
        words = WORDS.get(self.record.kind, "record") if len(self.ids) == 1 else f"{len(self.ids)} records"
        reason = why_not_delete(self.bench.store, self.ids)
        delete = self.menu.addAction(self.look.icon("trash", "neg", 16), reason or f"Delete {words}")
        delete.setEnabled(reason is None)
        delete.triggered.connect(lambda: self.bench.delete(self.ids))
        self.menu.popup(at.mapToGlobal(QPoint(0, at.height() + 2)))

    def title(self, section: Section, field: str, empty: str) -> TextArea:
        """The thing's title, in serif, to be typed over in place."""
        title = TextArea(
            self.look, role="panel_title", framed=False, enter_saves=True, empty=empty, parent=self
        )
        title.paper.setAccessibleName(empty)
        self.bind(field, title)
        section.add(title, bleeds=True)
        return title

    def marks(self, section: Section) -> None:
        """The moments and pain points on the record; a click goes there."""
        box = QWidget(self)
        flow = Flow(box)
        flow.setContentsMargins(0, 4, 0, 0)
        section.add(box)

        def found() -> list[tuple[str, ...]]:
            journey, on = self.bench.journey, self.ids[0]
            moments = ((one.id, self.bench.name_of(one.id), "mtm", "star") for one in journey.moments_on(on))
            pains = ((one.id, one.text or "Pain point", "neg", "triangle") for one in journey.pains_on(on))
            return [*moments, *pains]

        def show(found: list[tuple[str, ...]]) -> None:
            flow.clear()
            for record, words, kind, mark in found:
                chip = Chip(self.look, words, kind, mark, parent=box)  # type: ignore[arg-type]
                chip.clicked.connect(lambda _=False, one=record: self.bench.selection.choose([one]))
                flow.addWidget(chip)
                chip.show()
            box.setVisible(flow.count() > 0)

        self.show_when_new(found, show)

    def rows(
        self,
        section: Section,
        rows: Callable[[], list[Lead]],
        none: str,
        lead: Callable[[str], object] | None = None,
    ) -> None:
        """Lines that lead to records, or elsewhere, made anew when they change; a sentence where there are none."""
        go = lead or (lambda one: self.bench.selection.choose([one]))
        box = QWidget(self)
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        section.add(box, bleeds=True)

        def found() -> list[tuple[str, tuple[Any, ...], dict[str, Any]]]:
            return [(record, row.args, row.keywords) for record, row in rows()]

        lines, records = list[Row](), list[str]()
        more = More(self.look, self, lambda: show(found()))
        section.add(more, bleeds=True)

        def show(found: list[tuple[str, tuple[Any, ...], dict[str, Any]]]) -> None:
            found = more.first_of(found)
            records[:] = [record for record, _, _ in found]
            if not lines or not found:
                clear(column)
                lines.clear()
            while len(lines) > len(found):
                last = lines.pop()
                column.removeWidget(last)
                last.hide()
                last.deleteLater()
            for line, (_, given, named) in zip(lines, found, strict=False):
                line.say(*given[1:], **named)
            for place in range(len(lines), len(found)):
                row = Row(*found[place][1], **found[place][2])
                row.clicked.connect(lambda _=False, place=place: go(records[place]))
                column.addWidget(row)
                row.show()
                lines.append(row)
            if not found:
                said = Words(self.look, none, "secondary", "ink3", lines=0, parent=box)
                said.setContentsMargins(BLEED, 0, BLEED, 0)
                column.addWidget(said)
                said.show()

        self.show_when_new(found, show)

    def gaps_here(self, ids: Callable[[], Iterable[str]]) -> None:
        """The gaps that concern these records; a click lays one open."""

        def rows() -> list[Lead]:
            found = list[Lead]()
            for gap in self.bench.gaps_about(ids()):
                judged = gap.given is not None or gap.computed is not None
                figure = f"{gap.severity:.0f}" if judged else "–"
                severity = gap.severity if judged else None
                found.append((gap.key, partial(Row, self.look, gap.title, figure=figure, severity=severity)))
            return found

        self.rows(self.section("Gaps here"), rows, NO_GAPS, self.bench.open_gap)

    # -- following

    def follow(self, commit: Commit) -> None:
        """Show what a commit changed."""
        if not commit.ids.isdisjoint(self.ids):
            records = self.bench.store.these(self.ids)
            for binding in self.bindings:
                binding.refresh(records)
        for show in self.followers:
            show()
        if self.talk is not None:
            self.talk.follow(commit)


class RecordPage(Page):
    """Any record: its kind, its title, and all its other fields as its schema lists them."""

    def __init__(
        self, bench: Bench, ids: Sequence[str], opened: set[str], parent: QWidget | None = None
    ) -> None:
        super().__init__(bench, ids, opened, parent)
        cls = type(self.record)
        first = self.section(line=False)
        self._head = self.head(first)
        naming = next((name for name in NAMING if name in cls.model_fields), None)
        if naming is not None:
            empty = TITLES.get(cls.kind, spec_of(cls, naming).title)
            self.title(first, naming, empty)
        self.follow_with(self._show_head)
        rest = [name for name in shown_fields(cls) if name != naming] if cls.kind in KINDS else []
        self.put(self.section(), rest)
        if cls.kind in ("phase", "channel", "department", "system", "persona", "moment", "pain_point"):
            self.gaps_here(lambda: self.ids)
        self.finish()

    def _show_head(self) -> None:
        record = self.bench.store.get(self.ids[0])
        if record is None:
            return
        words = WORDS.get(record.kind, "Record")
        said: list[tuple[str, str, str | None]] = [("words", words[:1].upper() + words[1:], None)]
        if isinstance(record, Persona):
            places = [one.id for one in self.bench.journey.personas]
            said.insert(0, ("persona", record.name, persona_token(places.index(record.id))))
        elif isinstance(record, Channel):
            said.insert(0, ("icon", icon_of(record), "ink2"))
        elif isinstance(record, MomentThatMatters):
            code = self.bench.journey.moment_code(record.id)
            said = [("mark", "star", None), ("words", f"Moment that matters {code}", None)]
        elif isinstance(record, PainPoint):
            said.insert(0, ("mark", "triangle", None))
        severity = getattr(record, "severity_override", None)
        if severity is not None:
            said.append(("words", f"{severity:.0f} {level_of(severity)[1]}", None))
        self._head.say(*said)
