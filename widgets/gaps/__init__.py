"""The gaps in the panel: the list of them all, and one that is open."""

from widgets.gaps.list_panel import GapListPanel
from widgets.gaps.opened import OpenedGap

__all__ = ["GapListPanel", "OpenedGap"]
