"""The page of a sticky note: what stands on it, its colour, votes and author."""

from collections.abc import Iterator

from widgets.inspector.form import Page
from widgets.text_area import TextArea


class NotePage(Page):
    """One sticky note."""

    def build(self) -> Iterator[None]:
        """Make the sections, yielding between them."""
        first = self.section(line=False)
        first.column.setSpacing(4)
        self.head(first).say(("icon", "note", "ink3"), ("words", "Sticky note", None))
        words = TextArea(self.look, role="lead", framed=False, empty="What is on it?")
        words.paper.setAccessibleName("Text")
        first.add(self.bind("text", words), bleeds=True)
        yield
        look = self.section()
        look.add(self.bind("colour"))
        look.add_grid([[self.bind("author"), self.bind("votes")]])
        self.fold("Where it lies, mm", lambda section: self.put(section, ["x", "y"]))
        self.finish()
