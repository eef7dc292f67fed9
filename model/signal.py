"""A list of listeners that are told of an event, in the order they came."""

from collections.abc import Callable
from typing import Generic, TypeVar

Event = TypeVar("Event")


class Signal(Generic[Event]):
    """An event that others can listen to; a listener stays until it is disconnected."""

    def __init__(self) -> None:
        self._listeners: list[Callable[[Event], None]] = []

    def connect(self, listener: Callable[[Event], None]) -> None:
        """Tell this listener of every event from now on."""
        self._listeners.append(listener)

    def disconnect(self, listener: Callable[[Event], None]) -> None:
        """Tell this listener no more; raises ValueError if it was not listening."""
        self._listeners.remove(listener)

    def emit(self, event: Event) -> None:
        """Tell every listener of this event, those that came first first."""
        for listener in tuple(self._listeners):
            listener(event)
