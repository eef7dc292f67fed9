"""Two states of a map beside each other, with what differs between them."""

from widgets.beside.page import Beside

__all__ = ["Beside"]
