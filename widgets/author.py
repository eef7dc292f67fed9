"""Who is at the screen, as they sign what they say."""

from PySide6.QtCore import QObject, Signal


class Author(QObject):
    """A name that is asked for once; until then there is only a proposal."""

    named = Signal(str)
    """The name a person gave."""

    def __init__(self, name: str = "", proposed: str = "", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.name, self.proposed = name, proposed

    @property
    def is_known(self) -> bool:
        """Whether the person has said how they sign."""
        return bool(self.name)

    def call(self, name: str) -> None:
        """Sign so from now on."""
        name = " ".join(name.split())[:80]
        if name and name != self.name:
            self.name = name
            self.named.emit(name)
