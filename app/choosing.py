"""What colleagues changed in an open map: shown softly as it comes, and chosen from where people disagree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt

from app.coming_back import ComingBack
from app.joined import Joined
from model.join import Conflict
from model.kinds import InvalidRecord, field_at
from model.naming import Naming
from model.records import Touchpoint
from model.search import seen_at
from model.settling import has_note, keep_in_note, settle
from model.spoken import counted
from model.store import Commit
from widgets.both_changed import BothChanged, Matter, Side
from widgets.canvas.arrivals import Arrivals
from widgets.canvas.both import BothMarks
from widgets.marks import mood_token

if TYPE_CHECKING:
    from app.editor import MapEditor
    from model.stamps import Dot

NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


class Choosing(QObject):
    """Wires what was joined to the canvas and the panel of an editor."""

    def __init__(self, editor: MapEditor) -> None:
        super().__init__(editor)
        self.editor, self.session, self.canvas = editor, editor.session, editor.canvas
        self.sheet = BothChanged(self.canvas.look, editor)
        self.sheet.hide()
        self.marks, self.arrivals = BothMarks(self.canvas), Arrivals(self.canvas)
        self.coming_back = ComingBack(editor)
        self.current = 0
        self.conflicts: list[Conflict] = []
        self.news: dict[str, Joined] = {}
        self._open: set[str] = set()
        self._offered: set[str] = set()
        self.sheet.closed.connect(self.leave)
        self.sheet.chosen.connect(self._choose)
        self.sheet.noted.connect(self._note)
        self.sheet.all_chosen.connect(self._choose_all)
        self.sheet.stepped.connect(self._step)
        self.sheet.wanted.connect(self._show_news)
        self.marks.pressed.connect(self.open_at)
        editor.sheets.changed.connect(self._follow_sheets)
        self.session.joined.connect(self._meet)
        self.session.store.committed.connect(self._follow)
        self._look()
        self._offered = set(self._open)

    def close_down(self) -> None:
        """Follow the map no more."""
        self.session.joined.disconnect(self._meet)
        self.session.store.committed.disconnect(self._follow)
        self.marks.close_down()
        self.arrivals.close_down()

    @property
    def is_open(self) -> bool:
        """Whether the sheet lies over the panel."""
        return self.editor.sheets.over is self.sheet

    # -- following

    def _meet(self, joined: Joined) -> None:
        """Show what came, and offer to choose where people disagree anew."""
        if joined.patch:
            self.news[joined.by or "A colleague"] = joined
            self.arrivals.show_records(self._drawn(joined))
        self._look()
        new, self._offered = self._open - self._offered, set(self._open)
        words, verbs = self.coming_back.meet(joined)
        if new and not self.is_open:
            words = f"Both changed {counted(len(self.conflicts), 'field')}. Nothing is lost. {words}".strip()
            verbs = {"Choose": self.open, **verbs}
        if words:
            self.editor.window_around.toast(words, verbs)

    def _drawn(self, joined: Joined) -> list[str]:
        store = self.session.store
        return [one for change in joined.patch for one in seen_at(store, change.id)[:1]]

    def _follow(self, commit: Commit) -> None:
        if self.session.stamps.open or self._open:
            self._look()

    def _look(self) -> None:
        """Find anew what nobody has chosen, and show it where it is shown."""
        stamps = self.session.stamps
        self.conflicts = self.session.conflicts if stamps.open else []
        self._open = {one.record for one in self.conflicts}
        self.current = min(self.current, max(0, len(self.conflicts) - 1))
        names: dict[str, tuple[str, ...]] = {}
        for one in self.conflicts:
            for place in seen_at(self.session.store, one.record)[:1]:
                names.setdefault(place, tuple(dict.fromkeys(self._name(dot) for dot, _ in self._sides(one))))
        here = self.conflicts[self.current].record if self.conflicts and self.is_open else None
        self.marks.show_names(names, here)
        if self.is_open:
            self._show()

    def _sides(self, conflict: Conflict) -> list[tuple[Dot, Any]]:
        """The values of a field, the one that stands on the map first."""
        record = self.session.store[conflict.record]
        now = field_at(record, conflict.path)
        return sorted(conflict.values, key=lambda pair: pair[1] != now)

    def _name(self, dot: Dot) -> str:
        return self.session.whose.name(dot).split()[0] if not self.session.whose.is_ours(dot) else "You"

    # -- the sheet

    def open_at(self, record: str) -> None:
        """Open the sheet at a record's first field."""
        store = self.session.store
        places = (at for at, one in enumerate(self.conflicts) if record in seen_at(store, one.record))
        self.current = next(places, 0)
        self.open()

    def open(self) -> None:
        """Let the sheet lie over the panel, with the keyboard in it."""
        if not self.conflicts:
            return
        self.editor.window_around.show_panel(True)
        self.editor.sheets.lay_over(self.sheet)
        self.sheet.show()
        self._look()
        self.sheet.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        """Close the sheet; what is not chosen stays as it is."""
        if self.is_open:
            self.editor.sheets.lift()
            self.canvas.setFocus(Qt.FocusReason.OtherFocusReason)

    def _follow_sheets(self, _: str) -> None:
        if self.is_open:
            self.canvas.light(self.marks.names)
        elif self.canvas.lit is not None and self.sheet.matters:
            self.canvas.light(None)
        if not self.is_open and self.sheet.matters:
            self.sheet.matters = ()
            self._look()

    def _show(self) -> None:
        """Show the fields on the sheet; without any it goes."""
        if not self.conflicts:
            self.leave()
            self.editor.window_around.toast("All is chosen", {})
            return
        naming = Naming(self.session.store.everything())
        matters = [self._matter(naming, one) for one in self.conflicts]
        self.sheet.show_matters(self._intro(), matters, self.current, self._told())
        sides = enumerate(matters[self.current].sides[:2], 1)
        self.editor.status.set_hints(
            (*((str(at), side.whose.replace("Yours", "yours")) for at, side in sides), ("↓", "next"))
        )
        self.canvas.light(self.marks.names)

    def _intro(self) -> str:
        who = self.session.joined_with
        many = len(self.conflicts)
        count = NUMBERS[many] if many < len(NUMBERS) else str(many)
        differ = "one field differs" if many == 1 else f"{count} fields differ"
        start = f"{who} saved while you were working. " if who else ""
        return f"{start}Everything was joined; {differ}. Nothing is lost."

    def _matter(self, naming: Naming, conflict: Conflict) -> Matter:
        record = self.session.store[conflict.record]
        felt = self.session.journey.felt(record) if isinstance(record, Touchpoint) else None
        where = f"{naming.where(record.id)} · {naming.field(record.id, conflict.path)}"
        sides = tuple(self._side(naming, conflict, dot, value) for dot, value in self._sides(conflict))
        is_text = all(isinstance(value, str) for _, value in conflict.values)
        can_note = is_text and has_note(record) and conflict.path != "note"
        number, pill = naming.number(record.id), mood_token(felt) if felt is not None else None
        return Matter(record.id, conflict.path, number, pill, where, sides, can_note)

    def _side(self, naming: Naming, conflict: Conflict, dot: Dot, value: Any) -> Side:
        whose = self.session.whose
        when = whose.when(dot)
        is_figure = isinstance(value, int | float) and not isinstance(value, bool)
        is_mood = is_figure and conflict.path.startswith("mood")
        return Side(
            "Yours" if whose.is_ours(dot) else f"{whose.name(dot)}’s",
            f"{when:%H:%M}" if when is not None else "",
            naming.value(conflict.path, value),
            is_figure,
            mood_token(float(value)) if is_mood else "ink",
        )

    def _told(self) -> list[str]:
        """What was joined without a question, a line for each who did it."""
        lines = []
        for who, joined in self.news.items():
            kinds = Counter(change.kind.replace("_", " ") for change in joined.patch)
            lines.append(f"{who}: {', '.join(counted(n, kind) for kind, n in sorted(kinds.items()))}.")
        return lines

    def _show_news(self) -> None:
        self.arrivals.show_records(one for joined in self.news.values() for one in self._drawn(joined))

    # -- choosing

    def _do(self, step: Callable[[], object]) -> None:
        try:
            self.canvas.do(step)
        except InvalidRecord as error:
            self.editor.window_around.toast(str(error), {})

    def _choose(self, place: int, side: int) -> None:
        conflict = self.conflicts[place]
        value = self._sides(conflict)[side][1]
        self._do(lambda: settle(self.session.store, [(conflict, value)]))

    def _note(self, place: int) -> None:
        conflict = self.conflicts[place]
        (_, kept), *others = self._sides(conflict)
        naming = Naming(self.session.store.everything())
        title = naming.field(conflict.record, conflict.path)
        said = [
            f"{title}, {self._side(naming, conflict, dot, value).whose}: {value}" for dot, value in others
        ]
        self._do(lambda: keep_in_note(self.session.store, conflict, kept, said))

    def _choose_all(self, whose: str) -> None:
        chosen = []
        for conflict in self.conflicts:
            for dot, value in conflict.values:
                own = "Yours" if self.session.whose.is_ours(dot) else f"{self.session.whose.name(dot)}’s"
                if own == whose:
                    chosen.append((conflict, value))
                    break
        self._do(lambda: settle(self.session.store, chosen))

    def _step(self, place: int) -> None:
        self.current = place
        record = self.conflicts[place].record
        self._look()
        self.editor.window_around.go_to(record, and_stay=True)
