"""The outline: the journey as a tree, for the keyboard and for people who hear the screen."""

from widgets.outline.panel import Outline

__all__ = ["Outline"]
