"""What is asked before an export: which pages, how, and where to; beside it stand the pages as they will be."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeySequence, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.export_form import ExportForm, Named
from app.export_verdict import Verdict, losses_in
from app.leafing import Leafing
from app.prompts import Sheet, ask_for_place
from app.session import Session
from exporters import EXPORTERS
from exporters.pdf.report import ReportOptions
from model.records import Phase
from widgets.buttons import Button, IconButton
from widgets.look import Look
from widgets.notice import NoticeLink
from widgets.pages.parts import PartShown, PartsList
from widgets.pages.preview import PagePreview
from widgets.picker import Choice
from widgets.scroll import Scroll
from widgets.words import Words

WIDEST, HIGHEST = 1180, 780
AROUND = 48
"""From the dialog to the edges of the window, px."""
LEFT, RIGHT = 268, 268
FILTERS = {".pdf": "PDF documents (*.pdf)", ".svg": "SVG pictures (*.svg)", ".png": "PNG pictures (*.png)"}
LEAF_KEYS = {"PgUp": -1, "PgDown": 1}


class Line(QWidget):
    """A hairline."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.look = look
        self.setFixedHeight(1)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.look.colour("rule"))
        painter.end()


class ExportDialog(Sheet):
    """Asks how to export a map; what was chosen for it last is chosen again."""

    def __init__(
        self, window: QWidget, look: Look, session: Session, out: Path, chosen: dict[str, Any]
    ) -> None:
        """`chosen` holds the `format` and, by the name of each format, its options."""
        super().__init__(window, look)
        self.setWindowTitle("Export")
        self.session, self.out = session, out
        self.given: dict[str, dict[str, Any]] = {
            name: dict(chosen[name]) for name in EXPORTERS if isinstance(chosen.get(name), dict)
        }
        self.leafing = Leafing(session.writing(), self)
        self.leafing.part.connect(self._show_part)
        self.leafing.done.connect(self._judge)
        self.leafing.trouble.connect(self._tell_trouble)
        self.leafing.picture.connect(lambda page, image: self._take_picture(page, image))
        self.wanted_record = ""
        """The record that a link leads to, once the dialog is closed by it."""
        self._laid: list[dict[str, Any]] = []
        self._seen: list[int] = []
        """The pages that are shown, by their places in all that was laid out."""
        self._is_laid_out = False
        self._asked: dict[str, Any] = {}
        self.title = Words(look, "", "dialog_title", parent=self)
        self.close_button = IconButton(look, "close", "Close", "Esc", parent=self)
        self.close_button.clicked.connect(self.reject)
        self.left, self.right = Scroll(look, self), Scroll(look, self)
        self.names, self.asks = QWidget(self.left.viewport()), QWidget(self.right.viewport())
        self.parts = PartsList(look, self.names)
        self.parts.changed.connect(self._follow_parts)
        self.parts.wanted.connect(self._go_to_part)
        self.preview = PagePreview(look, self)
        self.preview.wanted.connect(self._paint)
        self.preview.turned.connect(lambda _: self._mark_part())
        named = [(one.name, one.title) for one in EXPORTERS.values()]
        self.format = Choice(look, "Format", lambda: named, parent=self.asks)
        self.format.edited.connect(lambda name: self._choose_format(str(name)))
        self.verdict = Verdict(look, self)
        self.verdict.wanted.connect(self._go_to_record)
        self.to = Words(look, "To", "secondary", "ink2", parent=self)
        self.place = Words(look, "", "strong", parent=self)
        self.folder = Words(look, "", "secondary", "ink2", parent=self)
        self.change = NoticeLink(look, self)
        self.change.say("Change…")
        self.change.clicked.connect(self._ask_where)
        self.export = Button(look, "Export", "primary", parent=self)
        self.export.clicked.connect(self.accept)
        self.cancel = Button(look, "Cancel", parent=self)
        self.cancel.clicked.connect(self.reject)
        self.form: ExportForm | None = None
        self._lay_out()
        self.exporter = EXPORTERS[chosen.get("format", "") if chosen.get("format") in EXPORTERS else "report"]
        self._name_format()
        self._name_export(0)
        self.verdict.wait()
        room = window.window().size()
        self.setFixedSize(min(WIDEST, room.width() - AROUND), min(HIGHEST, room.height() - AROUND))
        self.export.setFocus()
        self.leaf_keys = [self._leaf_key(key, step) for key, step in LEAF_KEYS.items()]
        # The dialog is shown first: its questions stand in it a moment later.
        QTimer.singleShot(0, self, self._ask_all)

    # -- laying out

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(28, 16, 16, 12)
        head.addWidget(self.title, 1)
        head.addWidget(self.close_button)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        self._list_parts()
        middle.addWidget(self.left)
        middle.addWidget(self.preview, 1)
        self.asks_column = QVBoxLayout(self.asks)
        self.asks_column.setContentsMargins(22, 4, 22, 16)
        self.asks_column.setSpacing(12)
        self.asks_column.addWidget(self.format)
        self.asks_column.addStretch()
        self.right.setWidget(self.asks)
        self.right.setFixedWidth(RIGHT)
        right = QVBoxLayout()
        right.addWidget(self.right, 1)
        right.addWidget(self.verdict)
        self.verdict.setFixedWidth(RIGHT)
        self.verdict.column.setContentsMargins(22, 12, 22, 16)
        middle.addLayout(right)
        foot = QHBoxLayout()
        foot.setContentsMargins(28, 14, 24, 16)
        foot.setSpacing(6)
        for part in (self.to, self.place, self.folder, self.change):
            foot.addWidget(part)
        foot.addStretch(1)
        foot.addWidget(self.cancel)
        foot.addSpacing(4)
        foot.addWidget(self.export)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(head)
        column.addLayout(middle, 1)
        column.addWidget(Line(self.look, self))
        column.addLayout(foot)

    def _list_parts(self) -> None:
        column = QVBoxLayout(self.names)
        column.setContentsMargins(18, 4, 12, 12)
        column.setSpacing(6)
        label = Words(self.look, "Pages", "label", "ink3", parent=self.names)
        label.setContentsMargins(10, 0, 0, 0)
        column.addWidget(label)
        column.addWidget(self.parts, 1)
        self.left.setWidget(self.names)
        self.left.setFixedWidth(LEFT)

    # -- the format and its questions

    def _ask_all(self) -> None:
        """Ask what the first exporter asks."""
        if self.form is None:
            self._choose_format(self.exporter.name)

    def _name_format(self) -> None:
        """Say what would be exported, and where to."""
        self.format.show_value(self.exporter.name)
        self.title.say("Export the report" if self._has_parts else "Export a picture")
        self.left.setVisible(self._has_parts)
        self.out = self.out.with_suffix(self.exporter.suffix)
        self._name_place()

    def _choose_format(self, name: str) -> None:
        """Ask what this exporter asks."""
        if self.form is not None:
            self.given[self.exporter.name] = self.options
            self.asks_column.removeWidget(self.form)
            self.form.hide()
            self.form.deleteLater()
        self.exporter = EXPORTERS[name]
        self._name_format()
        named = {"persona": self._personas(), "part": self._pictures()}
        given = self.given.get(name, {})
        self.form = ExportForm(self.look, self.exporter.options, given, named, self.asks)
        self.form.changed.connect(self._lay_out_pages)
        self.asks_column.insertWidget(1, self.form)
        self._lay_out_pages()

    @property
    def _has_parts(self) -> bool:
        return "pages" in self.exporter.options.model_fields

    def _personas(self) -> Named:
        names = [one.name for one in self.session.journey.personas if one.name]
        return [("", "Everyone"), *((name, name) for name in dict.fromkeys(names))]

    def _pictures(self) -> Named:
        """What there can be a picture of: the map, what is selected, each phase."""
        journey, known = self.session.journey, self.session.store.of(Phase)
        chosen = ",".join(self.session.selection.ids)
        selection = [(f"selection:{chosen}", "What is selected")] if chosen else []
        phases = [
            (f"phase:{one}", f"Phase {place} {known[one].title}".strip())
            for place, one in enumerate(journey.phases, 1)
            if one in known and journey.in_phase(one)
        ]
        return [("map", "The whole map"), *selection, *phases]

    @property
    def options(self) -> dict[str, Any]:
        """What was chosen, by the exporter's own names."""
        assert self.form is not None
        values = dict(self.form.values)
        if self._has_parts:
            rows = list(self.parts.rows)
            ticked = self.parts.ticked
            values["pages"] = [] if ticked == rows or not rows else ticked
            if not rows:
                values["pages"] = self._kept_parts()
        return values

    def _offered(self) -> tuple[str, ...]:
        """The parts that there are on the paper that is chosen."""
        assert self.form is not None
        options = self.exporter.options.model_validate(self.form.values)
        return options.offered if isinstance(options, ReportOptions) else ()

    def _kept_parts(self) -> list[str]:
        """The parts that were chosen last, as far as there are such now."""
        kept = self.given.get(self.exporter.name, {}).get("pages") or ()
        return [one for one in kept if one in self._offered()]

    @property
    def chosen(self) -> dict[str, Any]:
        """All that was chosen, to be remembered; a selection is not, since it goes."""
        given = {**self.given, self.exporter.name: self.options}
        for options in given.values():
            if str(options.get("part", "")).startswith("selection:"):
                options.pop("part")
        return {"format": self.exporter.name, "folder": str(self.out.parent), **given}

    # -- pages

    def _lay_out_pages(self) -> None:
        """Have all pages laid out, unless only their colours changed."""
        assert self.form is not None
        asked = {name: value for name, value in self.form.values.items() if name != "theme"}
        if self._asked == {"exporter": self.exporter.name, **asked}:
            self.preview.forget_pictures()
            return
        self._asked = {"exporter": self.exporter.name, **asked}
        if self._has_parts:
            self.parts.keep(self._offered())
        self._laid, self._seen, self._is_laid_out = [], [], False
        self._name_export(0)
        self.verdict.wait()
        self.leafing.lay_out(self.exporter.name, self.form.values)

    def _show_part(self, part: dict[str, Any]) -> None:
        self._laid.append(part)
        if self._has_parts:
            kept = self._kept_parts()
            count = len(part["pages"])
            pages = "1 page" if count == 1 else f"{count} pages"
            detail = pages if count else f"Left out: {part['lacks']}"
            shown = PartShown(part["name"], part["title"], detail, bool(count))
            self.parts.show_part(shown, not kept or part["name"] in kept)
        self._follow_parts()

    def _follow_parts(self) -> None:
        """Show the pages of the parts that are ticked."""
        on = self._seen[self.preview.current] if self._seen else 0
        ticked, before_it = set(self.parts.ticked), self._seen
        self._seen, sizes, place = [], [], 0
        for part in self._laid:
            for size in part["pages"]:
                if not self._has_parts or part["name"] in ticked:
                    self._seen.append(place)
                    sizes.append((size[0], size[1]))
                place += 1
        before = [at for at, page in enumerate(self._seen) if page <= on]
        are_others = not before_it or self._seen[: len(before_it)] != before_it
        self.preview.show_pages(sizes, before[-1] if before else 0, are_others)
        count = len(sizes)
        self._name_export(count)
        seen = "What you see is what is printed." if self._has_parts else "What you see is what is exported."
        self.preview.caption.say(seen if count else "Tick a part to see its pages.")
        self._mark_part()

    def _name_export(self, count: int) -> None:
        """Say what would be exported; until all is laid out nobody knows how many pages that is."""
        pages = "1 page" if count == 1 else f"{count} pages"
        whole = f"Export {pages}" if self._is_laid_out and count else "Export report"
        self.export.say(whole if self._has_parts else "Export picture")
        self.export.setEnabled(bool(count) or not self._is_laid_out)

    def _part_at(self, page: int) -> str:
        """The part that a page belongs to, by its place in all that was laid out."""
        for part in self._laid:
            if page < len(part["pages"]):
                return str(part["name"])
            page -= len(part["pages"])
        return ""

    def _mark_part(self) -> None:
        self.parts.mark_shown(self._part_at(self._seen[self.preview.current]) if self._seen else "")

    def _go_to_part(self, name: str) -> None:
        for place, page in enumerate(self._seen):
            if self._part_at(page) == name:
                self.preview.turn_to(place)
                return

    def _paint(self, page: int, width: int) -> None:
        assert self.form is not None
        if page >= len(self._seen):
            return
        values = self.form.values
        is_clear = self.preview.frame.is_clear = bool(values.get("transparent"))
        theme = "light" if values.get("tiles") else str(values.get("theme", "light"))
        self.leafing.paint(self._seen[page], width, theme, is_clear)

    def _take_picture(self, page: int, image: Any) -> None:
        if page in self._seen:
            self.preview.take(self._seen.index(page), image)

    # -- what cannot be shown

    def _judge(self, told: dict[str, Any]) -> None:
        self._is_laid_out = True
        self._name_export(len(self._seen))
        store = self.session.store
        smallest = min((part["smallest"] for part in self._laid if part["smallest"]), default=0.0)
        cut, missing = losses_in(store, told["cut"]), losses_in(store, told["missing"])
        self.verdict.show_losses(cut, missing, smallest, told["remarks"])

    def _tell_trouble(self, sentence: str) -> None:
        self._is_laid_out = True
        self._name_export(0)
        self.verdict.complain(sentence)

    def _go_to_record(self, record: str) -> None:
        self.wanted_record = record
        self.reject()

    # -- where to

    def _name_place(self) -> None:
        replaces = " It replaces the file that is there." if self.out.exists() else ""
        self.place.say(self.out.name)
        self.place.set_tip(str(self.out))
        self.folder.say(f"in {self.out.parent.name or self.out.parent}.{replaces}")

    def _ask_where(self) -> None:
        file_filter = FILTERS.get(self.exporter.suffix, f"Files (*{self.exporter.suffix})")
        chosen = ask_for_place(self, "Export to", self.out, file_filter)
        if chosen is not None:
            self.out = chosen
            self._name_place()

    # -- keys and the end

    def _leaf_key(self, key: str, step: int) -> QShortcut:
        """A key that leafs wherever the keyboard is in the dialog."""
        shortcut = QShortcut(QKeySequence(key), self)
        shortcut.activated.connect(lambda: self.preview.turn_to(self.preview.current + step))
        return shortcut

    def accept(self) -> None:
        """Export, with all questions answered as they were last where a hand was faster than they were asked."""
        self._ask_all()
        super().accept()

    def done(self, result: int) -> None:
        """End the child process with the dialog."""
        self.leafing.close_down()
        super().done(result)
