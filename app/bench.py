"""What stands at the sides of a map: where palette, outline and panel have their places beside or over it."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from app.panel import Panel

PALETTE_WIDTH = 56
PANEL_OVER_BELOW = 1100
"""In windows narrower than this the panel lies over the canvas, px."""
LEAST_CANVAS = 480
"""Where the outline would leave less of the canvas than this, it lies over it, px."""
LEAST_BETWEEN = 288
"""So much of the canvas counts as free between outline and panel even where they leave less, px."""


class Bench(QWidget):
    """Palette, outline, map and panel side by side; what is at the sides lies over a map short of room."""

    covered = Signal(int, int)
    """So much of the left side of the map lies under the outline, and of the right side under the panel, px."""

    def __init__(
        self, palette: QWidget, outline: Panel, middle: QWidget, panel: Panel, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.left, self.outline, self.middle, self.panel = palette, outline, middle, panel
        self.outline_share = self.panel_share = 1.0
        """How much of each is in, while it slides."""
        for part in (outline, palette, middle, panel):
            part.setParent(self)
        panel.width_changed.connect(self.lay_out)
        outline.width_changed.connect(self.lay_out)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out anew."""
        self.lay_out()

    def lay_out(self) -> None:
        """Give each part its place."""
        width, height = self.width(), self.height()
        is_over = width < PANEL_OVER_BELOW
        whole_panel = max(self.panel.wanted, self.panel.least)
        panel = round(whole_panel * self.panel_share) if not self.panel.isHidden() else 0
        self.left.setGeometry(0, 0, PALETTE_WIDTH, height)
        beside = 0 if is_over else panel
        outline = round(self.outline.wanted * self.outline_share) if not self.outline.isHidden() else 0
        is_outline_over = width - PALETTE_WIDTH - beside - self.outline.wanted < LEAST_CANVAS
        self.outline.lie_over(is_outline_over)
        self.outline.setGeometry(
            PALETTE_WIDTH + outline - self.outline.wanted, 0, self.outline.wanted, height
        )
        start = PALETTE_WIDTH + (0 if is_outline_over else outline)
        self.middle.setGeometry(start, 0, width - start - beside, height)
        self.outline.raise_()
        self.left.raise_()
        self.panel.lie_over(is_over)
        self.panel.setGeometry(width - panel, 0, whole_panel, height)
        self.panel.raise_()
        right = panel if is_over else 0
        left = max(0, min(outline, self.middle.width() - right - LEAST_BETWEEN)) if is_outline_over else 0
        self.covered.emit(left, right)
