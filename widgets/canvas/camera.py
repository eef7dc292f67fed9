"""Where the map is seen from: its zoom and scroll, and how millimetres become pixels."""

from dataclasses import dataclass
from functools import cached_property
from math import ceil, floor

from PySide6.QtCore import QPointF, QRect, QRectF

from model.drawing.marks import Box

PX_PER_MM = 5.08
"""Logical pixels to a millimetre at 100 %: card titles are 12 px."""
LEAST, MOST = 0.1, 4.0
LABELS = 128
"""Width of the pinned lane labels, px."""
HEADER = 50
"""Height of the pinned phase header, px."""
PAD = 6
"""Room left of the first phase and right of the last, px."""


@dataclass(frozen=True)
class Camera:
    """A view of the drawing: zoom, scroll in logical px and the device's pixels to a logical one."""

    zoom: float = 1.0
    x: float = 0.0
    y: float = 0.0
    ratio: float = 1.0

    @cached_property
    def scale(self) -> float:
        """Logical px to a mm."""
        return PX_PER_MM * self.zoom

    @cached_property
    def dots(self) -> float:
        """Device px to a mm."""
        return PX_PER_MM * self.zoom * self.ratio

    @cached_property
    def origin(self) -> tuple[int, int]:
        """Where the drawing's (0, 0) stands in the map's part of the viewport: whole device px."""
        return round((PAD - self.x) * self.ratio), round(-self.y * self.ratio)

    @cached_property
    def corner(self) -> tuple[int, int]:
        """Where the map's part of the viewport begins, device px."""
        return round(LABELS * self.ratio), round(HEADER * self.ratio)

    def to_mm(self, at: QPointF) -> tuple[float, float]:
        """The place in the drawing under a point of the viewport."""
        (ox, oy), (left, top) = self.origin, self.corner
        return (at.x() * self.ratio - left - ox) / self.dots, (at.y() * self.ratio - top - oy) / self.dots

    def to_px(self, x: float, y: float) -> QPointF:
        """The point of the viewport over a place in the drawing, logical px."""
        (ox, oy), (left, top) = self.origin, self.corner
        return QPointF((left + ox + x * self.dots) / self.ratio, (top + oy + y * self.dots) / self.ratio)

    def across(self, x: float) -> float:
        """How far from the left of the viewport a place in the drawing is, logical px."""
        return (self.corner[0] + self.origin[0] + x * self.dots) / self.ratio

    def down(self, y: float) -> float:
        """How far from the top of the viewport a place in the drawing is, logical px."""
        return (self.corner[1] + self.origin[1] + y * self.dots) / self.ratio

    def rect(self, box: Box) -> QRectF:
        """A box of the drawing in the viewport, logical px, its corner on a device pixel as cards' are."""
        (ox, oy), (left, top), k = self.origin, self.corner, self.ratio
        x, y = round(box.x * self.dots) + ox + left, round(box.y * self.dots) + oy + top
        return QRectF(x / k, y / k, box.w * self.dots / k, box.h * self.dots / k)

    def dots_of(self, box: Box) -> QRect:
        """The least rectangle of device px of the map's part around a box of the drawing, a little more."""
        ox, oy = self.origin
        left, top = floor(box.x * self.dots) + ox - 2, floor(box.y * self.dots) + oy - 2
        return QRect(
            left,
            top,
            ceil(box.right * self.dots) + ox + 2 - left,
            ceil(box.bottom * self.dots) + oy + 2 - top,
        )

    def box(self, dots: QRect) -> Box:
        """The box of the drawing under a rectangle of device px of the map's part, a little more."""
        ox, oy = self.origin
        k = self.dots
        return Box((dots.x() - ox) / k, (dots.y() - oy) / k, dots.width() / k, dots.height() / k).grown(2 / k)
