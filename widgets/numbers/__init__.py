"""The numbers of a map as the panel shows them, and what they would be if some things went better."""

from widgets.numbers.panel import NumbersPanel

__all__ = ["NumbersPanel"]
