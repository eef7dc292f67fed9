"""The page of a sticky note: what stands on it, its colour, votes and author."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from widgets.inspector.bench import Bench
from widgets.inspector.form import Page
from widgets.text_area import TextArea


class NotePage(Page):
    """One sticky note."""

    def __init__(
        self, bench: Bench, ids: Sequence[str], opened: set[str], parent: QWidget | None = None
    ) -> None:
        super().__init__(bench, ids, opened, parent)
        first = self.section(line=False)
        first.column.setSpacing(4)
        self.head(first).say(("icon", "note", "ink3"), ("words", "Sticky note", None))
        words = TextArea(self.look, role="lead", framed=False, empty="What is on it?")
        words.paper.setAccessibleName("Text")
        first.add(self.bind("text", words), bleeds=True)
        look = self.section()
        look.add(self.bind("colour"))
        look.add_grid([[self.bind("author"), self.bind("votes")]])
        self.fold("Where it lies, mm", lambda section: self.put(section, ["x", "y"]))
        self.finish()
