"""A form of one kind of record, built from its own schema; the base of every page of the panel."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from PySide6.QtCore import QPoint, QTimer, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMenu, QSizePolicy, QVBoxLayout, QWidget

from model.findings import Comment, MomentThatMatters, PainPoint
from model.kinds import KINDS, WORDS
from model.records import Channel, Persona, Record
from model.rules import why_not_delete
from model.store import Commit
from widgets.buttons import IconButton
from widgets.channels import icon_of
from widgets.editors import Editor
from widgets.inspector.bench import NAMING, Bench, Binding, Held
from widgets.inspector.fields import editor_for, shown_fields, spec_of
from widgets.inspector.lists import Go, Lead, Leads, Tag, Tags
from widgets.inspector.sections import BLEED, Folded, Head, Section
from widgets.inspector.talk import Talk
from widgets.marks import level_of, persona_token
from widgets.text_area import TextArea

Found = TypeVar("Found")
TITLES = {
    "persona": "Name",
    "pain_point": "What hurts",
    "promise": "What was promised",
    "comment": "What is said",
}
GAPS_OF = ("phase", "channel", "department", "system", "persona", "moment", "pain_point")
"""Kinds whose page lists gaps though it is made from the schema alone."""

NO_GAPS = "None. Nothing here lets the customer down."


class Page(QWidget):
    """What the panel shows of one kind of selection: sections, the bindings in them, and what follows the map.

    It is made once, shows nothing until it is turned to records, and is kept for all others of the kind.
    """

    room_wanted = Signal()
    """What is being written about the record wants to be seen."""

    def __init__(
        self, bench: Bench, cls: type[Record], opened: set[str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.bench, self.look, self.cls, self.opened = bench, bench.look, cls, opened
        self.ids: tuple[str, ...] = ()
        self.bindings: list[Binding] = []
        self.folds: list[Folded] = []
        self.lists: list[Leads] = []
        self.followers: list[Callable[[], None]] = []
        """What shows anew what is not a field, after every change of the map."""
        self.talk: Talk | None = None
        self.naming: TextArea | None = None
        """Where the name of what is shown is typed, if it has one."""
        self.menu: QMenu | None = None
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._fold: Folded | None = None
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._show_found_soon)
        self.building = self.build()
        """Makes the sections one after the other; a page that is turned to records first makes the rest."""

    def build(self) -> Iterator[None]:
        """Make the sections, yielding between them."""
        raise NotImplementedError

    @property
    def record(self) -> Record:
        """The record shown, or the first of several."""
        return self.bench.store[self.ids[0]]

    # -- turning to records

    def turn_to(self, ids: Sequence[str], records: list[Record]) -> None:
        """Show these records, as a page that was made for them would."""
        for _ in self.turning(ids, records):
            pass

    def turning(self, ids: Sequence[str], records: list[Record]) -> Iterator[None]:
        """The same, yielding between the parts of a page that is not seen yet."""
        for _ in self.building:
            yield
        self._close_popup()
        self.ids = tuple(ids)
        for binding in self.bindings:
            binding.turn_to(self.ids)
        for fold in self.folds:
            fold.follow()
        for listed in self.lists:
            listed.turn()
        yield from self._showing(records)
        if self.talk is not None:
            self.talk.turn_to(self.ids[0])

    def _close_popup(self) -> None:
        """Close a list or menu that was opened from here: it is about the records shown until now."""
        popup = QApplication.activePopupWidget()
        above = popup
        while above is not None and above is not self:
            above = above.parentWidget()
        if popup is not None and above is self:
            popup.close()

    def _show(self, records: list[Record]) -> None:
        for _ in self._showing(records):
            pass

    def _showing(self, records: list[Record]) -> Iterator[None]:
        held = Held(records)
        for binding in self.bindings:
            if binding.fold is None or binding.fold.is_open:
                binding.refresh(held)
        for show in self.followers:
            show()
            yield

    # -- building

    def section(self, title: str = "", line: bool = True) -> Section:
        """One more section."""
        section = Section(self.look, title, self, line)
        self.column.addWidget(section)
        return section

    def fold(self, title: str, fill: Callable[[Folded], None]) -> Folded:
        """One more section that is closed until somebody opens it; fields in it are shown while it is open."""

        def fill_it(section: Folded) -> None:
            self._fold = section
            fill(section)
            self._fold = None

        def show_it(is_open: bool) -> None:
            if is_open and self.ids:
                held = Held(self.bench.store.these(self.ids))
                for binding in self.bindings:
                    if binding.fold is section:
                        binding.refresh(held)

        section = Folded(self.look, title, fill_it, self.opened, self)
        section.fold.toggled.connect(show_it)
        self.folds.append(section)
        self.column.addWidget(section)
        return section

    def bind(self, field: str, editor: Editor | None = None) -> Editor:
        """An editor of a field, from the table unless one is given."""
        spec = spec_of(self.cls, field)
        if editor is None:
            editor = editor_for(self.bench, spec)
        self.bindings.append(Binding(self.bench, self.ids, field, spec.title, editor, fold=self._fold))
        return editor

    def follow_with(self, show: Callable[[], None]) -> None:
        """Show something now and after every change of the map."""
        self.followers.append(show)
        if self.ids:
            show()

    def show_when_new(self, found: Callable[[], Found], show: Callable[[Found], None]) -> None:
        """Show what is found now, and again whenever it is something else."""
        shown: list[Found] = []

        def follow() -> None:
            now = found()
            if shown != [now]:
                shown[:] = [now]
                show(now)

        self.follow_with(follow)

    def finish(self) -> None:
        """End with what is said about the record, and leave the rest of the height empty."""
        if self.cls.kind in KINDS and self.cls is not Comment:
            self.talk = Talk(self.bench, self)
            self.talk.room_wanted.connect(self.room_wanted)
            self.column.addWidget(self.talk)
        self.column.addStretch(1)

    def put(self, section: Section, fields: Iterable[str]) -> None:
        """Put editors of these fields into a section: short ones in pairs, long ones alone."""
        for _ in self.putting(section, fields):
            pass

    def putting(self, section: Section, fields: Iterable[str]) -> Iterator[None]:
        """The same, yielding between the lines."""
        pair: list[Editor] = []
        for field in fields:
            is_wide = spec_of(self.cls, field).is_wide
            editor = self.bind(field)
            if not is_wide:
                pair.append(editor)
            if pair and (is_wide or len(pair) == 2):
                section.add_grid([pair])
                pair = []
            if is_wide:
                section.add(editor, bleeds=isinstance(editor, TextArea) and not editor.paper.framed)
            if not pair:  # What is not in its section yet would be left behind if nobody came back.
                yield
        if pair:
            section.add_grid([pair])

    def head(self, section: Section) -> Head:
        """The first line, with the menu of the record at its right."""
        head, row = Head(self.look, self), QHBoxLayout()
        row.setContentsMargins(BLEED, 0, 0, 0)
        row.addWidget(head, 1)
        if self.cls.kind != "map":
            more = IconButton(self.look, "more", "More", size=28, parent=self)
            more.clicked.connect(lambda: self._open_menu(more))
            row.addWidget(more)
        section.column.addLayout(row)
        return head

    def _open_menu(self, at: IconButton) -> None:
        ids = self.ids
        if self.menu is None:
            self.menu = QMenu(self)
        self.menu.clear()
        words = WORDS.get(self.record.kind, "record") if len(ids) == 1 else f"{len(ids)} records"
        reason = why_not_delete(self.bench.store, ids)
        delete = self.menu.addAction(self.look.icon("trash", "neg", 16), reason or f"Delete {words}")
        delete.setEnabled(reason is None)
        delete.triggered.connect(lambda: self.bench.delete(ids))
        self.menu.popup(at.mapToGlobal(QPoint(0, at.height() + 2)))

    def title(self, section: Section, field: str, empty: str) -> TextArea:
        """The thing's title, in serif, to be typed over in place."""
        title = TextArea(
            self.look, role="panel_title", framed=False, enter_saves=True, empty=empty, parent=self
        )
        title.paper.setAccessibleName(empty)
        self.naming = title
        self.bind(field, title)
        section.add(title, bleeds=True)
        return title

    def marks(self, section: Section) -> None:
        """The moments and pain points on the record; a click goes there."""
        tags = Tags(self.look, "", lambda record, _: self.bench.selection.choose([record]), self, above=4)
        section.add(tags)

        def show() -> None:
            journey, on = self.bench.journey, self.ids[0]
            found = [Tag(one.id, self.bench.name_of(one.id), "mtm", "star") for one in journey.moments_on(on)]
            found += [
                Tag(one.id, one.text or "Pain point", "neg", "triangle") for one in journey.pains_on(on)
            ]
            tags.show_these(found)

        self.follow_with(show)

    def rows(
        self, section: Section, found: Callable[[], list[Lead]], none: str, go: Go | None = None
    ) -> Leads:
        """Lines that lead to records, or elsewhere; a sentence where there are none."""
        leads = Leads(section, none, go or (lambda one: self.bench.selection.choose([one])))
        self.lists.append(leads)
        self.follow_with(lambda: leads.show_these(found()))
        return leads

    def gaps_here(self, ids: Callable[[], Iterable[str]]) -> None:
        """The gaps that concern these records; a click lays one open."""

        def found() -> list[Lead]:
            leads = list[Lead]()
            for gap in self.bench.gaps_about(ids()):
                judged = gap.given is not None or gap.computed is not None
                figure = f"{gap.severity:.0f}" if judged else "–"
                severity = gap.severity if judged else None
                leads.append(Lead(gap.key, gap.title, figure=figure, severity=severity))
            return leads

        self.rows(self.section("Gaps here"), found, NO_GAPS, self.bench.open_gap)

    # -- following

    def follow(self, commit: Commit) -> None:
        """Show what a commit changed."""
        if not commit.ids.isdisjoint(self.ids):
            self._show(self.bench.store.these(self.ids))
        else:
            self._soon.start()
        if self.talk is not None:
            self.talk.follow(commit)

    def _show_found_soon(self) -> None:
        """Show anew what changes elsewhere may have done to what is found, once those are painted."""
        if all(one in self.bench.store for one in self.ids):
            self.show_found()

    def show_found(self) -> None:
        """Show anew what is not a field."""
        self._soon.stop()
        for show in self.followers:
            show()


class RecordPage(Page):
    """Any record: its kind, its title, and all its other fields as its schema lists them."""

    def build(self) -> Iterator[None]:
        """Make the sections, yielding between them."""
        cls = self.cls
        first = self.section(line=False)
        self._head = self.head(first)
        naming = next((name for name in NAMING if name in cls.model_fields), None)
        if naming is not None:
            empty = TITLES.get(cls.kind, spec_of(cls, naming).title)
            self.title(first, naming, empty)
        self.follow_with(self._show_head)
        yield
        rest = [name for name in shown_fields(cls) if name != naming] if cls.kind in KINDS else []
        yield from self.putting(self.section(), rest)
        yield
        if cls.kind in GAPS_OF:
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
