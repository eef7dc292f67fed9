"""The history of an open map beside its canvas: versions compared on the map, read, and brought back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, QTimer

from app.errand import Errand
from app.naming_a_version import name_this_state
from app.prompts import Answer, Question
from app.vault import CannotRead, Version
from model.compare import Comparison, compare
from model.differences import Difference, How, differences
from model.format import Unreadable, read
from model.journey import Journey
from model.kinds import InvalidRecord
from model.records import Handover, Place, Record, Touchpoint
from model.restoring import restore_all, restore_record
from model.store import Commit, Store
from widgets.beside.badges import SAID
from widgets.beside.marks import DifferenceMarks
from widgets.canvas.camera import LABELS
from widgets.history import Entry, HistoryPanel
from widgets.history.legend import LegendBox

if TYPE_CHECKING:
    from app.editor import MapEditor

T = TypeVar("T")
LOOKS = 100
"""How often it is looked whether something came into the vault while it is on its way, ms."""
UNREADABLE = "This version cannot be read. The map itself is as it was."
REFUSED = "This version cannot be brought back into this map. Open it read-only instead."
HINTS = (("", "Comparing. Nothing changes until you bring something back"), ("Esc", "stops"))


@dataclass(frozen=True)
class Found:
    """An earlier state beside how the map stands now."""

    then: Mapping[str, Record]
    compared: Comparison
    told: tuple[Difference, ...]


def in_words(when: datetime, now: datetime | None = None) -> str:
    """A moment as people say it: “today 14:03”, “yesterday 17:20”, “18 Nov 09:31”."""
    when, now = when.astimezone(), (now or datetime.now()).astimezone()
    if when.date() == now.date():
        return f"today {when:%H:%M}"
    if when.date() == (now - timedelta(days=1)).date():
        return f"yesterday {when:%H:%M}"
    year = "" if when.year == now.year else f" {when.year}"
    return f"{when.day} {when:%b}{year} {when:%H:%M}"


class Versioning(QObject):
    """Wires the sheet History to vault, map and canvas."""

    def __init__(self, editor: MapEditor) -> None:
        super().__init__(editor)
        self.editor, self.session, self.canvas = editor, editor.session, editor.canvas
        self.panel = HistoryPanel(editor.canvas.look)
        self.versions: dict[str, Version] = {}
        self.key = ""
        """The version that is compared with how the map stands now; empty while none is."""
        self.found: Found | None = None
        self.marks = DifferenceMarks(self.canvas)
        self.legend = LegendBox(editor.canvas.look, self.canvas, LABELS)
        self.errand = Errand(self)
        self._is_stale, self._count, self._trouble = False, -1, ""
        self._look = QTimer(self, interval=LOOKS)
        self._look.timeout.connect(self._look_again)
        editor.sheets.add("history", "History", self.panel)
        editor.sheets.changed.connect(self._follow_sheets)
        self.canvas.over.append(self._paint)
        self.canvas.lit_changed.connect(self._follow_light)
        self.session.versions.asked.connect(self._expect)
        self.session.store.committed.connect(self._follow)
        panel = self.panel
        panel.chosen.connect(self.compare)
        panel.added.connect(self.compare_two)
        panel.stopped.connect(self.stop)
        panel.name_wanted.connect(lambda: name_this_state(editor.window_around))
        panel.unnamed.connect(self._remove)
        panel.restored.connect(lambda _: self._restore())
        panel.read_wanted.connect(self._open)
        panel.looked_at.connect(self._show)
        panel.brought_back.connect(self._bring_back)

    def close_down(self) -> None:
        """Follow map and vault no more."""
        self._look.stop()
        self.errand.forget()
        self.session.versions.asked.disconnect(self._expect)
        self.session.store.committed.disconnect(self._follow)
        self.canvas.over.remove(self._paint)
        self.legend.close_down()

    @property
    def is_seen(self) -> bool:
        """Whether the sheet is the one that is shown."""
        return self.editor.sheets.now == "history"

    # -- the timeline

    def _expect(self, _: None) -> None:
        if self.is_seen:
            self._look.start()

    def _look_again(self) -> None:
        versions = self.session.versions
        if not versions.is_busy:
            self._look.stop()
        if (versions.count, versions.trouble) != (self._count, self._trouble):
            self.show_versions()

    def show_versions(self) -> None:
        """Show what the vault holds now."""
        kept = self.session.versions
        self._count, self._trouble = kept.count, kept.trouble
        found = kept.vault.versions()
        self.versions = {one.place.name: one for one in found}
        self.panel.show_entries([self._entry(one) for one in found], kept.trouble)
        if self.key and self.key not in self.versions:
            self.stop()

    def _entry(self, one: Version) -> Entry:
        return Entry(one.place.name, one.person, in_words(one.when), one.name or one.words, one.is_named)

    def _follow_sheets(self, sheet: str) -> None:
        if sheet == "history":
            self.show_versions()
            self._look.start()
        elif self.key:
            self.stop()

    # -- comparing

    def compare(self, key: str) -> None:
        """Show on the canvas what has changed since a version; the one that is compared already: stop."""
        if key == self.key:
            self.stop()
            return
        self.stop()
        if (version := self.versions.get(key)) is not None:
            self.key = key
            self.panel.show_letters(self._letters())
            self._begin(self._records(version))

    def compare_two(self, key: str) -> None:
        """Show a version beside the one that is chosen, the earlier one at the left; without one, choose it."""
        first, second = self.versions.get(self.key), self.versions.get(key)
        if first is None or second is None or first is second:
            self.compare(key)
            return
        pair = sorted((first, second), key=lambda one: one.when)
        works = [self._records(one) for one in pair]

        def work() -> list[Journey]:
            return [Journey(Store.holding(records().values())) for records in works]

        self._run(work, lambda both: self._beside(pair, both))

    def _beside(self, pair: list[Version], journeys: list[Journey]) -> None:
        shown = [
            (f"{letter}, {in_words(one.when)}", one.name or journey.map.title, journey)
            for letter, one, journey in zip("AB", pair, journeys, strict=True)
        ]
        self.editor.window_around.comparing.show_pair(shown)

    def _letters(self) -> dict[str, str]:
        letters = {self.key: "A"}
        newest = next(iter(self.versions.values()), None)
        if newest is not None and newest.place.name != self.key and self.session.is_saved:
            letters[newest.place.name] = "B"
        return letters

    def _records(self, version: Version) -> Callable[[], Mapping[str, Record]]:
        vault = self.session.versions.vault
        return lambda: {one.id: one for one in read(vault.content(version)).records}

    def _begin(self, then: Callable[[], Mapping[str, Record]]) -> None:
        now = list(self.session.store)

        def work() -> Found:
            records = then()
            compared = compare(records.values(), now)
            return Found(records, compared, tuple(differences(compared)))

        self._is_stale = False
        self._run(work, self._compared)

    def _run(self, work: Callable[[], T], then: Callable[[T], object]) -> None:
        """Do this away from the hands; what cannot be read is said."""

        def tell(outcome: T | Exception) -> None:
            if isinstance(outcome, CannotRead | Unreadable):
                self.stop()
                self.editor.window_around.toast(UNREADABLE)
            elif isinstance(outcome, Exception):
                raise outcome
            else:
                then(outcome)

        self.errand.forget()
        self.errand.run(work, tell)

    def _compared(self, found: Found) -> None:
        self.found = found
        if self._is_stale:
            self._begin(lambda: found.then)
            return
        self._mark(found.compared)
        self.legend.show_counts({how: [one.how for one in found.told].count(how) for how in SAID})
        is_open = not self.session.is_read_only
        self.panel.show_letters(self._letters())
        self.panel.show_changes(self.key, found.told, is_open)
        self.editor.show_hints()

    def _mark(self, found: Comparison) -> None:
        store = self.session.store
        steps = {*store.of(Touchpoint), *store.of(Handover)}
        differ: dict[str, How] = dict.fromkeys(found.added & steps, "added")
        differ |= dict.fromkeys(found.moved & steps, "moved")
        differ |= dict.fromkeys(found.changed.keys() & steps, "changed")
        before: dict[str, Place] = {}
        for one in found.moved:
            was = found.before[one]
            if isinstance(was, Touchpoint):
                before[one] = was.place
        gone = [found.before[one] for one in found.removed]
        self.marks.differ, self.marks.came_from = differ, before
        self.marks.ghosts = [one for one in gone if isinstance(one, Touchpoint)]
        ends = [store.find(Handover, one) for one in differ]
        near = [end for one in ends if one is not None for end in (one.source, one.target)]
        lit, now, self.found = [*differ, *near], self.found, None
        # Where nothing differs all stands out, so that Esc ends this too.
        self.canvas.light(lit if found else steps)
        self.found = now
        self.canvas.viewport().update()

    def _paint(self, painter: object) -> None:
        if self.found is not None:
            self.marks.paint(painter)  # type: ignore[arg-type]

    def _follow(self, _: Commit) -> None:
        """What is compared follows the map."""
        if self.found is None:
            return
        if self.errand.is_on:
            self._is_stale = True
        else:
            then = self.found.then
            self._begin(lambda: then)

    def _follow_light(self) -> None:
        """Esc on the map lets all of it be seen again, and that is the end of comparing."""
        if self.found is not None and self.canvas.lit is None:
            self.stop()

    def stop(self) -> None:
        """Compare nothing any more."""
        was_on, self.key, self.found = bool(self.key), "", None
        self.errand.forget()
        if was_on:
            self.marks.chosen_one = None
            self.panel.show_letters({})
            self.legend.show_counts({})
            self.canvas.light(None)
            self.canvas.viewport().update()
            self.editor.show_hints()

    def _show(self, one: Difference) -> None:
        """Bring what differs into sight."""
        store = self.session.store
        there = next((record for record in (one.id, *one.steps) if record in store), None)
        gone = next((ghost for ghost in self.marks.ghosts if ghost.id in (one.id, *one.steps)), None)
        self.marks.chosen_one = there or (gone.id if gone is not None else None)
        if there is not None:
            self.editor.window_around.go_to(there, and_stay=True)
        elif gone is not None and (box := self.marks.ghost_box(gone)) is not None:
            self.canvas.show_box(box.grown(2))
        self.canvas.viewport().update()

    # -- bringing back

    def _open(self, key: str) -> None:
        """Show a version alone, to be read."""
        version = self.versions[key]

        def show(journey: Journey) -> None:
            from widgets.history.read_page import ReadPage

            title = version.name or journey.map.title or self.session.title
            page = ReadPage(title, in_words(version.when), journey, self.canvas.look)
            self.editor.window_around.comparing.show_page(page)

        records = self._records(version)
        self._run(lambda: Journey(Store.holding(records().values())), show)

    def _restore(self) -> None:
        """Ask, and make the map what it was then."""
        found, version = self.found, self.versions.get(self.key)
        window = self.editor.window_around
        if found is None or version is None:
            return
        called = f"“{version.name}”" if version.name else in_words(version.when)
        choices = [Answer("cancel", "Cancel"), Answer("restore", "Bring back A", "primary")]
        title, body = (
            f"Bring back the map of {called}?",
            "What was done since goes in one step. Undo returns it.",
        )
        if Question(window, window.look, title, body, choices).ask() == "restore":
            self._do(lambda: restore_all(self.session.store, found.then, called))

    def _bring_back(self, one: Difference) -> None:
        """Make one record what it was then."""
        found = self.found
        if found is not None:
            self._do(lambda: restore_record(self.session.store, found.then, one.id))

    def _do(self, step: Callable[[], object]) -> None:
        try:
            self.canvas.do(step)
        except (InvalidRecord, KeyError):
            self.editor.window_around.toast(REFUSED)

    def _remove(self, key: str) -> None:
        """Ask, and take a named version away."""
        version, window = self.versions[key], self.editor.window_around
        choices = [Answer("cancel", "Cancel"), Answer("remove", "Remove it", "destructive")]
        title = f"Remove “{version.name}” from the history?"
        if Question(window, window.look, title, "The map itself stays as it is.", choices).ask() == "remove":
            self.session.versions.vault.remove(version)
            self.stop()
            self.show_versions()
