"""Panel, outline and gap strip on their way in and out; the canvas keeps its middle meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEasingCurve, QObject, QVariantAnimation
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from model.records import Touchpoint

if TYPE_CHECKING:
    from app.editor import MapEditor
    from app.window import Window

OPEN, CLOSE = 140, 100
"""How long a part takes in and out, ms."""


class Slide(QObject):
    """One part on its way: how much of it is seen, from 0 to 1."""

    def __init__(self, parent: QObject, moved: Callable[[], object]) -> None:
        super().__init__(parent)
        self.share, self.is_open = 0.0, False
        self._moved = moved
        self._run = QVariantAnimation(self)
        self._run.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._run.valueChanged.connect(self._step)

    @property
    def is_seen(self) -> bool:
        """Whether some of it is seen, or about to be."""
        return self.is_open or self.share > 0.0

    @property
    def is_on_its_way(self) -> bool:
        """Whether it is neither quite in nor quite out."""
        return self.share != float(self.is_open)

    def go(self, is_open: bool, at_once: bool) -> None:
        """Set out from where it stands."""
        self.is_open = is_open
        self._run.stop()
        if at_once or not self.is_on_its_way:
            self.end()
            return
        self._run.setDuration(OPEN if is_open else CLOSE)
        self._run.setStartValue(self.share)
        self._run.setEndValue(float(is_open))
        self._run.start()

    def _step(self, share: float) -> None:
        self.share = share
        self._moved()

    def end(self) -> None:
        """Be there."""
        self._run.stop()
        self.share = float(self.is_open)


class Shutter(QWidget):
    """The place of a part that slides in from below: it shows the upper part of it."""

    def __init__(self, part: QWidget) -> None:
        super().__init__()
        self.part, self.whole = part, part.height()
        part.setParent(self)
        self.setFixedHeight(self.whole)

    def show_share(self, share: float) -> None:
        """Be this much of its whole height."""
        self.setFixedHeight(round(self.whole * share))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the part as wide as the place, and its top at the top."""
        self.part.setGeometry(0, 0, self.width(), self.whole)


class Sliding:
    """The parts of one editor that slide; a hand that takes the map ends every way."""

    def __init__(self, editor: MapEditor) -> None:
        self._editor = editor
        self.panel, self.outline, self.strip = (Slide(editor, self._follow) for _ in range(3))
        self._middle: tuple[float, float] | None = None
        self._is_moving = self._was_due = False
        editor.canvas.stilled.connect(self.end)

    @property
    def _slides(self) -> tuple[Slide, Slide, Slide]:
        return self.panel, self.outline, self.strip

    @property
    def is_panel_open(self) -> bool:
        """Whether the panel is open: as somebody wants it, else once there was something to show in it."""
        wanted = self._editor.window_around.preferences.now.panel_open
        return self._was_due if wanted is None else wanted

    @property
    def is_panel_due(self) -> bool:
        """Whether there is something to show in the panel for the first time."""
        session = self._editor.session
        return not self._was_due and bool(session.selection.ids or session.store.of(Touchpoint))

    def go(self, outline: bool, strip: bool) -> None:
        """Let the parts go in or out, at once where nothing moves or nothing is seen yet."""
        editor = self._editor
        self._was_due = self._was_due or self.is_panel_due
        at_once = editor.window_around.look.reduced_motion or not editor.isVisible()
        wanted = (self.is_panel_open, outline, strip)
        if not self._is_moving:
            self._middle = editor.canvas.middle
        changed = [slide for slide, to in zip(self._slides, wanted, strict=True) if slide.is_open != to]
        for slide in changed:
            slide.go(not slide.is_open, at_once)
        self._follow()

    def end(self) -> None:
        """Let everything be where it goes."""
        if self._is_moving:
            for slide in self._slides:
                slide.end()
            self._follow()

    def _follow(self) -> None:
        """Lay out as far as the parts are in, and keep the middle of the map."""
        editor, canvas = self._editor, self._editor.canvas
        self._is_moving = any(slide.is_on_its_way for slide in self._slides)
        canvas.is_being_sized = self._is_moving
        editor.lay_out_parts()
        canvas.keep_middle(self._middle)


def has_panel_open(window: Window) -> bool:
    """Whether a map is open in this window with the panel beside it."""
    return window.editor is not None and window.editor.sliding.is_panel_open
