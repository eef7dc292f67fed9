"""The whole app in a real window, with hands that answer its questions."""

from tests.app.conftest import hands, look, window

__all__ = ["hands", "look", "window"]
