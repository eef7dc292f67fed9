"""A look, a small map and what follows it, for every test of the window's parts."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from model.journey import Journey
from model.store import Store
from tests.widgets.room import Room, found_out, people_and_places
from widgets.look import Look
from widgets.selection import Selection


@pytest.fixture
def look(qapp: QApplication) -> Iterator[Look]:
    look = Look("light", reduced_motion=True)
    look.install(qapp)
    yield look
    qapp.setStyleSheet("")


@pytest.fixture
def room(look: Look) -> Room:
    store = Store.holding([*people_and_places(), *found_out()])
    return Room(store, Journey(store), Selection(), look)
