"""The panel beside the map that shows and edits what is selected."""

from widgets.inspector.panel import Inspector

__all__ = ["Inspector"]
