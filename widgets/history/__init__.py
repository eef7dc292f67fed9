"""The versions of a map as a timeline, and what differs between two of them."""

from widgets.history.panel import HistoryPanel
from widgets.history.timeline import Entry

__all__ = ["Entry", "HistoryPanel"]
