"""Errors raised in C made whole, so that one in what a widget overrides is told and does not end the app.

Before Python 3.12 such an error (the ValueError of `int("x")`, the TypeError of a call, the RuntimeError about a
widget that is gone) is no more than a class and a text until somebody catches it. Where an override lets it through,
PySide 6.11 takes the text for the error, reads past its end, and the process is gone. While an error is being
handled, Python makes every other one whole at once; so all that a window does happens while one is.
"""

import sys
from collections.abc import Callable
from types import TracebackType
from typing import TypeVar

Result = TypeVar("Result")


class Running(Exception):
    """What is being handled all the time; nothing went wrong."""


def with_whole_errors(run: Callable[[], Result]) -> Result:
    """What this returns; while it runs, every error of this thread is a whole one."""
    try:
        raise Running("nothing went wrong here")
    except Running:
        return run()


def apart_from_running(error: BaseException) -> BaseException:
    """An error without the remark that it came up while `Running` was handled."""
    last = error
    while last.__context__ is not None and not isinstance(last.__context__, Running):
        last = last.__context__
    last.__context__ = None
    return error


def tell(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Print an error that nobody caught; this is a `sys.excepthook`."""
    sys.__excepthook__(kind, apart_from_running(error), trace)
