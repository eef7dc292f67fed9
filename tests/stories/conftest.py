"""The whole app in a real window, with hands on its canvas."""

from tests.app.conftest import hands, look, sample, window

__all__ = ["hands", "look", "sample", "window"]
